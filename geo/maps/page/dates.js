// The dates under the timeline: as many as can be read, none over another and none cut off.

import { dayOfSlot, slotLeft, slotOnOrAfter, slotOnOrBefore, slotRight } from "./axis.js";
import { dayInWords, monthAlone, monthInWords } from "./strings.js";

/** @typedef {import("./axis.js").Scale} Scale */

/** A date from x on, in CSS pixels. @typedef {{x: number, wide: number, text: string}} DateLabel */
/** @typedef {{iso: (day: number) => string, dayOf: (iso: string) => number}} Calendar */

/**
 * What stands between the two ends: every so many days, months or years.
 * @typedef {{of: "day" | "month" | "year", step: number}} Unit
 */

const DATES_APART = 12;
const DAYS_OF = { day: 1, month: 28, year: 365 };
const LONG_DATES = { day: "30 Sep", month: "Sep 2030", year: "2030" };
/** @type {Unit[]} */
const UNITS = [
  ...[1, 2, 7, 14].map((step) => /** @type {Unit} */ ({ of: "day", step })),
  ...[1, 2, 3, 6].map((step) => /** @type {Unit} */ ({ of: "month", step })),
  ...[1, 2, 5, 10, 20, 50, 100].map((step) => /** @type {Unit} */ ({ of: "year", step })),
];

/**
 * The dates in order: both ends, then the beginnings of runs and even steps between where there is room. The year
 * stands at the first and where it changes.
 * @param {Scale} scale
 * @param {Calendar} calendar
 * @param {(text: string) => number} measure the width of a text
 * @returns {DateLabel[]}
 */
export function dateLabels(scale, calendar, measure) {
  const { days } = scale;
  if (!days.slots) return [];
  const unit = UNITS.find((each) => scale.slotWide * DAYS_OF[each.of] * each.step >=
    measure(LONG_DATES[each.of]) + DATES_APART) || UNITS[UNITS.length - 1];
  /** @type {(slot: number, text: string) => DateLabel} */
  const labelAt = (slot, text) => {
    const wide = measure(text);
    const middle = (slotLeft(scale, slot) + slotRight(scale, slot)) / 2;
    return { x: Math.max(0, Math.min(scale.width - wide, middle - wide / 2)), wide, text };
  };
  const firstIso = calendar.iso(dayOfSlot(days, 0));
  const labels = [labelAt(0, dayInWords(firstIso))];
  if (days.slots === 1) return labels;
  const lastIso = calendar.iso(dayOfSlot(days, days.slots - 1));
  const end = labelAt(days.slots - 1, dayInWords(lastIso, lastIso.slice(0, 4) !== firstIso.slice(0, 4)));
  let year = firstIso.slice(0, 4);
  let free = labels[0].x + labels[0].wide + DATES_APART;
  const heads = days.first.slice(1, -1);
  for (const slot of [...new Set([...heads, ...ticksOf(scale, calendar, unit)])].sort((a, b) => a - b)) {
    const iso = calendar.iso(dayOfSlot(days, slot));
    const text = tickInWords(unit, iso, iso.slice(0, 4) !== year);
    const label = labelAt(slot, text);
    const head = heads.find((other) => other > slot);
    const until = head === undefined ? end.x : Math.min(end.x, slotLeft(scale, head) - label.wide / 2);
    const repeats = text === labels[labels.length - 1].text;
    if (repeats || label.x < free || label.x + label.wide + DATES_APART > until) continue;
    labels.push(label);
    year = iso.slice(0, 4);
    free = label.x + label.wide + DATES_APART;
  }
  const last = labelAt(days.slots - 1, dayInWords(lastIso, lastIso.slice(0, 4) !== year));
  if (last.x >= free) labels.push(last);
  return labels;
}

/**
 * @param {Unit} unit
 * @param {string} iso
 * @param {boolean} withYear
 */
function tickInWords(unit, iso, withYear) {
  if (unit.of === "year") return String(Number(iso.slice(0, 4)));
  if (unit.of === "day") return dayInWords(iso, withYear);
  return withYear ? monthInWords(iso) : monthAlone(iso);
}

/**
 * Slots at even steps.
 * @param {Scale} scale
 * @param {Calendar} calendar
 * @param {Unit} unit
 * @returns {number[]}
 */
function ticksOf({ days }, calendar, unit) {
  const ticks = [];
  for (let r = 0; r < days.start.length; r += 1) {
    if (unit.of === "day") {
      for (let slot = days.first[r]; slot < days.first[r + 1]; slot += unit.step) ticks.push(slot);
      continue;
    }
    const until = days.start[r] + days.first[r + 1] - days.first[r];
    const months = unit.of === "year" ? 12 * unit.step : unit.step;
    const [year, month] = calendar.iso(days.start[r]).split("-").map(Number);
    for (let m = Math.ceil((year * 12 + month - 1) / months) * months; ; m += months) {
      const iso = String(Math.floor(m / 12)).padStart(4, "0") + "-" + String((m % 12) + 1).padStart(2, "0") + "-01";
      const day = calendar.dayOf(iso);
      if (day >= until) break;
      const slot = slotOnOrAfter(days, day);
      if (slot === slotOnOrBefore(days, day)) ticks.push(slot);
    }
  }
  return ticks;
}
