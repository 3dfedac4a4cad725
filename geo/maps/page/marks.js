// One mark a place, drawn on one canvas: size by number of claims, colour and form by what most of them say.

// What a place is drawn as besides its mark: nothing, a disc (1), a region (2), a country (3).
const AREA = 2;
const COUNTRY = 3;

const Mark = L.CircleMarker.extend({
  _updatePath() {
    if (!this.options.shown) return;
    if (this.options.area) drawDiamond(this._renderer, this);
    else this._renderer._updateCircle(this);
    if (this.options.chosen) drawHalo(this._renderer, this);
  },
});

function drawDiamond(renderer, mark) {
  const ctx = renderer._ctx;
  const p = mark._point;
  const r = mark._radius + 2;
  if (!renderer._drawing || mark._empty()) return;
  ctx.beginPath();
  ctx.moveTo(p.x, p.y - r);
  ctx.lineTo(p.x + r, p.y);
  ctx.lineTo(p.x, p.y + r);
  ctx.lineTo(p.x - r, p.y);
  ctx.closePath();
  renderer._fillStroke(ctx, mark);
}

function drawHalo(renderer, mark) {
  const ctx = renderer._ctx;
  if (!renderer._drawing) return;
  ctx.save();
  ctx.beginPath();
  ctx.arc(mark._point.x, mark._point.y, mark._radius + 5, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = colourOf("--ink");
  ctx.stroke();
  ctx.restore();
}

// The page's colours stand in its style sheet; asking for one is dear, so each is asked for once until they change.
let colours = {};

function colourOf(name) {
  if (!(name in colours)) colours[name] = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return colours[name];
}

function forgetColours() {
  colours = {};
}

function kindVariable(kind) {
  return "--kind-" + kind.replace(/_/g, "-");
}

function markRadius(count, crowd) {
  return Math.max(3, Math.min(26, 4.5 + 2 * Math.sqrt(count)) * crowd);
}

// Many places are drawn smaller until one zooms in on them.
function crowding(shown, zoomedIn) {
  return Math.min(1, Math.max(0.3, Math.sqrt(250 / Math.max(1, shown)) * Math.pow(2, zoomedIn / 2)));
}

// What most of a place's chosen claims are; between equals the less sure form, so that nothing looks surer than told.
function tally(data, choice, p) {
  const kinds = new Array(data.kinds.length).fill(0);
  const forms = { dashed: 0, ring: 0, filled: 0 };
  let count = 0;
  for (let n = data.places.first[p]; n < data.places.first[p + 1]; n += 1) {
    if (!choice.holds(n)) continue;
    count += 1;
    kinds[data.kind[n]] += 1;
    forms[FORMS[data.statuses[data.status[n]]]] += 1;
  }
  let form = "dashed";
  if (forms.ring > forms[form]) form = "ring";
  if (forms.filled > forms[form]) form = "filled";
  return { count: count, kind: data.kinds[kinds.indexOf(Math.max.apply(null, kinds))], form: form };
}

function markStyle(summary, area) {
  const colour = colourOf(kindVariable(summary.kind));
  const filled = summary.form === "filled" && !area;
  return {
    color: filled ? colourOf("--land") : colour,
    weight: filled ? 1.5 : 3,
    dashArray: summary.form === "dashed" ? "4 4" : null,
    fillColor: filled ? colour : colourOf("--land"),
    fillOpacity: filled ? 0.92 : 0.75,
    opacity: 1,
  };
}

// A whole country is only tinted, so that it does not drown the regions and places in it.
function groundStyle(summary, shown, chosen, country) {
  const colour = colourOf(kindVariable(summary.kind));
  return {
    stroke: shown && (chosen || !country),
    fill: shown,
    color: colour,
    fillColor: colour,
    weight: chosen ? 2 : 1,
    opacity: chosen ? 0.9 : 0.45,
    fillOpacity: chosen ? 0.16 : country ? 0.035 : 0.08,
    dashArray: summary.form === "dashed" ? "3 4" : null,
  };
}

function makeMarks(map, data, choice, outlines) {
  map.createPane("claimmap-areas").style.zIndex = 380;
  map.createPane("claimmap-marks").style.zIndex = 450;
  // Clicks are found by distance, so the canvases let the pointer through to a user's own layers.
  map.getPane("claimmap-areas").style.pointerEvents = "none";
  map.getPane("claimmap-marks").style.pointerEvents = "none";
  const areas = L.canvas({ pane: "claimmap-areas", padding: 0.3 });
  const canvas = L.canvas({ pane: "claimmap-marks", padding: 0.3 });
  const places = data.places;
  const order = places.lat.map((_, p) => p);
  order.sort((a, b) => places.first[b + 1] - places.first[b] - (places.first[a + 1] - places.first[a]) || a - b);
  const marks = [];
  const grounds = [];
  for (const p of order) {
    const where = [places.lat[p], places.lon[p]];
    if (places.shape[p] >= 0) {
      grounds[p] = L.polygon(unpackPolygons(outlines[places.shape[p]]), { renderer: areas, interactive: false });
    } else if (places.area[p] && places.radius[p]) {
      grounds[p] = L.circle(where, { radius: places.radius[p] * 1000, renderer: areas, interactive: false });
    }
    if (grounds[p]) grounds[p].addTo(map);
    marks[p] = new Mark(where, {
      renderer: canvas, interactive: false, area: places.area[p] >= AREA, shown: false, chosen: false,
    }).addTo(map);
  }

  const layer = { summaries: [], chosen: -1, marks: marks, order: order, crowd: 1, home: null };
  layer.update = function () {
    const summaries = marks.map((_, p) => tally(data, choice, p));
    const shownPlaces = summaries.filter((summary) => summary.count).length;
    const crowd = crowding(shownPlaces, layer.home === null ? 0 : map.getZoom() - layer.home);
    layer.restyled = layer.restyled || crowd !== layer.crowd;
    layer.crowd = crowd;
    layer.summaries = marks.map((mark, p) => {
      const summary = summaries[p];
      const before = layer.summaries[p];
      const chosen = p === layer.chosen;
      const shown = summary.count > 0;
      const same = before && before.count === summary.count && before.kind === summary.kind &&
        before.form === summary.form && mark.options.chosen === chosen;
      if (same && !layer.restyled) return summary;
      mark.options.shown = shown;
      mark.options.chosen = chosen;
      if (shown) {
        L.setOptions(mark, markStyle(summary, mark.options.area));
        mark.setRadius(markRadius(summary.count, crowd));
      }
      mark.setStyle({});
      if (chosen) mark.bringToFront();
      if (grounds[p]) {
        grounds[p].setStyle(groundStyle(summary, shown, chosen, places.area[p] === COUNTRY));
      }
      return summary;
    });
    layer.restyled = false;
  };
  // The place whose mark is under the point, the nearest where several are; -1 where none is.
  layer.at = function (point, slack) {
    let best = -1;
    let least = Infinity;
    marks.forEach((mark, p) => {
      if (!mark.options.shown || !mark._point) return;
      const distance = mark._point.distanceTo(point);
      if (distance <= mark.getRadius() + slack && distance < least) {
        best = p;
        least = distance;
      }
    });
    return best;
  };
  return layer;
}
