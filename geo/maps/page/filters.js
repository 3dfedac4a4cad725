// The filters, which are the legend too: each kind and grade beside its sign, each choice beside its number of claims.

import { byId, make, makeButton, makeSvg } from "./elements.js";
import { folded } from "./search.js";
import { formOfGrade, formSign, RING, signOf } from "./signs.js";
import {
  apart, counted, EMPTY_VALUES, FACETS, FRESH, GRADES, KINDS, number, PRECISIONS, SIGNS, STATUSES, VERIFIED, WORDS,
} from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./choice.js").Facet} Facet */

const SHOWN_AT_FIRST = 8;
const SHOWN_AT_MOST = 200; // of thousands of speakers nobody scrolls through more; one is found by its name
const OPEN = ["fresh", "kind", "grade"]; // the legend: the others open when asked for
const IN_ORDER = ["fresh", "kind", "grade", "status", "verified", "precision"];
const COUNT_AFTER_MS = 60; // after the map has been painted

/**
 * What a value of a facet is called.
 * @param {string} facet
 * @param {string} value
 */
export function valueInWords(facet, value) {
  switch (facet) {
    case "kind": return KINDS[value];
    case "grade": return GRADES[value];
    case "status": return STATUSES[value];
    case "verified": return VERIFIED[value];
    case "fresh": return FRESH[value];
    case "precision": return PRECISIONS[Number(value)];
    default: return value || EMPTY_VALUES[facet];
  }
}

/**
 * Fill the panel of filters.
 * @param {Data} data
 * @param {Choice} choice
 * @param {{title: string, close: () => void}} frame
 */
export function makeFilters(data, choice, frame) {
  const body = byId("filters-body");
  const close = byId("filters-close");
  byId("filters-title").textContent = frame.title;
  byId("filters").setAttribute("aria-labelledby", "filters-title");
  close.setAttribute("aria-label", WORDS.close);
  close.addEventListener("click", frame.close);
  const groups = choice.facets.map((facet) => makeGroup(data, choice, facet)).filter((group) => group !== null);
  body.append(...groups.map((group) => group.root));
  const signs = makeSigns(data.since !== null);
  const legend = groups.filter((group) => OPEN.includes(group.name));
  legend[legend.length - 1].root.after(signs);
  let timer = 0;
  function recount() {
    const counts = choice.counts();
    groups.forEach((group) => group.show(counts[group.name]));
  }
  function recountSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(recount, COUNT_AFTER_MS);
  }
  choice.on("window", recountSoon);
  choice.on("filters", recountSoon);
  recount();
}

/**
 * @param {Data} data
 * @param {Choice} choice
 * @param {Facet} facet
 */
function makeGroup(data, choice, facet) {
  const totals = new Uint32Array(facet.values.length);
  for (let n = 0; n < data.total; n += 1) totals[facet.codes[n]] += 1;
  const present = facet.values.map((_, code) => code).filter((code) => totals[code]);
  if (present.length < 2 && !OPEN.includes(facet.name)) return null; // nothing to choose between
  if (!IN_ORDER.includes(facet.name)) present.sort((a, b) => totals[b] - totals[a] || a - b);
  const root = make("details", "group");
  root.open = OPEN.includes(facet.name);
  root.dataset.facet = facet.name;
  const list = make("ul", "choices");
  const found = { text: "", all: false };
  const search = present.length > SHOWN_AT_FIRST && !OPEN.includes(facet.name) ? makeFinder(facet, found, fill) : null;
  const more = makeButton("more", "", () => {
    found.all = !found.all;
    fill();
  });
  root.append(make("summary", "", FACETS[facet.name]), ...(search ? [search] : []), list, more);
  /** @type {Uint32Array} */
  let counts = totals;
  /** @type {Map<number, HTMLLIElement>} */
  const items = new Map();

  function fill() {
    const picked = choice.picked[facet.name];
    const wanted = folded(found.text);
    const fits = present.filter((code) =>
      !wanted || folded(valueInWords(facet.name, facet.values[code])).includes(wanted));
    const most = OPEN.includes(facet.name) ? fits.length : found.all || wanted ? SHOWN_AT_MOST : SHOWN_AT_FIRST;
    const shown = fits.filter((code, i) => i < most || picked.has(code));
    list.replaceChildren(...shown.map(item));
    if (!shown.length) list.append(make("li", "empty", WORDS.noneFits));
    const left = fits.length - shown.length;
    more.hidden = !left && !(found.all && !wanted);
    more.textContent = left && !found.all ? number(left) + " " + WORDS.more : WORDS.fewer;
    shown.forEach(label);
  }

  /** @param {number} code */
  function item(code) {
    let made = items.get(code);
    if (!made) {
      made = makeItem(choice, facet, code);
      items.set(code, made);
    }
    return made;
  }

  /** @param {number} code */
  function label(code) {
    const made = item(code);
    const box = /** @type {HTMLInputElement} */ (made.querySelector("input"));
    box.checked = choice.picked[facet.name].has(code);
    /** @type {HTMLElement} */ (made.querySelector(".count")).textContent = number(counts[code]);
    made.classList.toggle("none", !counts[code]);
  }

  fill();
  return {
    name: facet.name,
    root,
    /** @param {Uint32Array} now */
    show(now) {
      counts = now;
      if (choice.picked[facet.name].size) fill();
      else items.forEach((li, code) => li.isConnected && label(code));
    },
  };
}

