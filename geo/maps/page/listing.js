// Claims as lists beside the map: the chosen ones by day, and those without a place by reason, fifty at a time.

import { pagedList } from "./paging.js";
import { heldNumbers, numberKey, rankedTexts, sortedBy } from "./sorting.js";
import { LISTING, dayInWords, weekday } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Numbers} Numbers */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./sorting.js").Key} Key */

/** @typedef {import("./paging.js").Listing} Listing */

/**
 * The chosen claims by day, the newest first and those without a day last. `show` puts the list into `root`, `refresh`
 * follows the choice while the list is seen there, and `open` is called with the number of a claim that is clicked.
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Choice} choice
 * @param {(n: number) => void} open
 * @returns {Listing}
 */
export function makeListing(root, data, choice, open) {
  /** @type {Map<Numbers, Key>} */
  const keys = new Map();
  return pagedList(root, data, open, async () => {
    const days = choice.days.from;
    const key = keys.get(days) || numberKey(days);
    keys.set(days, key);
    const numbers = sortedBy(heldNumbers(choice.holds, data.total), key, "descending");
    const heading = numbers.length ? LISTING.chosen(numbers.length) : LISTING.none;
    return {
      by: choice.axis,
      numbers,
      groupOf: key.rankOf,
      titleOf: (day) => dayTitle(data.iso(day)),
      dayOf: data.iso,
      heading,
    };
  });
}

/** @param {string} iso */
function dayTitle(iso) {
  return iso ? weekday(iso) + " " + dayInWords(iso) : LISTING.noDay;
}

/**
 * The chosen claims without a place, by the reason why they have none, the commonest first.
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Choice} choice
 * @param {(n: number) => void} open
 * @returns {Listing}
 */
export function makeUnplaced(root, data, choice, open) {
  /** @type {Promise<{codes: Uint32Array, values: string[]}> | null} */
  let reading = null; // they all are read for it, so once
  return pagedList(root, data, open, async () => {
    reading = reading || reasonsOf(data);
    const { codes, values } = await reading;
    const held = heldNumbers((n) => n >= data.placed && choice.holds(n), data.total);
    const counts = new Uint32Array(values.length);
    held.forEach((n) => {
      counts[codes[n - data.placed]] += 1;
    });
    const alphabet = rankedTexts(values).ranks;
    const byCount = values.map((_, code) => code);
    byCount.sort((one, other) => counts[other] - counts[one] || alphabet[one] - alphabet[other]);
    const ranks = new Uint32Array(values.length);
    byCount.forEach((code, i) => {
      ranks[code] = i + 1;
    });
    const key = { rankOf: (/** @type {number} */ n) => ranks[codes[n - data.placed]], count: values.length };
    return {
      by: "reason",
      numbers: sortedBy(held, key, "ascending"),
      groupOf: key.rankOf,
      titleOf: (rank) => values[byCount[rank - 1]] || LISTING.noReason,
      dayOf: () => "",
      heading: held.length ? LISTING.unplaced(held.length) : LISTING.noneUnplaced,
    };
  });
}

/**
 * Why each claim without a place has none; their texts stand together at the end.
 * @param {Data} data
 */
async function reasonsOf(data) {
  const codes = new Uint32Array(data.total - data.placed);
  /** @type {Map<string, number>} */
  const values = new Map();
  let n = data.placed;
  while (n < data.total) {
    const piece = Math.floor(n / data.pieceSize);
    const texts = await data.texts(piece);
    const end = Math.min((piece + 1) * data.pieceSize, data.total);
    for (; n < end; n += 1) {
      const reason = texts.place_reason(n % data.pieceSize);
      const code = values.get(reason) ?? values.size;
      values.set(reason, code);
      codes[n - data.placed] = code;
    }
  }
  return { codes, values: [...values.keys()] };
}
