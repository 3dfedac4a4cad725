// The bars of the timeline: how many claims each day has by kind, and their drawing.

import { slotLeft, slotRight, timelineBars } from "./axis.js";
import { contextOf, sizeCanvas } from "./drawing.js";
import { number } from "./strings.js";
import { colourOf, kindVariable } from "./signs.js";

/** @typedef {import("./axis.js").Days} Days */
/** @typedef {import("./axis.js").Scale} Scale */
/** @typedef {import("./axis.js").SlotSpan} SlotSpan */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./data.js").Data} Data */

/**
 * Claims that pass the filters, by kind k: begun[k * stride + s] before slot s, ended[k * stride + s] before slot s.
 * A claim of a whole month costs as much as one of a day, and any number of days is counted by a subtraction.
 * @typedef {{kinds: number, stride: number, begun: Uint32Array, ended: Uint32Array, undated: number}} Tally
 */

const HEADROOM = 4; // pixels above the tallest bar
const WIDEST_BAR = 46;
const LEAST_BAR = 2; // pixels: a single claim beside a thousand is still seen
const OUTSIDE_ALPHA = 0.25;
const SHADE_ALPHA = 0.12;
const NUMBER_FONT = "10px system-ui, sans-serif";
const NUMBERS_INSET = 5; // a handle may stand before the first day

/**
 * @param {Days} days
 * @param {Data} data
 * @param {Choice} choice
 * @returns {Tally}
 */
export function tallyClaims(days, data, choice) {
  const { from, to } = choice.days;
  const { passes } = choice;
  const { kind, total } = data;
  const { slotOf } = days;
  const kinds = data.kinds.length;
  const stride = days.slots + 1;
  const begun = new Uint32Array(kinds * stride);
  const ended = new Uint32Array(kinds * stride);
  let undated = 0;
  for (let n = 0; n < total; n += 1) {
    if (!passes[n]) continue;
    if (!from[n]) {
      undated += 1;
      continue;
    }
    const row = kind[n] * stride + 1;
    begun[row + slotOf[from[n]]] += 1;
    ended[row + slotOf[to[n]]] += 1;
  }
  for (let at = 0; at < begun.length; at += 1) {
    if (at % stride === 0) continue;
    begun[at] += begun[at - 1];
    ended[at] += ended[at - 1];
  }
  return { kinds, stride, begun, ended, undated };
}

/**
 * How many claims of a kind hold a day of slots [first, last].
 * @param {Tally} tally
 * @param {number} kind
 * @param {number} first
 * @param {number} last
 */
export function claimsOfKind(tally, kind, first, last) {
  return tally.begun[kind * tally.stride + last + 1] - tally.ended[kind * tally.stride + first];
}

/**
 * How many claims of all kinds hold a day of slots [first, last].
 * @param {Tally} tally
 * @param {number} first
 * @param {number} last
 */
export function claimsBetween(tally, first, last) {
  let sum = 0;
  for (let k = 0; k < tally.kinds; k += 1) sum += claimsOfKind(tally, k, first, last);
  return sum;
}

/**
 * The one or two numbers at the side: the greatest round one, and half of it.
 * @param {number} most
 * @returns {number[]}
 */
export function roundNumbers(most) {
  if (most < 1) return [];
  const power = 10 ** Math.floor(Math.log10(most));
  const top = power * ([5, 2].find((times) => most >= times * power) || 1);
  return top % 2 ? [top] : [top, top / 2];
}

/**
 * Draw all bars at full strength, and tell how many claims the tallest has.
 * @param {HTMLCanvasElement} canvas
 * @param {Tally} tally
 * @param {Scale} scale
 * @param {string[]} kinds
 * @param {number} height
 * @returns {number}
 */
