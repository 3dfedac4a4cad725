// The window over the bars: two handles and what is between, to drag and to move by keys.

import { slotAtX, slotLeft, slotRight } from "./axis.js";
import { make } from "./elements.js";
import { TIMELINE } from "./strings.js";

/** @typedef {import("./axis.js").Scale} Scale */
/** @typedef {import("./axis.js").SlotSpan} SlotSpan */

/**
 * What the window is over, and what is done with it.
 * @typedef {{
 *   scale: () => Scale, span: () => SlotSpan | null, choose: (first: number, last: number) => void, all: () => void,
 *   day: (slot: number) => string, days: (first: number, last: number) => string, hint: (slot: number) => string
 * }} Board
 */

/** How far each end of the window goes along with a drag or a key. @typedef {"from" | "to" | "span"} Grip */

const LEAST_DRAG = 4; // pixels: less is a click
const NARROW = 24; // pixels: a window less wide has its grip below its handles

/**
 * @param {HTMLElement} axis
 * @param {Board} board
 * @returns {{show: () => void}}
 */
export function makeBrush(axis, board) {
  const grips = {
    span: makeGrip("window-span", TIMELINE.span),
    from: makeGrip("window-from", TIMELINE.from),
    to: makeGrip("window-to", TIMELINE.to),
  };
  axis.append(grips.span, grips.from, grips.to);
  const names = /** @type {Grip[]} */ (Object.keys(grips));
  for (const grip of names) grips[grip].addEventListener("keydown", (event) => moveByKey(board, grip, event));
  listenToPointer(axis, board, (target) => names.find((grip) => grips[grip] === target));

  function show() {
    const span = board.span();
    for (const grip of names) grips[grip].hidden = !span;
    if (!span) return;
    const [first, last] = span;
    const scale = board.scale();
    const left = slotLeft(scale, first);
    const right = slotRight(scale, last);
    const middle = (left + right) / 2;
    const wide = Math.max(NARROW, right - left);
    axis.classList.toggle("narrow", right - left < NARROW);
    grips.from.style.left = left - NARROW + "px";
    grips.to.style.left = right + "px";
    grips.span.style.left = middle - wide / 2 + "px";
    grips.span.style.width = wide + "px";
    const end = scale.days.slots - 1;
    tellGrip(grips.from, 0, last, first, board.day(first));
    tellGrip(grips.to, first, end, last, board.day(last));
    tellGrip(grips.span, 0, end - (last - first), first, board.days(first, last));
  }
  return { show };
}

/**
 * @param {string} id
 * @param {string} label
 */
function makeGrip(id, label) {
  const grip = make("div", "grip");
  grip.id = id;
  grip.tabIndex = 0;
  grip.setAttribute("role", "slider");
  grip.setAttribute("aria-label", label);
  return grip;
}

/**
 * @param {HTMLElement} grip
 * @param {number} least
 * @param {number} most
 * @param {number} now
 * @param {string} words
 */
function tellGrip(grip, least, most, now, words) {
  grip.setAttribute("aria-valuemin", String(least));
  grip.setAttribute("aria-valuemax", String(most));
  grip.setAttribute("aria-valuenow", String(now));
  grip.setAttribute("aria-valuetext", words);
}

/**
 * The window after its grip has gone by so many slots; no end goes over the other or out of the axis.
 * @param {SlotSpan} span
 * @param {Grip} grip
 * @param {number} by
 * @param {number} slots
 * @returns {SlotSpan}
 */
export function movedSpan([first, last], grip, by, slots) {
  if (grip === "from") return [Math.max(0, Math.min(last, first + by)), last];
  if (grip === "to") return [first, Math.max(first, Math.min(slots - 1, last + by))];
  const moved = Math.max(-first, Math.min(slots - 1 - last, by));
  return [first + moved, last + moved];
}

/**
 * How far a key goes, in slots.
 * @param {KeyboardEvent} event
 * @param {number} slots
 */
function slotsOfKey(event, slots) {
  const many = event.shiftKey ? 7 : 1;
  switch (event.key) {
    case "ArrowLeft": case "ArrowDown": return -many;
    case "ArrowRight": case "ArrowUp": return many;
    case "PageDown": return -7;
    case "PageUp": return 7;
    case "Home": return -slots;
    case "End": return slots;
    default: return 0;
  }
}

/**
 * @param {Board} board
 * @param {Grip} grip
 * @param {KeyboardEvent} event
 */
function moveByKey(board, grip, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const { slots } = board.scale().days;
  const by = slotsOfKey(event, slots);
  const span = board.span();
  if (!by || !span) return;
  event.preventDefault();
  const [first, last] = movedSpan(span, grip, by, slots);
  if (first !== span[0] || last !== span[1]) board.choose(first, last);
}

/**
 * @param {HTMLElement} axis
 * @param {Board} board
 * @param {(target: EventTarget | null) => Grip | undefined} gripOf
 */
function listenToPointer(axis, board, gripOf) {
  /** @type {{x: number, grip: Grip | undefined, span: SlotSpan, dragged: boolean} | null} */
  let press = null;
  const xOf = (/** @type {PointerEvent} */ event) => event.clientX - axis.getBoundingClientRect().left;
  const choose = (/** @type {SlotSpan} */ [first, last]) => {
    const now = board.span();
    if (!now || now[0] !== first || now[1] !== last) board.choose(first, last);
  };
  /** @param {number} x */
  const drag = (x) => {
    if (!press) return;
    const scale = board.scale();
    const { grip, span } = press;
    if (!grip) {
      const ends = [slotAtX(scale, press.x), slotAtX(scale, x)];
      choose([Math.min(...ends), Math.max(...ends)]);
      return;
    }
    const end = grip === "to" ? span[1] : span[0];
    const middle = slotLeft(scale, end) + scale.slotWide / 2;
    choose(movedSpan(span, grip, slotAtX(scale, middle + x - press.x) - end, scale.days.slots));
  };

  axis.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const span = board.span();
    const whole = span && span[0] === 0 && span[1] === board.scale().days.slots - 1;
    const grip = gripOf(event.target);
    // All days cannot be moved: a drag over them makes a new window.
    press = { x: xOf(event), grip: grip === "span" && whole ? undefined : grip, span: span || [0, 0], dragged: false };
    axis.setPointerCapture(event.pointerId);
  });
  axis.addEventListener("pointermove", (event) => {
    const x = xOf(event);
    if (press && (press.dragged || Math.abs(x - press.x) >= LEAST_DRAG)) {
      press.dragged = true;
      drag(x);
    } else if (event.pointerType === "mouse") axis.title = board.hint(slotAtX(board.scale(), x));
  });
  axis.addEventListener("pointerup", () => {
    if (press && !press.dragged && press.grip !== "from" && press.grip !== "to") {
      const slot = slotAtX(board.scale(), press.x);
      choose([slot, slot]);
    }
    press = null;
  });
  axis.addEventListener("pointercancel", () => {
    press = null;
  });
  axis.addEventListener("dblclick", board.all);
}
