// The state of the page in its address: what a reload, a shared link and the back button bring again.

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./choice.js").Choice} Choice */

/**
 * What is open beside the map: nothing, a list, or the claims of a place; `claim` is the id of the one looked at and
 * `hint` where it stood; `reach` tells places at one point apart.
 * @typedef {{
 *   panel: string, lat: number, lon: number, reach: number, claim: string, hint: number, table: boolean
 * }} Open
 */

/**
 * @typedef {{
 *   centre: [number, number] | null, zoom: number, span: "all" | "window" | "undated", axis: "event" | "published",
 *   from: string, to: string, picked: Record<string, string[]>, words: string, open: Open, embed: boolean
 * }} State
 */

/** @type {Open} */
export const NOTHING_OPEN = { panel: "", lat: NaN, lon: NaN, reach: 0, claim: "", hint: 0, table: false };

const FARTHEST_EAST = 540; // degrees: a view may be a turn of the Earth from where it began, and no more
const PANELS = ["list", "places", "unplaced", "about"];

/**
 * The state that an address tells; what it tells wrongly is as if it told nothing.
 * @param {string} hash
 * @param {string[]} facets
 * @returns {State}
 */
export function readHash(hash, facets) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const view = (told.get("map") || "").split(",").map(Number);
  const seen = view.length === 3 && view.every(Number.isFinite) &&
    Math.abs(view[0]) <= 90 && Math.abs(view[1]) <= FARTHEST_EAST;
  const [from, to] = daysOf(told);
  const at = (told.get("at") || "").split(",").map(Number);
  const placed = at.length === 3 && at.every(Number.isFinite);
  const panel = told.get("open") || "";
  return {
    centre: seen ? [view[0], view[1]] : null,
    zoom: seen ? view[2] : NaN,
    span: from || to ? "window" : told.get("days") === "none" ? "undated" : "all",
    axis: told.get("axis") === "published" ? "published" : "event",
    from,
    to,
    picked: Object.fromEntries(facets.map((name) => [name, told.getAll(name)])),
    words: told.get("q") || "",
    open: {
      panel: PANELS.includes(panel) ? panel : placed ? "place" : "",
      lat: placed ? at[0] : NaN,
      lon: placed ? at[1] : NaN,
      reach: placed ? at[2] : 0,
      claim: told.get("claim") || "",
      hint: Math.max(0, Number(told.get("n")) || 0),
      table: told.get("view") === "table",
    },
    embed: told.has("embed"),
  };
}

/**
 * The ends of the window; "" is no end on that side. Written by hand, they are easier as two names.
 * @param {URLSearchParams} told
 * @returns {[string, string]}
 */
function daysOf(told) {
  const days = told.get("days") || "";
  const [from, to] = days ? (days + ".." + days).split("..") : [told.get("from") || "", told.get("to") || ""];
  return [from, to].every((day) => !day || isDay(day)) ? [from, to] : ["", ""];
}

/** @param {string} text */
function isDay(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text + "T00:00:00Z") : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text); // 30 February is read as one of March
}

/**
 * The address of a state: only what differs from how the page opens.
 * @param {State} state
 * @returns {string}
 */
export function writeHash(state) {
  const told = new URLSearchParams();
  if (state.centre) told.set("map", [state.centre[0].toFixed(4), state.centre[1].toFixed(4), state.zoom].join(","));
  if (state.span === "undated") told.set("days", "none");
  if (state.span === "window") told.set("days", state.from === state.to ? state.from : state.from + ".." + state.to);
  if (state.axis === "published") told.set("axis", "published");
  for (const [name, values] of Object.entries(state.picked)) values.forEach((value) => told.append(name, value));
  if (state.words) told.set("q", state.words);
  const { open } = state;
  if (open.table) told.set("view", "table");
  if (open.panel === "place") told.set("at", [open.lat, open.lon, open.reach].join(","));
  else if (open.panel) told.set("open", open.panel);
  if (open.claim) {
    told.set("claim", open.claim);
    if (open.hint) told.set("n", String(open.hint));
  }
  const hash = told.toString().replace(/%2C/g, ",");
  return state.embed ? "embed" + (hash ? "&" + hash : "") : hash;
}

/**
 * The values that are picked, by facet.
 * @param {Choice} choice
 * @returns {Record<string, string[]>}
 */
export function pickedValues(choice) {
  return Object.fromEntries(choice.facets.map((facet) => [
    facet.name, [...choice.picked[facet.name]].map((code) => facet.values[code]),
  ]));
}

/**
 * The choice that a state tells; values that the page does not hold are left out.
 * @param {Data} data
 * @param {Choice} choice
 * @param {State} state
 */
export function applyState(data, choice, state) {
  const open = state.span === "window" && !(state.from && state.to);
  const days = state.axis === "event" ? [data.from, data.to] : [data.published, data.published];
  const [first, last] = open ? endsOf(days[0], days[1]) : [1, 1];
  const from = (state.from ? data.dayOf(state.from) : first) || 1; // 0 is no day; on that day there is no claim
  const to = (state.to ? data.dayOf(state.to) : last) || -1;
  choice.restore({
    span: state.span === "window" && !(from <= to) ? "all" : state.span,
    axis: state.axis,
    from,
    to,
    picked: Object.fromEntries(choice.facets.map((facet) => [
      facet.name,
      state.picked[facet.name].map((value) => facet.values.indexOf(value)).filter((code) => code >= 0),
    ])),
  });
}

/**
 * The first and the last day of an axis, where a window has no end of its own.
 * @param {ArrayLike<number>} from
 * @param {ArrayLike<number>} to
 * @returns {[number, number]}
 */
function endsOf(from, to) {
  let first = Infinity;
  let last = 1;
  for (let n = 0; n < from.length; n += 1) {
    if (from[n] && from[n] < first) first = from[n];
    if (to[n] > last) last = to[n];
  }
  return [Math.min(first, last), last];
}
