// @ts-nocheck
// One mark a place: size by number of claims, colour and form by what most of them say.

import { Drawing, fillPolygons, inView, onPlane, strokeLines, unpackLine } from "./drawing.js";
import { FORMS } from "./words.js";

// What a place is drawn as besides its mark: nothing, a disc (1), a region (2), a country (3).
const AREA = 2;
const COUNTRY = 3;
const WIDE_KM = 60; // as much as a region

const LEAST_SURE_FIRST = ["dashed", "ring", "filled"];
const NO_CLAIMS = { count: 0 };

// The page's colours stand in its style sheet; asking for one is dear, so each is asked for once until they change.
let colours = {};

export function colourOf(name) {
  if (!(name in colours)) colours[name] = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return colours[name];
}

export function forgetColours() {
  colours = {};
}

export function kindVariable(kind) {
  return "--kind-" + kind.replace(/_/g, "-");
}

export function markRadius(count, crowd) {
  return Math.max(3, Math.min(26, 4.5 + 2 * Math.sqrt(count)) * crowd);
}

// Many places are drawn smaller until one zooms in on them.
function crowding(shown, zoomedIn) {
  return Math.min(1, Math.max(0.3, Math.sqrt(250 / Math.max(1, shown)) * Math.pow(2, zoomedIn / 2)));
}

// What most of each place's chosen claims are; between equals the less sure form: nothing may look surer than told.
// One run over all claims at every step of the slider: hence typed arrays and no objects but the summaries.
function tally(data, choice) {
  const { first } = data.places;
  const forms = data.statuses.map((status) => LEAST_SURE_FIRST.indexOf(FORMS[status]));
  const ofKind = new Uint32Array(data.kinds.length);
  const ofForm = new Uint32Array(LEAST_SURE_FIRST.length);
  return data.places.lat.map((_, p) => {
    let count = 0;
    for (let n = first[p]; n < first[p + 1]; n += 1) {
      if (!choice.holds(n)) continue;
      if (!count) {
        ofKind.fill(0);
        ofForm.fill(0);
      }
      count += 1;
      ofKind[data.kind[n]] += 1;
      ofForm[forms[data.status[n]]] += 1;
    }
    if (!count) return NO_CLAIMS;
    return { count, kind: data.kinds[mostOf(ofKind)], form: LEAST_SURE_FIRST[mostOf(ofForm)] };
  });
}

// The number of the largest count, the first of equals.
function mostOf(counts) {
  let best = 0;
  for (let k = 1; k < counts.length; k += 1) if (counts[k] > counts[best]) best = k;
  return best;
}