/**
 * @param {Facet} facet
 * @param {{text: string}} found
 * @param {() => void} fill
 */
function makeFinder(facet, found, fill) {
  const search = make("input", "finder");
  search.type = "search";
  search.placeholder = WORDS.find;
  search.setAttribute("aria-label", WORDS.find + ": " + FACETS[facet.name]);
  search.addEventListener("input", () => {
    found.text = search.value.trim();
    fill();
  });
  return search;
}

/**
 * @param {Choice} choice
 * @param {Facet} facet
 * @param {number} code
 */
function makeItem(choice, facet, code) {
  const value = facet.values[code];
  const li = make("li");
  li.dataset.code = String(code);
  const label = make("label", "choice");
  const box = make("input");
  box.type = "checkbox";
  box.addEventListener("change", () => choice.pick(facet.name, code, box.checked));
  const text = make("span", "value", valueInWords(facet.name, value));
  text.dir = "auto";
  label.append(box);
  if (facet.name === "kind") label.append(signOf(value, RING));
  if (facet.name === "grade") label.append(formSign(formOfGrade(value)));
  label.append(text, make("span", "count"));
  li.append(label);
  return li;
}

/**
 * The signs that are no choice.
 * @param {boolean} marksFresh
 */
function makeSigns(marksFresh) {
  const root = make("details", "group signs");
  root.open = true;
  const disc = makeSvg("svg", { class: "sign plain", viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("circle", { class: "sign-soft", cx: 12, cy: 12, r: 10 }));
  const hatch = makeSvg("svg", { class: "sign plain", viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("path", { class: "sign-hatch", d: "M3 9L9 3M3 16L16 3M3 22L22 3M9 22L22 9M16 22L22 16M3 3H22V22H3Z" }));
  const sizes = makeSvg("svg", { class: "sign plain", viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("circle", { class: "sign-disc", cx: 5, cy: 17, r: 3 }),
    makeSvg("circle", { class: "sign-disc", cx: 16, cy: 12, r: 6.5 }));
  const list = make("ul", "choices");
  list.append(signRow(disc, SIGNS.disc), signRow(hatch, SIGNS.hatch), signRow(sizes, SIGNS.size));
  if (marksFresh) list.append(signRow(freshSign(), SIGNS.fresh));
  root.append(
    make("summary", "", SIGNS.title), list, make("p", "reading", SIGNS.grades), make("p", "reading", WORDS.borders));
  return root;
}

function freshSign() {
  return makeSvg("svg", { class: "sign", viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeSvg("circle", { class: "sign-disc", cx: 10, cy: 14, r: 8 }),
    makeSvg("circle", { class: "sign-fresh", cx: 17, cy: 7, r: 5 }));
}

/**
 * @param {SVGElement} sign
 * @param {string} text
 */
function signRow(sign, text) {
  const li = make("li", "sign-row");
  li.append(sign, make("span", "", text));
  return li;
}

/**
 * The row of what is active: each with a button to remove it, and one for all.
 * @param {Choice} choice
 * @param {{words: () => void, reset: () => void}} undo
 */
export function makeChips(choice, undo) {
  const row = byId("chips");
  row.setAttribute("aria-label", WORDS.active);
  function fill() {
    const chips = choice.facets.flatMap((facet) => {
      const picked = [...choice.picked[facet.name]];
      if (!picked.length) return [];
      const names = picked.slice(0, 3).map((code) => apart(valueInWords(facet.name, facet.values[code])));
      if (picked.length > 3) names.push(counted(picked.length - 3, WORDS.more, WORDS.more));
      return [chip(FACETS[facet.name] + ": " + names.join(", "), () => choice.clear(facet.name))];
    });
    if (choice.words) chips.push(chip("\u201c" + choice.words + "\u201d", undo.words));
    row.hidden = !chips.length;
    row.replaceChildren(...chips);
    if (chips.length) row.append(makeButton("reset", WORDS.reset, undo.reset));
  }
  choice.on("filters", fill);
  fill();
}

/**
 * @param {string} text
 * @param {() => void} remove
 */
function chip(text, remove) {
  const button = makeButton("chip", "", remove);
  button.setAttribute("aria-label", WORDS.remove + ": " + text);
  const words = make("span", "", text);
  words.dir = "auto";
  button.append(words, make("b", "", "\u00d7"));
  return button;
}
