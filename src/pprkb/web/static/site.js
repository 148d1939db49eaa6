// What every page does where JavaScript runs: copying, the search key, and the list of picked works.
// Without it, every page can be read and every link and form works.
"use strict";

// Where the pages of this language are, and the files that have none: scripts, data, records.
const site = (() => {
  const { root, shared } = document.body.dataset;
  return { root, shared: shared || root };
})();

// Opened from a disk, a folder is no page; the file in it is.
if (location.protocol === "file:") {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}

// -- our own words, in the language of the page ------------------------------------------------

// phrases.fr.js has the phrases in French; English needs no file. A phrase is written out where it
// is said, for `pprkb` looks for phrases in the scripts.
const say = (() => {
  const { lang } = document.documentElement;
  const language = lang.split("-")[0] || "en";
  const { said = {}, forms = "" } = typeof phrases === "undefined" ? {} : phrases;
  const known = new Map(Object.entries(said));

  function pieces(english, values) {
    const split = english.split(/\{(\w+)\}/);
    return split.map((piece, place) => (place % 2 ? values[piece] : piece)).filter((piece) => piece !== "");
  }

  // A phrase with its places filled.
  function words(english, values = {}) {
    return pieces(known.get(english) || english, values).join("");
  }

  return Object.assign(words, {
    language,
    lang,

    // The phrase that a number of things needs. `forms` has the form of each number below 200, by
    // the rule of the language's own file; rules look at the last two digits of what is larger.
    many(number, one, several, values = {}) {
      const own = known.get(one);
      const form = own && Number(forms[number < 200 ? number : 100 + (number % 100)]);
      return pieces(own ? own[form] : number === 1 ? one : several, { n: words.whole(number), ...values }).join("");
    },

    // A phrase in places of which stand elements, as pieces to append.
    nodes(english, values) {
      return pieces(known.get(english) || english, values);
    },

    // Mark an element with the language of what people wrote; where nobody says it, it is English.
    // A language that is not known is "und".
    mark(element, tag = "") {
      if (tag === "und") return element;
      const spoken = tag || (language === "en" ? "" : "en");
      if (spoken && (language === "en" || spoken.split("-")[0] !== language)) element.lang = spoken;
      return element;
    },

    // A whole number: no space is thin, as in what the server prints.
    whole(number) {
      return number.toLocaleString(lang).replaceAll("\u202f", "\u00a0");
    },
  });
})();

const said = document.getElementById("said");
function announce(words) {
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
      announce(say("{what} copied", { what: button.dataset.what }));
      const words = button.textContent;
      button.textContent = say("Copied");
      setTimeout(() => { button.textContent = words; }, 2000);
    } catch {
      announce(say("The browser does not allow copying; select the text instead"));
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
    try { localStorage.setItem(BASKET, JSON.stringify(list)); } catch { announce(say("The browser keeps no list")); }
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
      document.getElementById("basket-count").textContent = say.whole(keys.length);
    }
    for (const button of document.querySelectorAll("button.pick")) {
      const has = keys.includes(button.dataset.key);
      button.hidden = false;
      button.textContent = has ? say("Remove from my list") : say("Add to my list");
      const item = button.closest(".row, .entry")?.querySelector(".row h2, .row h3, .unseen");
      const which = item && item.textContent.replace(/^: /, "").trim();
      if (which) button.setAttribute("aria-label", say("{field}: {item}", { field: button.textContent, item: which }));
    }
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.pick");
  if (!button) return;
  announce(basket.toggle(button.dataset.key) ? say("Added to my list") : say("Removed from my list"));
});
window.addEventListener("storage", (event) => { if (event.key === BASKET) basket.show(); });
basket.show();