export function paintBars(canvas, tally, scale, kinds, height) {
  sizeCanvas(canvas, scale.width, height);
  const ctx = contextOf(canvas);
  const bars = timelineBars(scale);
  let most = 0;
  for (let b = 0; b + 1 < bars.length; b += 1) most = Math.max(most, claimsBetween(tally, bars[b], bars[b + 1] - 1));
  const unit = most ? (height - 1 - HEADROOM) / most : 0;
  const colours = kinds.map((kind) => colourOf(kindVariable(kind)));
  for (let b = 0; b + 1 < bars.length; b += 1) {
    const sum = claimsBetween(tally, bars[b], bars[b + 1] - 1);
    if (!sum) continue;
    const left = slotLeft(scale, bars[b]);
    const slots = slotRight(scale, bars[b + 1] - 1) - left;
    const wide = Math.max(LEAST_BAR, Math.min(slots - Math.min(3, slots * 0.2), WIDEST_BAR));
    const stretch = Math.max(1, LEAST_BAR / (sum * unit));
    let floor = height - 1;
    for (let k = 0; k < kinds.length; k += 1) {
      const tall = claimsOfKind(tally, k, bars[b], bars[b + 1] - 1) * unit * stretch;
      if (!tall) continue;
      ctx.fillStyle = colours[k];
      ctx.fillRect(left + (slots - wide) / 2, floor - tall, wide, tall);
      floor -= tall;
    }
  }
  return most;
}

/**
 * Put the bars before the reader: those outside of the window pale, those within on a shade.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLCanvasElement} bars
 * @param {number} most claims of the tallest bar
 * @param {Scale} scale
 * @param {number} height
 * @param {SlotSpan | null} span
 */
export function paintWindow(canvas, bars, most, scale, height, span) {
  sizeCanvas(canvas, scale.width, height);
  const ctx = contextOf(canvas);
  const floor = height - 1;
  const levels = roundNumbers(most).map((value) => ({ value, y: floor - (value / most) * (floor - HEADROOM) }));
  ctx.fillStyle = colourOf("--line");
  for (const level of levels) ctx.fillRect(scale.edge, Math.round(level.y), scale.width - 2 * scale.edge, 1);
  const left = span ? slotLeft(scale, span[0]) : 0;
  const wide = span ? slotRight(scale, span[1]) - left : 0;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, scale.width, height);
  ctx.rect(left, 0, wide, height);
  ctx.clip("evenodd");
  ctx.globalAlpha = OUTSIDE_ALPHA;
  ctx.drawImage(bars, 0, 0, scale.width, height);
  ctx.restore();
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, 0, wide, height);
  ctx.clip();
  if (wide < slotRight(scale, scale.days.slots - 1) - scale.edge) {
    ctx.globalAlpha = SHADE_ALPHA;
    ctx.fillStyle = colourOf("--accent");
    ctx.fillRect(left, 0, wide, height);
    ctx.globalAlpha = 1;
  }
  ctx.drawImage(bars, 0, 0, scale.width, height);
  ctx.restore();
  paintFloor(ctx, scale, height);
  ctx.font = NUMBER_FONT;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colourOf("--panel");
  ctx.fillStyle = colourOf("--soft");
  for (const { value, y } of levels) {
    ctx.strokeText(number(value), scale.edge + NUMBERS_INSET, Math.max(NUMBERS_INSET + 1, y));
    ctx.fillText(number(value), scale.edge + NUMBERS_INSET, Math.max(NUMBERS_INSET + 1, y));
  }
}

/**
 * A line under the days, and a zigzag where days are left out.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Scale} scale
 * @param {number} height
 */
function paintFloor(ctx, scale, height) {
  const { days } = scale;
  const floor = height - 0.5;
  ctx.strokeStyle = colourOf("--soft");
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let r = 0; r < days.start.length; r += 1) {
    ctx.moveTo(slotLeft(scale, days.first[r]), floor);
    ctx.lineTo(slotRight(scale, days.first[r + 1] - 1), floor);
    if (r === 0) continue;
    const right = slotLeft(scale, days.first[r]);
    const step = scale.breakWide / 4;
    for (let half = 0; half < 2; half += 1) {
      const x = right - scale.breakWide + step * (1 + half);
      ctx.moveTo(x, floor);
      ctx.lineTo(x + step, floor - 4);
      ctx.lineTo(x - step / 2, floor - 8);
      ctx.lineTo(x + step / 2, floor - 12);
    }
  }
  ctx.stroke();
}
