// The frame of the page: the title's line, the search, the buttons that open the views, the download.

import { byId, make, makeButton } from "./elements.js";
import { counted, daysInWords, number, shownInWords, WORDS } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */

/** @typedef {(tell: (done: number, total: number) => void) => Promise<void>} Download */

/**
 * What the buttons of the page do.
 * @typedef {{
 *   filters: () => void, list: () => void, places: () => void, unplaced: () => void, table: () => void,
 *   about: () => void, csv: Download, geojson: Download
 * }} Deeds
 */

/**
 * Fill the header's menu.
 * @param {Deeds} deeds
 */
export function makeMenu(deeds) {
  const menu = byId("menu");
  menu.setAttribute("aria-label", WORDS.lists);
  /** @type {[string, string, () => void, boolean][]} */
  const buttons = [
    ["open-filters", WORDS.filters, deeds.filters, false], ["open-list", WORDS.list, deeds.list, false],
    ["open-places", WORDS.places, deeds.places, true], ["open-unplaced", WORDS.unplaced, deeds.unplaced, true],
    ["open-table", WORDS.table, deeds.table, false],
  ];
  buttons.forEach(([id, text, act, withCount]) => {
    const button = makeButton("", text, act);
    button.id = id;
    if (withCount) button.append(" ", make("span", "count"));
    menu.append(button);
  });
  menu.append(downloadMenu(deeds));
  const about = makeButton("", WORDS.about, deeds.about);
  about.id = "open-about";
  menu.append(about);
}

/** @param {Deeds} deeds */
function downloadMenu(deeds) {
  const menu = make("details", "drop");
  menu.id = "download";
  const list = make("div", "drop-list");
  /** @type {[string, string, Deeds["csv"]][]} */
  const files = [["download-csv", WORDS.csv, deeds.csv], ["download-geojson", WORDS.geojson, deeds.geojson]];
  files.forEach(([id, text, act]) => {
    const button = makeButton("", text, async () => {
      button.disabled = true;
      try {
        await act((done, total) => {
          button.textContent = WORDS.making + " " + Math.floor((100 * done) / Math.max(1, total)) + " %";
        });
        menu.open = false;
      } finally {
        button.textContent = text;
        button.disabled = false;
      }
    });
    button.id = id;
    list.append(button);
  });
  menu.append(make("summary", "", WORDS.download), list);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    event.stopPropagation();
    /** @type {HTMLElement} */ (menu.firstElementChild).focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  return menu;
}

/**
 * Fill the search; `find` is told what is typed, and the returned functions show the progress and what is looked for.
 * @param {(words: string) => void} find
 */
export function makeSearchBox(find) {
  const root = byId("search");
  const input = make("input", "finder");
  input.type = "search";
  input.id = "words";
  input.placeholder = WORDS.search;
  input.setAttribute("aria-label", WORDS.search);
  input.maxLength = 200;
  const progress = make("progress");
  progress.max = 1;
  progress.hidden = true;
  progress.setAttribute("aria-label", WORDS.searching);
  root.append(input, progress);
  input.addEventListener("input", () => find(input.value));
  return {
    /** @param {number} done */
    tell(done) {
      progress.hidden = done >= 1;
      progress.value = done;
    },
    /** @param {string} words */
    show(words) {
      input.value = words;
    },
  };
}

/**
 * Tell how much is shown, and press the buttons of what is open.
 * @param {Data} data
 * @param {{claims: number, places: number, unplaced: number, open: string, table: boolean, filters: boolean}} now
 */
export function tellShown(data, now) {
  const parts = [shownInWords(now.claims, data.total), counted(data.articles, "article")];
  const days = spanOf(data);
  if (days) parts.push(days);
  byId("summary").textContent = parts.join(" \u00b7 ");
  const countOf = (/** @type {string} */ id) => /** @type {HTMLElement} */ (byId(id).querySelector(".count"));
  countOf("open-places").textContent = number(now.places);
  countOf("open-unplaced").textContent = number(now.unplaced);
  for (const view of ["list", "places", "unplaced", "about"]) {
    byId("open-" + view).setAttribute("aria-pressed", String(now.open === view));
  }
  byId("open-filters").setAttribute("aria-pressed", String(now.filters));
  const table = byId("open-table");
  table.setAttribute("aria-pressed", String(now.table));
}

/** @type {WeakMap<Data, string>} */
const spans = new WeakMap();

/** @param {Data} data */
function spanOf(data) {
  let span = spans.get(data);
  if (span === undefined) {
    let first = Infinity;
    let last = 0;
    for (let n = 0; n < data.total; n += 1) {
      if (!data.from[n]) continue;
      first = Math.min(first, data.from[n]);
      last = Math.max(last, data.to[n]);
    }
    span = last ? daysInWords(data.iso(first), data.iso(last)) : "";
    spans.set(data, span);
  }
  return span;
}
