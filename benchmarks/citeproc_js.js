// Prints all items of a file with citeproc-js and reports the seconds it took.
// node citeproc_js.js MODULE STYLE LOCALE ITEMS
const fs = require("fs");
const [module_, style, locale, file] = process.argv.slice(2);
const CSL = require(module_);
const items = new Map(JSON.parse(fs.readFileSync(file, "utf8")).map((item) => [item.id, item]));
const localeText = fs.readFileSync(locale, "utf8");
const system = { retrieveLocale: () => localeText, retrieveItem: (id) => items.get(id) };
const engine = new CSL.Engine(system, fs.readFileSync(style, "utf8"), "en-US");
const start = process.hrtime.bigint();
engine.updateItems([...items.keys()]);
engine.makeBibliography();
console.log(Number(process.hrtime.bigint() - start) / 1e9);