function drawMark(ctx, x, y, radius, summary, area) {
  const colour = colourOf(kindVariable(summary.kind));
  const filled = summary.form === "filled" && !area;
  ctx.beginPath();
  if (area) {
    const reach = radius + 2;
    ctx.moveTo(x, y - reach);
    ctx.lineTo(x + reach, y);
    ctx.lineTo(x, y + reach);
    ctx.lineTo(x - reach, y);
    ctx.closePath();
  } else {
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.globalAlpha = filled ? 0.92 : 0.75;
  ctx.fillStyle = filled ? colour : colourOf("--land");
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash(summary.form === "dashed" ? [4, 4] : []);
  ctx.lineWidth = filled ? 1.5 : 3;
  ctx.strokeStyle = filled ? colourOf("--land") : colour;
  ctx.stroke();
}

function drawHalo(ctx, x, y, radius) {
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, radius + 5, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = colourOf("--ink");
  ctx.stroke();
}

// How far off a place may be. A whole country is outlined only while it is chosen, and a wide disc filled only then:
// they would drown all that is in them.
function drawGround(ctx, view, ground, summary, chosen, country) {
  if (country && !chosen) return;
  const colour = colourOf(kindVariable(summary.kind));
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = chosen ? 2 : 1;
  ctx.setLineDash(summary.form === "dashed" ? [3, 4] : []);
  ctx.globalAlpha = chosen ? 0.16 : 0.08;
  if (!country && (chosen || !ground.wide)) ground.fill(ctx, view);
  ctx.globalAlpha = chosen ? 0.9 : 0.45;
  ground.stroke(ctx, view);
}

function outlineGround(polygons) {
  const rings = polygons.flat();
  return {
    wide: false,
    fill: (ctx, view) => fillPolygons(ctx, polygons, view),
    stroke: (ctx, view) => strokeLines(ctx, rings, view),
  };
}

// A disc of some kilometres is an ellipse on the map's plane, a little off its centre towards the pole.
function discGround(map, lat, lon, km) {
  const reach = km / 111.2; // degrees of latitude
  const north = onPlane(map, Math.min(90, lat + reach), lon);
  const south = onPlane(map, Math.max(-90, lat - reach), lon);
  const east = onPlane(map, lat, lon + reach / Math.max(0.01, Math.cos(lat * Math.PI / 180)));
  const x = north.x;
  const y = (north.y + south.y) / 2;
  const wide = Math.abs(east.x - x);
  const tall = Math.abs(south.y - north.y) / 2;
  const box = [x - wide, y - tall, x + wide, y + tall];
  const trace = (ctx, view) => {
    ctx.beginPath();
    ctx.ellipse(
      x * view.scale - view.left, y * view.scale - view.top, wide * view.scale, tall * view.scale, 0, 0, 2 * Math.PI);
  };
  const drawn = (finish) => (ctx, view) => {
    if (!inView(box, view)) return;
    trace(ctx, view);
    finish(ctx);
  };
  return { wide: km > WIDE_KM, fill: drawn((ctx) => ctx.fill()), stroke: drawn((ctx) => ctx.stroke()) };
}

function makeGrounds(map, places, outlines) {
  const shapes = outlines.map((polygons) => outlineGround(
    polygons.map((rings) => rings.map((ring) => unpackLine(map, ring)))));
  return places.lat.map((lat, p) => {
    if (places.shape[p] >= 0) return shapes[places.shape[p]];
    if (places.area[p] && places.area[p] !== COUNTRY && places.radius[p]) {
      return discGround(map, lat, places.lon[p], places.radius[p]);
    }
    return null;
  });
}

function addCanvas(map, pane, zIndex, draw) {
  map.createPane(pane).style.zIndex = zIndex;
  // Clicks are found by distance, so the canvases let the pointer through to a user's own layers.
  map.getPane(pane).style.pointerEvents = "none";
  return new Drawing(draw, { renderer: L.canvas({ pane, padding: 0.2 }) }).addTo(map);
}

export function makeMarks(map, data, choice, outlines) {
  const places = data.places;
  const order = places.lat.map((_, p) => p);
  order.sort((a, b) => places.first[b + 1] - places.first[b] - (places.first[a + 1] - places.first[a]) || a - b);
  const points = places.lat.map((lat, p) => onPlane(map, lat, places.lon[p]));
  const grounds = makeGrounds(map, places, outlines);
  const layer = { summaries: [], chosen: -1, order, crowd: 1, home: map.getZoom() };
  layer.shows = (p) => layer.summaries[p].count > 0;

  // The chosen place last, above the others.
  function eachShown(draw) {
    for (const p of order) if (p !== layer.chosen && layer.shows(p)) draw(p);
    if (layer.chosen >= 0 && layer.shows(layer.chosen)) draw(layer.chosen);
  }
  function drawMarks(ctx, view) {
    const edge = 40; // pixels: more than the largest mark reaches
    eachShown((p) => {
      const x = points[p].x * view.scale - view.left;
      const y = points[p].y * view.scale - view.top;
      if (x < view.bounds.min.x - edge || x > view.bounds.max.x + edge) return;
      if (y < view.bounds.min.y - edge || y > view.bounds.max.y + edge) return;
      const radius = markRadius(layer.summaries[p].count, layer.crowd);
      drawMark(ctx, x, y, radius, layer.summaries[p], places.area[p] >= AREA);
      if (p === layer.chosen) drawHalo(ctx, x, y, radius);
    });
  }
  function drawGrounds(ctx, view) {
    eachShown((p) => {
      if (!grounds[p]) return;
      drawGround(ctx, view, grounds[p], layer.summaries[p], p === layer.chosen, places.area[p] === COUNTRY);
    });
  }

  layer.summaries = order.map(() => NO_CLAIMS);
  const areas = addCanvas(map, "claimmap-areas", 380, drawGrounds);
  const marks = addCanvas(map, "claimmap-marks", 450, drawMarks);
  layer.redraw = function () {
    areas.redraw();
    marks.redraw();
  };
  layer.update = function () {
    layer.summaries = tally(data, choice);
    layer.resize();
  };
  layer.resize = function () {
    const shown = layer.summaries.filter((summary) => summary.count).length;
    layer.crowd = crowding(shown, map.getZoom() - layer.home);
    layer.redraw();
  };
  // The place whose mark is under the point, the nearest where several are; -1 where none is.
  layer.at = function (point, slack) {
    const view = marks.place();
    let best = -1;
    let least = Infinity;
    for (const p of order) {
      if (!layer.shows(p)) continue;
      const distance = Math.hypot(
        points[p].x * view.scale - view.left - point.x, points[p].y * view.scale - view.top - point.y);
      if (distance <= markRadius(layer.summaries[p].count, layer.crowd) + slack && distance < least) {
        best = p;
        least = distance;
      }
    }
    return best;
  };
  return layer;
}
