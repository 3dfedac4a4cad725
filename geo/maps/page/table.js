// The chosen claims as a table, for readers without a map or a mouse: sorted by any column but the quote.

import { make, makeButton } from "./elements.js";
import { eventDays, speakerWords } from "./items.js";
import { isRendered } from "./paging.js";
import { heldNumbers, makeKeys, sameNumbers, sortedBy } from "./sorting.js";
import { GRADES, KINDS, LISTING, PRECISIONS, STATUSES, dayInWords } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./sorting.js").Direction} Direction */

const ROWS_A_PAGE = 50;

/** What each column shows; the first is the button of the claim. @type {Record<string, (row: Row) => string>} */
const TABLE_CELLS = {
  day: eventDays,
  what: (row) => KINDS[row.event_type],
  place: (row) => (row.latitude === null ? LISTING.because(row.place_reason || LISTING.noReason) : row.location),
  region: (row) => row.admin1,
  country: (row) => row.country,
  claimant: speakerWords,
  status: (row) => [
    STATUSES[row.claim_status], row.unverified && LISTING.unverified, row.correction && LISTING.corrected,
  ].filter(Boolean).join(", "),
  grade: (row) => (row.grade ? GRADES[row.grade] : ""),
  precision: (row) => PRECISIONS[row.where_prec || 0],
  quote: (row) => row.quote,
  source: (row) => row.source,
  published: (row) => (row.published ? dayInWords(row.published) : ""),
};
/** @type {Record<string, string>} */
const COLUMN_NAMES = LISTING.columns;
const SORT_ARROWS = { ascending: " \u25b2", descending: " \u25bc" };

/**
 * Make the table in `root`. `refresh` follows the choice while the table is seen, and is to be called when it comes
 * into sight; `open` is called with the number of a claim.
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Choice} choice
 * @param {(n: number) => void} open
 * @returns {{refresh: () => Promise<void>}}
 */
export function makeTable(root, data, choice, open) {
  const keyOf = makeKeys(data);
  const sort = { column: "day", direction: /** @type {Direction} */ ("descending") };
  let held = /** @type {Uint32Array} */ (new Uint32Array(0));
  let sorted = held;
  let page = 0;
  let drawn = false;
  let turn = 0; // an answer to an earlier question than the last is dropped

  const caption = make("caption");
  const headers = new Map(Object.keys(TABLE_CELLS).map((column) => [column, make("th")]));
  const body = make("tbody");
  const scroller = tableScroller(caption, headers, body);
  const pager = makePager((to) => {
    page = to;
    scroller.scrollTop = 0;
    void draw();
  });
  for (const [column, header] of headers) {
    header.scope = "col";
    header.className = "column-" + column;
    if (column === "quote") header.textContent = COLUMN_NAMES[column];
    else header.append(makeButton("table-sort", COLUMN_NAMES[column], () => sortOn(column)));
  }
  root.append(scroller, pager.element);

  /** @param {string} column */
  function sortOn(column) {
    const again = sort.column === column && sort.direction === "ascending";
    sort.direction = again ? "descending" : "ascending";
    sort.column = column;
    arrange();
    void draw();
  }

  function arrange() {
    sorted = sortedBy(held, keyOf(sort.column), sort.direction);
    page = 0;
    caption.textContent = LISTING.caption(COLUMN_NAMES[sort.column], sort.direction);
    for (const [column, header] of headers) {
      if (column === sort.column) header.setAttribute("aria-sort", sort.direction);
      else header.removeAttribute("aria-sort");
      header.querySelector(".arrow")?.remove();
    }
    const arrow = make("span", "arrow", SORT_ARROWS[sort.direction]);
    arrow.setAttribute("aria-hidden", "true");
    headers.get(sort.column)?.firstElementChild?.append(arrow);
  }

  async function draw() {
    turn += 1;
    const mine = turn;
    const from = page * ROWS_A_PAGE;
    body.setAttribute("aria-busy", "true");
    try {
      const rows = await data.rows(sorted.subarray(from, from + ROWS_A_PAGE));
      if (mine !== turn) return;
      body.replaceChildren(...rows.map((row) => tableRow(row, open)));
      pager.tell(page, sorted.length);
      drawn = true;
    } catch (error) {
      if (mine !== turn) return;
      window.reportError(error);
      body.replaceChildren();
      pager.fail();
      drawn = false;
    }
    body.removeAttribute("aria-busy");
  }

  async function refresh() {
    if (!isRendered(root)) return;
    const now = heldNumbers(choice.holds, data.total);
    if (drawn && sameNumbers(now, held)) return; // the reader's page and focus stay
    held = now;
    arrange();
    await draw();
  }

  return { refresh };
}

