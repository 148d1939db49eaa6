// On a published site: works side by side, from their own pages.
"use strict";

(async () => {
  const holder = document.getElementById("compared");
  const keys = (new URLSearchParams(location.search).get("keys") || "").split(",").filter(Boolean).slice(0, 6);
  if (!keys.length) return;
  const columns = document.createElement("div");
  columns.className = "columns";
  for (const key of keys) {
    const address = `${site.root}articles/${articles.segment(key)}/`;
    const column = document.createElement("section");
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(key);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const heading = document.createElement("h2");
      const link = document.createElement("a");
      link.href = address;
      const title = page.querySelector("h1");
      link.textContent = title.textContent;
      if (title.lang) link.lang = title.lang;
      heading.append(link);
      column.append(heading);
      for (const part of page.querySelectorAll(".banner, #formatted, .effects-of .table:not(.when-wide), .implications")) {
        const copy = document.importNode(part, true);
        for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
        copy.removeAttribute("id");
        // Each column has such parts: what they are called says of which work.
        if (copy.hasAttribute("aria-label")) copy.setAttribute("aria-label", say("{part}: {work}", { part: copy.getAttribute("aria-label"), work: title.textContent }));
        for (const one of copy.querySelectorAll("a[href^='#']")) one.replaceWith(...one.childNodes);
        for (const one of copy.querySelectorAll("a[href]")) one.href = new URL(one.getAttribute("href"), new URL(address, location.href)).href;
        column.append(copy);
      }
    } catch {
      column.textContent = say("There is no article “{key}”.", { key });
    }
    columns.append(column);
  }
  holder.replaceChildren(columns);
})();
