// On a published site: articles by several facets at once. Without it, each value has its page.
"use strict";

(async () => {
  const FACETS = ["topic", "type", "kind", "year", "month", "effects"];
  const query = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, query.getAll(facet)]));
  const browse = document.getElementById("browse");

  function address(choice, page = 1) {
    const next = new URLSearchParams();
    for (const facet of FACETS) for (const value of choice[facet]) next.append(facet, value);
    if (page > 1) next.set("page", page);
    const words = next.toString();
    return `${site.root}articles/${words && `?${words}`}`;
  }

  function name(facet, value) {
    const links = Array.from(browse.querySelectorAll(`[data-facet="${facet}"] a[data-value]`));
    const link = links.find((one) => one.dataset.value === value);
    return link ? link.textContent : value;
  }

  function fits(article, choice, without) {
    const own = articles.values(article);
    return FACETS.every((facet) => facet === without || !choice[facet].length || choice[facet].some((value) => own[facet].includes(value)));
  }

  let all;
  // Each value has a page of its own to lead to.
  try { ({ articles: all } = await articles.load()); } catch { return; }
  for (const details of browse.querySelectorAll("[data-facet]")) {
    const facet = details.dataset.facet;
    const counts = new Map();
    for (const article of all) if (fits(article, chosen, facet)) for (const value of articles.values(article)[facet]) counts.set(value, (counts.get(value) || 0) + 1);
    articles.narrow(details, counts, chosen, address);
  }
  if (!FACETS.some((facet) => chosen[facet].length)) return;
  const found = all.filter((article) => fits(article, chosen));
  const page = Math.max(1, Number(query.get("page")) || 1);
  document.getElementById("about-all")?.remove();
  const total = document.getElementById("total");
  total.textContent = say.many(found.length, "{n} article", "{n} articles");
  articles.chosen(browse.querySelector(".facets"), FACETS, chosen, name, address);
  const results = browse.querySelector(".results");
  const rows = found.slice((page - 1) * articles.PER_PAGE, page * articles.PER_PAGE).map((one) => articles.row(one, articles.data.labels));
  results.replaceChildren(total, articles.list(rows, page, Math.ceil(found.length / articles.PER_PAGE), (number) => address(chosen, number)));
  if (!found.length) results.append(say("No article has all of these."));
  basket.show();
})();
