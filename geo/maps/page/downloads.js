// What is shown as files, made in the page: the chosen claims in the order of claims.csv, with the same bytes.

import { make } from "./elements.js";
import { csvOf, geojsonOf } from "./exporting.js";
import { compareCodePoints, heldNumbers, numberKey, sortedBy } from "./sorting.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./choice.js").Choice} Choice */

/** Told how many of how many claims are written. @typedef {(done: number, total: number) => void} Progress */

/** What stands around a file's parts. @typedef {{head: string, joint: string, tail: string}} Frame */

// Texts stand by place and files go by day: the claims of some days are read together, each piece of texts once for
// them. More at once reads less often and holds more.
const READ_TOGETHER = 100000;
const READ_AT_ONCE = 2000;
const NO_DAY_LAST = Number.MAX_SAFE_INTEGER;
const KEPT_FOR_MS = 60000; // the browser has taken the file by then

/**
 * Make the files of what is chosen and hand them to the browser; each resolves when that is done.
 * @param {Data} data
 * @param {Choice} choice
 * @returns {{csv: (progress?: Progress) => Promise<void>, geojson: (progress?: Progress) => Promise<void>}}
 */
export function makeDownloads(data, choice) {
  return {
    async csv(progress) {
      const head = csvOf([]);
      const parts = await fileParts(data, choice, (rows) => csvOf(rows).slice(head.length), progress);
      const file = joinedFile(parts, { head, joint: "", tail: "" }, "text/csv;charset=utf-8");
      saveFile(file, fileName(data, choice) + ".csv");
    },
    async geojson(progress) {
      const empty = geojsonOf([]);
      const opened = empty.indexOf("[") + 1;
      const frame = { head: empty.slice(0, opened), joint: ",", tail: empty.slice(opened) };
      const inner = (/** @type {Row[]} */ rows) => geojsonOf(rows).slice(opened, -frame.tail.length);
      const parts = await fileParts(data, choice, inner, progress);
      saveFile(joinedFile(parts, frame, "application/geo+json"), fileName(data, choice) + ".geojson");
    },
  };
}

/**
 * The chosen claims as parts of a file. Each part is a Blob, which need not stay in memory.
 * @param {Data} data
 * @param {Choice} choice
 * @param {(rows: Row[]) => string} textOf
 * @param {Progress} [progress]
 * @returns {Promise<Blob[]>}
 */
async function fileParts(data, choice, textOf, progress) {
  const byDay = sortedBy(heldNumbers(choice.holds, data.total), numberKey(data.from), "ascending");
  const parts = [];
  for (let start = 0; start < byDay.length;) {
    const end = endOfDays(byDay, data.from, start);
    const tell = (/** @type {number} */ read) => progress && progress(start + read, byDay.length);
    const rows = await rowsInOrder(data, byDay.slice(start, end), tell);
    for (let at = 0; at < rows.length; at += READ_AT_ONCE) {
      parts.push(new Blob([textOf(rows.slice(at, at + READ_AT_ONCE))]));
    }
    start = end;
  }
  return parts;
}

/**
 * Where whole days end that have about READ_TOGETHER claims.
 * @param {Uint32Array} byDay
 * @param {ArrayLike<number>} days
 * @param {number} start
 */
function endOfDays(byDay, days, start) {
  let end = Math.min(start + READ_TOGETHER, byDay.length);
  while (end < byDay.length && days[byDay[end]] === days[byDay[end - 1]]) end += 1;
  return end;
}

/**
 * @param {Data} data
 * @param {Uint32Array} numbers
 * @param {(read: number) => void} tell
 * @returns {Promise<Row[]>}
 */
async function rowsInOrder(data, numbers, tell) {
  numbers.sort(); // as their texts stand
  /** @type {Row[]} */
  const rows = [];
  for (let at = 0; at < numbers.length; at += READ_AT_ONCE) {
    for (const row of await data.rows(numbers.subarray(at, at + READ_AT_ONCE))) rows.push(row);
    tell(rows.length);
  }
  return rows.sort((one, other) => inFileOrder(data, one, other));
}

/**
 * By day (undated last), article and position in it, as geo/exports.py orders claims.csv.
 * @param {Data} data
 * @param {Row} one
 * @param {Row} other
 */
function inFileOrder(data, one, other) {
  const day = (data.from[one.n] || NO_DAY_LAST) - (data.from[other.n] || NO_DAY_LAST);
  return day || compareCodePoints(one.article_id, other.article_id) || one.quote_start - other.quote_start
    || compareCodePoints(one.claim_id, other.claim_id);
}

/**
 * @param {Blob[]} parts
 * @param {Frame} frame
 * @param {string} type
 */
function joinedFile(parts, { head, joint, tail }, type) {
  const joined = parts.flatMap((part, i) => (i && joint ? [joint, part] : [part]));
  return new Blob([head, ...joined, tail], { type });
}

/**
 * The name of a file: the days of the window, where there is one.
 * @param {Data} data
 * @param {Choice} choice
 */
function fileName(data, { span, from, to }) {
  return span === "window" ? "claims-" + data.iso(from) + "--" + data.iso(to) : "claims";
}

/**
 * Hand a file to the browser as its own click on a link would: the page's policy lets it load nothing, but leave.
 * @param {Blob} blob
 * @param {string} name
 */
function saveFile(blob, name) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR_MS);
}
