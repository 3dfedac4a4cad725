// What is open, as the address tells it: the table or the map, and the panel beside it.

import { placeOf } from "./data.js";
import { byId } from "./elements.js";
import { claimOf } from "./search.js";
import { WORDS } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./panel.js").View} View */

const NOTICE_MS = 6000;

/**
 * @typedef {{
 *   data: Data, layer: import("./marks.js").Marks, panel: import("./panel.js").Panel,
 *   table: {refresh: () => void}, address: import("./address.js").Address,
 *   resized: () => void, bring: (p: number) => void, shown: () => void
 * }} Parts
 */

/**
 * Make what shows what is open; the promise is kept when it stands there.
 * @param {Parts} parts
 * @returns {() => Promise<void>}
 */
export function makeViews({ data, layer, panel, table, address, resized, bring, shown }) {
  return async () => {
    const { open } = address.state;
    byId("table").hidden = !open.table;
    byId("ground").hidden = open.table;
    if (open.table) table.refresh();
    const claim = open.claim ? await claimOf(data, open.claim, open.hint) : -1;
    if (open !== address.state.open) return; // meanwhile something else was opened
    if (open.claim && claim < 0) tellNotice(WORDS.claimGone);
    const p = claim >= 0 ? placeOf(data.places, claim) : placeAt(data, open);
    const atPlace = claim >= 0 || (open.panel === "place" && p >= 0);
    layer.chosen = atPlace ? p : -1;
    if (atPlace) panel.show("place", p, claim);
    else if (open.panel && open.panel !== "place") panel.show(/** @type {View} */ (open.panel));
    else panel.close();
    resized();
    layer.redraw();
    if (layer.chosen >= 0) bring(p);
    shown();
  };
}

/**
 * @param {Data} data
 * @param {import("./hash.js").Open} open
 */
function placeAt({ places }, { lat, lon, reach }) {
  for (let p = 0; p < places.count; p += 1) {
    if (places.lat[p] === lat && places.lon[p] === lon && places.reach[p] === reach) return p;
  }
  return -1;
}

/** @param {string} text */
function tellNotice(text) {
  const notice = byId("notice");
  notice.textContent = text;
  notice.hidden = false;
  window.setTimeout(() => {
    notice.hidden = true;
  }, NOTICE_MS);
}
