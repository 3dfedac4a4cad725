// Drawing straight onto Leaflet's canvases. Leaflet's own paths would make an object of every corner and mark, and ask
// for a redraw for each; here one path is a whole layer, and it is drawn once however much of it has changed.

/**
 * Where the map's plane stands on the canvas: x * scale - left and y * scale - top, for corners in the plane at zoom 0.
 * @typedef {{ scale: number, left: number, top: number }} Placing
 */

/** @typedef {Placing & { bounds: { min: L.Point, max: L.Point } }} View A placing, and what of the canvas is seen. */

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box In the map's plane at zoom 0. */

/** @typedef {[west: number, south: number, east: number, north: number]} Edges In degrees. */

/**
 * A line or ring in the map's plane at zoom 0; `cut` is 1 at a corner where the step that leads to it is no border.
 * @typedef {{ x: Float64Array, y: Float64Array, cut: Uint8Array, box: Box }} Line
 */

/** @typedef {(ctx: CanvasRenderingContext2D, view: View) => void} Draw */

/** One layer that draws itself as a whole onto the canvas of its renderer. */
export class Drawing extends L.Path {
  /**
   * @param {Draw} draw
   * @param {L.PathOptions} options With the canvas to draw on as `renderer`.
   */
  constructor(draw, options) {
    super();
    L.Util.setOptions(this, { interactive: false, ...options });
    this._draw = draw;
  }

  redraw() {
    if (this._map) this._renderer._requestRedraw(this);
    return this;
  }

  /** @returns {Placing} */
  place() {
    const crs = crsOf(this._map);
    const origin = this._map.getPixelOrigin();
    return { scale: crs.scale(this._map.getZoom()) / crs.scale(0), left: origin.x, top: origin.y };
  }

  // Leaflet's renderer calls these three by name.
  _project() {}

  _update() {
    this._pxBounds = this._renderer._bounds;
  }

  _updatePath() {
    if (!this._renderer._drawing) return;
    this._draw(this._renderer._ctx, { ...this.place(), bounds: this._renderer._bounds });
  }
}

/**
 * Give a canvas of our own its size in CSS pixels, and wipe it. A canvas that keeps its size keeps its memory.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function sizeCanvas(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const ctx = contextOf(canvas);
  const wide = Math.round(width * ratio);
  const tall = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== tall) {
    canvas.width = wide;
    canvas.height = tall;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, wide, tall);
  ctx.scale(ratio, ratio);
}

/**
 * Return what draws on a canvas in two dimensions.
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("a canvas has no 2d context");
  return ctx;
}

/**
 * @param {L.Map} map
 * @returns {L.CRS}
 */
function crsOf(map) {
  return map.options.crs ?? L.CRS.EPSG3857;
}

/**
 * Return where a place (degrees) stands in the map's plane at zoom 0.
 * @param {L.Map} map
 * @param {number} lat
 * @param {number} lon
 * @returns {L.Point}
 */
export function onPlane(map, lat, lon) {
  return crsOf(map).latLngToPoint(new L.LatLng(lat, lon), 0);
}

const MAP_ENDS = -85000; // thousandths of a degree: Mercator shows nothing south of it

/**
 * Unpack a line or ring of whole thousandths of a degree, each number the step from the corner before. Its steps along
 * the frame (degrees), along which the detailed area was cut out, are no borders, nor are those where the map ends.
 * @param {L.Map} map
 * @param {number[]} steps Longitude and latitude in turn.
 * @param {Edges | null} [frame]
 * @returns {Line}
 */
export function unpackLine(map, steps, frame) {
  const count = steps.length / 2;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const cut = new Uint8Array(count);
  const edges = frame ? frame.map((edge) => Math.round(edge * 1000)) : [];
  /** @param {number} at */
  const onMeridian = (at) => at === edges[0] || at === edges[2] || Math.abs(at) === 180000;
  /** @param {number} at */
  const onParallel = (at) => at === edges[1] || at === edges[3];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < count; i += 1) {
    const lonBefore = lon;
    const latBefore = lat;
    lon += steps[2 * i];
    lat += steps[2 * i + 1];
    const point = onPlane(map, lat / 1000, lon / 1000);
    x[i] = point.x;
    y[i] = point.y;
    cut[i] = i && ((lon === lonBefore && onMeridian(lon)) || (lat === latBefore && onParallel(lat)) ||
      (lat <= MAP_ENDS && latBefore <= MAP_ENDS)) ? 1 : 0;
  }
  return { x, y, cut, box: boxOf(x, y) };
}

