// The marks of the map: one circle a place, size by number of claims, colour, glyph and form by most of them; and the
// areas of what is not exact.

import { POINT } from "./data.js";
import { Drawing, onPlane } from "./drawing.js";
import { forgetHatches, makeGrounds } from "./grounds.js";
import { colourOf } from "./signs.js";
import { forgetSprites, stampMark } from "./sprites.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./drawing.js").View} View */
/** @typedef {import("./tally.js").Tally} Tally */

/**
 * @typedef {{
 *   tally: Tally, chosen: number, order: Uint32Array, redraw: () => void, update: () => void, resize: () => void,
 *   recolour: () => void, shows: (p: number) => boolean, isArea: (p: number) => boolean, radius: (p: number) => number,
 *   at: (point: L.Point, slack: number) => number, areaSize: (p: number) => number
 * }} Marks
 */

const LEAST_RADIUS = 3;
const LARGEST_RADIUS = 26;

/**
 * Many places are drawn smaller until one zooms in on them.
 * @param {number} shown
 * @param {number} zoomedIn
 */
function crowding(shown, zoomedIn) {
  return Math.min(1, Math.max(0.3, Math.sqrt(250 / Math.max(1, shown)) * Math.pow(2, zoomedIn / 2)));
}

/**
 * @param {L.Map} map
 * @param {string} pane
 * @param {number} zIndex
 * @param {(ctx: CanvasRenderingContext2D, view: View) => void} draw
 */
function addCanvas(map, pane, zIndex, draw) {
  const element = map.createPane(pane);
  element.style.zIndex = String(zIndex);
  // Clicks are found by distance, so the canvases let the pointer through to a user's own layers.
  element.style.pointerEvents = "none";
  return new Drawing(draw, { renderer: L.canvas({ pane, padding: 0.2 }) }).addTo(map);
}

/**
 * A dot at the mark's shoulder: something is new here.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 */
function drawFresh(ctx, x, y) {
  ctx.beginPath();
  ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
  ctx.fillStyle = colourOf("--fresh");
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colourOf("--mark-edge");
  ctx.stroke();
}

/**
 * @param {L.Map} map
 * @param {Data} data
 * @param {() => Tally} count
 * @param {number[][][][]} outlines
 * @returns {Marks}
 */
export function makeMarks(map, data, count, outlines) {
  const places = data.places;
  const size = (/** @type {number} */ p) => places.first[p + 1] - places.first[p];
  const order = Uint32Array.from({ length: places.count }, (_, p) => p).sort((a, b) => size(b) - size(a) || a - b);
  const points = Array.from(places.lat, (lat, p) => onPlane(map, lat, places.lon[p]));
  const grounds = makeGrounds(map, places, outlines);
  const areasFirst = Array.from(order).filter((p) => grounds[p]).sort((a, b) => reach(b) - reach(a) || a - b);
  const home = map.getZoom();
  let crowd = 1;
  /** @type {Marks} */
  const layer = {
    tally: count(),
    chosen: -1,
    order,
    redraw,
    update() {
      layer.tally = count();
      layer.resize();
    },
    resize() {
      crowd = crowding(layer.tally.shown, map.getZoom() - home);
      redraw();
    },
    recolour() {
      forgetSprites();
      forgetHatches();
      redraw();
    },
    shows: (p) => layer.tally.count[p] > 0,
    isArea: (p) => places.reach[p] !== POINT,
    radius(p) {
      const wide = (6 + 2.2 * Math.sqrt(layer.tally.count[p])) * crowd;
      return Math.round(Math.max(LEAST_RADIUS, Math.min(LARGEST_RADIUS, wide)));
    },
    areaSize: (p) => /** @type {import("./grounds.js").Ground} */ (grounds[p]).size(marks.place()),
    at: (point, slack) => markAt(point, slack) ?? areaAt(point) ?? -1,
  };

  /** @param {number} p */
  function reach(p) {
    const ground = /** @type {import("./grounds.js").Ground} */ (grounds[p]);
    return (ground.box[2] - ground.box[0]) * (ground.box[3] - ground.box[1]);
  }

  /** @type {(p: number, view: import("./drawing.js").Placing) => [number, number]} */
  const pixel = (p, view) => [points[p].x * view.scale - view.left, points[p].y * view.scale - view.top];

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  function drawMarks(ctx, view) {
    const { tally, chosen } = layer;
    for (const p of order) if (p !== chosen && tally.count[p] && !grounds[p]) drawMark(ctx, view, p);
    if (chosen < 0 || grounds[chosen] || !tally.count[chosen]) return;
    const [x, y] = pixel(chosen, view);
    ctx.beginPath();
    ctx.arc(x, y, layer.radius(chosen) + 5, 0, 2 * Math.PI);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = colourOf("--ink");
    ctx.stroke();
    drawMark(ctx, view, chosen);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {number} p
   */
  function drawMark(ctx, view, p) {
    const [x, y] = pixel(p, view);
    const { min, max } = view.bounds;
    if (x < min.x - LARGEST_RADIUS || x > max.x + LARGEST_RADIUS) return;
    if (y < min.y - LARGEST_RADIUS || y > max.y + LARGEST_RADIUS) return;
    const radius = layer.radius(p);
    stampMark(ctx, x, y, radius, data.kinds[layer.tally.kind[p]], layer.tally.form[p]);
    if (layer.tally.fresh[p]) drawFresh(ctx, x + 0.75 * radius, y - 0.75 * radius);
  }

  // The widest first, so that the narrower lie on them.
  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  function drawAreas(ctx, view) {
    const { tally, chosen } = layer;
    for (const p of areasFirst) {
      if (tally.count[p]) grounds[p]?.draw(ctx, view, data.kinds[tally.kind[p]], tally.form[p], p === chosen);
    }
  }

  const areas = addCanvas(map, "claimmap-areas", 380, drawAreas);
  const marks = addCanvas(map, "claimmap-marks", 450, drawMarks);

  function redraw() {
    areas.redraw();
    marks.redraw();
  }

  /**
   * The place whose mark is under the point, the nearest where several are.
   * @param {L.Point} point
   * @param {number} slack
   * @returns {number | null}
   */
  function markAt(point, slack) {
    const view = marks.place();
    let best = null;
    let least = Infinity;
    for (const p of order) {
      if (!layer.tally.count[p] || grounds[p]) continue;
      const [x, y] = pixel(p, view);
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance <= layer.radius(p) + slack && distance < least) {
        best = p;
        least = distance;
      }
    }
    return best;
  }

  /**
   * The place of the smallest area that the point lies in.
   * @param {L.Point} point
   * @returns {number | null}
   */
  function areaAt(point) {
    const view = marks.place();
    for (let i = areasFirst.length - 1; i >= 0; i -= 1) {
      const p = areasFirst[i];
      if (layer.tally.count[p] && grounds[p]?.covers(point.x, point.y, view)) return p;
    }
    return null;
  }

  return layer;
}
