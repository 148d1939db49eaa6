// The front page of a published site: addresses of an earlier site that are queries lead on.
"use strict";

(async () => {
  if (!location.search) return;
  const asked = new URLSearchParams(location.search);
  const answer = await fetch(`${site.shared}redirects.json`);
  if (!answer.ok) return;
  const known = await answer.json();
  const found = known.find(([pairs]) => pairs.every(([name, value]) => asked.getAll(name).includes(value)));
  if (found) location.replace(`${site.root}${found[1]}`);
})().catch(() => {
  // The front page itself helps on: it can be searched and browsed.
});
