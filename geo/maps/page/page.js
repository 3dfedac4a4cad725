// @ts-nocheck
// Start: read the data, draw, and tie the parts together.

import { drawBasemap } from "./basemap.js";
import { makePanel } from "./card.js";
import { inflate, makeChoice, makeTexts, readClaims } from "./data.js";
import { makeLabels } from "./labels.js";
import { makeLegend } from "./legend.js";
import { forgetColours, makeMarks } from "./marks.js";
import { makeTimeline } from "./timeline.js";
import { counted, daysInWords, make } from "./words.js";

function fitClaims(map, data, basemap) {
  if (!basemap.view) return;
  const v = basemap.view;
  const legend = document.getElementById("legend");
  const beside = legend.open && map.getSize().x > 900 ? legend.offsetWidth : 0;
  const room = { paddingTopLeft: [50, 30], paddingBottomRight: [30 + beside, 40], maxZoom: 11, animate: false };
  map.fitBounds([[v[1], v[0]], [v[3], v[2]]], room);
}

function summaryInWords(data) {
  const parts = [counted(data.total, "claim"), counted(data.articles, "article")];
  if (data.days.length) parts.push(daysInWords(data.days[0], data.days[data.days.length - 1]));
  return parts.join(" \u00b7 ");
}

function listen(map, data, layer, panel, show) {
  const touch = window.matchMedia("(pointer: coarse)").matches;
  const slack = touch ? 10 : 3;
  const tip = L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "claimmap-tip" });
  map.on("click", (event) => {
    const p = layer.at(map.latLngToLayerPoint(event.latlng), slack);
    if (p >= 0) show(p);
  });
  if (!touch) {
    map.on("mousemove", (event) => {
      const p = layer.at(map.latLngToLayerPoint(event.latlng), slack);
      map.getContainer().classList.toggle("over-mark", p >= 0);
      if (p < 0) {
        tip.remove();
        return;
      }
      tip.setLatLng([data.places.lat[p], data.places.lon[p]]);
      tip.setContent(make("span", "", data.places.name[p] + ": " + counted(layer.summaries[p].count, "claim")));
      if (!map.hasLayer(tip)) tip.addTo(map);
    });
    map.on("mouseout", () => tip.remove());
  }
  document.getElementById("open-places").addEventListener("click", () => show("places"));
  document.getElementById("open-unplaced").addEventListener("click", () => show("unplaced"));
  document.getElementById("panel-close").addEventListener("click", () => show(null));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
  });
}

function furnish(map) {
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(
    "Claims, not facts. Borders: Natural Earth; places: GeoNames (CC BY 4.0); Leaflet");
  L.control.scale({ imperial: false }).addTo(map);
}

async function start() {
  const app = document.getElementById("app");
  const map = window[app.dataset.map];
  const [packed, basemap, outlines] = await Promise.all(
    ["claimmap-claims", "claimmap-basemap", "claimmap-outlines"].map(inflate));
  const data = readClaims(packed);
  const choice = makeChoice(data);
  document.getElementById("summary").textContent = summaryInWords(data);
  furnish(map);
  const legend = makeLegend(data, choice, () => update());
  // Where the map looks is settled before anything is drawn on it, or all would be drawn twice.
  map.invalidateSize({ animate: false });
  if (app.dataset.view !== "kept") fitClaims(map, data, basemap);
  const paint = drawBasemap(map, basemap);
  const layer = makeMarks(map, data, choice, outlines);
  map.on("zoomend", layer.resize);
  const drawLabels = makeLabels(map, data, layer, basemap);
  const texts = makeTexts(data);

  function show(view) {
    const placed = typeof view === "number";
    layer.chosen = placed ? view : -1;
    if (view === null) panel.close();
    else panel.open(view);
    map.invalidateSize({ pan: false, animate: false });
    makeRoom(view === null);
    layer.redraw();
    if (placed) map.panInside([data.places.lat[view], data.places.lon[view]], panelPadding());
    drawLabels();
  }
  // Beside an open panel the legend would cover the map: it folds, and opens again as it was.
  function makeRoom(closed) {
    if (closed) {
      if (legend.dataset.folded) legend.open = true;
      delete legend.dataset.folded;
    } else if (legend.open && map.getSize().x < 1000) {
      legend.dataset.folded = "true";
      legend.open = false;
    }
  }
  function panelPadding() {
    const sheet = document.getElementById("panel").getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const covered = sheet.left <= frame.left + 1 ? Math.max(0, frame.bottom - sheet.top) : 0;
    return { paddingTopLeft: [50, 50], paddingBottomRight: [50, 50 + covered], animate: false };
  }
  function update() {
    layer.update();
    const unplaced = choice.numbers(data.placed, data.total).length;
    const places = layer.summaries.filter((summary) => summary.count).length;
    document.querySelector("#open-places .count").textContent = places.toLocaleString("en-GB");
    document.querySelector("#open-unplaced .count").textContent = unplaced.toLocaleString("en-GB");
    panel.refresh();
    drawLabels();
  }
  const panel = makePanel(data, choice, texts, layer, show);
  const showDays = makeTimeline(data, choice, update);
  listen(map, data, layer, panel, show);
  legend.addEventListener("toggle", drawLabels);
  const repaint = () => {
    forgetColours();
    paint();
    layer.redraw();
    showDays();
    drawLabels();
  };
  window.addEventListener("resize", showDays);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  update();
  showDays();
  app.dataset.ready = "true";
}

start().catch((error) => {
  const notice = document.getElementById("notice");
  notice.hidden = false;
  notice.textContent = typeof DecompressionStream === "undefined"
    ? "This browser is too old to open the claims in this page."
    : "The claims in this page cannot be read: " + error.message;
  throw error;
});
