// What a reader's words ask for, and which words may be meant: as `search` of pprkb reads them.
"use strict";

const asking = (() => {
  const LETTER = "[\\p{L}\\p{N}_]";
  const SIGNS = "[-‐‑–/'’]";
  const DECIMAL = `(?<![\\p{L}\\p{N}_.])\\d*[.·]\\d+(?!${LETTER}|\\.\\d)`;
  const PIECES = new RegExp(
    `"(?<phrase>[^"]*)"?|(?<decimal>${DECIMAL})|(?<thousands>(?<![\\p{L}\\p{N}_.,])\\d{1,3}(?:[,\\u00a0\\u202f]\\d{3})+(?!${LETTER}))`
    + `|(?<joined>(?<!${LETTER})${LETTER}+(?:${SIGNS}${LETTER}+)+)|(?<word>${LETTER}+)(?<star>\\*?)`, "gu");
  const QUESTION = /^\s*(?:what(?: is|\S?s)(?: the)?|is there(?: any)?) evidence (?:for|of|on|about|that)\b/i;
  // What French elides before a vowel: "l'alliance" asks for "alliance".
  const ELIDED = /(?<![\p{L}\p{N}_'’])(?:[cdjlmnst]|(?:jus|lors|puis)?qu)['’](?=[\p{L}\p{N}_])/giu;
  const OTHERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ĸ: "k", ŀ: "l", ɨ: "i", ʻ: "", ʼ: "", ß: "ss" };
  const ALIKE = 0.75;
  const FEWEST_LETTERS = 4;
  const FEWEST_BEFORE_STAR = 3;
  const SOME = 2;

  // In lower case, without accents.
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþæœıħŧŋĸŀɨʻʼß]/g, (one) => OTHERS[one]);
  }

  // One spelling for .57, 0.57 and 0.570, as the index has it.
  function decimal(number) {
    const [whole, fraction] = number.split(/[.·]/);
    return `n${whole.replace(/^0+/, "") || "0"}p${fraction.replace(/0+$/, "") || "0"}`;
  }

  // With one kind of quotation marks: telephones and other languages have others.
  function straight(text) {
    return text.replace(/[“”„«»]/g, '"');
  }

  function terms(text) {
    const found = [];
    for (const { groups } of straight(text).matchAll(PIECES)) {
      if (groups.phrase !== undefined) {
        const words = groups.phrase.match(new RegExp(`${LETTER}+`, "gu"));
        if (words) found.push({ phrase: words.map(fold).join(" "), words: words.map(fold) });
      } else if (groups.decimal) found.push({ words: [decimal(groups.decimal)], number: groups.decimal });
      else if (groups.thousands) found.push({ words: [groups.thousands.replace(/\D/g, "")] });
      else if (groups.joined) {
        const apart = groups.joined.split(new RegExp(SIGNS, "u")).map(fold);
        found.push({ words: [apart.join("")], apart, typed: groups.joined });
      } else found.push({ words: [fold(groups.word)], typed: groups.word, star: Boolean(groups.star) && [...groups.word].length >= FEWEST_BEFORE_STAR });
    }
    return found;
  }

  // What is asked without the words that say nothing, where there are others.
  //
  // `silent` are the words that say nothing, those that begin a question, and those that say nothing
  // in one.
  function counting(text, silent) {
    if (straight(text).includes('"')) return text;
    const bare = (one) => one.replace(/^[,.:;?!()]+|[,.:;?!()]+$/g, "").toLowerCase();
    const question = silent.begin.has(bare(text.trimStart().split(" ")[0]));
    const counts = (one) => !silent.nothing.has(bare(one)) && !(question && silent.whether.has(bare(one)));
    const kept = text.replace(QUESTION, "").replace(ELIDED, "").split(/\s+/).filter(counts).join(" ");
    return terms(kept).length ? kept : text;
  }

  // How alike two words are, from 0 to 1: twice the letters of the blocks that they share.
  function likeness(one, other) {
    function shared(from, to, begin, end) {
      let [best, at, there] = [0, from, begin];
      for (let i = from; i < to; i += 1) for (let j = begin; j < end; j += 1) {
        let size = 0;
        while (i + size < to && j + size < end && one[i + size] === other[j + size]) size += 1;
        if (size > best) [best, at, there] = [size, i, j];
      }
      return best && best + shared(from, at, begin, there) + shared(at + best, to, there + best, end);
    }
    return (2 * shared(0, one.length, 0, other.length)) / (one.length + other.length);
  }

  function closest(word, known) {
    let best = [];
    for (const one of known) {
      const bound = (2 * Math.min(one.length, word.length)) / (one.length + word.length);
      if (bound < ALIKE || (best.length === SOME && bound < best[SOME - 1][0])) continue;
      let common = 0;
      const letters = Array.from(one);
      for (const letter of word) { const at = letters.indexOf(letter); if (at >= 0) { common += 1; letters.splice(at, 1); } }
      if ((2 * common) / (one.length + word.length) < ALIKE) continue;
      const ratio = likeness(one, word);
      if (ratio >= ALIKE) best = [...best, [ratio, one]].sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? 1 : -1)).slice(0, SOME);
    }
    return best.map(([, one]) => one);
  }

  // For a word that is nowhere: the words that begin so or, else, those that are like it.
  function meant(word, vocabulary) {
    const begun = word.length >= FEWEST_LETTERS ? [...vocabulary.keys()].filter((one) => one.startsWith(word)) : [];
    return begun.length ? { begins: true, words: begun } : { begins: false, words: closest(word, vocabulary.keys()) };
  }

  // Words by how they fold, from a list of them.
  function vocabulary(words) {
    return new Map(words.map((one) => [fold(one), one]));
  }

  function hint(typed, words, known) {
    const [one, other] = words.map((word) => known.get(word));
    if (other) return say('Nothing holds "{word}"; did you mean "{one}" or "{other}"?', { word: typed, one, other });
    return one ? say('Nothing holds "{word}"; did you mean "{one}"?', { word: typed, one }) : say('Nothing holds "{word}".', { word: typed });
  }

  // A pattern of the decimal numbers that are asked for, however spelt.
  function decimals(all) {
    const spelt = all.filter((one) => one.number).map((one) => {
      const [, whole, fraction] = one.words[0].match(/^n(\d+)p(\d+)$/);
      return `${whole === "0" ? "0?" : whole}[.·]${fraction}0*`;
    });
    return spelt.length ? new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${spelt.join("|")})(?!\\d)`, "u") : null;
  }

  return { fold, terms, counting, meant, vocabulary, hint, decimals };
})();
