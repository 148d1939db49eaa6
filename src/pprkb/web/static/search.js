// The search of a published site: by Pagefind where it was built, else by titles, names and topics.
"use strict";

(async () => {
  const root = document.body.dataset.root;
  const results = document.getElementById("results");
  const total = document.getElementById("total");
  const input = document.getElementById("ask");
  const STOP = new Set("a about after an and any are as at be by can do does effect for from has have how if in is it of on or should than that the their there this to was what when which who why with evidence".split(" "));
  let pagefind = null;

  try {
    const there = new URL(`${root}pagefind/pagefind.js`, location.href).href;
    if (document.body.hasAttribute("data-pagefind")) {
      pagefind = await import(there);
      await pagefind.init();
    }
  } catch { pagefind = null; }

  function words(text) {
    const all = text.split(/\s+/).filter(Boolean);
    const kept = all.filter((word) => !STOP.has(word.toLowerCase()));
    return kept.length ? kept : all;
  }

  function printed(found) {
    const item = document.createElement("li");
    item.className = "row";
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = found.url;
    link.textContent = found.meta.title;
    heading.append(link);
    const snippet = document.createElement("p");
    snippet.className = "snippet";
    // Pagefind marks words with <mark> and escapes all else.
    for (const [number, piece] of found.excerpt.split(/<\/?mark>/).entries()) {
      const text = new DOMParser().parseFromString(piece, "text/html").body.textContent;
      if (number % 2) { const mark = document.createElement("mark"); mark.textContent = text; snippet.append(mark); } else snippet.append(text);
    }
    item.append(heading, snippet);
    return item;
  }

  async function byPagefind(text) {
    const asked = words(text);
    let answer = await pagefind.search(asked.join(" "));
    let all = answer.results;
    let some = false;
    if (!all.length && asked.length > 1) {
      // No page has every word: those that have some, the pages with most of them first.
      some = true;
      const ranks = new Map();
      for (const word of asked) {
        for (const one of (await pagefind.search(word)).results) {
          const known = ranks.get(one.id) || { one, score: 0 };
          known.score += 1 + one.score / 1000;
          ranks.set(one.id, known);
        }
      }
      all = Array.from(ranks.values()).sort((a, b) => b.score - a.score).map((each) => each.one);
    }
    const shown = await Promise.all(all.slice(0, 25).map((one) => one.data()));
    const list = document.createElement("ol");
    list.className = "rows";
    list.append(...shown.map(printed));
    total.textContent = `${all.length} ${all.length === 1 ? "page" : "pages"}${some && all.length ? " with some of these words; none has all of them" : ""}`;
    results.replaceChildren(list);
  }

  async function byTitles(text) {
    const { articles: all, labels } = await articles.load();
    const asked = words(text).map(articles.fold);
    const scored = [];
    for (const article of all) {
      const title = articles.fold(`${article[1]} ${article[5]}`);
      const names = articles.fold(`${article[2]} ${article[3]} ${article[4]}`);
      const about = articles.fold(article[7].map((id) => labels.topic[id]).join(" "));
      let score = 0;
      let matched = 0;
      for (const word of asked) {
        const points = (title.includes(word) ? 10 : 0) + (names.includes(word) ? 6 : 0) + (about.includes(word) ? 4 : 0);
        if (points) matched += 1;
        score += points;
      }
      if (matched) scored.push([matched === asked.length, score, article]);
    }
    const whole = scored.filter(([every]) => every);
    const chosen = (whole.length ? whole : scored).sort((a, b) => b[1] - a[1]).map(([, , article]) => article);
    const page = Math.max(1, Number(new URLSearchParams(location.search).get("page")) || 1);
    total.textContent = `${chosen.length} ${chosen.length === 1 ? "article" : "articles"}${!whole.length && chosen.length ? " with some of these words; none has all of them" : ""}`;
    results.replaceChildren(articles.list(chosen, page, (number) => `${root}search/?q=${encodeURIComponent(text)}&page=${number}`));
    basket.show();
  }

  const asked = (new URLSearchParams(location.search).get("q") || "").slice(0, 300);
  input.value = asked;
  document.getElementById("find").value = asked;
  if (asked.trim()) {
    try { await (pagefind ? byPagefind(asked) : byTitles(asked)); } catch { total.textContent = "The search could not be loaded; try again."; }
  }
})();
