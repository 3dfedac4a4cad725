// The signs of the map: a colour and a glyph for each kind of event, and a form for how well it is supported.

import { makeSvg } from "./elements.js";

/** @typedef {import("./data.js").Data} Data */

/** Forms, the least sure first. */
export const DASHED = 0;
export const SPLIT = 1;
export const RING = 2;
export const FILLED = 3;
export const FORMS = 4;

const FORM_NAMES = ["dashed", "split", "ring", "filled"];
/** @type {Record<string, number>} */
const GRADE_FORMS = {
  single: RING, two_sources: FILLED, both_sides: FILLED, contested: SPLIT, denied: DASHED, planned: DASHED,
};
const LOOSE = ["denied", "planned"]; // statuses that dash the mark of a claim whose event was not graded

/** Strokes in a box of 16 by 16, told apart without colour. @type {Record<string, string>} */
export const GLYPHS = {
  armed_clash: "M4 4L12 12M12 4L4 12",
  territory_capture: "M5 13.5V3H12L10 5.8L12 8.6H5",
  siege: "M8 2.8A5.2 5.2 0 1 1 7.99 2.8M8 6.8A1.2 1.2 0 1 1 7.99 6.8",
  troop_movement: "M2.5 8H13M9 4L13 8L9 12",
  shelling: "M2.5 12C5 3.5 9.5 3 12.2 10.5M8.8 9.4L12.4 11.2L13.6 7.2",
  air_strike: "M8 2V10.2M4.6 6.8L8 10.2L11.4 6.8M3 13.4H13",
  explosion: "M8 2V5.4M8 10.6V14M2 8H5.4M10.6 8H14M3.8 3.8L6.2 6.2M9.8 9.8L12.2 12.2M12.2 3.8L9.8 6.2M6.2 9.8L3.8 12.2",
  chemical_attack: "M8 2C10.6 5.6 12 7.8 12 9.8A4 4 0 0 1 4 9.8C4 7.8 5.4 5.6 8 2Z",
  attack_on_civilians: "M8 2.4A2 2 0 1 1 7.99 2.4M3.6 13.6C3.6 9.6 5.6 8.4 8 8.4S12.4 9.6 12.4 13.6",
  abduction: "M5 7.4V5.4A3 3 0 0 1 11 5.4V7.4M3.6 7.4H12.4V13.4H3.6Z",
  evacuation: "M9.4 2.8H3V13.2H9.4M6.6 8H14M11 5L14 8L11 11",
  talks: "M2.6 3.4H13.4V10.4H8L4.8 13.4V10.4H2.6Z",
  destruction: "M2.8 13.4V7.4L8 2.8L13.2 7.4V13.4M8.4 13.4L6.8 10.4L9.4 9L7.6 6.2",
};

/**
 * The form of a claim: that of its event's grade.
 * @param {Data} data
 * @returns {(n: number) => number}
 */
export function formsOf(data) {
  const ofGrade = data.grades.map((grade) => GRADE_FORMS[grade] ?? -1);
  const ofStatus = data.statuses.map((status) => (LOOSE.includes(status) ? DASHED : RING));
  const { grade, status } = data;
  return (n) => (ofGrade[grade[n]] < 0 ? ofStatus[status[n]] : ofGrade[grade[n]]);
}

/** @param {string} grade */
export function formOfGrade(grade) {
  return GRADE_FORMS[grade] ?? RING;
}

/** @param {number} form */
export function formName(form) {
  return FORM_NAMES[form];
}

/** @param {string} kind */
export function kindVariable(kind) {
  return "--kind-" + kind.replace(/_/g, "-");
}

/**
 * The sign of a kind as a small picture; the text beside it names it.
 * @param {string} kind
 * @param {number} form
 * @returns {SVGElement}
 */
export function signOf(kind, form) {
  const glyph = () =>
    makeSvg("path", { class: "sign-glyph", d: GLYPHS[kind], transform: "translate(4.8 4.8) scale(0.9)" });
  const sign = makeSvg("svg", { class: "sign " + FORM_NAMES[form], viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("circle", { class: "sign-disc", cx: 12, cy: 12, r: 10 }), glyph());
  if (form === SPLIT) sign.append(leftHalf(10, glyph()));
  sign.style.setProperty("--kind", "var(" + kindVariable(kind) + ")");
  return sign;
}

/**
 * The form alone, without a kind.
 * @param {number} form
 */
export function formSign(form) {
  const sign = makeSvg("svg", { class: "sign plain " + FORM_NAMES[form], viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("circle", { class: "sign-disc", cx: 12, cy: 12, r: 9 }));
  if (form === SPLIT) sign.append(leftHalf(9));
  return sign;
}

/**
 * The filled half of a sign, cut off in its middle with what stands on it.
 * @param {number} r
 * @param {...SVGElement} on
 */
function leftHalf(r, ...on) {
  return makeSvg("svg", { class: "sign-half", x: 0, y: 0, width: 12, height: 24, viewBox: "0 0 12 24" },
    makeSvg("circle", { class: "sign-full", cx: 12, cy: 12, r }), ...on);
}

// The page's colours stand in its style sheet; asking for one is dear, so each is asked for once until they change.
/** @type {Map<string, string>} */
const colours = new Map();

/** @param {string} name */
export function colourOf(name) {
  let colour = colours.get(name);
  if (colour === undefined) {
    colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    colours.set(name, colour);
  }
  return colour;
}

/** Ask for all colours anew: the reader has turned the lights off or on. */
export function forgetColours() {
  colours.clear();
}
