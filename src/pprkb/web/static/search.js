// The search of a published site: by Pagefind where it was built, else by titles, names and topics.
"use strict";

(async () => {
  const FACETS = ["topic", "type", "kind", "year", "month", "effects"];
  const MOST_CHARACTERS = 300;
  const MOST_TERMS = 20;
  const MOST_READINGS = 8;
  const AROUND = 12;
  const { root, shared } = site;
  const form = document.getElementById("search-form");
  const browse = document.getElementById("browse");
  const results = document.getElementById("results");
  const total = document.getElementById("total");
  const hints = document.getElementById("hints");
  const elsewhere = document.getElementById("elsewhere");
  const { nothing, begin, whether } = form.dataset;
  const silent = { nothing: new Set(nothing.split(" ")), begin: new Set(begin.split(" ")), whether: new Set(whether.split(" ")) };
  const query = new URLSearchParams(location.search);
  const typed = (query.get("q") || "").slice(0, MOST_CHARACTERS).replaceAll("\0", "");
  const asked = typed.split(/\s+/).filter(Boolean).slice(0, MOST_TERMS).join(" ");
  const page = Math.max(1, Number(query.get("page")) || 1);
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, query.getAll(facet).filter(Boolean)]));

  function address(choice, number = 1) {
    const next = new URLSearchParams({ q: asked });
    for (const facet of FACETS) for (const value of choice[facet]) next.append(facet, value);
    if (number > 1) next.set("page", number);
    return `${root}search/?${next}`;
  }

  // -- what is known of words ---------------------------------------------------------------------

  let known = null;
  async function vocabulary() {
    if (!known) {
      try {
        const answer = await fetch(`${shared}words.txt`);
        known = asking.vocabulary(answer.ok ? (await answer.text()).split("\n").filter(Boolean) : []);
      } catch { known = new Map(); }
    }
    return known;
  }

  // Terms with the words that may be meant, where a word is nowhere; `wholly` if that is known of
  // whole articles.
  async function mended(terms, isThere, wholly) {
    const said = [];
    let changed = false;
    let lost = false;
    const all = [];
    for (const term of terms) {
      if (await isThere(term)) { all.push({ ...term, there: true }); continue; }
      lost = true;
      const word = term.typed && term.words[0];
      const spelt = word && /^\p{L}{3,}$/u.test(word);
      const guess = spelt ? asking.meant(word, await vocabulary()) : { words: [] };
      if (guess.words.length) changed = true;
      if (guess.words.length || (spelt && wholly && !term.star && !term.apart)) said.push(asking.hint(term.typed, guess.words, await vocabulary()));
      all.push({ ...term, there: false, versions: guess.begins ? [word] : guess.words });
    }
    return { all, said, changed, lost };
  }

  // -- by Pagefind ----------------------------------------------------------------------------------

  async function loaded() {
    const pagefind = await import(new URL(`${shared}pagefind/pagefind.js`, location.href).href);
    await pagefind.options({ noWorker: true, ranking: { termSimilarity: 2, metaWeights: { title: 10, headline: 1, authors: 2, byline: 0, standing: 0, spoken: 0, language: 0, container: 0, prose: 0 } } });
    const [answer] = await Promise.all([fetch(`${shared}pagefind/facets.json`), pagefind.init()]);
    if (!answer.ok) throw new Error("facets.json");
    const { pages, values } = await answer.json();
    const facets = new Map(pages.map((id) => [id, Object.fromEntries(FACETS.map((facet) => [facet, []]))]));
    for (const facet of FACETS) for (const [value, steps] of Object.entries(values[facet])) {
      let place = 0;
      for (const step of steps) { place += step; facets.get(pages[place])[facet].push(value); }
    }
    return { pagefind, facets };
  }

  // Whether the values of an article are those that are chosen, but for one facet.
  function fits(values, without) {
    return FACETS.every((facet) => facet === without || !chosen[facet].length || chosen[facet].some((value) => values[facet].includes(value)));
  }

  // How many of what was found each value of each facet would leave.
  function counted(every) {
    return Object.fromEntries(FACETS.map((facet) => {
      const own = new Map();
      for (const values of every) if (fits(values, facet)) for (const value of values[facet]) own.set(value, (own.get(value) || 0) + 1);
      return [facet, own];
    }));
  }

  async function byPagefind({ pagefind, facets }) {
    const there = new Map();
    async function isThere(term) {
      const text = term.phrase || term.words[0];
      if (!there.has(text)) there.set(text, Boolean((await pagefind.search(term.star ? text : `"${text}"`)).results.length));
      if (!there.get(text) && term.apart) return Boolean((await pagefind.search(`"${term.apart.join(" ")}"`)).results.length);
      // Pagefind passes over a part of its index that cannot be loaded.
      if (!there.get(text) && term.typed && (await vocabulary()).has(text)) throw new Error("index");
      return there.get(text);
    }

    // The ways to read terms of which each may mean several words: for each way all its words.
    function readings(terms) {
      let ways = [[]];
      for (const term of terms) {
        const versions = term.there || term.versions === undefined ? [term.words, ...(term.apart ? [term.apart] : [])] : term.versions.map((one) => [one]);
        ways = ways.flatMap((way) => versions.map((words) => [...way, ...words])).slice(0, MOST_READINGS);
      }
      return ways;
    }

    async function every(terms) {
      const phrases = await Promise.all(terms.filter((term) => term.phrase).map(async (term) => new Set((await pagefind.search(`"${term.phrase}"`)).results.map((one) => one.id))));
      const answers = [];
      for (const words of readings(terms)) {
        const apart = terms.filter((term) => term.apart && term.apart.every((one) => words.includes(one)));
        const near = await Promise.all(apart.map(async (term) => new Set((await pagefind.search(`"${term.apart.join(" ")}"`)).results.map((one) => one.id))));
        const answer = await pagefind.search(words.join(" "));
        const fitting = answer.results.filter((one) => [...phrases, ...near].every((ids) => ids.has(one.id)));
        if (fitting.length) answers.push(fitting);
      }
      return merged(answers, Math.max);
    }

    function merged(answers, add) {
      const found = new Map();
      for (const answer of answers) for (const one of answer) {
        const hit = found.get(one.id);
        if (hit) { hit.parts.push(one); hit.score = add(hit.score, one.score); } else found.set(one.id, { id: one.id, score: one.score, parts: [one] });
      }
      return [...found.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    }

    async function some(terms) {
      const words = [...new Set(terms.flatMap((term) => (term.there ? term.words : term.versions)))];
      const answers = [];
      for (const word of words) answers.push((await pagefind.search(word)).results);
      return merged(answers, (one, other) => one + other);
    }

    const terms = asking.terms(asking.counting(asked, silent));
    const { all, said, changed, lost } = await mended(terms, isThere, true);
    let found = [];
    let manner = "all";
    if (!lost) found = await every(all);
    if (!found.length && changed && all.every((term) => term.there || term.versions.length)) { manner = "meant"; found = await every(all); }
    if (!found.length && (terms.length > 1 || changed)) { manner = changed ? "meant" : "some"; found = await some(all); }
    const hits = found.filter((one) => fits(facets.get(one.id)));
    const numbers = asking.decimals(terms);
    return {
      count: hits.length, manner, hints: manner === "all" && found.length ? [] : said,
      counts: counted(found.map((one) => facets.get(one.id))),
      rows: async (from, to) => Promise.all(hits.slice(from, to).map(async (hit) => {
        const own = await inOwnWords();
        const data = [];
        for (const part of hit.parts) { const one = await part.data(); data.push({ ...one, locations: [...one.locations] }); }
        const article = articleOf(data[0], facets.get(hit.id));
        return { article: own.get(article[0]) || article, snippet: excerpt(data[0], new Set(data.flatMap((one) => one.locations)), numbers) };
      })),
    };
  }

  // All languages share the index, which is in English; search.json is in the language of the page.
  async function inOwnWords() {
    if (say.language === "en") return new Map();
    try { return new Map((await articles.load()).articles.map((article) => [article[0], article])); } catch { return new Map(); }
  }

  function articleOf({ raw_url: url, meta }, { year, month, topic, type, kind, effects }) {
    const key = decodeURIComponent(url.replace(/^.*articles\//, "").replace(/\/$/, "").replace(/~([0-9a-f]{2})/g, "%$1"));
    return [key, meta.title, meta.authors || "", year.length ? Number(year[0]) : null, meta.container || "", meta.headline || "",
      month, topic, type, kind[0] || "", effects[0] === "yes" ? 1 : 0, meta.language || "", meta.byline || "", meta.standing || "", meta.spoken || ""];
  }

  // The words of the prose around those that were found, in pieces: [text, whether it was found].
  function excerpt({ content, meta }, locations, numbers) {
    const words = content.split(/\s+/).slice(0, Number(meta.prose) || 0);
    const at = [...locations].filter((one) => one < words.length);
    if (numbers) words.forEach((word, place) => { if (numbers.test(word)) { at.length = 0; at.push(place); } });
    const marked = new Set(at);
    let [start, best] = [0, 0];
    for (const place of at) {
      const near = at.filter((one) => Math.abs(one - place) <= AROUND).length;
      if (near > best) [start, best] = [Math.max(0, place - AROUND), near];
    }
    const end = Math.min(words.length, start + 2 * AROUND);
    return [
      ...(start ? [["…", false]] : []),
      ...words.slice(start, end).flatMap((word, place) => [[word, marked.has(start + place)], [" ", false]]).slice(0, -1),
      ...(end < words.length ? [["…", false]] : []),
    ];
  }

  // -- without Pagefind, by search.json -------------------------------------------------------------

  async function byTitles() {
    const { articles: all, labels } = await articles.load();
    const stem = (word) => (word.length > 3 ? word.replace(/(?<=..)(?:ies|y)$/, "i").replace(/(?<=...)(?:es|s|ing|ed|e)$/, "") : word);
    const split = (text) => asking.fold(text).match(/[\p{L}\p{N}_]+/gu) || [];
    const indexed = all.map((article) => {
      const columns = [[`${article[1]} ${article[5]}`, 10], [`${article[2]} ${article[0]}`, 6], [article[7].map((id) => labels.topic[id]).join(" "), 6], [`${article[3] ?? ""} ${article[4]}`, 3]];
      return { article, columns: columns.map(([text, weight]) => [` ${split(text).map(stem).join(" ")} ${split(text.replace(/[-‐‑–/'’]/g, "")).map(stem).join(" ")} `, weight]) };
    });
    const points = (one, words, ending = " ") => one.columns.reduce((sum, [text, weight]) => sum + (text.includes(` ${words.map(stem).join(" ")}${ending}`) ? weight : 0), 0);
    const versionsOf = (term) => {
      if (term.versions && !term.there) return term.versions.map((one) => [[one], ""]);
      if (term.phrase) return [[term.words, " "]];
      return [[term.words, term.star ? "" : " "], ...(term.apart ? [[term.apart, " "]] : [])];
    };
    const score = (one, term) => Math.max(0, ...versionsOf(term).map(([words, ending]) => points(one, words, ending)));
    const terms = asking.terms(asking.counting(asked, silent));
    const { all: meant, said, changed } = await mended(terms, async (term) => indexed.some((one) => score(one, term)), false);
    const scored = indexed.map((one) => ({ article: one.article, scores: meant.map((term) => score(one, term)) })).filter((one) => one.scores.some(Boolean));
    const whole = scored.filter((one) => one.scores.every(Boolean));
    const found = whole.length ? whole : scored;
    const sum = (one) => one.scores.reduce((a, b) => a + b, 0);
    const hits = found.filter((one) => fits(articles.values(one.article))).sort((a, b) => sum(b) - sum(a));
    return {
      count: hits.length, manner: changed ? "meant" : whole.length ? "all" : "some", hints: said,
      counts: counted(found.map((one) => articles.values(one.article))),
      rows: async (from, to) => hits.slice(from, to).map(({ article }) => ({ article, snippet: [] })),
    };
  }

  // -- what the page shows --------------------------------------------------------------------------

  function labels() {
    const found = {};
    for (const facet of FACETS) found[facet] = Object.fromEntries(Array.from(browse.querySelectorAll(`[data-facet="${facet}"] a[data-value]`), (one) => [one.dataset.value, one.textContent]));
    return found;
  }

  function inWords(count, manner) {
    if (!count || manner === "all") return say.many(count, "{n} article", "{n} articles");
    return manner === "meant"
      ? say.many(count, "{n} article with what may be meant; none has all of these words", "{n} articles with what may be meant; none has all of these words")
      : say.many(count, "{n} article with some of these words; none has all of them", "{n} articles with some of these words; none has all of them");
  }

  async function show(answer) {
    const pages = Math.max(1, Math.ceil(answer.count / articles.PER_PAGE));
    const number = Math.min(page, pages);
    const start = (number - 1) * articles.PER_PAGE;
    const names = labels();
    const rows = await answer.rows(start, start + articles.PER_PAGE);
    hints.replaceChildren(...answer.hints.map((words) => { const one = document.createElement("p"); one.className = "hint"; one.textContent = words; return one; }));
    browse.hidden = false;
    browse.querySelector(".facets").hidden = true;
    results.replaceChildren(articles.list(rows.map(({ article, snippet }) => articles.row(article, names, snippet)), number, pages, (one) => address(chosen, one)));
    total.textContent = inWords(answer.count, answer.manner);
    elsewhere.hidden = answer.count > 0;
    browse.setAttribute("aria-busy", "false");
    basket.show();
    narrow(answer.counts, names);
  }

  function narrow(counts, names) {
    const facets = browse.querySelector(".facets");
    articles.chosen(facets, FACETS, chosen, (facet, value) => names[facet][value] || value, address);
    for (const details of browse.querySelectorAll("[data-facet]")) {
      details.hidden = !articles.narrow(details, counts[details.dataset.facet], chosen, address);
    }
    facets.hidden = false;
  }

  function failed(words) {
    total.textContent = words;
    browse.hidden = false;
    browse.querySelector(".facets").hidden = true;
    elsewhere.hidden = false;
    browse.setAttribute("aria-busy", "false");
  }

  async function answered() {
    if (document.body.hasAttribute("data-pagefind")) {
      let pagefind = null;
      try { pagefind = await loaded(); } catch { /* blocked or missing: titles will do */ }
      if (pagefind) {
        try { return await byPagefind(pagefind); } catch { /* a part of the index is missing */ }
      }
    }
    return byTitles();
  }

  form.elements.q.value = typed;
  if (!asked) return;
  if (!asking.terms(asked).length) { failed(say("There is no word to look for; name at least one word or number.")); return; }
  total.textContent = say("Searching …");
  browse.setAttribute("aria-busy", "true");
  browse.hidden = false;
  try { await show(await answered()); } catch {
    failed(say("The search could not be loaded. Try again when you are online, or browse instead."));
  }
})();