/**
 * The region that the table scrolls in, with the table.
 * @param {HTMLElement} caption
 * @param {Map<string, HTMLElement>} headers
 * @param {HTMLElement} body
 */
function tableScroller(caption, headers, body) {
  const scroller = make("div", "table-scroll");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "region");
  scroller.setAttribute("aria-label", LISTING.table);
  const line = make("tr");
  line.append(...headers.values());
  const head = make("thead");
  head.append(line);
  const table = make("table", "claims-table");
  table.append(caption, head, body);
  scroller.append(table);
  return scroller;
}

/**
 * @param {Row} row
 * @param {(n: number) => void} open
 */
function tableRow(row, open) {
  const line = make("tr");
  for (const [column, textOf] of Object.entries(TABLE_CELLS)) {
    line.append(column === "day" ? openerCell(row, open) : tableCell(column, textOf(row)));
  }
  return line;
}

/**
 * @param {Row} row
 * @param {(n: number) => void} open
 */
function openerCell(row, open) {
  const cell = make("th", "column-day");
  cell.scope = "row";
  const button = makeButton("table-open", eventDays(row), () => open(row.n));
  const place = row.latitude === null ? row.place_text : row.location;
  button.setAttribute("aria-label", LISTING.openClaim(eventDays(row), KINDS[row.event_type], place));
  button.dataset.claim = String(row.n);
  cell.append(button);
  return cell;
}

/**
 * @param {string} column
 * @param {string} text
 */
function tableCell(column, text) {
  const cell = make("td", "column-" + column);
  if (column === "quote") {
    cell.dir = "auto"; // a whole sentence stands on its own side, a name in line with the others
    cell.textContent = text;
  } else {
    cell.append(make("bdi", "", text));
  }
  return cell;
}

/**
 * The buttons to other pages. They stay in the order of focus where they lead nowhere, or the focus would be lost.
 * @param {(page: number) => void} turnTo
 */
function makePager(turnTo) {
  const element = make("nav", "table-pager");
  element.setAttribute("aria-label", LISTING.pages);
  const where = make("span", "table-where");
  where.setAttribute("role", "status");
  let page = 0;
  let last = 0;
  /** @type {[string, () => number][]} */
  const ways = [
    [LISTING.first, () => 0], [LISTING.previous, () => page - 1],
    [LISTING.next, () => page + 1], [LISTING.last, () => last],
  ];
  const leads = (/** @type {number} */ to) => to >= 0 && to <= last && to !== page;
  const buttons = ways.map(([text, target]) => makeButton("table-turn", text, () => {
    if (leads(target())) turnTo(target());
  }));
  element.append(buttons[0], buttons[1], where, buttons[2], buttons[3]);
  return {
    element,
    tell(/** @type {number} */ now, /** @type {number} */ of) {
      page = now;
      last = Math.max(0, Math.ceil(of / ROWS_A_PAGE) - 1);
      const from = page * ROWS_A_PAGE;
      where.textContent = of ? LISTING.rows(from + 1, Math.min(from + ROWS_A_PAGE, of), of) : LISTING.none;
      buttons.forEach((button, i) => button.setAttribute("aria-disabled", String(!leads(ways[i][1]()))));
    },
    fail() {
      where.textContent = LISTING.failed;
    },
  };
}
