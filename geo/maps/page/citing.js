// A claim's article as a link and as a citation. No clock: a day of access is what the caller gives.

/**
 * @typedef {Readonly<Record<string, unknown>>} CitedRow
 * One claim: claim_id, quote, title, source, published (ISO day or "") and url are read.
 */
/** @typedef {{ year: string, month: number, day: number }} CitedDay */

const CITED_MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

// A sentence up to so many words goes into a link whole, of a longer one so many at either end: enough to be found
// once in an article, and few enough that a later correction in the middle does not break the link.
const WHOLE_WORDS = 12;
const END_WORDS = 5;
const LONGEST_TEXT = 300; // characters, where browsers too turn from the whole text to its ends

const LINE_BREAKS = /[\n\r\u0085\u2028\u2029]+/;

// A brace counts for BibTeX even behind a backslash, so braces are named.
/** @type {Readonly<Record<string, string>>} */
const TEX_SIGNS = Object.freeze({
  "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}", "%": "\\%", "&": "\\&", "#": "\\#", $: "\\$", _: "\\_",
});

/**
 * The address as a link may carry it: http or https only, normalised, its host in ASCII (a look-alike is seen as
 * such) and without a user's name (`https://known.example@other.example` leads to other.example); else null.
 * @param {unknown} url
 * @returns {string | null}
 */
