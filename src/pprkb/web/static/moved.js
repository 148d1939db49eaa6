// The front page of a published site: addresses of an earlier site that are queries lead on.
"use strict";

(async () => {
  if (!location.search) return;
  const root = document.body.dataset.root;
  const asked = new URLSearchParams(location.search);
  const answer = await fetch(`${root}redirects.json`);
  if (!answer.ok) return;
  const known = await answer.json();
  const found = known.find(([pairs]) => pairs.every(([name, value]) => asked.getAll(name).includes(value)));
  if (found) location.replace(`${root}${found[1]}`);
})().catch(() => {
  // The front page itself helps on: it can be searched and browsed.
});
