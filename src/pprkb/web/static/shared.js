// On a published site: a list that was shared, from its address.
"use strict";

(async () => {
  const holder = document.getElementById("shared");
  const { root } = site;
  const packed = new URLSearchParams(location.search).get("list") || "";
  let list;
  try { list = JSON.parse(packed); } catch { holder.textContent = say("This address holds no list that can be read."); return; }
  document.querySelector("h1").textContent = String(list.t || say("Reading list"));
  const change = document.createElement("p");
  const link = document.createElement("a");
  link.href = `${root}lists/new/?list=${encodeURIComponent(packed)}`;
  link.textContent = say("Change or download this list");
  change.append(link);
  const parts = [change];
  if (list.i) { const introduction = document.createElement("p"); introduction.textContent = String(list.i); parts.push(introduction); }
  for (const [heading, items] of Array.isArray(list.p) ? list.p.slice(0, 100) : []) {
    if (heading) { const title = document.createElement("h2"); title.textContent = String(heading); parts.push(title); }
    for (const [key, importance, note, said = "", address = "", kind = ""] of items.slice(0, 500)) {
      const entry = document.createElement("p");
      entry.className = "csl-entry";
      if (!key) {
        entry.textContent = `${said}${kind ? ` [${articles.kind(String(kind))}]` : ""}`;
        if (/^https?:\/\/[^\s/?#]\S*$/i.test(address)) {
          const there = document.createElement("a");
          there.href = there.textContent = String(address);
          entry.append(". ", there);
        }
      } else try {
        const answer = await fetch(`${root}articles/${articles.segment(String(key))}/`);
        if (!answer.ok) throw new Error(key);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const formatted = page.getElementById("formatted");
        entry.append(...document.importNode(formatted, true).childNodes);
        const more = document.createElement("a");
        more.href = `${root}articles/${articles.segment(String(key))}/`;
        more.textContent = say("About this work");
        entry.append(" ", more);
      } catch { entry.textContent = say('[missing: there is no reference "{key}"]', { key }); }
      if (importance) { const word = document.createElement("span"); word.className = "importance"; word.textContent = articles.IMPORTANCE.get(importance) || String(importance); entry.append(" ", word); }
      parts.push(entry);
      if (note) { const words = document.createElement("p"); words.className = "annotation note"; words.textContent = String(note); parts.push(words); }
    }
  }
  holder.replaceChildren(...parts);
})();
