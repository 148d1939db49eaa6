// The page on which a reading list is arranged. The list is kept by the browser; the server, where
// there is one, writes its documents, and this script writes what needs none.
"use strict";

(() => {
  const root = document.getElementById("builder");
  const live = document.body.hasAttribute("data-live");
  const { IMPORTANCE, KINDS, segment } = articles;
  let list = basket.read();
  let known = new Map();

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  // -- the list as text ------------------------------------------------------------------------

  function packed() {
    return JSON.stringify({
      t: list.title, i: list.introduction,
      p: list.parts.map((part) => [part.heading, part.items.map((item) => item.key ? [item.key, item.importance, item.note]
        : ["", item.importance, item.note, item.words, item.link, item.kind])]),
    });
  }

  function unpacked(text) {
    try {
      const { t = "", i = "", p = [] } = JSON.parse(text);
      const parts = p.map(([heading, items]) => ({
        heading: String(heading),
        items: items.map(([key, importance = "", note = "", words = "", link = "", kind = ""]) => ({
          key: String(key), importance: IMPORTANCE.has(importance) ? importance : "", note: String(note),
          ...(key ? {} : { words: String(words), link: String(link), kind: KINDS.has(kind) ? kind : "" }),
        })),
      }));
      return { title: String(t), introduction: String(i), parts: parts.length ? parts : [{ heading: "", items: [] }] };
    } catch { return null; }
  }

  // A list of the library, of the JSON that its page offers.
  function listOf({ title, sections, articles: works }) {
    const told = new Map(works.map((work) => [work.key, work]));
    const parts = sections.map(({ heading, items }) => ({
      heading: heading || "",
      items: items.map((item) => item.key
        ? { key: item.key, importance: told.get(item.key)?.importance || "", note: told.get(item.key)?.note || "" }
        : { key: "", importance: item.importance || "", note: item.note || "", words: item.item, link: item.link || "", kind: item.kind || "" }),
    }));
    return { title, introduction: "", parts: parts.length ? parts : [{ heading: "", items: [] }] };
  }

  function isEmpty(one) {
    return !one.title && !one.introduction && one.parts.every((part) => !part.heading && !part.items.length);
  }

  // Another list takes the place of the reader's own, who is asked first.
  function replace(other) {
    const same = JSON.stringify(other) === JSON.stringify(list);
    if (!same && !isEmpty(list) && !confirm(say("Replace your own list by this one?"))) return;
    list = other;
    basket.write(list);
  }

  // JSON is YAML but for characters that are not printed, which the library does not take either.
  function quoted(text) {
    return JSON.stringify(text.replace(/[\x85\u2028\u2029]/g, " ")
      .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]/gu, ""));
  }

  function yaml() {
    const lines = [`title: ${quoted(list.title || say("Reading list"))}`];
    if (say.language !== "en") lines.push(`locale: ${say.lang}`);
    if (list.introduction) lines.push(`introduction: ${quoted(list.introduction)}`);
    lines.push("sections:");
    list.parts.forEach((part, number) => {
      lines.push(`  - heading: ${quoted(part.heading || (list.parts.length > 1 ? titleOf(part, number) : say("References")))}`);
      if (part.items.length) lines.push("    items:");
      for (const item of part.items) {
        if (item.key) lines.push(`      - reference: ${quoted(item.key)}`);
        else {
          lines.push(`      - item: ${quoted(item.words || say("To be named"))}`);
          if (onTheWeb(item.link)) lines.push(`        link: ${quoted(item.link.trim())}`);
          if (item.kind) lines.push(`        kind: ${item.kind}`);
        }
        if (item.importance) lines.push(`        importance: ${item.importance}`);
        if (item.note) lines.push(`        note: ${quoted(item.note)}`);
      }
    });
    return lines.join("\n") + "\n";
  }

  function onTheWeb(link) {
    return /^https?:\/\/[^\s/?#]\S*$/i.test(link.trim());
  }

  function said(item) {
    return item.kind ? `${item.words} [${KINDS.get(item.kind) || item.kind}]` : item.words;
  }

  function titleOf(part, number) {
    return part.heading || say("Part {number}", { number: number + 1 });
  }

  // The same in a sentence.
  function whereIs(number) {
    return list.parts[number].heading || say("part {number}", { number: number + 1 });
  }

  function importanceOf(item) {
    return item.importance ? ` [${IMPORTANCE.get(item.importance) || item.importance}]` : "";
  }

  function slug() {
    const plain = (words) => words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    return plain(list.title) || plain(say("Reading list")) || "list";
  }

  function save(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // -- what a published site writes itself -----------------------------------------------------

  async function fetched(path, how) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path);
    return how === "json" ? answer.json() : answer.text();
  }

  async function records(suffix) {
    const texts = [];
    for (const key of new Set(basket.keys(list))) {
      texts.push(await fetched(`${site.shared}articles/${segment(key)}/${segment(key)}${suffix}`, "text"));
    }
    return texts.join("\n");
  }

  function escaped(text) {
    return text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);
  }

  function markdownOf(text) {
    return text.replace(/[\\`*_[\]<>#&|~]/g, "\\$&");
  }

  // A reference in English is among the data; in another language it is on the article's page.
  async function reference(key) {
    if (say.language === "en") return (await fetched(`${site.shared}api/v1/articles/${segment(key)}.json`, "json")).formatted;
    const page = new DOMParser().parseFromString(await fetched(`${site.root}articles/${segment(key)}/`, "text"), "text/html");
    const element = page.getElementById("formatted") || page.querySelector("h1");
    return { html: element.innerHTML, markdown: runsOf(element) };
  }

  function runsOf(element) {
    return Array.from(element.childNodes, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return markdownOf(node.textContent);
      const link = node.getAttribute("href");
      if (link) return node.textContent === link ? `<${link}>` : `[${runsOf(node)}](<${link}>)`;
      const sign = { em: "*", i: "*", strong: "**", b: "**" }[node.localName] || "";
      return `${sign}${runsOf(node)}${sign}`;
    }).join("");
  }

  async function printed(item) {
    if (item.key) return reference(item.key);
    const link = onTheWeb(item.link) ? item.link.trim() : "";
    const words = said(item);
    return {
      html: escaped(words) + (link ? `. <a href="${escaped(link)}">${escaped(link)}</a>` : ""),
      markdown: markdownOf(words) + (link ? `. <${link.replace(/[<>]/g, encodeURIComponent)}>` : ""),
    };
  }

  async function html() {
    const parts = [];
    for (const part of list.parts) {
      if (part.heading) parts.push(`<h2>${escaped(part.heading)}</h2>`);
      for (const item of part.items) {
        const formatted = await printed(item);
        parts.push(`<p style="margin-left:0.5in;text-indent:-0.5in;line-height:2">${formatted.html}${importanceOf(item)}</p>`);
        if (item.note) parts.push(`<p style="margin-left:0.5in">${escaped(item.note)}</p>`);
      }
    }
    const title = escaped(list.title || say("Reading list"));
    const introduction = list.introduction ? `<p>${escaped(list.introduction)}</p>` : "";
    return `<!DOCTYPE html>\n<html lang="${say.lang}"><head><meta charset="utf-8"><title>${title}</title></head>\n<body style="font-family:'Times New Roman',serif;font-size:12pt"><h1>${title}</h1>${introduction}\n${parts.join("\n")}\n</body></html>\n`;
  }

  async function markdown() {
    const lines = [`# ${list.title || say("Reading list")}`];
    if (list.introduction) lines.push(list.introduction);
    for (const part of list.parts) {
      if (part.heading) lines.push(`## ${part.heading}`);
      for (const item of part.items) {
        const formatted = await printed(item);
        lines.push(formatted.markdown + importanceOf(item));
        if (item.note) lines.push(`> ${item.note}`);
      }
    }
    return lines.join("\n\n") + "\n";
  }

  const OWN = [
    [say("HTML for Word"), ".html", "text/html", html],
    ["Markdown", ".md", "text/markdown", markdown],
    ["RIS", ".ris", "application/x-research-info-systems", () => records(".ris")],
    ["BibTeX", ".bib", "application/x-bibtex", () => records(".bib")],
  ];
  const SERVED = JSON.parse(root.dataset.formats || "[]");

  // -- arranging -------------------------------------------------------------------------------

  function keep(words, focus) {
    basket.write(list);
    draw();
    if (words) announce(words);
    if (focus) {
      const element = document.getElementById(focus);
      if (element && !element.disabled) element.focus();
      else if (element) (element.parentElement.querySelector("button:not(:disabled)") || root).focus();
    }
  }

  function name(item) {
    if (!item.key) return item.words || say("New item");
    const article = known.get(item.key);
    return article ? articles.cited(article) : item.key;
  }

  function move(part, place, step) {
    const items = list.parts[part].items;
    const [item] = items.splice(place, 1);
    let there = part;
    let at = place + step;
    if (at < 0) { there = part - 1; at = list.parts[there].items.length; }
    if (at > items.length) { there = part + 1; at = 0; }
    list.parts[there].items.splice(at, 0, item);
    const told = { item: name(item), place: at + 1, all: list.parts[there].items.length, part: whereIs(there) };
    keep(say("{item}: place {place} of {all} in {part}", told), `${step < 0 ? "up" : "down"}-${there}-${at}`);
  }

  function movePart(part, step) {
    const [moved] = list.parts.splice(part, 1);
    list.parts.splice(part + step, 0, moved);
    keep(say("Part moved to place {place}", { place: part + step + 1 }), `part-${step < 0 ? "up" : "down"}-${part + step}`);
  }

  function drawItem(item, part, place) {
    const first = part === 0 && place === 0;
    const last = part === list.parts.length - 1 && place === list.parts[part].items.length - 1;
    const label = name(item);
    const article = known.get(item.key);
    const spoken = (field) => say("{field}: {item}", { field, item: label });
    return make("li", { class: "builder-item" },
      item.key ? make("p", {}, say.mark(make("a", { href: `${site.root}articles/${segment(item.key)}/` }, article ? article[5] || article[1] : item.key), article ? article[5] ? article[14] : article[11] : ""),
        " ", make("span", { class: "note" }, article ? label : say("not in this knowledge base any more"))) : make("div", {},
        make("label", { class: "field" }, make("span", {}, say("What it is")), text("input", item.words, (value) => { item.words = value; basket.write(list); }, `words-${part}-${place}`, spoken(say("What it is")))),
        make("label", { class: "field" }, make("span", {}, say("Link")), text("input", item.link, (value) => { item.link = value; basket.write(list); }, null, spoken(say("Link")))),
        make("label", {}, say("Kind"), " ", select([["", say("not said")], ...Array.from(KINDS.keys(), (word) => [word, articles.kind(word)])], item.kind, (value) => { item.kind = value; basket.write(list); }, spoken(say("Kind"))))),
      make("div", { class: "line" },
        make("button", { type: "button", id: `up-${part}-${place}`, disabled: first, "aria-label": spoken(say("Move up")), onclick: () => move(part, place, -1) }, say("Move up")),
        make("button", { type: "button", id: `down-${part}-${place}`, disabled: last, "aria-label": spoken(say("Move down")), onclick: () => move(part, place, 1) }, say("Move down")),
        make("label", {}, say("Importance"), " ", select([["", say("not said")], ...IMPORTANCE], item.importance,
          (value) => { item.importance = value; basket.write(list); }, spoken(say("Importance")))),
        list.parts.length > 1 ? make("label", {}, say("Part"), " ", select(list.parts.map((one, number) => [String(number), titleOf(one, number)]), String(part),
          (value) => {
            list.parts[part].items.splice(place, 1);
            list.parts[Number(value)].items.push(item);
            keep(say("{item}: moved to {part}", { item: label, part: whereIs(Number(value)) }), `up-${value}-${list.parts[Number(value)].items.length - 1}`);
          }, spoken(say("Part")))) : "",
        make("button", { type: "button", "aria-label": spoken(say("Remove")), onclick: () => { list.parts[part].items.splice(place, 1); keep(say("{item}: removed", { item: label }), "list-title"); } }, say("Remove"))),
      make("label", { class: "field" }, make("span", {}, say("Note")), text("input", item.note, (value) => { item.note = value; basket.write(list); }, null, spoken(say("Note")))));
  }

  // Many fields have the same visible label: what is spoken also says of which work.
  function select(options, chosen, change, spoken) {
    return make("select", { "aria-label": spoken, onchange: (event) => change(event.target.value) },
      ...options.map(([value, label]) => make("option", { value, selected: value === chosen }, label)));
  }

  function text(tag, value, change, id, spoken = null) {
    const element = make(tag, { "aria-label": spoken, maxlength: tag === "input" ? "500" : "5000", id: id || null, oninput: (event) => change(event.target.value) });
    if (tag === "input") element.type = "text";
    element.value = value;
    return element;
  }

  function drawPart(part, number) {
    const title = titleOf(part, number);
    const spoken = (field) => say("{field}: {item}", { field, item: title });
    return make("section", { class: "builder-part", "aria-label": title },
      make("div", { class: "line" },
        make("label", {}, say("Heading"), " ", text("input", part.heading, (value) => { part.heading = value; basket.write(list); }, `heading-${number}`)),
        make("button", { type: "button", id: `part-up-${number}`, disabled: number === 0, "aria-label": spoken(say("Move part up")), onclick: () => movePart(number, -1) }, say("Move part up")),
        make("button", { type: "button", id: `part-down-${number}`, disabled: number === list.parts.length - 1, "aria-label": spoken(say("Move part down")), onclick: () => movePart(number, 1) }, say("Move part down")),
        list.parts.length > 1 ? make("button", { type: "button", "aria-label": spoken(say("Remove part")), onclick: () => {
          const [gone] = list.parts.splice(number, 1);
          list.parts[Math.max(0, number - 1)].items.push(...gone.items);
          keep(say("Part removed; its works are in the part before"), "list-title");
        } }, say("Remove part")) : ""),
      part.items.length ? make("ol", { class: "builder-items" }, ...part.items.map((item, place) => drawItem(item, number, place)))
        : make("p", { class: "note" }, ...say.nodes("Nothing here yet. “Add to my list” beside any of the {articles} puts it into the last part.",
          { articles: make("a", { href: `${site.root}articles/` }, say("articles")) })));
  }

  // As many works in each week as in any other, one more or less.
  function weeks(count) {
    const items = list.parts.flatMap((part) => part.items);
    const begin = (number) => Math.round((number * items.length) / count);
    list.parts = Array.from({ length: count }, (_, number) => ({ heading: say("Week {number}", { number: number + 1 }), items: items.slice(begin(number), begin(number + 1)) }));
    keep(say.many(count, "{n} week", "{n} weeks"), "heading-0");
  }

  function topics(labels) {
    const groups = new Map();
    for (const item of list.parts.flatMap((part) => part.items)) {
      const article = known.get(item.key);
      const label = article && article[7].length ? labels[article[7][0]] : item.key ? say("Other works") : say("Beside the works");
      if (!groups.has(label)) groups.set(label, []);
      groups.get(label).push(item);
    }
    list.parts = Array.from(groups, ([heading, items]) => ({ heading, items }));
    if (!list.parts.length) list.parts = [{ heading: "", items: [] }];
    keep(say("Arranged by topic"), "heading-0");
  }

  function served(suffix) {
    const body = packed();
    const address = `${site.root}lists/view/${slug()}${suffix}`;
    const query = `?list=${encodeURIComponent(body)}`;
    if (query.length < 7000) return make("a", { href: address + query, download: "" });
    return null;
  }

  async function download(suffix, type, content) {
    try {
      save(`${slug()}${suffix}`, type, await content());
      announce(say("Downloaded"));
    } catch { announce(say("This could not be downloaded; try again")); }
  }

  function send(suffix) {
    const link = served(suffix);
    if (link) { document.body.append(link); link.click(); link.remove(); return; }
    const form = make("form", { method: "post", action: `${site.root}lists/view/${slug()}${suffix}`, hidden: true }, make("input", { type: "hidden", name: "list" }));
    form.firstChild.value = packed();
    document.body.append(form);
    form.submit();
    form.remove();
  }

  let labels = {};

  function draw() {
    const some = list.parts.some((part) => part.items.length);
    const count = make("input", { type: "number", id: "weeks", min: "1", max: "30", value: list.parts.length > 1 ? list.parts.length : 12 });
    const address = new URL(`${site.root}lists/view/?list=${encodeURIComponent(packed())}`, location.href).href;
    root.replaceChildren(
      make("p", { class: "lead" }, say("Add works with “Add to my list” on any page, arrange them here, and take the list with you as a document or an address. This browser alone keeps it.")),
      make("label", { class: "field" }, make("span", {}, say("Title")), text("input", list.title, (value) => { list.title = value; basket.write(list); }, "list-title")),
      make("label", { class: "field" }, make("span", {}, say("Introduction")), text("textarea", list.introduction, (value) => { list.introduction = value; basket.write(list); })),
      make("div", { class: "actions" },
        make("button", { type: "button", id: "add-item", onclick: () => {
          const part = list.parts.length - 1;
          list.parts[part].items.push({ key: "", words: "", link: "", kind: "", importance: "", note: "" });
          keep(say("Item added to the last part"), `words-${part}-${list.parts[part].items.length - 1}`);
        } }, say("Add a video, a task …")),
        make("button", { type: "button", id: "add-part", onclick: () => { list.parts.push({ heading: "", items: [] }); keep(say("Part added"), `heading-${list.parts.length - 1}`); } }, say("Add a part")),
        make("label", {}, say("Weeks"), " ", count),
        make("button", { type: "button", id: "by-week", onclick: () => weeks(Math.min(30, Math.max(1, Number(count.value) || 1))) }, say("Arrange in weeks")),
        make("button", { type: "button", id: "by-topic", onclick: () => topics(labels) }, say("Arrange by topic")),
        make("button", { type: "button", onclick: () => { if (confirm(say("Begin an empty list?"))) { list = { title: "", introduction: "", parts: [{ heading: "", items: [] }] }; keep(say("The list is empty"), "list-title"); } } }, say("Empty the list"))),
      ...list.parts.map(drawPart),
      some ? make("section", { class: "downloads" }, make("h2", {}, say("Download")),
        make("div", { class: "actions" },
          ...(live ? SERVED.map(([label, suffix]) => make("button", { type: "button", "data-suffix": suffix, onclick: () => send(suffix) }, label))
            : OWN.map(([label, suffix, type, content]) => make("button", { type: "button", "data-suffix": suffix, onclick: () => download(suffix, type, content) }, label))),
          make("button", { type: "button", "data-suffix": ".yaml", onclick: () => save(`${slug()}.yaml`, "application/yaml", yaml()) }, say("File for data/reading-lists"))),
        live ? "" : make("p", { class: "note" }, say("This copy of the site is made of files. The HTML opens in Word; works that are cited alike get no letters after the year."))) : "",
      some ? make("section", { class: "downloads" }, make("h2", {}, say("Share")),
        make("p", {}, make("a", { href: address, id: "share" }, say("Address of this list")), " ",
          make("button", { type: "button", id: "copy-share", onclick: async () => {
            try { await navigator.clipboard.writeText(document.getElementById("share").href); announce(say("Address copied")); }
            catch { announce(say("The browser does not allow copying; copy the link itself")); }
          } }, say("Copy address"))),
        basket.keys(list).length > 1 && basket.keys(list).length < 7
          ? make("p", {}, make("a", { href: `${site.root}compare/?keys=${encodeURIComponent(basket.keys(list).join(","))}` }, say("Compare these works"))) : "") : "");
    root.hidden = false;
  }

  // The address of the list follows what is typed.
  root.addEventListener("input", () => {
    const link = document.getElementById("share");
    if (link) link.href = new URL(`${site.root}lists/view/?list=${encodeURIComponent(packed())}`, location.href).href;
  });

  const query = new URLSearchParams(location.search);
  const shared = query.get("list") && unpacked(query.get("list"));
  if (shared) { replace(shared); history.replaceState(null, "", location.pathname); }
  draw();
  const from = query.get("from");
  if (from && /^[\w.~-]+$/.test(from)) {
    fetched(`${site.shared}lists/${from}/${from}.json`, "json")
      .then((told) => { replace(listOf(told)); history.replaceState(null, "", location.pathname); draw(); })
      .catch(() => announce(say("The list could not be loaded")));
  }
  articles.load().then((data) => {
    known = new Map(data.articles.map((article) => [article[0], article]));
    labels = data.labels.topic;
    const at = document.activeElement && document.activeElement.id;
    draw();
    if (at && document.getElementById(at)) document.getElementById(at).focus();
  }).catch(() => announce(say("The titles could not be loaded")));
})();
