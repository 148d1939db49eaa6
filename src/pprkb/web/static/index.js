// What the scripts of a published site share: the articles of search.json, found and printed.
"use strict";

const articles = {
  PER_PAGE: 25,
  // What files of lists call how important an item is, and what kind of thing, as readers are told.
  IMPORTANCE: new Map([["essential", say("essential")], ["recommended", say("recommended")], ["further", say("further")]]),
  KINDS: new Map([
    ["video", say("Video")], ["audio", say("Audio")], ["podcast", say("Podcast")], ["website", say("Website")],
    ["file", say("File")], ["slides", say("Slides")], ["assignment", say("Assignment")], ["exercise", say("Exercise")],
    ["discussion", say("Discussion")], ["quiz", say("Quiz")],
  ]),
  data: null,

  async load() {
    if (!articles.data) {
      const answer = await fetch(`${site.root}search.json`);
      if (!answer.ok) throw new Error("search.json");
      articles.data = await answer.json();
    }
    return articles.data;
  },

  segment(name) {
    const written = Array.from(name, (one) => /[A-Za-z0-9_.-]/.test(one) ? one
      : Array.from(new TextEncoder().encode(one), (byte) => `~${byte.toString(16).padStart(2, "0")}`).join("")).join("");
    const free = /^(page|new|view|(con|prn|aux|nul|com\d|lpt\d)(\..*)?|\..*)$/i.test(written)
      ? `~${written.charCodeAt(0).toString(16)}${written.slice(1)}` : written;
    return free.replace(/\.$/, "~2e");
  },

  // The values of each facet of an article.
  values(article) {
    return {
      topic: article[7], type: article[8], kind: article[9] ? [article[9]] : [],
      year: article[3] === null ? [] : [String(article[3])], month: article[6],
      effects: [article[10] ? "yes" : "no"],
    };
  },

  // Whose work of which year it is, in short.
  cited(article) {
    return `${article[12] || article[2]} (${article[3] ?? say("n.d.")})`;
  },

  // The kind of an item as it stands in a sentence.
  kind(word) {
    const label = articles.KINDS.get(word) || word;
    return label && label[0].toLowerCase() + label.slice(1);
  },

  row(article, labels, snippet = []) {
    const { root } = site;
    const item = document.createElement("li");
    item.className = "row";
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = `${root}articles/${articles.segment(article[0])}/`;
    link.textContent = article[5] || article[1];
    say.mark(link, article[5] ? article[14] : article[11]);
    heading.append(link);
    const standing = document.createElement("p");
    standing.className = "standing";
    standing.textContent = article[13] || "";
    const byline = document.createElement("p");
    byline.className = "byline";
    const cited = article[2] ? articles.cited(article) : article[3] ? `(${article[3]})` : "";
    byline.append(cited);
    if (article[5]) {
      const work = document.createElement("cite");
      work.textContent = article[1];
      say.mark(work, article[11]);
      byline.append(cited ? " " : "", work);
    }
    if (article[4]) {
      const container = document.createElement("span");
      container.className = "container";
      container.textContent = article[4];
      byline.append(" ", container);
    }
    const chips = document.createElement("p");
    chips.className = "chips";
    for (const [folder, ids, names] of [["types", article[8], labels.type], ["topics", article[7], labels.topic]]) {
      for (const id of ids) {
        const chip = document.createElement("a");
        chip.className = folder === "types" ? "chip type" : "chip";
        chip.href = `${root}${folder}/${articles.segment(id)}/`;
        chip.textContent = names[id];
        chips.append(chip, " ");
      }
    }
    if (!article[5]) {
      const lacking = document.createElement("span");
      lacking.className = "note";
      lacking.textContent = say("No summary yet");
      chips.append(lacking, " ");
    }
    const pick = document.createElement("button");
    pick.type = "button";
    pick.className = "pick";
    pick.dataset.key = article[0];
    chips.append(pick);
    const excerpt = document.createElement("p");
    excerpt.className = "snippet";
    say.mark(excerpt, article[14]);
    for (const [text, found] of snippet) {
      if (!found) { excerpt.append(text); continue; }
      const mark = document.createElement("mark");
      mark.textContent = text;
      excerpt.append(mark);
    }
    item.append(heading, ...(article[13] ? [standing] : []), byline, ...(snippet.length ? [excerpt] : []), chips);
    return item;
  },

  // Rows of one page as a list, with the way to other pages.
  list(printed, page, pages, address) {
    const holder = document.createElement("div");
    const rows = document.createElement("ol");
    rows.className = "rows";
    rows.start = (page - 1) * articles.PER_PAGE + 1;
    rows.append(...printed);
    if (printed.length) holder.append(rows);
    if (pages > 1) {
      const paging = document.createElement("nav");
      paging.className = "paging";
      paging.setAttribute("aria-label", say("Pages"));
      for (const [number, label] of [[page - 1, say("Previous")], [page + 1, say("Next")]]) {
        if (number < 1 || number > pages) continue;
        const link = document.createElement("a");
        link.href = address(number);
        link.textContent = label;
        paging.append(link, " ");
      }
      paging.append(say("Page {number} of {last}", { number: page, last: pages }));
      holder.append(paging);
    }
    return holder;
  },

  // Counts and addresses of a facet's values; returns whether any is shown.
  narrow(details, counts, chosen, address) {
    const { facet } = details.dataset;
    let shown = false;
    for (const link of details.querySelectorAll("a[data-value]")) {
      const { value } = link.dataset;
      const has = chosen[facet].includes(value);
      const rest = chosen[facet].filter((one) => one !== value);
      link.href = address({ ...chosen, [facet]: has ? rest : [...rest, value] });
      if (has) { link.setAttribute("aria-current", "true"); details.open = true; } else link.removeAttribute("aria-current");
      link.nextElementSibling.textContent = counts.get(value) || 0;
      link.parentElement.hidden = !has && !counts.get(value);
      shown ||= !link.parentElement.hidden;
    }
    return shown;
  },

  // The bar of chosen values, each with the way to take it back.
  chosen(facets, all, chosen, name, address) {
    const bar = document.createElement("p");
    bar.className = "chosen";
    bar.append(say("Chosen:"), " ");
    for (const facet of all) for (const value of chosen[facet]) {
      const chip = document.createElement("a");
      chip.className = "chip";
      chip.href = address({ ...chosen, [facet]: chosen[facet].filter((one) => one !== value) });
      chip.textContent = `${name(facet, value)} ×`;
      chip.setAttribute("aria-label", name(facet, value) + say(", remove"));
      bar.append(chip, " ");
    }
    if (bar.children.length) facets.prepend(bar);
  },
};
