// A quote cut into pieces: where in it the words of the place, of the event and of the speaker stand.

/** @typedef {{ place: string, event: string, speaker: string }} QuoteParts The words looked for; "" for none. */
/** @typedef {{ text: string, marks: string[] }} QuoteSegment A piece of the quote, and the parts that it belongs to. */
/** @typedef {{ start: number, end: number }} QuoteRange */
/** @typedef {{ units: string, at: number[] }} FoldedText What is compared, and where each unit of it stands. */

const APOSTROPHES = /[\u2018\u2019\u02bb\u02bc\u0060\u00b4\u2032]/u;
const BLANK_SIGN = /\s/u;

// A letter, mark or digit beside a match makes the match part of a longer word, but for scripts without blanks. So does
// an apostrophe with letters beyond it ("Sana" in "Sana'a"), but for what English and French join to any word.
const WORD_UNIT = /[\p{L}\p{M}\p{N}_]/u;
const UNSPACED_SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"];
const UNSPACED = new RegExp(UNSPACED_SCRIPTS.map((script) => "\\p{Script=" + script + "}").join("|"), "u");
const JOINED_BEFORE = /[\p{L}\p{M}\p{N}]['\u2019\u2018\u02bb\u02bc\u0060]$/u;
const ELIDED_BEFORE = /(?:^|[^\p{L}\p{M}\p{N}])[dl]['\u2019]$/iu;
const JOINED_AFTER = /^['\u2019\u2018\u02bb\u02bc\u0060][\p{L}\p{M}\p{N}]/u;
const CLITIC_AFTER = /^['\u2019](?:s|d|ll|re|ve)(?![\p{L}\p{M}\p{N}])/iu;
const UNITS_BESIDE = 6; // units on either side that these look at

/**
 * Cut a quote so that each piece lies wholly in or out of every part; the pieces joined are the quote. Parts are found
 * as whole words, in their own case where they stand so; the event and the speaker rather outside the place than in it.
 * @param {string} quote
 * @param {QuoteParts} parts
 * @returns {QuoteSegment[]}
 */
export function segments(quote, parts) {
  const exact = foldedText(quote, false);
  /** @type {FoldedText | null} */
  let caseless = null;
  /** @type {[string, QuoteRange][]} */
  const marked = [];
  /** @type {QuoteRange | null} */
  let place = null;
  for (const name of /** @type {const} */ (["place", "event", "speaker"])) {
    const words = parts[name].trim();
    if (!words) continue;
    let range = chosenRange(quote, exact, foldedText(words, false).units, place);
    if (!range) {
      caseless ??= foldedText(quote, true);
      range = chosenRange(quote, caseless, foldedText(words, true).units, place);
    }
    if (range) marked.push([name, range]);
    if (name === "place") place = range;
  }
  return cutAt(quote, marked);
}

/**
 * A text as it is compared: one blank for a run of them, one sign for all apostrophes, and lower case if asked for.
 * @param {string} text
 * @param {boolean} lower
 * @returns {FoldedText}
 */
function foldedText(text, lower) {
  const pieces = [];
  const at = [];
  let offset = 0;
  let blank = false;
  for (const sign of text) {
    const isBlank = BLANK_SIGN.test(sign);
    if (!isBlank || !blank) {
      const piece = isBlank ? " " : APOSTROPHES.test(sign) ? "'" : lower ? sign.toLowerCase() : sign;
      pieces.push(piece);
      for (let unit = 0; unit < piece.length; unit += 1) at.push(offset);
    }
    blank = isBlank;
    offset += sign.length;
  }
  at.push(offset);
  return { units: pieces.join(""), at };
}

/**
 * The first range of whole words outside `avoided`, else the first of all, else null.
 * @param {string} quote
 * @param {FoldedText} folded
 * @param {string} words
 * @param {QuoteRange | null} avoided
 * @returns {QuoteRange | null}
 */
function chosenRange(quote, folded, words, avoided) {
  /** @type {QuoteRange | null} */
  let first = null;
  for (const index of occurrences(folded.units, words)) {
    const range = wholeRange(quote, folded, index, index + words.length);
    if (!range) continue;
    if (!avoided || range.end <= avoided.start || avoided.end <= range.start) return range;
    first ??= range;
  }
  return first;
}

/**
 * Every index at which `words` stands in `units`, in time linear in both (Knuth, Morris and Pratt): indexOf and
 * regular expressions take the product for texts made to that end.
 * @param {string} units
 * @param {string} words
 * @returns {Generator<number, void>}
 */
function* occurrences(units, words) {
  const border = new Int32Array(words.length + 1);
  border[0] = -1;
  for (let end = 0, held = -1; end < words.length; ) {
    while (held >= 0 && words[end] !== words[held]) held = border[held] ?? -1;
    end += 1;
    held += 1;
    border[end] = held;
  }
  for (let index = 0, held = 0; index < units.length; index += 1) {
    while (held >= 0 && units[index] !== words[held]) held = border[held] ?? -1;
    held += 1;
    if (held < words.length) continue;
    yield index + 1 - held;
    held = border[held] ?? 0;
  }
}

/**
 * The range in the quote of the folded units from `first` to `last`, or null where it would cut a word or a sign.
 * @param {string} quote
 * @param {FoldedText} folded
 * @param {number} first
 * @param {number} last
 * @returns {QuoteRange | null}
 */
function wholeRange(quote, folded, first, last) {
  const start = folded.at[first] ?? 0;
  const end = folded.at[last] ?? quote.length;
  if (folded.at[first - 1] === start || folded.at[last - 1] === end) return null;
  return joinedBefore(quote, start) || joinedAfter(quote, end) ? null : { start, end };
}

/**
 * Whether the word that begins at an offset is the rest of a longer one.
 * @param {string} quote
 * @param {number} start
 * @returns {boolean}
 */
function joinedBefore(quote, start) {
  const next = signAfter(quote, start);
  const beside = quote.slice(Math.max(0, start - UNITS_BESIDE), start);
  if (sameWord(signBefore(quote, start), next)) return true;
  return WORD_UNIT.test(next) && JOINED_BEFORE.test(beside) && !ELIDED_BEFORE.test(beside);
}

/**
 * Whether the word that ends at an offset goes on behind it.
 * @param {string} quote
 * @param {number} end
 * @returns {boolean}
 */
function joinedAfter(quote, end) {
  const last = signBefore(quote, end);
  const beside = quote.slice(end, end + UNITS_BESIDE);
  if (sameWord(last, signAfter(quote, end))) return true;
  return WORD_UNIT.test(last) && JOINED_AFTER.test(beside) && !CLITIC_AFTER.test(beside);
}

/**
 * Whether two signs side by side belong to one word.
 * @param {string} before
 * @param {string} after
 * @returns {boolean}
 */
function sameWord(before, after) {
  const bothWords = WORD_UNIT.test(before) && WORD_UNIT.test(after);
  return bothWords && !UNSPACED.test(before) && !UNSPACED.test(after);
}

/**
 * The sign (code point) that ends at an offset, "" at the beginning.
 * @param {string} text
 * @param {number} offset
 * @returns {string}
 */
function signBefore(text, offset) {
  return Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? "";
}

/**
 * The sign (code point) that begins at an offset, "" at the end.
 * @param {string} text
 * @param {number} offset
 * @returns {string}
 */
function signAfter(text, offset) {
  return Array.from(text.slice(offset, offset + 2))[0] ?? "";
}

/**
 * The quote in pieces, cut where a range begins or ends.
 * @param {string} quote
 * @param {readonly [string, QuoteRange][]} marked
 * @returns {QuoteSegment[]}
 */
function cutAt(quote, marked) {
  const edges = marked.flatMap(([, range]) => [range.start, range.end]);
  const cuts = [...new Set([0, ...edges, quote.length])].sort((one, other) => one - other);
  return cuts.slice(1).map((end, k) => {
    const start = cuts[k] ?? 0;
    const marks = marked.filter(([, range]) => range.start <= start && end <= range.end).map(([name]) => name);
    return { text: quote.slice(start, end), marks };
  });
}
