// Orders of claims by whole numbers: counting sorts over typed columns, so that a million claims are in order at once.

import { KINDS, LOCALE } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Numbers} Numbers */

/** @typedef {"ascending" | "descending"} Direction */

/**
 * What claims are sorted by: each claim's rank from 1 to `count`, 0 where it has no value.
 * @typedef {{rankOf: (n: number) => number, count: number}} Key
 */

/**
 * The claims below `total` that are held, in order.
 * @param {(n: number) => boolean} holds
 * @param {number} total
 * @returns {Uint32Array}
 */
export function heldNumbers(holds, total) {
  const held = new Uint32Array(total);
  let count = 0;
  for (let n = 0; n < total; n += 1) {
    if (!holds(n)) continue;
    held[count] = n;
    count += 1;
  }
  return held.subarray(0, count);
}

/**
 * @param {Uint32Array} one
 * @param {Uint32Array} other
 */
export function sameNumbers(one, other) {
  return one.length === other.length && one.every((n, i) => n === other[i]);
}

/**
 * The claims by rank, those without a value last in either direction; between equals they keep their order.
 * @param {Uint32Array} numbers
 * @param {Key} key
 * @param {Direction} direction
 * @returns {Uint32Array}
 */
export function sortedBy(numbers, { rankOf, count }, direction) {
  const up = direction === "ascending";
  /** @type {(n: number) => number} */
  const bucketOf = (n) => {
    const rank = rankOf(n);
    if (rank === 0) return count;
    return up ? rank - 1 : count - rank;
  };
  const next = new Uint32Array(count + 2);
  for (let i = 0; i < numbers.length; i += 1) next[bucketOf(numbers[i]) + 1] += 1;
  for (let bucket = 1; bucket <= count; bucket += 1) next[bucket] += next[bucket - 1];
  const sorted = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i += 1) {
    const bucket = bucketOf(numbers[i]);
    sorted[next[bucket]] = numbers[i];
    next[bucket] += 1;
  }
  return sorted;
}

/**
 * The rank of each text as a reader would sort them, equal texts sharing one; 0 for "".
 * @param {string[]} texts
 * @returns {{ranks: Uint32Array, count: number}}
 */
export function rankedTexts(texts) {
  const collator = new Intl.Collator(LOCALE, { numeric: true });
  const distinct = [...new Set(texts)].filter(Boolean);
  distinct.sort((one, other) => collator.compare(one, other) || compareCodePoints(one, other));
  const ranks = new Map(distinct.map((text, i) => [text, i + 1]));
  return { ranks: Uint32Array.from(texts, (text) => ranks.get(text) || 0), count: distinct.length };
}

/**
 * Less than 0, 0 or more, by code points as Python sorts; JavaScript's own order is by UTF-16 units.
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
export function compareCodePoints(one, other) {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i += 1) {
    const difference = unitRank(one.charCodeAt(i)) - unitRank(other.charCodeAt(i));
    if (difference) return difference;
  }
  return one.length - other.length;
}

/**
 * Surrogates stand for what lies beyond all other units.
 * @param {number} unit
 */
function unitRank(unit) {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/**
 * A column that counts from 1, with 0 for no value, such as days.
 * @param {Numbers} column
 * @returns {Key}
 */
export function numberKey(column) {
  let count = 0;
  for (let n = 0; n < column.length; n += 1) if (column[n] > count) count = column[n];
  return { rankOf: (n) => column[n], count };
}

/**
 * What the columns of a table are sorted by, each ranked when it is first asked for.
 * @param {Data} data
 * @returns {(column: string) => Key}
 */
export function makeKeys(data) {
  const names = data.dictionaries;
  /** @type {Record<string, () => Key>} */
  const makers = {
    day: () => numberKey(data.from),
    what: () => codeKey(data.kind, data.kinds.map((kind) => KINDS[kind])),
    place: () => placeKey(data),
    region: () => codeKey(data.region, names.admin1),
    country: () => codeKey(data.country, names.country),
    claimant: () => codeKey(data.claimant, names.claimant),
    status: () => ({ rankOf: (n) => data.status[n] + 1, count: data.statuses.length }), // the surest first
    grade: () => numberKey(data.grade),
    precision: () => numberKey(data.prec),
    source: () => codeKey(data.source, names.source),
    published: () => numberKey(data.published),
  };
  /** @type {Record<string, Key>} */
  const made = {};
  return (column) => {
    made[column] = made[column] || makers[column]();
    return made[column];
  };
}

/**
 * @param {Numbers} codes
 * @param {string[]} values
 * @returns {Key}
 */
function codeKey(codes, values) {
  const { ranks, count } = rankedTexts(values);
  return { rankOf: (n) => ranks[codes[n]], count };
}

/**
 * @param {Data} data
 * @returns {Key}
 */
function placeKey({ places, total }) {
  const { ranks, count } = rankedTexts(places.location);
  const rankOfClaim = new Uint32Array(total);
  for (let p = 0; p < places.count; p += 1) rankOfClaim.fill(ranks[p], places.first[p], places.first[p + 1]);
  return { rankOf: (n) => rankOfClaim[n], count };
}
