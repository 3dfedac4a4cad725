// What the pointer does on the map: a click opens a place, and hovering names it.

import { make } from "./elements.js";
import { apart, shownInWords } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./marks.js").Marks} Marks */

const SLACK = { mouse: 3, finger: 12 }; // pixels beside a mark that still mean it

/**
 * @param {L.Map} map
 * @param {Data} data
 * @param {Marks} layer
 * @param {(p: number) => void} open
 */
export function listenToMap(map, data, layer, open) {
  const touch = window.matchMedia("(pointer: coarse)").matches;
  const slack = touch ? SLACK.finger : SLACK.mouse;
  const under = (/** @type {L.LeafletMouseEvent} */ event) => layer.at(map.latLngToLayerPoint(event.latlng), slack);
  map.on("click", (event) => {
    const p = under(event);
    if (p >= 0) open(p);
  });
  if (touch) return;
  const tip = L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "claimmap-tip" });
  map.on("mousemove", (event) => {
    const p = under(event);
    map.getContainer().classList.toggle("over-mark", p >= 0);
    if (p < 0) {
      tip.remove();
      return;
    }
    const places = data.places;
    tip.setLatLng(layer.isArea(p) ? event.latlng : [places.lat[p], places.lon[p]]);
    const total = places.first[p + 1] - places.first[p];
    tip.setContent(make("span", "", apart(places.name[p]) + ": " + shownInWords(layer.tally.count[p], total)));
    if (!map.hasLayer(tip)) tip.addTo(map);
  });
  map.on("mouseout", () => tip.remove());
}
