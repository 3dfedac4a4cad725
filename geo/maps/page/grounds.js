// Where a claim may have been that names no exact place: a soft disc of its radius, or a hatched region or country.

import { COUNTRY, POINT } from "./data.js";
import { contextOf, inView, onPlane, pathOfPolygons, unpackLine } from "./drawing.js";
import { colourOf, DASHED, FILLED, kindVariable } from "./signs.js";
import { stampDisc } from "./sprites.js";

/** @typedef {import("./drawing.js").View} View */
/** @typedef {import("./drawing.js").Placing} Placing */
/** @typedef {import("./drawing.js").Box} Box */
/** @typedef {import("./drawing.js").Line} Line */
/** @typedef {import("./data.js").Places} Places */

const LEAST_DISC = 9; // pixels: what is smaller on the screen would not be seen
const LARGEST_STAMP = 56; // what is wider would drown all that lies in it
const HATCH = 7; // pixels between the lines of a region; those of a country stand wider
const KM_A_DEGREE = 111.2;

/**
 * The area of a place.
 * @typedef {{
 *   box: Box, covers: (x: number, y: number, view: Placing) => boolean, size: (view: Placing) => number,
 *   draw: (ctx: CanvasRenderingContext2D, view: View, kind: string, form: number, chosen: boolean) => void
 * }} Ground
 */

/**
 * The area of each place that is not exact, null for the others.
 * @param {L.Map} map
 * @param {Places} places
 * @param {number[][][][]} outlines
 * @returns {(Ground | null)[]}
 */
export function makeGrounds(map, places, outlines) {
  const shapes = outlines.map((polygons) => polygons.map((rings) => rings.map((ring) => unpackLine(map, ring))));
  return Array.from(places.lat, (lat, p) => {
    if (places.reach[p] === POINT) return null;
    if (places.shape[p] >= 0) return outlineGround(shapes[places.shape[p]], places.reach[p] === COUNTRY);
    return discGround(map, lat, places.lon[p], places.radius[p]);
  });
}

/**
 * @param {Line[][]} polygons
 * @param {boolean} country
 * @returns {Ground}
 */
function outlineGround(polygons, country) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer] of polygons) {
    box[0] = Math.min(box[0], outer.box[0]);
    box[1] = Math.min(box[1], outer.box[1]);
    box[2] = Math.max(box[2], outer.box[2]);
    box[3] = Math.max(box[3], outer.box[3]);
  }
  /** @type {{key: string, path: Path2D}} */
  let kept = { key: "", path: new Path2D() };
  /** @param {Placing} view */
  function pathOf(view) {
    // The whole outline, not what is in view: so it stays the same while the map is dragged.
    const key = view.scale + " " + view.left + " " + view.top;
    if (kept.key !== key) kept = { key, path: pathOfPolygons(polygons, view) };
    return kept.path;
  }
  const size = (/** @type {Placing} */ view) => Math.max(box[2] - box[0], box[3] - box[1]) * view.scale;
  return {
    box,
    size,
    covers: (x, y, view) => inBox(box, x, y, view) && probe().isPointInPath(pathOf(view), x, y, "evenodd"),
    draw(ctx, view, kind, form, chosen) {
      if (!inView(box, view)) return;
      if (size(view) < 2 * LEAST_DISC) {
        const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
        stampDisc(ctx, middle[0] * view.scale - view.left, middle[1] * view.scale - view.top, LEAST_DISC, kind, form);
        return;
      }
      const path = pathOf(view);
      const colour = colourOf(kindVariable(kind));
      ctx.globalAlpha = (country ? 0.22 : form === FILLED ? 0.6 : 0.42) + (chosen ? 0.3 : 0);
      ctx.fillStyle = hatchOf(ctx, colour, country ? 2 * HATCH : HATCH);
      ctx.fill(path, "evenodd");
      ctx.globalAlpha = chosen ? 1 : country ? 0.5 : 0.75;
      ctx.lineWidth = chosen ? 2.2 : 1.1;
      ctx.strokeStyle = colour;
      ctx.setLineDash(form === DASHED ? [5, 5] : []);
      ctx.stroke(path);
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
    },
  };
}

