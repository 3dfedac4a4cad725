// The days of the timeline: which there are, and where each stands. Nothing here draws or asks the page.

/** @typedef {import("./choice.js").Span} Span */
/** @typedef {import("./data.js").Numbers} Numbers */

/** What is chosen, the window by its days. @typedef {{span: Span, from: number, to: number}} Chosen */
/** First and last slot of a window. @typedef {[number, number]} SlotSpan */

/**
 * The days of an axis in unbroken runs. A slot is one day; run r holds slots [first[r], first[r + 1]) from day start[r]
 * on. `slotOf` has the slot of each day on which a claim begins or ends; `undated` claims have no day.
 * @typedef {{slots: number, start: number[], first: number[], slotOf: Int32Array, undated: number}} Days
 */

/**
 * Where the days stand, in CSS pixels: `edge` is left free on either side, and breaks stand between runs.
 * @typedef {{days: Days, width: number, edge: number, slotWide: number, breakWide: number}} Scale
 */

const LONGEST_GAP = 10; // days in which nothing begins or ends: a longer gap is a break, a shorter one is shown empty
const MOST_BREAKS = 24; // where there would be more, only the longest gaps are broken: a phone has room for no more
const BREAK_WIDE = 14;
const BREAKS_SHARE = 0.3; // of the width at most
const BAR_WIDE = 4; // pixels at least

/**
 * The days from the first to the last on which a claim begins or ends, without long gaps.
 * @param {Numbers} from day of each claim, 0 where none is known
 * @param {Numbers} to
 * @returns {Days}
 */
export function timelineDays(from, to) {
  let last = 0;
  let undated = 0;
  for (let n = 0; n < to.length; n += 1) if (to[n] > last) last = to[n];
  const told = new Uint8Array(last + 1);
  for (let n = 0; n < from.length; n += 1) {
    if (from[n]) {
      told[from[n]] = 1;
      told[to[n]] = 1;
    } else undated += 1;
  }
  const longest = longestShown(told);
  /** @type {Days} */
  const days = { slots: 0, start: [], first: [], slotOf: new Int32Array(last + 1), undated };
  let before = -1;
  for (let day = 1; day <= last; day += 1) {
    if (!told[day]) continue;
    if (before < 0 || day - before - 1 > longest) {
      days.start.push(day);
      days.first.push(days.slots);
      days.slots += 1;
    } else days.slots += day - before;
    days.slotOf[day] = days.slots - 1;
    before = day;
  }
  days.first.push(days.slots);
  return days;
}

/**
 * The longest gap that is shown day by day.
 * @param {Uint8Array} told
 */
function longestShown(told) {
  const gaps = [];
  let before = -1;
  for (let day = 1; day < told.length; day += 1) {
    if (!told[day]) continue;
    if (before >= 0 && day - before - 1 > LONGEST_GAP) gaps.push(day - before - 1);
    before = day;
  }
  if (gaps.length <= MOST_BREAKS) return LONGEST_GAP;
  return gaps.sort((a, b) => b - a)[MOST_BREAKS];
}

/**
 * The first slot on or after a day; the number of slots if there is none.
 * @param {Days} days
 * @param {number} day
 */
export function slotOnOrAfter(days, day) {
  for (let r = 0; r < days.start.length; r += 1) {
    const slot = days.first[r] + Math.max(0, day - days.start[r]);
    if (slot < days.first[r + 1]) return slot;
  }
  return days.slots;
}

/**
 * The last slot on or before a day; -1 if there is none.
 * @param {Days} days
 * @param {number} day
 */
export function slotOnOrBefore(days, day) {
  for (let r = days.start.length - 1; r >= 0; r -= 1) {
    if (day >= days.start[r]) return Math.min(days.first[r] + day - days.start[r], days.first[r + 1] - 1);
  }
  return -1;
}

/**
 * @param {Days} days
 * @param {number} slot
 */
function runOfSlot(days, slot) {
  let r = days.start.length - 1;
  while (r > 0 && days.first[r] > slot) r -= 1;
  return r;
}

/**
 * @param {Days} days
 * @param {number} slot
 */
export function dayOfSlot(days, slot) {
  const r = runOfSlot(days, slot);
  return days.start[r] + slot - days.first[r];
}

/**
 * First and last slot of what is chosen; null where that is no day of these.
 * @param {Days} days
 * @param {Chosen} chosen
 * @returns {SlotSpan | null}
 */
export function spanOfDays(days, { span, from, to }) {
  if (span === "undated" || !days.slots) return null;
  if (span === "all") return [0, days.slots - 1];
  const first = slotOnOrAfter(days, from);
  const last = slotOnOrBefore(days, to);
  return first <= last ? [first, last] : null;
}

/**
 * First and last slot of a window that holds some of the days; null where it holds all or none.
 * @param {Days} days
 * @param {Chosen} chosen
 * @returns {SlotSpan | null}
 */
export function partOfDays(days, chosen) {
  const span = chosen.span === "window" ? spanOfDays(days, chosen) : null;
  return span && (span[0] > 0 || span[1] < days.slots - 1) ? span : null;
}

/**
 * @param {Days} days
 * @param {number} width of the axis
 * @param {number} edge
 * @returns {Scale}
 */
export function timelineScale(days, width, edge) {
  const breaks = Math.max(0, days.start.length - 1);
  const plot = Math.max(1, width - 2 * edge);
  const breakWide = breaks ? Math.min(BREAK_WIDE, (plot * BREAKS_SHARE) / breaks) : 0;
  return { days, width, edge, slotWide: (plot - breaks * breakWide) / Math.max(1, days.slots), breakWide };
}

/**
 * Where a slot begins.
 * @param {Scale} scale
 * @param {number} slot
 */
export function slotLeft(scale, slot) {
  return scale.edge + slot * scale.slotWide + runOfSlot(scale.days, slot) * scale.breakWide;
}

/**
 * Where a slot ends.
 * @param {Scale} scale
 * @param {number} slot
 */
export function slotRight(scale, slot) {
  return slotLeft(scale, slot) + scale.slotWide;
}

/**
 * The slot at or nearest to a point.
 * @param {Scale} scale
 * @param {number} x
 */
export function slotAtX(scale, x) {
  const { days, slotWide, breakWide } = scale;
  for (let r = 0; r < days.start.length; r += 1) {
    const last = days.first[r + 1] - 1;
    if (x >= slotRight(scale, last) + breakWide / 2 && last < days.slots - 1) continue;
    const slot = days.first[r] + Math.floor((x - slotLeft(scale, days.first[r])) / slotWide);
    return Math.max(days.first[r], Math.min(last, slot));
  }
  return 0;
}

/**
 * Bars of one day each, or of as many as it takes to be seen, none across a break: bar b is of slots
 * [bars[b], bars[b + 1]).
 * @param {Scale} scale
 * @returns {number[]}
 */
export function timelineBars(scale) {
  const { days, slotWide } = scale;
  const each = Math.ceil(BAR_WIDE / slotWide);
  const bars = [];
  for (let r = 0; r < days.start.length; r += 1) {
    const size = days.first[r + 1] - days.first[r];
    const count = Math.max(1, Math.floor(size / each));
    for (let b = 0; b < count; b += 1) bars.push(days.first[r] + Math.round((b * size) / count));
  }
  bars.push(days.slots);
  return bars;
}
