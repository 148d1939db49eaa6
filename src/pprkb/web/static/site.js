// What every page does where JavaScript runs: copying, the search key, and the list of picked works.
// Without it, every page can be read and every link and form works.
"use strict";

const said = document.getElementById("said");
function say(words) {
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = words; });
}

// -- copying: rich text for Word, plain text beside it ----------------------------------------

async function copy(element) {
  const plain = element.textContent.trim();
  const html = element.tagName === "A" ? plain : element.innerHTML.trim();
  if (window.ClipboardItem && navigator.clipboard && navigator.clipboard.write) {
    await navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob([html], { type: "text/html" }),
      "text/plain": new Blob([plain], { type: "text/plain" }),
    })]);
  } else {
    await navigator.clipboard.writeText(plain);
  }
}

// A page that does not know where its site is learns it from the browser.
const permanent = document.getElementById("permanent");
if (permanent) {
  permanent.textContent = permanent.href;
  document.getElementById("cite-address").textContent = permanent.href;
}

for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy(document.getElementById(button.dataset.from));
      say(`${button.dataset.what} copied`);
      const words = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = words; }, 2000);
    } catch {
      say("The browser does not allow copying; select the text instead");
    }
  });
}

// -- "/" searches ------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const at = event.target;
  const typing = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    (document.getElementById("ask") || document.getElementById("find")).focus();
  }
});

// -- on a narrow screen, results come first -----------------------------------------------------

if (matchMedia("(max-width: 50rem)").matches) {
  for (const facet of document.querySelectorAll("details.facet")) facet.open = false;
}

// -- the list of picked works, kept by the browser ---------------------------------------------

const BASKET = "pprkb-list";
const basket = {
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(BASKET));
      if (kept && kept.parts.length && kept.parts.every((part) => Array.isArray(part.items))) return kept;
    } catch { /* a damaged list is an empty one */ }
    return { title: "", introduction: "", parts: [{ heading: "", items: [] }] };
  },
  write(list) {
    try { localStorage.setItem(BASKET, JSON.stringify(list)); } catch { say("The browser keeps no list"); }
    basket.show();
  },
  keys(list = basket.read()) {
    return list.parts.flatMap((part) => part.items.map((item) => item.key).filter(Boolean));
  },
  toggle(key) {
    const list = basket.read();
    const has = basket.keys(list).includes(key);
    if (has) for (const part of list.parts) part.items = part.items.filter((item) => item.key !== key);
    else list.parts[list.parts.length - 1].items.push({ key, importance: "", note: "" });
    basket.write(list);
    return !has;
  },
  show() {
    const keys = basket.keys();
    const link = document.getElementById("basket");
    if (link) {
      link.hidden = keys.length === 0;
      document.getElementById("basket-count").textContent = keys.length;
    }
    for (const button of document.querySelectorAll("button.pick")) {
      const has = keys.includes(button.dataset.key);
      button.hidden = false;
      button.textContent = has ? "Remove from my list" : "Add to my list";
      button.setAttribute("aria-pressed", String(has));
    }
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.pick");
  if (!button) return;
  say(basket.toggle(button.dataset.key) ? "Added to my list" : "Removed from my list");
});
window.addEventListener("storage", (event) => { if (event.key === BASKET) basket.show(); });
basket.show();