/** @type {CanvasRenderingContext2D | null} */
let tried = null;

// A canvas that nothing is drawn on, to ask whether a point lies in a path.
function probe() {
  if (!tried) tried = contextOf(document.createElement("canvas"));
  return tried;
}

/**
 * @param {number[]} box
 * @param {number} x
 * @param {number} y
 * @param {Placing} view
 */
function inBox(box, x, y, view) {
  return x >= box[0] * view.scale - view.left && x <= box[2] * view.scale - view.left &&
    y >= box[1] * view.scale - view.top && y <= box[3] * view.scale - view.top;
}

/** @type {Map<string, CanvasPattern>} */
const hatches = new Map();

/**
 * Lines at half a right angle, apart by `step` pixels.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 * @param {number} step
 */
function hatchOf(ctx, colour, step) {
  const ratio = window.devicePixelRatio || 1;
  const key = colour + step + ratio;
  let pattern = hatches.get(key);
  if (!pattern) {
    const side = Math.round(step * ratio);
    const tile = new OffscreenCanvas(side, side);
    const to = /** @type {OffscreenCanvasRenderingContext2D} */ (tile.getContext("2d"));
    to.strokeStyle = colour;
    to.lineWidth = 1.3 * ratio;
    // Three strokes, so that the lines meet at the corners of the tiles.
    for (const shift of [-side, 0, side]) {
      to.beginPath();
      to.moveTo(shift, side);
      to.lineTo(shift + side, 0);
      to.stroke();
    }
    pattern = /** @type {CanvasPattern} */ (ctx.createPattern(/** @type {any} */ (tile), "repeat"));
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    hatches.set(key, pattern);
  }
  return pattern;
}

/**
 * A disc of some kilometres: on the map's plane an ellipse, a little off its centre towards the pole.
 * @param {L.Map} map
 * @param {number} lat
 * @param {number} lon
 * @param {number} km
 * @returns {Ground}
 */
function discGround(map, lat, lon, km) {
  const reach = km / KM_A_DEGREE;
  const north = onPlane(map, Math.min(90, lat + reach), lon);
  const south = onPlane(map, Math.max(-90, lat - reach), lon);
  const x = north.x;
  const y = (north.y + south.y) / 2;
  const half = Math.max(Math.abs(south.y - north.y) / 2, 1e-9);
  const radiusOf = (/** @type {Placing} */ view) => Math.max(LEAST_DISC, Math.round(half * view.scale));
  /** @type {Box} */
  const box = [x - half, y - half, x + half, y + half];
  return {
    box,
    size: (view) => 2 * radiusOf(view),
    covers: (atX, atY, view) =>
      Math.hypot(x * view.scale - view.left - atX, y * view.scale - view.top - atY) <= radiusOf(view),
    draw(ctx, view, kind, form, chosen) {
      const radius = radiusOf(view);
      const [atX, atY] = [x * view.scale - view.left, y * view.scale - view.top];
      if (!reaches(atX, atY, radius, view)) return;
      if (radius <= LARGEST_STAMP) stampDisc(ctx, atX, atY, radius, kind, form);
      else strokeWide(ctx, atX, atY, radius, kind, form);
      if (!chosen) return;
      ctx.beginPath();
      ctx.arc(atX, atY, radius, 0, 2 * Math.PI);
      ctx.lineWidth = 2.2;
      ctx.strokeStyle = colourOf(kindVariable(kind));
      ctx.stroke();
    },
  };
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {View} view
 */
function reaches(x, y, radius, view) {
  const { min, max } = view.bounds;
  return x + radius >= min.x && x - radius <= max.x && y + radius >= min.y && y - radius <= max.y;
}

// A disc that fills the screen would drown all in it: its edge, and a breath of its colour.
/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} kind
 * @param {number} form
 */
function strokeWide(ctx, x, y, radius, kind, form) {
  const colour = colourOf(kindVariable(kind));
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 0.8;
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = colour;
  ctx.setLineDash(form === DASHED ? [3, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** Draw the hatches anew: their colours have changed. */
export function forgetHatches() {
  hatches.clear();
}