/**
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @returns {Box}
 */
function boxOf(x, y) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i += 1) {
    box[0] = Math.min(box[0], x[i]);
    box[1] = Math.min(box[1], y[i]);
    box[2] = Math.max(box[2], x[i]);
    box[3] = Math.max(box[3], y[i]);
  }
  return box;
}

/**
 * Whether anything of a box may be seen.
 * @param {Box} box
 * @param {View} view
 */
export function inView(box, view) {
  const { min, max } = view.bounds;
  return box[2] * view.scale - view.left >= min.x && box[0] * view.scale - view.left <= max.x &&
    box[3] * view.scale - view.top >= min.y && box[1] * view.scale - view.top <= max.y;
}

const LEAST_STEP = 0.6; // pixels: a corner nearer than this to the one before is not seen

/**
 * Add a closed ring to the path.
 * @param {CanvasPath} ctx
 * @param {Line} ring
 * @param {Placing} view
 */
function traceRing(ctx, ring, view) {
  let x = Infinity;
  let y = Infinity;
  for (let i = 0; i < ring.x.length; i += 1) {
    const nextX = ring.x[i] * view.scale - view.left;
    const nextY = ring.y[i] * view.scale - view.top;
    if (Math.abs(nextX - x) + Math.abs(nextY - y) < LEAST_STEP) continue;
    x = nextX;
    y = nextY;
    if (i) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
  }
  ctx.closePath();
}

/**
 * Add what can be seen of a line to the path: dashes along what cannot would take long.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Line} line
 * @param {View} view
 */
function traceLine(ctx, line, view) {
  const { min, max } = view.bounds;
  const last = line.x.length - 1;
  let x = line.x[0] * view.scale - view.left;
  let y = line.y[0] * view.scale - view.top;
  let down = false;
  for (let i = 1; i <= last; i += 1) {
    const nextX = line.x[i] * view.scale - view.left;
    const nextY = line.y[i] * view.scale - view.top;
    if (i < last && !line.cut[i] && Math.abs(nextX - x) + Math.abs(nextY - y) < LEAST_STEP) continue;
    const seen = !line.cut[i] && Math.max(x, nextX) >= min.x && Math.min(x, nextX) <= max.x &&
      Math.max(y, nextY) >= min.y && Math.min(y, nextY) <= max.y;
    if (seen && !down) ctx.moveTo(x, y);
    if (seen) ctx.lineTo(nextX, nextY);
    down = seen;
    x = nextX;
    y = nextY;
  }
}

/**
 * Fill polygons, each its outer ring and then its holes, in the colour that is set.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Line[][]} polygons
 * @param {View} view
 */
export function fillPolygons(ctx, polygons, view) {
  ctx.beginPath();
  for (const rings of polygons) if (inView(rings[0].box, view)) rings.forEach((ring) => traceRing(ctx, ring, view));
  ctx.fill("evenodd");
}

/**
 * The path of polygons, each its outer ring and then its holes, wherever the map looks: it can be kept while dragged.
 * @param {Line[][]} polygons
 * @param {Placing} placing
 * @returns {Path2D}
 */
export function pathOfPolygons(polygons, placing) {
  const path = new Path2D();
  for (const rings of polygons) rings.forEach((ring) => traceRing(path, ring, placing));
  return path;
}

/**
 * Draw along lines as it is set how.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Line[]} lines
 * @param {View} view
 */
export function strokeLines(ctx, lines, view) {
  ctx.beginPath();
  for (const line of lines) if (inView(line.box, view)) traceLine(ctx, line, view);
  ctx.stroke();
}
