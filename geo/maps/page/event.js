// The event that a claim is of: how well it is supported, and how all that tell it told it, one after another.

import { sameEvent } from "./data.js";
import { make, makeButton } from "./elements.js";
import { eventDays, speakerWords } from "./items.js";
import { formOfGrade, formSign } from "./signs.js";
import { apart, dayInWords, EVENT, GRADES, STATUSES, tollInWords, WORDS } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */

/** What is compared from telling to telling; "" where it is not told. @type {Record<string, (row: Row) => string>} */
const TOLD = {
  status: (row) => STATUSES[row.claim_status],
  toll: tollInWords,
  day: (row) => (row.event_date ? eventDays(row) : ""),
  actor: (row) => (row.actor ? EVENT.by(apart(row.actor)) : ""),
};

/**
 * The grade of a claim's event and the reason for it.
 * @param {Row} row
 * @returns {HTMLElement[]}
 */
export function supportOf(row) {
  if (!row.grade) return [];
  const line = make("p", "support");
  const words = make("span");
  words.append(make("b", "", GRADES[row.grade]));
  if (row.grade_reason) words.append(": ", make("bdi", "", row.grade_reason));
  line.append(formSign(formOfGrade(row.grade)), words);
  return [line];
}

/**
 * All claims of the event, behind one line, where there are others than this one, and how many are on other pages.
 * @param {Data} data
 * @param {Row} row
 * @param {(n: number) => void} open
 * @returns {HTMLElement[]}
 */
export function makeEvent(data, row, open) {
  const numbers = sameEvent(data, row.n);
  const others = data.elsewhere[row.n];
  if (numbers.length < 2) return others ? [make("p", "event-elsewhere", EVENT.onlyElsewhere(others))] : [];
  const box = make("details", "event-claims");
  box.append(make("summary", "", EVENT.tellings(numbers.length) + (others ? EVENT.elsewhere(others) : "")));
  box.addEventListener("toggle", async () => {
    if (!box.open || box.dataset.filled) return;
    box.dataset.filled = "true";
    const list = make("ol");
    list.setAttribute("aria-label", EVENT.list);
    list.append(...tellingsOf(await data.rows(numbers), row.n, open));
    box.append(list);
  });
  return [box];
}

/**
 * @param {Row[]} rows
 * @param {number} here the number of the claim whose card this is
 * @param {(n: number) => void} open
 */
function tellingsOf(rows, here, open) {
  /** @type {Record<string, string>} */
  const last = {};
  return rows.sort(inOrder).map((row) => {
    const facts = make("span");
    Object.keys(TOLD).forEach((name) => {
      const words = TOLD[name](row);
      if (!words) return;
      const part = last[name] && last[name] !== words ? make("mark", "revised", words) : make("bdi", "", words);
      if (part.className) part.title = EVENT.revised;
      facts.append(...(facts.childNodes.length ? [" \u00b7 ", part] : [part]));
      last[name] = words;
    });
    const item = make("li");
    const button = makeButton("telling", "", () => open(row.n));
    if (row.n === here) button.setAttribute("aria-current", "true");
    const when = row.published ? dayInWords(row.published) : WORDS.noDay;
    const who = [when, apart(row.source), speakerWords(row)].filter(Boolean).join(" \u00b7 ");
    button.append(make("small", "", who), facts);
    item.append(button);
    return item;
  });
}

/**
 * In the order of publication, those of no day last; as geo/agreement has them.
 * @param {Row} one
 * @param {Row} other
 */
function inOrder(one, other) {
  const keys = (/** @type {Row} */ row) => [row.published || "~", row.article_id];
  const [mine, theirs] = [keys(one), keys(other)];
  for (let i = 0; i < mine.length; i += 1) if (mine[i] !== theirs[i]) return mine[i] < theirs[i] ? -1 : 1;
  return one.quote_start - other.quote_start || (one.claim_id < other.claim_id ? -1 : 1);
}
