// @ts-nocheck
// The panel: the claims at one place, the claims without a place, or the list of places.

import { kindVariable } from "./marks.js";
import {
  FORMS, KINDS, STATUSES, counted, dayInWords, daysInWords, make, precisionInWords, relationInWords, safeLink,
  standingInWords, tollInWords,
} from "./words.js";

const CARDS_AT_ONCE = 60;
const PLACES_AT_ONCE = 300;

function dayLine(data, n, row) {
  if (data.from[n] < 0) return "Not known";
  const basis = {
    stated: "stated in the text", relative: "reckoned from the text",
    published: "the day of publication",
  };
  const prec = { 2: "to within days", 3: "to the week", 4: "to the month", 5: "to the year" };
  const how = [basis[row.date_basis], prec[row.date_prec]].filter(Boolean).join(", ");
  return daysInWords(row.event_date, row.event_date_end || row.event_date) + (how ? " (" + how + ")" : "");
}

function addRow(list, term, main, detail) {
  if (!main && !detail) return;
  list.append(make("dt", "", term));
  const cell = make("dd");
  cell.dir = "auto";
  if (main) cell.append(main instanceof Node ? main : document.createTextNode(main));
  if (detail) cell.append(make("small", "", detail));
  list.append(cell);
}

function articleLine(article) {
  const href = safeLink(article.url);
  const title = article.title || article.url || "Untitled article";
  if (!href) return make("span", "", title);
  const link = make("a", "", title);
  link.href = href;
  link.rel = "noopener noreferrer";
  link.target = "_blank";
  return link;
}

function whoLine(row) {
  if (row.actor && row.target) return row.actor + " \u2192 " + row.target;
  return row.actor || (row.target ? "Not told \u2192 " + row.target : "");
}

function makeCard(data, found, placed) {
  const row = found.row;
  const kind = data.kinds[data.kind[found.n]];
  const status = data.statuses[data.status[found.n]];
  const card = make("article", "claim");
  const head = make("div", "claim-head");
  const label = make("span", "kind");
  const dot = make("i", "dot " + FORMS[status]);
  dot.style.color = "var(" + kindVariable(kind) + ")";
  label.append(dot, make("b", "", KINDS[kind]));
  head.append(label, make("span", "status " + FORMS[status], STATUSES[status]));
  const quote = make("blockquote", "", row.quote);
  quote.dir = "auto";
  const standing = make("p", "standing", standingInWords(status, row));
  standing.dir = "auto";
  const rows = make("dl");
  addRow(rows, "Day", dayLine(data, found.n, row), row.date_reason);
  const unplaced = row.place_text ? "\u201c" + row.place_text + "\u201d, not placed" : "Not placed";
  const place = placed ? precisionInWords(row.where_prec, row.radius_km) + ": " + relationInWords(row) : unplaced;
  addRow(rows, "Place", place, row.place_reason);
  addRow(rows, "Who", whoLine(row));
  addRow(rows, "Toll", [
    tollInWords(row.deaths_min, row.deaths_max, "killed"),
    tollInWords(row.injured_min, row.injured_max, "injured"),
  ].filter(Boolean).join(", "));
  const published = row.article.published
    ? "published " + dayInWords(row.article.published) : "day of publication not known";
  addRow(rows, "Article", articleLine(row.article), [row.article.source, published].filter(Boolean).join(", "));
  card.append(head, quote, standing, rows);
  return card;
}

