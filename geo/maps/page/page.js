// Start: read the data, draw, and tie the parts together.

import { inflate, readWords } from "./blocks.js";
import { makeAddress } from "./address.js";
import { drawBasemap } from "./basemap.js";
import { makeChoice } from "./choice.js";
import { makeMenu, makeSearchBox, tellShown } from "./chrome.js";
import { placeOf, readData } from "./data.js";
import { makeDownloads } from "./downloads.js";
import { byId } from "./elements.js";
import { makeChips, makeFilters } from "./filters.js";
import { addEmbedded, furnish, lookAtAll, roomBesidePanel, sizeForPaper } from "./furniture.js";
import { applyState } from "./hash.js";
import { makeLabels } from "./labels.js";
import { makeMarks } from "./marks.js";
import { makePanel } from "./panel.js";
import { listenToMap } from "./pointer.js";
import { makeSearch } from "./search.js";
import { forgetColours } from "./signs.js";
import { WORDS } from "./strings.js";
import { makeTable } from "./table.js";
import { makeTally } from "./tally.js";
import { makeTimeline } from "./timeline.js";
import { makeViews } from "./views.js";

const WORDS_AFTER_MS = 100; // when the map has been painted
const WIDE = "(min-width: 1000px)"; // narrower, filters and panels are sheets over the map, as in frame.css

async function start() {
  const app = byId("app");
  const map = /** @type {L.Map} */ (/** @type {any} */ (window)[app.dataset.map || ""]);
  const [data, basemap, outlines, about] = await Promise.all([
    readData(), inflate("claimmap-basemap"), inflate("claimmap-outlines"), inflate("claimmap-about"),
  ]);
  const choice = makeChoice(data);
  let movesItself = false; // the map, and not by the reader's hand
  const address = makeAddress(map, data, choice);
  applyState(data, choice, address.state);
  app.classList.toggle("embedded", address.state.embed);
  const filters = byId("filters");
  filters.hidden = address.state.embed || !window.matchMedia(WIDE).matches;

  // Filled, it takes room from the map, and where that looks is settled by its room.
  const timeline = makeTimeline(byId("timeline"), data, choice);
  furnish(map, about);
  // Where the map looks is settled before anything is drawn on it, or all would be drawn twice.
  map.invalidateSize({ animate: false });
  look(basemap.view);
  const paint = drawBasemap(map, basemap, Boolean(about.tiles));
  const layer = makeMarks(map, data, makeTally(data, choice), outlines);
  const drawLabels = makeLabels(map, data, layer, basemap);
  const table = makeTable(byId("table"), data, choice, openClaim);
  const panel = makePanel({
    data, choice, layer, about, linkTo: address.linkTo, open: openClaim, openPlace,
    closed: () => go({ panel: "" }),
  });
  const shown = () => {
    drawLabels();
    tell();
  };
  const showOpen = makeViews({ data, layer, panel, table, address, resized, bring, shown });
  const box = makeSearchBox((words) => search.findSoon(words));
  const search = makeSearch(data, choice, box.tell);
  const downloads = makeDownloads(data, choice);
  const toggle = (/** @type {string} */ view) => () => go({ panel: address.state.open.panel === view ? "" : view });
  makeMenu({
    filters: toggleFilters, list: toggle("list"), places: toggle("places"), unplaced: toggle("unplaced"),
    about: toggle("about"), table: () => go({ table: !address.state.open.table }),
    csv: downloads.csv, geojson: downloads.geojson,
  });
  makeFilters(data, choice, { title: WORDS.legend, close: toggleFilters });
  makeChips(choice, {
    words() {
      forgetWords();
      choice.setWords("", null);
    },
    reset() {
      forgetWords();
      choice.reset();
    },
  });

  /** @param {[number, number, number, number] | null} all */
  function look(all) {
    const { centre, zoom } = address.state;
    if (centre) map.setView(centre, zoom, { animate: false });
    else if (app.dataset.view !== "kept") lookAtAll(map, all);
  }

  // As long as the reader has not moved the map, it shows all claims, however large it is.
  function resized() {
    byItself(() => {
      map.invalidateSize({ animate: false });
      if (!address.moved && layer.chosen < 0) look(basemap.view);
    });
  }

  /** @param {number} p */
  function bring(p) {
    byItself(() => map.panInside([data.places.lat[p], data.places.lon[p]], roomBesidePanel(map)));
  }

  /** @param {() => void} move */
  function byItself(move) {
    movesItself = true;
    move();
    movesItself = false;
  }

  function forgetWords() {
    search.stop();
    box.show("");
  }

  function toggleFilters() {
    filters.hidden = !filters.hidden;
    resized();
    tell();
    const opener = byId(address.state.embed ? "open-legend" : "open-filters");
    (filters.hidden ? opener : byId("filters-title")).focus({ preventScroll: true });
  }

  /** @param {Partial<import("./hash.js").Open>} change */
  function go(change) {
    address.go(change);
    showOpen();
  }

  /** @param {number} p */
  function openPlace(p) {
    const { lat, lon, reach } = data.places;
    go({ panel: "place", lat: lat[p], lon: lon[p], reach: reach[p] });
  }

  /** @param {number} n */
  async function openClaim(n) {
    const [row] = await data.rows([n]);
    const p = placeOf(data.places, n);
    const opened = { claim: row.claim_id, hint: n };
    const { lat, lon, reach } = data.places;
    if (p < 0) go({ panel: "", ...opened });
    else go({ panel: "place", lat: lat[p], lon: lon[p], reach: reach[p], ...opened });
  }

  function tell() {
    const unplaced = choice.numbers(data.placed, data.total).length;
    const { panel: open, table: inTable } = address.state.open;
    tellShown(data, {
      claims: layer.tally.claims + unplaced, places: layer.tally.shown, unplaced, open, table: inTable,
      filters: !filters.hidden,
    });
  }

  function update() {
    layer.update();
    if (address.state.open.table) table.refresh();
    panel.refresh();
    shown();
    address.follow();
  }

  async function restore() {
    const state = address.read();
    app.classList.toggle("embedded", state.embed);
    look(null);
    applyState(data, choice, state);
    box.show(state.words);
    if (state.words !== choice.words) await search.find(state.words);
    await showOpen();
  }

  function repaint() {
    forgetColours();
    paint();
    layer.recolour();
    timeline.draw();
    drawLabels();
  }

  window.addEventListener("beforeprint", () => sizeForPaper(byId("stage")));
  choice.on("window", update);
  choice.on("filters", update);
  map.on("zoomend", layer.resize);
  map.on("moveend", () => {
    address.moved = address.moved || !movesItself;
    address.follow();
  });
  listenToMap(map, data, layer, openPlace);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && panel.view) go({ panel: "" });
  });
  new ResizeObserver(() => {
    const { clientWidth, clientHeight } = map.getContainer();
    if (!map.getSize().equals([clientWidth, clientHeight])) resized(); // else whoever changed it has seen to it
    timeline.draw();
  }).observe(byId("stage"));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  window.addEventListener("popstate", restore);
  if (address.state.embed) addEmbedded(toggleFilters);
  layer.update();
  timeline.draw();
  shown();
  if (address.state.words) {
    box.show(address.state.words);
    await search.find(address.state.words);
  }
  await showOpen();
  app.dataset.ready = "true";
  window.setTimeout(readWords, WORDS_AFTER_MS);
}

start().catch((error) => {
  const notice = byId("notice");
  notice.hidden = false;
  notice.textContent = typeof DecompressionStream === "undefined" ? WORDS.tooOld : WORDS.unreadable + error.message;
  throw error;
});
