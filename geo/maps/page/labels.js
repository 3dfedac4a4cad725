// @ts-nocheck
// Names on the map: the claims' own places first, then regions and countries, never one over another.

import { sizeCanvas } from "./drawing.js";
import { colourOf, markRadius } from "./marks.js";

const TRIED_LABELS = 250;

export function makeLabels(map, data, layer, basemap) {
  const canvas = L.DomUtil.create("canvas", "claimmap-labels leaflet-zoom-hide");
  map.createPane("claimmap-labels").style.zIndex = 460;
  map.getPane("claimmap-labels").style.pointerEvents = "none";
  map.getPane("claimmap-labels").appendChild(canvas);
  const ctx = canvas.getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const widths = new Map(); // measuring is dear, and the same names come again at every step
  const written = new Set(); // a region of a claim's own place's name is not named again
  let taken = [];
  let size = map.getSize();

  function put(font, spacing) {
    ctx.font = font;
    if ("letterSpacing" in ctx) ctx.letterSpacing = spacing;
  }

  function widthOf(text, style) {
    const key = style.font + style.spacing + text;
    let width = widths.get(key);
    if (width === undefined) {
      put(style.font, style.spacing);
      width = ctx.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  }

  const free = (box) => box[0] >= 2 && box[1] >= 2 && box[2] <= size.x - 2 && box[3] <= size.y - 2 &&
    taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);

  function write(text, style, at, height, spots) {
    const width = widthOf(text, style);
    for (const spot of spots(width)) {
      const box = [at.x + spot[0], at.y + spot[1] - height / 2, at.x + spot[0] + width, at.y + spot[1] + height / 2];
      if (!free(box)) continue;
      put(style.font, style.spacing);
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
    document.querySelectorAll("#stage .leaflet-control, #legend").forEach((control) => {
      const r = control.getBoundingClientRect();
      taken.push([r.left - frame.left - 4, r.top - frame.top - 4, r.right - frame.left + 4, r.bottom - frame.top + 4]);
    });
  }

  function writePlaces() {
    const seen = [];
    for (const p of layer.order) {
      if (!layer.shows(p)) continue;
      const at = map.latLngToContainerPoint([data.places.lat[p], data.places.lon[p]]);
      if (at.x < -30 || at.y < -30 || at.x > size.x + 30 || at.y > size.y + 30) continue;
      const { count } = layer.summaries[p];
      seen.push({ p, at, r: markRadius(count, layer.crowd), count });
    }
    seen.sort((a, b) => (b.p === layer.chosen) - (a.p === layer.chosen) || b.count - a.count || a.p - b.p);
    const marks = seen.slice(0, TRIED_LABELS);
    marks.forEach((m) => taken.push([m.at.x - m.r - 1, m.at.y - m.r - 1, m.at.x + m.r + 1, m.at.y + m.r + 1]));
    marks.forEach((m) => {
      const weight = m.p === layer.chosen ? "700" : "600";
      const style = { font: weight + " 12px " + family, spacing: "0px", colour: "--ink" };
      const gap = m.p === layer.chosen ? m.r + 9 : m.r + 5;
      const done = write(data.places.name[m.p], style, m.at, 15, (width) => [
        [gap, 0], [-gap - width, 0], [-width / 2, -gap - 5], [-width / 2, gap + 5],
      ]);
      if (done) written.add(data.places.name[m.p]);
    });
  }

  function writeGround(entries, style, upper) {
    entries.forEach((entry) => {
      if (written.has(entry[0])) return;
      const at = map.latLngToContainerPoint([entry[2], entry[1]]);
      const text = upper ? entry[0].toUpperCase() : entry[0];
      const wide = map.latLngToContainerPoint([entry[2], entry[1] + entry[3]]).x - at.x;
      if (wide < widthOf(text, style) * 1.15) return;
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) return;
      const done = write(text, style, at, 16, (width) => [[-width / 2, 0], [-width / 2, 16], [-width / 2, -16]]);
      if (done) written.add(entry[0]);
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
    writeGround(basemap.countries, { font: "600 12px " + family, spacing: "1px", colour: "--faint" }, true);
    writeGround(basemap.regions, { font: "11px " + family, spacing: "0px", colour: "--faint" }, false);
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