export function makePanel(data, choice, texts, layer, show) {
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const note = document.getElementById("panel-note");
  const body = document.getElementById("panel-body");
  const panelState = { view: null, turn: 0, invoker: null };

  async function addCards(numbers, from, placed, turn) {
    const found = await texts(numbers.slice(from, from + CARDS_AT_ONCE));
    if (turn !== panelState.turn) return;
    const cards = found.map((each) => makeCard(data, each, placed));
    body.append(...cards);
    const left = numbers.length - from - found.length;
    if (left > 0) {
      const next = Math.min(left, CARDS_AT_ONCE);
      const more = make("button", "more", "Show " + next + " more of " + counted(left, "claim"));
      more.type = "button";
      more.addEventListener("click", () => {
        more.remove();
        addCards(numbers, from + CARDS_AT_ONCE, placed, turn);
      });
      body.append(more);
    }
  }

  function fillPlace(p, turn) {
    const places = data.places;
    const numbers = choice.numbers(places.first[p], places.first[p + 1]);
    const of = places.first[p + 1] - places.first[p];
    title.textContent = places.name[p];
    const where = [places.admin[p], places.country[p]].filter(
      (w, i, all) => w && w !== places.name[p] && all.indexOf(w) === i);
    const many = numbers.length === of ? counted(of, "claim") : numbers.length + " of " + counted(of, "claim");
    note.textContent = where.concat([many]).join(" \u00b7 ");
    if (!numbers.length) body.append(make("p", "empty", "No claim here is among the chosen days and kinds."));
    return addCards(numbers, 0, true, turn);
  }

  function fillUnplaced(turn) {
    const numbers = choice.numbers(data.placed, data.total);
    title.textContent = "Not placed";
    note.textContent = counted(numbers.length, "claim") + " that could not be put on the map, each with its reason";
    if (!numbers.length) body.append(make("p", "empty", "Every chosen claim has its place."));
    return addCards(numbers, 0, false, turn);
  }

  function fillPlaces() {
    const shown = layer.order.filter((p) => layer.summaries[p].count > 0);
    shown.sort((a, b) => layer.summaries[b].count - layer.summaries[a].count || a - b);
    title.textContent = "Places";
    note.textContent = counted(shown.length, "place") + " with claims among those chosen";
    const search = make("input", "search");
    search.type = "search";
    search.placeholder = "Find a place";
    search.setAttribute("aria-label", "Find a place");
    const list = make("ul", "places");
    const fill = () => {
      const wanted = search.value.trim().toLowerCase();
      const fits = shown.filter((p) => data.places.name[p].toLowerCase().includes(wanted));
      list.replaceChildren(...fits.slice(0, PLACES_AT_ONCE).map((p) => placeItem(p)));
      const left = fits.length - PLACES_AT_ONCE;
      if (left > 0) list.append(make("li", "empty", "and " + left + " more"));
    };
    search.addEventListener("input", fill);
    fill();
    body.append(search, list);
  }

  function placeItem(p) {
    const item = make("li");
    const button = make("button", "");
    button.type = "button";
    const dot = make("i", "dot " + layer.summaries[p].form);
    dot.style.color = "var(" + kindVariable(layer.summaries[p].kind) + ")";
    const name = make("span", "name", data.places.name[p]);
    name.append(make("small", "", [data.places.admin[p], data.places.country[p]].filter(Boolean).join(", ")));
    button.append(dot, name, make("span", "count", layer.summaries[p].count.toLocaleString("en-GB")));
    button.addEventListener("click", () => show(p));
    item.append(button);
    return item;
  }

  function fill() {
    panelState.turn += 1;
    body.replaceChildren();
    body.scrollTop = 0;
    const view = panelState.view;
    if (view === "unplaced") return fillUnplaced(panelState.turn);
    if (view === "places") return fillPlaces();
    return fillPlace(view, panelState.turn);
  }

  return {
    open(view) {
      if (panel.hidden) panelState.invoker = document.activeElement;
      panelState.view = view;
      panel.hidden = false;
      document.getElementById("app").classList.add("with-panel");
      fill();
      title.focus({ preventScroll: true });
    },
    close() {
      if (panel.hidden) return;
      panelState.view = null;
      panelState.turn += 1;
      panel.hidden = true;
      document.getElementById("app").classList.remove("with-panel");
      if (panelState.invoker && panelState.invoker.isConnected) panelState.invoker.focus();
    },
    refresh() {
      if (!panel.hidden) fill();
    },
    get view() {
      return panelState.view;
    },
  };
}
