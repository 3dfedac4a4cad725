// Drawing straight onto Leaflet's canvases. Leaflet's own paths would make an object of every corner and mark, and ask
// for a redraw for each; here one path is a whole layer, and it is drawn once however much of it has changed.

export const Drawing = L.Path.extend({
  initialize(draw, options) {
    L.setOptions(this, Object.assign({ interactive: false }, options));
    this._draw = draw;
  },
  redraw() {
    if (this._map) this._renderer._requestRedraw(this);
    return this;
  },
  // What stands where: x * scale - left and y * scale - top, for corners in the map's plane at zoom 0.
  place() {
    const crs = this._map.options.crs;
    const origin = this._map.getPixelOrigin();
    return { scale: crs.scale(this._map.getZoom()) / crs.scale(0), left: origin.x, top: origin.y };
  },
  _project() {},
  _update() {
    this._pxBounds = this._renderer._bounds;
  },
  _updatePath() {
    if (!this._renderer._drawing) return;
    this._draw(this._renderer._ctx, Object.assign(this.place(), { bounds: this._renderer._bounds }));
  },
});

// Give a canvas of our own its size in CSS pixels, and wipe it. A canvas that keeps its size keeps its memory.
export function sizeCanvas(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const ctx = canvas.getContext("2d");
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

export function onPlane(map, lat, lon) {
  return map.options.crs.latLngToPoint(new L.LatLng(lat, lon), 0);
}

const MAP_ENDS = -85000; // thousandths of a degree: Mercator shows nothing south of it

// A line or ring of whole thousandths of a degree, each number the step from the corner before. Its steps along the
// frame, along which the detailed area was cut out, are no borders, nor are those where the map itself ends.
export function unpackLine(map, steps, frame) {
  const count = steps.length / 2;
  const line = { x: new Float64Array(count), y: new Float64Array(count), cut: new Uint8Array(count) };
  const edges = frame ? frame.map((edge) => Math.round(edge * 1000)) : [];
  const onMeridian = (x) => x === edges[0] || x === edges[2] || Math.abs(x) === 180000;
  const onParallel = (y) => y === edges[1] || y === edges[3];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < count; i += 1) {
    const lonBefore = lon;
    const latBefore = lat;
    lon += steps[2 * i];
    lat += steps[2 * i + 1];
    const point = onPlane(map, lat / 1000, lon / 1000);
    line.x[i] = point.x;
    line.y[i] = point.y;
    line.cut[i] = i && ((lon === lonBefore && onMeridian(lon)) || (lat === latBefore && onParallel(lat)) ||
      (lat <= MAP_ENDS && latBefore <= MAP_ENDS)) ? 1 : 0;
  }
  line.box = boxOf(line);
  return line;
}

function boxOf(line) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < line.x.length; i += 1) {
    box[0] = Math.min(box[0], line.x[i]);
    box[1] = Math.min(box[1], line.y[i]);
    box[2] = Math.max(box[2], line.x[i]);
    box[3] = Math.max(box[3], line.y[i]);
  }
  return box;
}

export function inView(box, view) {
  return box[2] * view.scale - view.left >= view.bounds.min.x && box[0] * view.scale - view.left <= view.bounds.max.x &&
    box[3] * view.scale - view.top >= view.bounds.min.y && box[1] * view.scale - view.top <= view.bounds.max.y;
}

const LEAST_STEP = 0.6; // pixels: a corner nearer than this to the one before is not seen

// Add a closed ring to the path.
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

// Add what can be seen of a line to the path: dashes along what cannot would take long.
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

export function fillPolygons(ctx, polygons, view) {
  ctx.beginPath();
  for (const rings of polygons) if (inView(rings[0].box, view)) rings.forEach((ring) => traceRing(ctx, ring, view));
  ctx.fill("evenodd");
}

export function strokeLines(ctx, lines, view) {
  ctx.beginPath();
  for (const line of lines) if (inView(line.box, view)) traceLine(ctx, line, view);
  ctx.stroke();
}
