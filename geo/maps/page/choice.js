// Which claims are chosen: a window of days (or all, or those without a day), filters, and words that are looked for.

import { FRESH } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Numbers} Numbers */

/**
 * Something that claims are filtered by: a code for each claim, and what each code means.
 * @typedef {{name: string, codes: Numbers, values: string[]}} Facet
 */

/** @typedef {"all" | "window" | "undated"} Span */
/** @typedef {"event" | "published"} Axis */

/**
 * @typedef {{
 *   facets: Facet[], span: Span, axis: Axis, from: number, to: number, words: string,
 *   picked: Record<string, Set<number>>, passes: Uint8Array, days: {from: Numbers, to: Numbers},
 *   setWindow: (from: number, to: number) => void, showAll: () => void, showUndated: () => void,
 *   setAxis: (axis: Axis) => void, pick: (facet: string, code: number, on: boolean) => void,
 *   clear: (facet: string) => void, reset: () => void, setWords: (words: string, found: Uint8Array | null) => void,
 *   restore: (state: {span: Span, axis: Axis, from: number, to: number, picked: Record<string, number[]>}) => void,
 *   holds: (n: number) => boolean, numbers: (first: number, last: number) => number[],
 *   counts: () => Record<string, Uint32Array>,
 *   on: (what: "window" | "filters", act: () => void) => void
 * }} Choice
 */

/**
 * Facets of the data, in the order in which they are offered.
 * @param {Data} data
 * @returns {Facet[]}
 */
function facetsOf(data) {
  const names = data.dictionaries;
  const fresh = data.since === null ? [] : [{ name: "fresh", codes: data.fresh, values: Object.keys(FRESH) }];
  return [
    ...fresh,
    { name: "kind", codes: data.kind, values: data.kinds },
    { name: "grade", codes: data.grade, values: data.grades },
    { name: "status", codes: data.status, values: data.statuses },
    { name: "verified", codes: data.unverified, values: ["no", "yes"] },
    { name: "claimant", codes: data.claimant, values: names.claimant },
    { name: "side", codes: data.side, values: names.claimant_side },
    { name: "source", codes: data.source, values: names.source },
    { name: "country", codes: data.country, values: names.country },
    { name: "region", codes: data.region, values: names.admin1 },
    { name: "precision", codes: data.prec, values: ["0", "1", "2", "3", "4", "5", "6", "7"] },
  ];
}

/**
 * @param {Data} data
 * @returns {Choice}
 */
export function makeChoice(data) {
  const facets = facetsOf(data);
  /** @type {Record<"window" | "filters", (() => void)[]>} */
  const listeners = { window: [], filters: [] };
  // Who listens to several things that happen at once hears of them once.
  const tell = (/** @type {("window" | "filters")[]} */ ...whats) =>
    new Set(whats.flatMap((what) => listeners[what])).forEach((act) => act());
  /** @type {Uint8Array | null} */
  let found = null; // where words are looked for: the claims that hold them
  // How many filters a claim fails, and the last of them: a claim that fails one only still counts beside its choices.
  const fails = new Uint8Array(data.total);
  const failed = new Uint8Array(data.total);
  const axes = {
    event: { from: data.from, to: data.to },
    published: { from: data.published, to: data.published },
  };

  /** @type {Choice} */
  const choice = {
    facets,
    span: "all",
    axis: "event",
    from: 0,
    to: 0,
    words: "",
    picked: Object.fromEntries(facets.map((facet) => [facet.name, new Set()])),
    passes: new Uint8Array(data.total).fill(1),
    days: axes.event,
    setWindow(from, to) {
      choice.span = "window";
      choice.from = Math.min(from, to);
      choice.to = Math.max(from, to);
      tell("window");
    },
    showAll() {
      choice.span = "all";
      tell("window");
    },
    showUndated() {
      choice.span = "undated";
      tell("window");
    },
    setAxis(axis) {
      choice.axis = axis;
      choice.days = axes[axis];
      tell("window");
    },
    pick(name, code, on) {
      if (on) choice.picked[name].add(code);
      else choice.picked[name].delete(code);
      refilter();
      tell("filters");
    },
    clear(name) {
      choice.picked[name].clear();
      refilter();
      tell("filters");
    },
    reset() {
      facets.forEach((facet) => choice.picked[facet.name].clear());
      choice.words = "";
      found = null;
      choice.span = "all";
      refilter();
      tell("filters", "window");
    },
    setWords(words, holding) {
      choice.words = words;
      found = holding;
      refilter();
      tell("filters");
    },
    restore(state) {
      choice.span = state.span;
      choice.axis = state.axis;
      choice.days = axes[state.axis];
      choice.from = state.from;
      choice.to = state.to;
      facets.forEach((facet) => {
        choice.picked[facet.name] = new Set(state.picked[facet.name] || []);
      });
      refilter();
      tell("filters", "window");
    },
    holds(n) {
      return choice.passes[n] === 1 && inSpan(n);
    },
    numbers(first, last) {
      const held = [];
      for (let n = first; n < last; n += 1) if (choice.holds(n)) held.push(n);
      return held;
    },
    counts: countAll,
    on(what, act) {
      listeners[what].push(act);
    },
  };

  /** @param {number} n */
  function inSpan(n) {
    if (choice.span === "all") return true;
    const { from, to } = choice.days;
    if (choice.span === "undated") return from[n] === 0;
    return from[n] !== 0 && from[n] <= choice.to && to[n] >= choice.from;
  }

  function refilter() {
    fails.fill(0);
    facets.forEach((facet, f) => {
      const picked = choice.picked[facet.name];
      if (!picked.size) return;
      const wanted = new Uint8Array(facet.values.length);
      picked.forEach((code) => {
        wanted[code] = 1;
      });
      for (let n = 0; n < data.total; n += 1) {
        if (!wanted[facet.codes[n]]) {
          fails[n] += 1;
          failed[n] = f;
        }
      }
    });
    for (let n = 0; n < data.total; n += 1) {
      if (found && !found[n]) fails[n] = 255;
      choice.passes[n] = fails[n] ? 0 : 1;
    }
  }

  // Beside each choice: how many claims there would be with it, all other filters as they are.
  function countAll() {
    const counts = facets.map((facet) => new Uint32Array(facet.values.length));
    for (let n = 0; n < data.total; n += 1) {
      if (fails[n] > 1 || !inSpan(n)) continue;
      if (fails[n]) {
        const f = failed[n];
        counts[f][facets[f].codes[n]] += 1;
        continue;
      }
      for (let f = 0; f < facets.length; f += 1) counts[f][facets[f].codes[n]] += 1;
    }
    return Object.fromEntries(facets.map((facet, f) => [facet.name, counts[f]]));
  }

  return choice;
}
