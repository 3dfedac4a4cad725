// The buttons of the timeline and the words of what is shown; what they do is told from outside.

import { make, makeButton } from "./elements.js";
import { TIMELINE } from "./strings.js";

/** @typedef {import("./choice.js").Axis} Axis */

/**
 * @typedef {{
 *   all: () => void, oneDay: () => void, noDay: () => void, back: () => void, on: () => void, play: () => void,
 *   speed: (times: number) => void, axis: (axis: Axis) => void
 * }} Acts
 */

/**
 * @typedef {{
 *   row: HTMLElement, when: HTMLOutputElement, axisKind: HTMLSelectElement, stepper: HTMLElement,
 *   back: HTMLButtonElement, play: HTMLButtonElement, on: HTMLButtonElement, all: HTMLButtonElement,
 *   oneDay: HTMLButtonElement, noDay: HTMLButtonElement, undated: HTMLElement
 * }} Controls
 */

const PLAY_SIGN = "\u25b6\ufe0e";
const PAUSE_SIGN = "\u275a\u275a";

/**
 * @param {Acts} acts
 * @returns {Controls}
 */
export function makeControls(acts) {
  const row = make("div");
  row.id = "steps";
  const when = make("output");
  when.id = "when";
  const axisKind = makeSelect("axis-kind", TIMELINE.axis, Object.entries(TIMELINE.axes), (value) => {
    acts.axis(value === "published" ? "published" : "event");
  });
  const stepper = make("span");
  stepper.id = "stepper";
  stepper.dir = "ltr"; // as the axis: later is to the right, whatever the page's writing
  const back = signButton("day-back", "\u2039", TIMELINE.back, acts.back);
  const play = signButton("play", PLAY_SIGN, TIMELINE.play, acts.play);
  const on = signButton("day-on", "\u203a", TIMELINE.on, acts.on);
  const speeds = Object.entries(TIMELINE.speeds).sort((a, b) => Number(a[0]) - Number(b[0]));
  const speed = makeSelect("speed", TIMELINE.speed, speeds, (value) => acts.speed(Number(value)));
  speed.value = "1";
  stepper.append(back, play, on, speed);
  const all = wordButton("all-dates", TIMELINE.all, acts.all);
  const oneDay = wordButton("one-day", TIMELINE.oneDay, acts.oneDay);
  const noDay = wordButton("no-day", TIMELINE.noDay + " ", acts.noDay);
  noDay.title = TIMELINE.noDayLong;
  const undated = make("span", "count");
  noDay.append(undated);
  row.append(when, axisKind, stepper, all, oneDay, noDay);
  return { row, when, axisKind, stepper, back, play, on, all, oneDay, noDay, undated };
}

/**
 * @param {string} id
 * @param {string} text
 * @param {() => void} act
 */
function wordButton(id, text, act) {
  const button = makeButton("", text, act);
  button.id = id;
  return button;
}

/**
 * @param {string} id
 * @param {string} sign
 * @param {string} label
 * @param {() => void} act
 */
function signButton(id, sign, label, act) {
  const button = wordButton(id, sign, act);
  button.setAttribute("aria-label", label);
  button.title = label;
  return button;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {[string, string][]} options value and words
 * @param {(value: string) => void} act
 */
function makeSelect(id, label, options, act) {
  const select = make("select");
  select.id = id;
  select.setAttribute("aria-label", label);
  select.title = label;
  for (const [value, words] of options) {
    const option = make("option", "", words);
    option.value = value;
    select.append(option);
  }
  select.addEventListener("change", () => act(select.value));
  return select;
}

/**
 * @param {HTMLButtonElement} play
 * @param {boolean} playing
 */
export function showPlaying(play, playing) {
  const label = playing ? TIMELINE.pause : TIMELINE.play;
  play.textContent = playing ? PAUSE_SIGN : PLAY_SIGN;
  play.title = label;
  play.setAttribute("aria-label", label);
  play.setAttribute("aria-pressed", String(playing));
}

// What has a use of its own for the arrow keys.
const ARROWS_TAKEN = "input, select, textarea, [contenteditable], [role=slider], .leaflet-container, table, " +
  "[role=grid], dialog ul, dialog ol, [role=dialog] ul, [role=dialog] ol, [role=listbox], [role=tablist], " +
  "[role=radiogroup], [role=menu]";

/**
 * Step by the arrow keys wherever nothing else has a use for them.
 * @param {(by: number) => void} step
 */
export function listenToArrows(step) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(ARROWS_TAKEN)) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
}
