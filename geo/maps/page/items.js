// A claim as one line of a list: a button with its sign, place, quote and speaker.

import { make, makeButton } from "./elements.js";
import { formsOf, signOf } from "./signs.js";
import { EMPTY_VALUES, KINDS, LISTING, STATUSES, apart, daysInWords } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */

/**
 * What makes the button of a claim; the day is named where it is not the one that the list has just told.
 * @param {Data} data
 * @param {(n: number) => void} open
 * @returns {(row: Row, told: string) => HTMLButtonElement}
 */
export function claimButtons(data, open) {
  const formOf = formsOf(data);
  return (row, told) => {
    const button = makeButton("listing-item", "", () => open(row.n));
    button.dataset.claim = String(row.n);
    const words = make("span", "listing-words");
    const kind = make("b", "", KINDS[row.event_type]);
    words.append(
      itemLine("listing-what", [kind, isolatedText(itemPlace(row)), ...itemDay(row, told)]),
      itemQuote(row),
      itemLine("listing-told", [
        make("span", "", STATUSES[row.claim_status] + (row.unverified ? ", " + LISTING.unverified : "")),
        isolatedText(speakerWords(row)),
        isolatedText(row.source || EMPTY_VALUES.source),
      ]),
    );
    button.append(signOf(row.event_type, formOf(row.n)), words);
    return button;
  };
}

/**
 * Who says so, with the side where the name does not tell it.
 * @param {Row} row
 */
export function speakerWords(row) {
  if (!row.claimant) return row.claim_status === "fact" ? LISTING.ownVoice : EMPTY_VALUES.claimant;
  const side = row.claimant_side && row.claimant_side !== row.claimant ? " (" + apart(row.claimant_side) + ")" : "";
  return apart(row.claimant) + side;
}

/**
 * "6 May 2031", "6 May - 8 May 2031", or that no day is told.
 * @param {Row} row
 */
export function eventDays(row) {
  return row.event_date ? daysInWords(row.event_date, row.event_date_end || row.event_date) : LISTING.noDay;
}

/** @param {Row} row */
function itemPlace(row) {
  if (row.latitude !== null) return row.location;
  if (!row.place_text) return LISTING.notPlaced;
  return LISTING.quoted(apart(row.place_text)) + ", " + LISTING.notPlaced.toLowerCase();
}

/**
 * @param {Row} row
 * @param {string} told
 */
function itemDay(row, told) {
  return row.event_date === told && row.event_date_end === told ? [] : [make("span", "", eventDays(row))];
}

/** @param {Row} row */
function itemQuote(row) {
  const quote = make("span", "listing-quote", row.quote);
  quote.dir = "auto";
  return quote;
}

/** @param {string} text */
function isolatedText(text) {
  return make("bdi", "", text);
}

/**
 * @param {string} className
 * @param {HTMLElement[]} parts
 */
function itemLine(className, parts) {
  const line = make("span", className);
  parts.forEach((part, i) => line.append(...(i ? [LISTING.between, part] : [part])));
  return line;
}
