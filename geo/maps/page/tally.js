// What each place shows of the chosen claims: how many, of which kind most of them are, and how surely they are told.

import { FORMS, formsOf } from "./signs.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./choice.js").Choice} Choice */

/**
 * By place: the number of chosen claims, the kind and the form of most of them; in all: the places with any, and the
 * claims at places; `fresh` is 1 where any is new or changed.
 * @typedef {{count: Uint32Array, kind: Uint8Array, form: Uint8Array, shown: number, claims: number,
 *   fresh: Uint8Array}} Tally
 */

/**
 * Make what tallies the chosen claims, always into the same arrays: it runs at every step of the timeline.
 * @param {Data} data
 * @param {Choice} choice
 * @returns {() => Tally}
 */
export function makeTally(data, choice) {
  const size = data.places.count;
  const { first } = data.places;
  const formOf = formsOf(data);
  const forms = new Uint8Array(data.placed);
  for (let n = 0; n < data.placed; n += 1) forms[n] = formOf(n);
  const ofKind = new Uint32Array(data.kinds.length);
  const ofForm = new Uint32Array(FORMS);
  /** @type {Tally} */
  const tally = {
    count: new Uint32Array(size), kind: new Uint8Array(size), form: new Uint8Array(size), shown: 0, claims: 0,
    fresh: new Uint8Array(size),
  };

  return () => {
    const { passes } = choice;
    const { from, to } = choice.days;
    const [low, high] = boundsOf(choice);
    tally.shown = 0;
    tally.claims = 0;
    for (let p = 0; p < size; p += 1) {
      let count = 0;
      let fresh = 0;
      for (let n = first[p]; n < first[p + 1]; n += 1) {
        if (!passes[n] || from[n] > high || to[n] < low) continue;
        if (!count) {
          ofKind.fill(0);
          ofForm.fill(0);
          fresh = 0;
        }
        count += 1;
        if (data.fresh[n]) fresh = 1;
        ofKind[data.kind[n]] += 1;
        ofForm[forms[n]] += 1;
      }
      tally.count[p] = count;
      if (!count) continue;
      tally.shown += 1;
      tally.claims += count;
      tally.fresh[p] = fresh;
      tally.kind[p] = mostOf(ofKind);
      // Between equals the less sure form, so that nothing looks surer than told.
      tally.form[p] = mostOf(ofForm);
    }
    return tally;
  };
}

/**
 * The days of the window as bounds that also hold for "all" and "undated": 0 is no day.
 * @param {Choice} choice
 * @returns {[number, number]}
 */
function boundsOf(choice) {
  if (choice.span === "all") return [0, Infinity];
  return choice.span === "undated" ? [0, 0] : [Math.max(1, choice.from), choice.to];
}

/**
 * The number of the largest count, the first of equals.
 * @param {Uint32Array} counts
 */
function mostOf(counts) {
  let best = 0;
  for (let k = 1; k < counts.length; k += 1) if (counts[k] > counts[best]) best = k;
  return best;
}
