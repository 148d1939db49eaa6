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
    return `${document.body.dataset.root}articles/${words && `?${words}`}`;
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

  const { articles: all } = await articles.load();
  for (const details of browse.querySelectorAll("[data-facet]")) {
    const facet = details.dataset.facet;
    const counts = new Map();
    for (const article of all) if (fits(article, chosen, facet)) for (const value of articles.values(article)[facet]) counts.set(value, (counts.get(value) || 0) + 1);
    for (const link of details.querySelectorAll("a[data-value]")) {
      const { value } = link.dataset;
      const has = chosen[facet].includes(value);
      const rest = chosen[facet].filter((one) => one !== value);
      link.href = address({ ...chosen, [facet]: has ? rest : [...rest, value] });
      if (has) { link.setAttribute("aria-current", "true"); details.open = true; } else link.removeAttribute("aria-current");
      link.nextElementSibling.textContent = counts.get(value) || 0;
      link.parentElement.hidden = !has && !counts.get(value);
    }
  }
  if (!FACETS.some((facet) => chosen[facet].length)) return;
  const found = all.filter((article) => fits(article, chosen));
  const page = Math.max(1, Number(query.get("page")) || 1);
  const total = document.getElementById("total");
  total.textContent = `${found.length} ${found.length === 1 ? "article" : "articles"}`;
  const bar = document.createElement("p");
  bar.className = "chosen";
  bar.append("Chosen: ");
  for (const facet of FACETS) for (const value of chosen[facet]) {
    const chip = document.createElement("a");
    chip.className = "chip";
    chip.href = address({ ...chosen, [facet]: chosen[facet].filter((one) => one !== value) });
    chip.textContent = `${name(facet, value)} ×`;
    chip.setAttribute("aria-label", `${name(facet, value)}, remove`);
    bar.append(chip, " ");
  }
  browse.querySelector(".facets").prepend(bar);
  const results = browse.querySelector(".results");
  results.replaceChildren(total, articles.list(found, page, (number) => address(chosen, number)));
  if (!found.length) results.append("No article has all of these.");
  basket.show();
})();
