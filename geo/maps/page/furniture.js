// What the map itself carries: where it looks first, credits, scale, online pictures where they were asked for.

import { tilesInWords } from "./about.js";
import { byId, make, makeButton } from "./elements.js";
import { WORDS } from "./strings.js";

/** @typedef {import("./about.js").About} About */

const CLOSEST = 11; // zoom: a single town is shown with its surroundings

/**
 * Look at all claims, the names beside the outermost marks included.
 * @param {L.Map} map
 * @param {[number, number, number, number] | null} bounds west, south, east, north in degrees
 */
export function lookAtAll(map, bounds) {
  if (!bounds) return;
  const [west, south, east, north] = bounds;
  map.fitBounds([[south, west], [north, east]],
    { paddingTopLeft: [50, 30], paddingBottomRight: [50, 40], maxZoom: CLOSEST, animate: false });
}

/**
 * Where a sheet lies over the map, a place must stand above it.
 * @param {L.Map} map
 * @returns {L.PanInsideOptions & L.PanOptions}
 */
export function roomBesidePanel(map) {
  const sheet = byId("panel").getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  const covered = sheet.left <= frame.left + 1 ? Math.max(0, frame.bottom - sheet.top) : 0;
  return { paddingTopLeft: [50, 50], paddingBottomRight: [50, 50 + covered], animate: false };
}

/**
 * @param {L.Map} map
 * @param {About} about
 */
export function furnish(map, about) {
  const container = map.getContainer();
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", WORDS.mapLabel);
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(WORDS.attribution);
  L.control.scale({ imperial: false }).addTo(map);
  if (about.tiles) addTiles(map, about.tiles);
}

/**
 * @param {L.Map} map
 * @param {import("./about.js").Tiles} tiles
 */
function addTiles(map, tiles) {
  const { url, subdomains, max_zoom: maxNativeZoom, attribution } = tiles;
  const credit = asHtml(attribution + ". " + tilesInWords(tiles));
  // The page itself tells nobody where it stands; a tile service may refuse to answer whom it does not know.
  const referrerPolicy = "strict-origin-when-cross-origin";
  L.tileLayer(url, { subdomains, maxNativeZoom, maxZoom: map.getMaxZoom(), attribution: credit, referrerPolicy })
    .addTo(map);
}

// Leaflet reads an attribution as HTML: escaped, it is the text that it is.
/** @param {string} text */
function asHtml(text) {
  return text.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
}

// As in print.css; in height, days and legend stand on the same page.
const PAPER_PX = { width: 970, height: 400 };

/**
 * Tell the print style how large the map is, and by how much it is to be scaled.
 * @param {HTMLElement} stage
 */
export function sizeForPaper(stage) {
  stage.style.setProperty("--print-width", stage.clientWidth + "px");
  stage.style.setProperty("--print-height", stage.clientHeight + "px");
  stage.style.setProperty("--print-zoom", String(Math.min(
    PAPER_PX.width / stage.clientWidth, PAPER_PX.height / stage.clientHeight)));
}

/**
 * An embedded map has its legend behind a button, and leads to the whole one; in a frame's srcdoc there is none.
 * @param {() => void} legend
 */
export function addEmbedded(legend) {
  const corner = make("div", "corner over-map");
  const button = makeButton("", WORDS.legendOnly, legend);
  button.id = "open-legend";
  corner.append(button);
  if (location.protocol !== "about:") {
    const link = make("a", "", WORDS.openWhole);
    link.href = location.href.split("#")[0];
    link.target = "_blank";
    link.rel = "noopener";
    corner.append(link);
  }
  byId("stage").append(corner);
}
