// The page's address kept true to what is shown: a reload, a shared link and the back button bring it again.

import { NOTHING_OPEN, pickedValues, readHash, writeHash } from "./hash.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./hash.js").State} State */
/** @typedef {import("./hash.js").Open} Open */

/**
 * `state` is what the address last told or was told; `go` opens something so that the back button leads away from it
 * again; `follow` writes, soon, what was moved or chosen, in place of what it was.
 * @typedef {{
 *   state: State, read: () => State, go: (change: Partial<Open>) => void, follow: () => void,
 *   linkTo: (row: Row) => string, moved: boolean
 * }} Address
 */

const FOLLOWS_AFTER_MS = 250; // not at every step of a drag

// A page in a frame's srcdoc has no address of its own: whoever put it there tells the state in its head.
function told() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="claimmap-state"]'));
  return location.hash || meta?.content || "";
}

/**
 * @param {L.Map} map
 * @param {Data} data
 * @param {Choice} choice
 * @returns {Address}
 */
export function makeAddress(map, data, choice) {
  const facets = choice.facets.map((facet) => facet.name);
  let timer = 0;

  /** @type {Address} */
  const address = {
    state: readHash(told(), facets),
    moved: false,
    read() {
      window.clearTimeout(timer);
      address.state = readHash(told(), facets);
      address.moved = address.state.centre !== null;
      return address.state;
    },
    go(change) {
      const { table, panel } = address.state.open;
      address.state = { ...shown(), open: { ...NOTHING_OPEN, table, panel, ...change } };
      write(true);
    },
    follow() {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        address.state = shown();
        write(false);
      }, FOLLOWS_AFTER_MS);
    },
    linkTo(row) {
      const open = { ...NOTHING_OPEN, claim: row.claim_id, hint: row.n };
      return location.href.split("#")[0] + "#" + writeHash({ ...shown(), open, embed: false });
    },
  };

  /** @returns {State} */
  function shown() {
    const centre = map.getCenter();
    return {
      ...address.state,
      centre: address.moved ? [centre.lat, centre.lng] : null,
      zoom: map.getZoom(),
      span: choice.span,
      axis: choice.axis,
      from: choice.span === "window" ? data.iso(choice.from) : "",
      to: choice.span === "window" ? data.iso(choice.to) : "",
      picked: pickedValues(choice),
      words: choice.words,
    };
  }

  /** @param {boolean} asNew */
  function write(asNew) {
    window.clearTimeout(timer);
    const hash = writeHash(address.state);
    if (hash === location.hash.replace(/^#/, "")) return;
    try {
      if (asNew) history.pushState(null, "", "#" + hash);
      else history.replaceState(null, "", "#" + hash);
    } catch {
      // In a frame's srcdoc the address is that of the page around it.
    }
  }

  address.moved = address.state.centre !== null;
  return address;
}
