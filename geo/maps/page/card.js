// One claim as a card: its sentence with what it rests on marked, who says so, how surely, when, where and why there.

import { apa, bibtex, fragmentLink } from "./citing.js";
import { make, makeButton } from "./elements.js";
import { makeEvent, supportOf } from "./event.js";
import { segments } from "./quoting.js";
import { formsOf, signOf } from "./signs.js";
import {
  actorsInWords, CARD, eventDayInWords, freshInWords, KINDS, precisionInWords, publishedInWords, relationInWords,
  standingInWords, STATUSES, tollInWords, WORDS,
} from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */

/**
 * @param {Data} data
 * @param {Row} row
 * @param {(row: Row) => string} linkTo the address of this page with the claim open
 * @param {(n: number) => void} open
 */
export function makeCard(data, row, linkTo, open) {
  const card = make("article", "claim");
  card.id = "claim-" + row.n;
  card.tabIndex = -1;
  const form = formsOf(data)(row.n);
  const head = make("div", "claim-head");
  const label = make("h4", "kind");
  label.append(signOf(row.event_type, form), make("b", "", KINDS[row.event_type]));
  head.append(label);
  if (data.fresh[row.n]) head.append(make("span", "fresh", freshInWords(data.fresh[row.n], data.since)));
  head.append(make("span", "status " + row.claim_status, STATUSES[row.claim_status]));
  const standing = make("p", "standing", standingInWords(row));
  standing.dir = "auto";
  card.append(
    head, markedQuote(row), standing, ...supportOf(row), ...makeEvent(data, row, open), detailsOf(row),
    tools(row, linkTo));
  return card;
}

/** @param {Row} row */
function markedQuote(row) {
  const quote = make("blockquote");
  quote.dir = "auto";
  const parts = { place: row.place_text, event: row.event_text, speaker: row.claimant };
  for (const { text, marks } of segments(row.quote, parts)) {
    quote.append(marks.length ? make("mark", marks.join(" "), text) : document.createTextNode(text));
  }
  return quote;
}

/** @param {Row} row */
function detailsOf(row) {
  const rows = make("dl");
  addRow(rows, CARD.day, eventDayInWords(row), row.date_reason);
  addRow(rows, CARD.published, publishedInWords(row));
  addRow(rows, CARD.place, placeInWords(row), row.place_reason);
  addRow(rows, CARD.who, actorsInWords(row));
  addRow(rows, CARD.toll, tollInWords(row));
  addRow(rows, CARD.correction, row.correction);
  addRow(rows, CARD.article, articleLink(row), row.source);
  return rows;
}

/** @param {Row} row */
function placeInWords(row) {
  const words = row.place_text ? relationInWords(row) : "";
  if (row.latitude === null) return [CARD.notPlaced, words].filter(Boolean).join(": ");
  return [precisionInWords(row.where_prec, row.radius_km), words].filter(Boolean).join(": ");
}

/**
 * @param {HTMLElement} list
 * @param {string} term
 * @param {string | Node} main
 * @param {string} [detail]
 */
function addRow(list, term, main, detail) {
  if (!main && !detail) return;
  list.append(make("dt", "", term));
  const cell = make("dd");
  cell.dir = "auto";
  cell.append(main);
  if (detail) {
    const small = make("small", "", detail);
    small.dir = "auto";
    cell.append(small);
  }
  list.append(cell);
}

/** @param {Row} row */
function articleLink(row) {
  const title = row.title || row.url || WORDS.untitled;
  const href = fragmentLink(row.url, row.quote);
  if (!href) return make("span", "", title);
  const link = make("a", "", title);
  link.href = href;
  link.rel = "noopener noreferrer";
  link.target = "_blank";
  link.title = WORDS.openArticle;
  return link;
}

/**
 * @param {Row} row
 * @param {(row: Row) => string} linkTo
 */
function tools(row, linkTo) {
  const bar = make("div", "tools");
  bar.append(
    copyButton(WORDS.copyApa, () => apa(row)), copyButton(WORDS.copyBibtex, () => bibtex(row)),
    copyButton(WORDS.copyId, () => row.claim_id));
  // A page in a frame's srcdoc has no address to lead to.
  if (location.protocol !== "about:") bar.append(copyButton(WORDS.copyLink, () => linkTo(row)));
  return bar;
}

/**
 * @param {string} name
 * @param {() => string} textOf
 */
function copyButton(name, textOf) {
  const button = makeButton("copy", name, async () => {
    const done = await copied(textOf());
    if (!done) {
      showText(button, textOf());
      return;
    }
    button.textContent = WORDS.copied;
    window.setTimeout(() => {
      button.textContent = name;
    }, 1600);
  });
  return button;
}

/**
 * Put a text on the clipboard, the old way where a page in a frame may not do it the new way.
 * @param {string} text
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const field = make("textarea", "off-screen", text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return done;
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
function showText(button, text) {
  const bar = /** @type {HTMLElement} */ (button.parentElement);
  bar.querySelector("label")?.remove();
  const label = make("label", "", WORDS.copyFailed);
  const field = make("textarea", "", text);
  field.readOnly = true;
  label.append(field);
  bar.append(label);
  field.select();
}
