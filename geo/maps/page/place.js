// The claims of one place, day by day: what is told of the same day stands side by side, then each as a card.

import { makeCard } from "./card.js";
import { make, makeButton } from "./elements.js";
import { formsOf, signOf } from "./signs.js";
import {
  apart, counted, dayInWords, daysInWords, KINDS, shownInWords, STATUSES, tollInWords, WORDS,
} from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./choice.js").Choice} Choice */

const FIRST_CARDS = 3; // to be read while the texts of the others are fetched
const CARDS_AT_ONCE = 40;
const BESIDE_AT_MOST = 24;

/**
 * Where the cards of a place go and what they need. `isWanted` tells whether they still are.
 * @typedef {{
 *   data: Data, choice: Choice, body: HTMLElement, isWanted: () => boolean, linkTo: (row: Row) => string,
 *   show: (n: number) => void
 * }} Stage
 */

/**
 * What a place is called, and what lies around it.
 * @param {Data} data
 * @param {number} p
 * @param {number} shown
 */
export function aroundInWords(data, p, shown) {
  const places = data.places;
  const around = [places.admin[p], places.country[p]].filter((word, i, all) =>
    word && word !== places.name[p] && all.indexOf(word) === i);
  return around.map(apart).concat([shownInWords(shown, places.first[p + 1] - places.first[p])]).join(" \u00b7 ");
}

/**
 * Fill the stage with the chosen claims of a place by day, the one looked at shown first among those of its day.
 * @param {Stage} stage
 * @param {number[]} numbers
 * @param {number} looked the claim looked at, -1 for none
 */
export async function fillPlace(stage, numbers, looked) {
  const { data, body } = stage;
  const ordered = looked < 0 ? numbers : numbers.filter((n) => sameDays(data, n, looked)).sort((a, b) =>
    Number(b === looked) - Number(a === looked)).concat(numbers.filter((n) => !sameDays(data, n, looked)));
  if (!ordered.length) {
    body.append(make("p", "empty", WORDS.noClaimHere));
    return;
  }
  await addCards(stage, ordered, 0, FIRST_CARDS);
  await addCards(stage, ordered, FIRST_CARDS, CARDS_AT_ONCE);
  addMore(stage, ordered, FIRST_CARDS + CARDS_AT_ONCE);
}

/**
 * @param {Stage} stage
 * @param {number[]} numbers
 * @param {number} from
 * @param {number} count
 */
async function addCards(stage, numbers, from, count) {
  const wanted = numbers.slice(from, from + count);
  if (!wanted.length || !stage.isWanted()) return;
  const rows = await stage.data.rows(wanted);
  if (!stage.isWanted()) return;
  for (const row of rows) {
    const day = dayOf(stage, row);
    day.list.append(makeCard(stage.data, row, stage.linkTo, stage.show));
    if (day.beside) continue;
    const all = numbers.filter((n) => sameDays(stage.data, n, row.n));
    if (all.length > 1) day.beside = await addBeside(stage, day.section, all);
  }
}

/**
 * @param {Stage} stage
 * @param {number[]} numbers
 * @param {number} from
 */
function addMore(stage, numbers, from) {
  const left = numbers.length - from;
  if (left <= 0 || !stage.isWanted()) return;
  const more = makeButton("more", counted(left, "claim") + ": " + WORDS.more, async () => {
    more.remove();
    await addCards(stage, numbers, from, CARDS_AT_ONCE);
    addMore(stage, numbers, from + CARDS_AT_ONCE);
  });
  stage.body.append(more);
}

/** @type {WeakMap<HTMLElement, {section: HTMLElement, list: HTMLElement, beside: boolean}>} */
const sections = new WeakMap();

/**
 * The section of a row's days, made when first needed.
 * @param {Stage} stage
 * @param {Row} row
 */
function dayOf(stage, row) {
  const key = row.event_date + ".." + row.event_date_end;
  const last = /** @type {HTMLElement | null} */ (stage.body.querySelector('section[data-days="' + key + '"]'));
  if (last) return /** @type {{section: HTMLElement, list: HTMLElement, beside: boolean}} */ (sections.get(last));
  const section = make("section", "day");
  section.dataset.days = key;
  const words = row.event_date ? daysInWords(row.event_date, row.event_date_end || row.event_date) : WORDS.noDay;
  const list = make("div", "cards");
  section.append(make("h3", "day-title", words), list);
  stage.body.append(section);
  const made = { section, list, beside: false };
  sections.set(section, made);
  return made;
}

/**
 * @param {Data} data
 * @param {number} a
 * @param {number} b
 */
function sameDays(data, a, b) {
  return data.from[a] === data.from[b] && data.to[a] === data.to[b];
}

/**
 * A row of the claims of one day in short, to compare who says what.
 * @param {Stage} stage
 * @param {HTMLElement} section
 * @param {number[]} numbers
 */
async function addBeside(stage, section, numbers) {
  const row = make("div", "beside");
  row.tabIndex = 0;
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", WORDS.sameDay);
  section.insertBefore(row, section.children[1]);
  const rows = await stage.data.rows(numbers.slice(0, BESIDE_AT_MOST));
  if (stage.isWanted()) row.append(...rows.map((each) => shortClaim(stage, each)));
  return true;
}

/**
 * @param {Stage} stage
 * @param {Row} row
 */
function shortClaim(stage, row) {
  const button = makeButton("short", "", () => stage.show(row.n));
  const head = make("span", "short-head");
  head.append(signOf(row.event_type, formsOf(stage.data)(row.n)), make("b", "", KINDS[row.event_type]));
  const who = make("span", "short-who", row.claimant || row.source);
  who.dir = "auto";
  const facts = [STATUSES[row.claim_status], tollInWords(row)].filter(Boolean).join(", ");
  const published = row.published ? dayInWords(row.published) : "";
  button.append(head, who, make("span", "", facts), make("small", "", published));
  return button;
}
