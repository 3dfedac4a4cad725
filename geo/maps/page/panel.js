// What stands beside the map: the claims of a place, the list, the places, what was not placed, or the about box.

import { fillAbout } from "./about.js";
import { byId, make, makeButton } from "./elements.js";
import { makeListing, makeUnplaced } from "./listing.js";
import { fillPlace, aroundInWords } from "./place.js";
import { folded } from "./search.js";
import { signOf } from "./signs.js";
import { ABOUT, counted, number, WORDS } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./marks.js").Marks} Marks */

/** @typedef {"" | "list" | "places" | "unplaced" | "about" | "place"} View */

/**
 * What the panel needs of the page: `open` shows a claim, `openPlace` a place.
 * @typedef {{
 *   data: Data, choice: Choice, layer: Marks, about: import("./about.js").About, linkTo: (row: Row) => string,
 *   open: (n: number) => void, openPlace: (p: number) => void, closed: () => void
 * }} Surroundings
 */

const PLACES_AT_ONCE = 300;

/**
 * @typedef {{
 *   view: View, place: number, claim: number, show: (view: View, place?: number, claim?: number) => void,
 *   close: () => void, refresh: () => void
 * }} Panel
 */

/**
 * @param {Surroundings} around
 * @returns {Panel}
 */
export function makePanel(around) {
  const { data, choice } = around;
  const root = byId("panel");
  const title = byId("panel-title");
  const note = byId("panel-note");
  const body = byId("panel-body");
  const close = byId("panel-close");
  close.setAttribute("aria-label", WORDS.close);
  let turn = 0;
  /** @type {Element | null} */
  let invoker = null;
  const lists = {
    list: makeListing(body, data, choice, around.open), unplaced: makeUnplaced(body, data, choice, around.open),
  };
  /** @type {import("./paging.js").Listing | null} */
  let listing = null;

  /** @type {Panel} */
  const panel = {
    view: "",
    place: -1,
    claim: -1,
    show(view, place = -1, claim = -1) {
      if (!panel.view) invoker = document.activeElement;
      Object.assign(panel, { view, place, claim });
      root.hidden = false;
      byId("app").classList.add("with-panel");
      fill();
      title.focus({ preventScroll: true });
    },
    close() {
      if (!panel.view) return;
      Object.assign(panel, { view: "", place: -1, claim: -1 });
      turn += 1;
      listing = null;
      root.hidden = true;
      byId("app").classList.remove("with-panel");
      if (invoker instanceof HTMLElement && invoker.isConnected) invoker.focus();
    },
    refresh() {
      if (listing) listing.refresh();
      else if (panel.view && panel.view !== "about") fill();
    },
  };
  close.addEventListener("click", around.closed);

  async function fill() {
    turn += 1;
    listing = null;
    body.replaceChildren();
    body.scrollTop = 0;
    root.dataset.view = panel.view;
    note.textContent = "";
    switch (panel.view) {
      case "list":
        title.textContent = WORDS.list;
        listing = lists.list;
        break;
      case "unplaced":
        title.textContent = WORDS.unplaced;
        listing = lists.unplaced;
        break;
      case "places":
        fillPlaces();
        break;
      case "about":
        title.textContent = ABOUT.title;
        fillAbout(body, around.about);
        break;
      default:
        await fillClaims();
    }
    if (listing) listing.show();
  }

  async function fillClaims() {
    const mine = turn;
    const p = panel.place;
    const { first } = data.places;
    const unplaced = p < 0;
    const numbers = unplaced ? [panel.claim] : choice.numbers(first[p], first[p + 1]);
    // The claim that a link names is shown whatever the filters are.
    if (panel.claim >= 0 && !numbers.includes(panel.claim)) numbers.unshift(panel.claim);
    title.textContent = unplaced ? WORDS.unplaced : data.places.name[p];
    note.textContent = unplaced ? "" : aroundInWords(data, p, numbers.length);
    const claim = panel.claim;
    await fillPlace({
      data, choice, body, isWanted: () => mine === turn, linkTo: around.linkTo, show: around.open,
    }, numbers, claim);
    if (mine !== turn || claim < 0) return;
    const card = document.getElementById("claim-" + claim);
    if (!card) return;
    card.classList.add("looked-at");
    card.scrollIntoView({ block: "nearest" });
  }

  function fillPlaces() {
    const { layer } = around;
    const counts = layer.tally.count;
    const shown = Array.from(layer.order).filter((p) => counts[p]).sort((a, b) => counts[b] - counts[a] || a - b);
    title.textContent = WORDS.places;
    note.textContent = counted(shown.length, "place");
    const search = make("input", "finder");
    search.type = "search";
    search.placeholder = WORDS.findPlace;
    search.setAttribute("aria-label", WORDS.findPlace);
    const list = make("ul", "places");
    const refill = () => {
      const wanted = folded(search.value.trim());
      const fits = shown.filter((p) => folded(data.places.name[p]).includes(wanted));
      list.replaceChildren(...fits.slice(0, PLACES_AT_ONCE).map(placeItem));
      const left = fits.length - PLACES_AT_ONCE;
      if (left > 0) list.append(make("li", "empty", number(left) + " " + WORDS.more));
      if (!fits.length) list.append(make("li", "empty", WORDS.noneFits));
    };
    search.addEventListener("input", refill);
    refill();
    body.append(search, list);
  }

  /** @param {number} p */
  function placeItem(p) {
    const { tally } = around.layer;
    const item = make("li");
    const button = makeButton("", "", () => around.openPlace(p));
    const name = make("span", "name", data.places.name[p]);
    name.dir = "auto";
    name.append(make("small", "", [data.places.admin[p], data.places.country[p]].filter(Boolean).join(", ")));
    const count = make("span", "count", number(tally.count[p]));
    button.append(signOf(data.kinds[tally.kind[p]], tally.form[p]), name, count);
    item.append(button);
    return item;
  }

  return panel;
}