export function safeLink(url) {
  const written = typeof url === "string" ? url.trim() : "";
  if (!/^https?:\/\//i.test(written) || /\p{Cc}/u.test(written)) return null;
  try {
    const parsed = new URL(written);
    if (/[%\s]/.test(parsed.hostname)) return null; // browsers differ in whether such a host is one
    parsed.username = "";
    parsed.password = "";
    return parsed.href;
  } catch {
    return null;
  }
}

/**
 * The article's link to the sentence itself (a text fragment, `#:~:text=`), behind the fragment that it has. Without
 * words fit for one it is the plain link; null if the address is none that a link may carry.
 * @param {unknown} url
 * @param {string} quote
 * @returns {string | null}
 */
export function fragmentLink(url, quote) {
  const link = safeLink(url);
  const directive = link === null ? "" : textDirective(quote);
  if (link === null || !directive) return link;
  const plain = link.replace(/(#.*?):~:.*$/, "$1");
  return plain + (plain.includes("#") ? "" : "#") + ":~:text=" + directive;
}

/**
 * The article in the manner of the APA, and on a second line the words quoted. `accessed` is an ISO day; RangeError if
 * it is none.
 * @param {CitedRow} row
 * @param {string} [accessed]
 * @returns {string}
 */
export function apa(row, accessed) {
  const title = citedText(row.title);
  const source = citedText(row.source);
  const day = citedDay(row.published);
  const when = day ? day.year + ", " + citedMonthAndDay(day) : "n.d.";
  const named = title || "[Untitled article]";
  const dated = "(" + when + ").";
  const head = source ? [fullStop(source), dated, fullStop(named)] : [fullStop(named), dated];
  const link = safeLink(row.url);
  const reference = head.join(" ") + (link ? " " + retrieved(accessed) + link : "");
  const quote = citedText(row.quote);
  if (!quote) return reference;
  const who = source || (title ? inQuotationMarks(title) : named);
  return reference + "\n" + inQuotationMarks(quote) + " (" + who + ", " + (day ? day.year : "n.d.") + ")";
}

/**
 * The article as an entry for BibTeX and biblatex, the quoted words in its note.
 * @param {CitedRow} row
 * @returns {string}
 */
export function bibtex(row) {
  const day = citedDay(row.published);
  const source = citedText(row.source);
  const title = texText(citedText(row.title));
  const quote = citedText(row.quote);
  const id = citedText(row.claim_id);
  const link = safeLink(row.url);
  // The second braces keep the capitals of a title, and an outlet's name in one piece.
  const fields = [
    source && "author = {{" + texText(source) + "}}",
    title && "title = {{" + title + "}}",
    day && "year = {" + day.year + "}",
    day && "month = " + citedMonth(day).slice(0, 3).toLowerCase(),
    day && "day = {" + day.day + "}",
    day && "date = {" + String(row.published) + "}",
    link && "url = {" + link.replace(/[{}\\^`|]/g, percentEscape) + "}",
    "note = {" + texText("Claim " + id + (quote ? ": " + inQuotationMarks(quote) : "")) + "}",
  ].filter(Boolean);
  const key = (asciiSlug(source).slice(0, 40) || "unknown") + (day ? day.year : "nd");
  return "@misc{" + key + "-" + asciiSlug(id) + ",\n" + fields.map((field) => "  " + field + ",\n").join("") + "}\n";
}

/**
 * What stands behind `text=` in a text fragment for a sentence; "" where a word is too long for a link.
 * @param {string} quote
 * @returns {string}
 */
function textDirective(quote) {
  const lines = quote.split(LINE_BREAKS).map(blankWords).filter((words) => words.length > 0);
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return "";
  const whole = first.join(" ");
  if (lines.length === 1 && first.length <= WHOLE_WORDS && whole.length <= LONGEST_TEXT) return directiveText(whole);
  // Two ends that share words would be sought one behind the other, and not be found.
  const most = lines.length === 1 ? Math.floor(first.length / 2) : END_WORDS;
  const start = first.slice(0, Math.min(END_WORDS, most)).join(" ");
  const end = last.slice(-Math.min(END_WORDS, most)).join(" ");
  const fits = most > 0 && start.length <= LONGEST_TEXT && end.length <= LONGEST_TEXT;
  return fits ? directiveText(start) + "," + directiveText(end) : "";
}

/**
 * The words of a line, as blanks part them.
 * @param {string} line
 * @returns {string[]}
 */
function blankWords(line) {
  return line.split(/\s+/).filter(Boolean);
}

/**
 * Words percent-encoded for a text fragment, in which `-`, `,` and `&` have a meaning of their own.
 * @param {string} words
 * @returns {string}
 */
function directiveText(words) {
  return encodeURIComponent(words.replace(/\p{Cs}/gu, "\ufffd")).replaceAll("-", "%2D");
}

/**
 * A text in one line, without controls and without what turns the direction of the words behind it.
 * @param {unknown} value
 * @returns {string}
 */
function citedText(value) {
  const text = typeof value === "string" ? value : "";
  const plain = text.replace(/[\ufeff\u202a-\u202e\u2066-\u2069]|(?![\t-\r\u0085])\p{Cc}/gu, "");
  return plain.replace(/[\s\u0085]+/g, " ").replace(/\p{Cs}/gu, "\ufffd").trim();
}

/**
 * An ISO day taken apart, or null.
 * @param {unknown} iso
 * @returns {CitedDay | null}
 */
function citedDay(iso) {
  const found = typeof iso === "string" ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) : null;
  if (!found || !found[1]) return null;
  const day = { year: found[1], month: Number(found[2]), day: Number(found[3]) };
  const real = new Date(Date.UTC(Number(day.year), day.month - 1, day.day));
  return real.getUTCMonth() === day.month - 1 && real.getUTCDate() === day.day ? day : null;
}

/**
 * @param {CitedDay} day
 * @returns {string}
 */
function citedMonth(day) {
  return CITED_MONTHS[day.month - 1] ?? "";
}

/**
 * @param {CitedDay} day
 * @returns {string}
 */
function citedMonthAndDay(day) {
  return citedMonth(day) + " " + day.day;
}

/**
 * What stands before the address where the day of access is told.
 * @param {string | undefined} accessed
 * @returns {string}
 */
function retrieved(accessed) {
  if (accessed === undefined) return "";
  const day = citedDay(accessed);
  if (!day) throw new RangeError("not an ISO day: " + accessed);
  return "Retrieved " + citedMonthAndDay(day) + ", " + day.year + ", from ";
}

/**
 * A text with a full stop, unless it ends a sentence already.
 * @param {string} text
 * @returns {string}
 */
function fullStop(text) {
  return /[.!?\u2026\u3002\u061f][\u2019\u201d"')\]]*$/.test(text) ? text : text + ".";
}

/**
 * A text in quotation marks, those within it made single ones.
 * @param {string} text
 * @returns {string}
 */
function inQuotationMarks(text) {
  const within = text.replaceAll("\u201c", "\u2018").replaceAll("\u201d", "\u2019").replaceAll('"', "'");
  return "\u201c" + within + "\u201d";
}

/**
 * A text with everything escaped that TeX or BibTeX gives a meaning.
 * @param {string} text
 * @returns {string}
 */
function texText(text) {
  return text.replace(/[\\{}~^%&#$_]/g, (sign) => TEX_SIGNS[sign] ?? sign);
}

/**
 * @param {string} sign
 * @returns {string}
 */
function percentEscape(sign) {
  return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
}

/**
 * The ASCII letters and digits of a text, in lower case and without accents.
 * @param {string} text
 * @returns {string}
 */
function asciiSlug(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "");
}
