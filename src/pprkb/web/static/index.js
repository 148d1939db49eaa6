// What the scripts of a published site share: the articles of search.json, found and printed.
"use strict";

const articles = {
  PER_PAGE: 25,
  data: null,

  async load() {
    if (!articles.data) {
      const answer = await fetch(`${document.body.dataset.root}search.json`);
      if (!answer.ok) throw new Error("search.json");
      articles.data = await answer.json();
    }
    return articles.data;
  },

  segment(name) {
    const written = Array.from(name, (one) => /[A-Za-z0-9_.-]/.test(one) ? one
      : Array.from(new TextEncoder().encode(one), (byte) => `~${byte.toString(16).padStart(2, "0")}`).join("")).join("");
    return ["page", "new", "view"].includes(written) || written.startsWith(".")
      ? `~${written.charCodeAt(0).toString(16)}${written.slice(1)}` : written;
  },

  fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  },

  // The values of each facet of an article.
  values(article) {
    return {
      topic: article[7], type: article[8], kind: article[9] ? [article[9]] : [],
      year: article[3] === null ? [] : [String(article[3])], month: article[6],
      effects: [article[10] ? "yes" : "no"],
    };
  },

  row(article, labels) {
    const root = document.body.dataset.root;
    const item = document.createElement("li");
    item.className = "row";
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = `${root}articles/${articles.segment(article[0])}/`;
    link.textContent = article[5] || article[1];
    if (article[11] && !article[5]) link.lang = article[11];
    heading.append(link);
    const byline = document.createElement("p");
    byline.className = "byline";
    const cited = article[2] ? `${article[12] || article[2]} (${article[3] ?? "n.d."})` : article[3] ? `(${article[3]})` : "";
    byline.append(cited);
    if (article[5]) {
      const work = document.createElement("cite");
      work.textContent = article[1];
      if (article[11]) work.lang = article[11];
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
    const pick = document.createElement("button");
    pick.type = "button";
    pick.className = "pick";
    pick.dataset.key = article[0];
    chips.append(pick);
    item.append(heading, byline, chips);
    return item;
  },

  list(found, page, address) {
    const holder = document.createElement("div");
    const rows = document.createElement("ol");
    rows.className = "rows";
    const start = (page - 1) * articles.PER_PAGE;
    rows.start = start + 1;
    rows.append(...found.slice(start, start + articles.PER_PAGE).map((one) => articles.row(one, articles.data.labels)));
    holder.append(rows);
    const pages = Math.ceil(found.length / articles.PER_PAGE);
    if (pages > 1) {
      const paging = document.createElement("nav");
      paging.className = "paging";
      paging.setAttribute("aria-label", "Pages");
      for (const [number, label] of [[page - 1, "Previous"], [page + 1, "Next"]]) {
        if (number < 1 || number > pages) continue;
        const link = document.createElement("a");
        link.href = address(number);
        link.textContent = label;
        paging.append(link, " ");
      }
      paging.append(`Page ${page} of ${pages}`);
      holder.append(paging);
    }
    return holder;
  },
};
