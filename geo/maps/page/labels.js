// Names on the map: the claims' own places first, then regions and countries, never one over another.

import { contextOf, sizeCanvas } from "./drawing.js";
import { colourOf } from "./signs.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {{font: string, spacing: string, colour: string}} Style */
/** @typedef {(width: number) => number[][]} Spots */

const TRIED_LABELS = 250;
const FAR_OUTSIDE = 30;

/**
 * Make what draws the names; it is asked whenever something has changed, and draws once a frame.
 * @param {L.Map} map
 * @param {Data} data
 * @param {Marks} layer
 * @param {{countries: any[][], regions: any[][]}} basemap
 * @returns {() => void}
 */
export function makeLabels(map, data, layer, basemap) {
  const canvas = L.DomUtil.create("canvas", "claimmap-labels leaflet-zoom-hide");
  const pane = map.createPane("claimmap-labels");
  pane.style.zIndex = "460";
  pane.style.pointerEvents = "none";
  pane.appendChild(canvas);
  const ctx = contextOf(canvas);
  const family = getComputedStyle(document.body).fontFamily;
  /** @type {Map<string, number>} */
  const widths = new Map(); // measuring is dear, and the same names come again at every step
  /** @type {Set<string>} */
  const written = new Set(); // a region of a claim's own place's name is not named again
  /** @type {number[][]} */
  let taken = [];
  let size = map.getSize();

  /** @param {Style} style */
  function put(style) {
    ctx.font = style.font;
    if ("letterSpacing" in ctx) ctx.letterSpacing = style.spacing;
  }

  /**
   * @param {string} text
   * @param {Style} style
   */
  function widthOf(text, style) {
    const key = style.font + style.spacing + text;
    let width = widths.get(key);
    if (width === undefined) {
      put(style);
      width = ctx.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  }

  /** @param {number[]} box */
  const free = (box) => box[0] >= 2 && box[1] >= 2 && box[2] <= size.x - 2 && box[3] <= size.y - 2 &&
    taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);

  /**
   * @param {string} text
   * @param {Style} style
   * @param {L.Point} at
   * @param {number} height
   * @param {Spots} spots
   */
  function write(text, style, at, height, spots) {
    const width = widthOf(text, style);
    for (const spot of spots(width)) {
      const box = [at.x + spot[0], at.y + spot[1] - height / 2, at.x + spot[0] + width, at.y + spot[1] + height / 2];
      if (!free(box)) continue;
      put(style);
      ctx.strokeStyle = colourOf("--halo");
      ctx.lineWidth = 3.5;
      ctx.lineJoin = "round";
      ctx.strokeText(text, box[0], at.y + spot[1]);
      ctx.fillStyle = colourOf(style.colour);
      ctx.fillText(text, box[0], at.y + spot[1]);
      taken.push([box[0] - 4, box[1], box[2] + 4, box[3]]);
      return true;
    }
    return false;
  }

  function reserveControls() {
    const frame = map.getContainer().getBoundingClientRect();
    document.querySelectorAll("#stage .leaflet-control, #stage .over-map").forEach((control) => {
      const r = control.getBoundingClientRect();
      taken.push([r.left - frame.left - 4, r.top - frame.top - 4, r.right - frame.left + 4, r.bottom - frame.top + 4]);
    });
  }

  // The places in view, the chosen one and those of most claims first.
  function seenPlaces() {
    const seen = [];
    for (const p of layer.order) {
      if (!layer.shows(p)) continue;
      const at = map.latLngToContainerPoint([data.places.lat[p], data.places.lon[p]]);
      if (at.x < -FAR_OUTSIDE || at.x > size.x + FAR_OUTSIDE) continue;
      if (at.y < -FAR_OUTSIDE || at.y > size.y + FAR_OUTSIDE) continue;
      seen.push({ p, at, count: layer.tally.count[p] });
    }
    seen.sort((a, b) => Number(b.p === layer.chosen) - Number(a.p === layer.chosen) || b.count - a.count || a.p - b.p);
    return seen.slice(0, TRIED_LABELS);
  }

  function writePlaces() {
    const seen = seenPlaces();
    const marks = seen.filter((m) => !layer.isArea(m.p));
    marks.forEach((m) => {
      const r = layer.radius(m.p) + 1;
      taken.push([m.at.x - r, m.at.y - r, m.at.x + r, m.at.y + r]);
    });
    seen.forEach((m) => {
      const chosen = m.p === layer.chosen;
      const area = layer.isArea(m.p);
      const style = {
        font: (area ? "italic " : "") + (chosen ? "700" : "600") + " 12px " + family, spacing: "0px", colour: "--ink",
      };
      const fresh = layer.tally.fresh[m.p] ? " \u25cf" : "";
      const text = area ? data.places.name[m.p] + " \u00b7 " + m.count + fresh : data.places.name[m.p];
      if (write(text, style, m.at, 15, area ? onArea(m.p) : besideMark(m.p))) written.add(data.places.name[m.p]);
    });
  }

  /**
   * @param {number} p
   * @returns {Spots}
   */
  function besideMark(p) {
    const gap = layer.radius(p) + (p === layer.chosen ? 9 : 4);
    return (width) => [[gap, 0], [-gap - width, 0], [-width / 2, -gap - 6], [-width / 2, gap + 6]];
  }

  /**
   * @param {number} p
   * @returns {Spots}
   */
  function onArea(p) {
    const half = Math.min(60, layer.areaSize(p) / 2);
    return (width) => half > 24
      ? [[-width / 2, 0], [-width / 2, 16], [-width / 2, -16], [-width / 2, half + 8], [-width / 2, -half - 8]]
      : [[half + 4, 0], [-half - 4 - width, 0], [-width / 2, half + 8], [-width / 2, -half - 8]];
  }

  /**
   * @param {any[][]} entries
   * @param {Style} style
   * @param {boolean} upper
   */
  function writeGround(entries, style, upper) {
    entries.forEach(([name, lon, lat, degrees]) => {
      if (written.has(name)) return;
      const at = map.latLngToContainerPoint([lat, lon]);
      const text = upper ? name.toUpperCase() : name;
      const wide = map.latLngToContainerPoint([lat, lon + degrees]).x - at.x;
      if (wide < widthOf(text, style) * 1.15) return;
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) return;
      const spots = (/** @type {number} */ width) => [[-width / 2, 0], [-width / 2, 16], [-width / 2, -16]];
      if (write(text, style, at, 16, spots)) written.add(name);
    });
  }

  function draw() {
    size = map.getSize();
    taken = [];
    written.clear();
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    sizeCanvas(canvas, size.x, size.y);
    ctx.textBaseline = "middle";
    reserveControls();
    writePlaces();
    writeGround(basemap.countries, { font: "600 12px " + family, spacing: "1px", colour: "--map-name" }, true);
    writeGround(basemap.regions, { font: "11px " + family, spacing: "0px", colour: "--map-name" }, false);
  }

  // However often it is asked for, once a frame is enough.
  let asked = false;
  function drawSoon() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  }
  map.on("moveend zoomend resize viewreset", drawSoon);
  return drawSoon;
}
