// Every word that a reader of the page sees, in one place: a translation is another file like this one.

export const LOCALE = "en-GB";

/** @type {Record<string, string>} */
export const KINDS = {
  armed_clash: "Armed clash",
  territory_capture: "Territory taken",
  siege: "Siege",
  troop_movement: "Troop movement",
  shelling: "Shelling",
  air_strike: "Air strike",
  explosion: "Explosion",
  chemical_attack: "Chemical attack",
  attack_on_civilians: "Attack on civilians",
  abduction: "Abduction",
  evacuation: "Evacuation",
  talks: "Talks",
  destruction: "Destruction",
};

/** @type {Record<string, string>} */
export const STATUSES = {
  fact: "Told as fact",
  claimed: "Claimed",
  reported: "Reported",
  denied: "Denied",
  planned: "Planned",
};

/** How well an event is supported; as geo.model.Grade. @type {Record<string, string>} */
export const GRADES = {
  "": "Not compared with others",
  single: "One source",
  two_sources: "Two independent sources",
  both_sides: "Both sides tell it",
  contested: "Contested",
  denied: "Denied",
  planned: "Only planned",
};

/** What a place may be known by, by where_prec. @type {Record<number, string>} */
export const PRECISIONS = {
  0: "Not placed",
  1: "Exact place",
  2: "In or near a place",
  3: "District",
  4: "Region",
  5: "Line or loose area",
  6: "Country",
  7: "Sea or air",
};

/** What became of a claim since an earlier run: as in geo/maps/columns.py. @type {Record<string, string>} */
export const FRESH = { old: "As before", new: "New", changed: "Changed", placed: "Newly placed" };

/**
 * "New since run 3".
 * @param {number} code
 * @param {number | null} since
 */
export function freshInWords(code, since) {
  return Object.values(FRESH)[code] + " since run " + since;
}

/** @type {Record<string, string>} */
export const FACETS = {
  fresh: "What is new",
  kind: "What",
  grade: "Support",
  status: "How told",
  verified: "Verification",
  claimant: "Who says so",
  side: "Side of the speaker",
  source: "Outlet",
  country: "Country",
  region: "Region",
  precision: "How precise",
};

/** @type {Record<string, string>} */
export const VERIFIED = { no: "No caveat in the article", yes: "Article could not verify it" };

/** What stands where a value is empty. @type {Record<string, string>} */
export const EMPTY_VALUES = {
  claimant: "The article itself, or nobody named",
  side: "No side told",
  source: "Outlet not known",
  country: "No country",
  region: "No region",
};

export const WORDS = {
  close: "Close",
  filters: "Filters",
  legend: "Filters and legend",
  legendOnly: "Legend",
  list: "List",
  places: "Places",
  unplaced: "Not placed",
  table: "Table",
  download: "Download",
  csv: "Claims shown, as CSV",
  geojson: "Claims shown, as GeoJSON",
  making: "Making the file",
  about: "About",
  lists: "Views and lists",
  search: "Search quotes and places",
  searching: "Searching",
  reset: "Reset",
  active: "Active filters",
  remove: "Remove",
  more: "more",
  fewer: "Fewer",
  find: "Find",
  findPlace: "Find a place",
  noneFits: "None fits.",
  mapLabel: "Map of the claims. The list, the places and the table hold the same without a map.",
  openWhole: "Open the whole map",
  noClaimHere: "No claim here is among the days and filters chosen.",
  noDay: "No day known",
  tooOld: "This browser is too old to open the claims in this page.",
  unreadable: "The claims in this page cannot be read: ",
  claimGone: "The claim that this address names is not in this map.",
  untitled: "Untitled article",
  copyApa: "Copy citation",
  copyBibtex: "Copy BibTeX",
  copyId: "Copy claim id",
  copyLink: "Copy link",
  copied: "Copied",
  copyFailed: "Not copied: the browser refused. Select and copy it here:",
  openArticle: "Open the article at this sentence",
  sameDay: "Told of this place on the same day",
  attribution: "Claims, not facts. Borders: Natural Earth; places: GeoNames (CC BY 4.0); Leaflet",
  borders: "Borders are for orientation; disputed ones are dashed or drawn as About tells.",
};

/**
 * What a place is called that claims are only in or near of.
 * @param {string} name
 */
export function aroundPlace(name) {
  return "around " + name;
}

/** How to read the marks. */
export const SIGNS = {
  title: "Reading the map",
  disc: "Somewhere within this disc",
  hatch: "Somewhere in this region; a country\u2019s lines stand wider",
  size: "The larger, the more claims; kind and form are those of most of them",
  fresh: "New or changed since the earlier run",
  grades: "Filled, half filled, ring or dashes tell how well all sources together support the event, not " +
    "whether it is true.",
};

/** The rows of a card. */
export const CARD = {
  day: "Day",
  published: "Published",
  place: "Place",
  who: "Who",
  toll: "Toll",
  correction: "Corrected",
  article: "Article",
  notTold: "Not told",
  notPlaced: "Not placed",
};

/** An event and all that tell it. */
export const EVENT = {
  support: "Support",
  tellings: (/** @type {number} */ n) => counted(n, "claim") + " in this page tell this event",
  elsewhere: (/** @type {number} */ n) => ", " + number(n) + " more in other parts",
  onlyElsewhere: (/** @type {number} */ n) =>
    counted(n, "more claim", "more claims") + " in other parts " + (n === 1 ? "tells" : "tell") + " this event",
  list: "All that tell this event, in order of publication; what is told otherwise than before is marked",
  revised: "Told otherwise than before",
  here: "this claim",
  noToll: "no toll told",
  by: (/** @type {string} */ actor) => "by " + actor,
};

/** @type {Record<string, string>} */
const DATE_BASES = {
  stated: "stated in the text", relative: "reckoned from the text", published: "the day of publication stands in",
};
/** @type {Record<number, string>} */
const DATE_PRECISIONS = { 2: "to within days", 3: "to the week", 4: "to the month", 5: "to the year" };

/** The list, the claims without a place, and the table. */
export const LISTING = {
  unverified: "not verified",
  corrected: "corrected",
  ownVoice: "the article itself",
  notPlaced: "Not placed",
  noDay: "No day told",
  between: " \u00b7 ",
  failed: "The texts of these claims could not be read. The page may be damaged.",
  chosen: (/** @type {number} */ n) => counted(n, "claim") + ", newest first",
  unplaced: (/** @type {number} */ n) => counted(n, "claim") + " not placed, by reason",
  none: "No claim is left. Choose more days, or fewer filters.",
  noneUnplaced: "Every chosen claim has a place.",
  more: (/** @type {number} */ next, /** @type {number} */ left) => "Show " + next + " more of " + number(left),
  noReason: "No reason given",
  quoted: (/** @type {string} */ text) => "\u201c" + text + "\u201d",
  because: (/** @type {string} */ reason) => "not placed: " + reason,
  openClaim: (/** @type {string} */ day, /** @type {string} */ kind, /** @type {string} */ place) =>
    day + ", " + kind + (place ? ", " + place : "") + ": open",
  table: "Table of the chosen claims",
  caption: (/** @type {string} */ column, /** @type {"ascending" | "descending"} */ direction) =>
    "The chosen claims, sorted by \u201c" + column + "\u201d, " + direction,
  pages: "Pages of the table",
  first: "First",
  previous: "Previous",
  next: "Next",
  last: "Last",
  rows: (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ of) =>
    "rows " + number(from) + "\u2013" + number(to) + " of " + number(of),
  columns: {
    day: "Day", what: "What", place: "Place", region: "Region", country: "Country", claimant: "Who says so",
    status: "How told", grade: "Support", precision: "Precision", quote: "Quote", source: "Outlet",
    published: "Published",
  },
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/**
 * "6 May 2031" for 2031-05-06.
 * @param {string} iso
 * @param {boolean} [withYear]
 */
export function dayInWords(iso, withYear = true) {
  const parts = iso.split("-");
  const words = Number(parts[2]) + " " + MONTHS[Number(parts[1]) - 1];
  return withYear ? words + " " + parts[0] : words;
}

/**
 * "May 2031" for 2031-05-06.
 * @param {string} iso
 */
export function monthInWords(iso) {
  return MONTHS[Number(iso.slice(5, 7)) - 1] + " " + iso.slice(0, 4);
}

/**
 * "May" for 2031-05-06.
 * @param {string} iso
 */
export function monthAlone(iso) {
  return MONTHS[Number(iso.slice(5, 7)) - 1];
}

/**
 * "Tue" for 2031-05-06.
 * @param {string} iso
 */
export function weekday(iso) {
  return WEEKDAYS[new Date(iso + "T00:00:00Z").getUTCDay()];
}

/**
 * "6 May - 8 May 2031", or one day.
 * @param {string} from
 * @param {string} to
 */
export function daysInWords(from, to) {
  if (from === to) return dayInWords(from);
  return dayInWords(from, from.slice(0, 4) !== to.slice(0, 4)) + " \u2013 " + dayInWords(to);
}

/**
 * A number with its thousands set apart.
 * @param {number} n
 */
export function number(n) {
  return n.toLocaleString(LOCALE);
}

/**
 * "1 claim", "2 claims".
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export function counted(n, one, many) {
  return number(n) + " " + (n === 1 ? one : many || one + "s");
}

/**
 * When a claim's event was, and how that is known.
 * @param {import("./data.js").Row} row
 */
export function eventDayInWords(row) {
  if (!row.event_date) return "Not known";
  const how = [DATE_BASES[row.date_basis], DATE_PRECISIONS[row.date_prec || 0]].filter(Boolean).join(", ");
  return daysInWords(row.event_date, row.event_date_end || row.event_date) + (how ? " (" + how + ")" : "");
}

/**
 * When the article was published, against the day of the event.
 * @param {import("./data.js").Row} row
 */
export function publishedInWords(row) {
  if (!row.published) return "Day of publication not known";
  const words = weekday(row.published) + " " + dayInWords(row.published);
  if (!row.event_date) return words;
  const last = row.event_date_end || row.event_date;
  const days = Math.round((Date.parse(row.published) - Date.parse(last)) / 86400000);
  if (days < 0) return words + ", before the event";
  if (row.published >= row.event_date && days === 0) return words + ", the same day";
  return words + ", " + counted(days, "day") + " after";
}

/** @param {number} radius */
function kilometres(radius) {
  return radius >= 10 ? Math.round(radius) + " km" : Math.round(radius * 10) / 10 + " km";
}

/**
 * How exactly a place is known.
 * @param {number | null} prec
 * @param {number | null} radius
 */
export function precisionInWords(prec, radius) {
  const within = radius ? ", within " + kilometres(radius) : "";
  switch (prec) {
    case 1: return "Exact place" + (radius ? ", to within " + kilometres(radius) : "");
    case 2: return "In or near this place" + within;
    case 3: return "Somewhere in this district" + within;
    case 4: return "Somewhere in this region" + within;
    case 5: return "A line or a loosely named area" + within;
    case 6: return "Somewhere in this country" + within;
    case 7: return "At sea or in the air" + within;
    default: return "Precision not known" + within;
  }
}

// Letters that are written from right to left, and what turns the direction of those that are not.
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/;

/**
 * An article's words within a line of the page's own: wherever they turn, they turn nothing but themselves.
 * @param {string} words
 */
export function apart(words) {
  if (!TURNS.test(words)) return words;
  return "\u2068" + words.replace(/[\u202a-\u202e\u2066-\u2069]/g, "") + "\u2069";
}

/**
 * How surely a claim is told and by whom, in one sentence.
 * @param {import("./data.js").Row} row
 */
export function standingInWords(row) {
  const side = row.claimant_side && row.claimant_side !== row.claimant ? " (" + apart(row.claimant_side) + ")" : "";
  const by = row.claimant ? apart(row.claimant) + side : "";
  /** @type {Record<string, string>} */
  const words = {
    fact: by ? "Told as fact, after " + by : "Told as fact, in the article\u2019s own voice",
    claimed: "Claimed by " + (by || "a source not named") + ", not verified",
    reported: (by ? "Reported by " + by : "Reported, no source named") + ", not verified",
    denied: by ? "Denied, told by " + by : "Told as not having happened",
    planned: by ? "Planned, threatened or expected, says " + by : "Planned, threatened or expected",
  };
  const caveat = row.unverified ? "; the article says that it could not be verified" : "";
  return words[row.claim_status] + caveat + ".";
}

/**
 * @param {number | null} min
 * @param {number | null} max
 * @param {string} what
 */
function tollOf(min, max, what) {
  if (min === null && max === null) return "";
  if (max === null) return "at least " + min + " " + what;
  if (min === null) return "up to " + max + " " + what;
  return (min === max ? min : min + " to " + max) + " " + what;
}

/**
 * Killed and injured, as told.
 * @param {import("./data.js").Row} row
 */
export function tollInWords(row) {
  return [tollOf(row.deaths_min, row.deaths_max, "killed"), tollOf(row.injured_min, row.injured_max, "injured")]
    .filter(Boolean).join(", ");
}

/**
 * The article's words for the place, and how the event stands to it.
 * @param {import("./data.js").Row} row
 */
export function relationInWords(row) {
  /** @type {Record<string, string>} */
  const words = { near: "near ", around: "around ", direction: "in a direction from ", between: "between " };
  return (words[row.relation] || "") + "\u201c" + apart(row.place_text) + "\u201d";
}

/**
 * Who did it, to whom.
 * @param {import("./data.js").Row} row
 */
export function actorsInWords(row) {
  const [actor, target] = [apart(row.actor), apart(row.target)];
  if (actor && target) return actor + " \u2192 " + target;
  return actor || (target ? CARD.notTold + " \u2192 " + target : "");
}

/**
 * "12 of 57 claims": what is shown of what there is.
 * @param {number} shown
 * @param {number} total
 */
export function shownInWords(shown, total) {
  return shown === total ? counted(total, "claim") : number(shown) + " of " + counted(total, "claim");
}

/** The about box. */
export const ABOUT = {
  title: "About this map",
  isTitle: "What it is",
  is: [
    "A map of what news articles claim: each mark is a sentence of an article, with the day, the place and the " +
      "speaker that its words give.",
    "Quotes are their authors\u2019. They are shown so that a claim can be checked against its source; cite the " +
      "article.",
  ],
  isNotTitle: "What it is not",
  isNot: [
    "Not a map of facts. A claim may be wrong, one-sided or propaganda, and a filled mark says only that sources " +
      "which do not copy each other tell the same.",
    "Not complete, and no count of events: two articles on one explosion are two claims, and whether they tell of " +
      "one event is judged by rules.",
    "Not for targeting or navigation: a place is as exact as a news article is.",
  ],
  methodTitle: "How it was made",
  method: [
    "Written rules read each sentence for an event, its place, its day and who says so; each card tells which words " +
      "led to each. Places come from a gazetteer. What could not be placed is listed with the reason and never put " +
      "at a guess.",
  ],
  holdsTitle: "What it holds",
  from: " from ",
  published: "Published ",
  events: "Events ",
  version: "claimmap ",
  bordersTitle: "Borders",
  /** @type {Record<string, string>} */
  borders: {
    un: "Borders follow the United Nations\u2019 view where the data cuts areas so: Crimea is drawn in Ukraine. They " +
      "are for orientation and no statement.",
    "de-facto": "Borders are drawn as they are held, as Natural Earth has them. They are for orientation and no " +
      "statement.",
  },
  dashed: "Lines on which the views differ are dashed.",
  tilesTitle: "Online map pictures",
  tiles: "The ground of this map is loaded from {name} ({hosts}) while the page is open: that service sees your " +
    "address and where on the map you look. A page made without --tiles asks nothing of any network.",
  sourcesTitle: "Data and licences",
};
export const TIMELINE = {
  title: "Timeline: claims for each day",
  all: "All",
  oneDay: "One day",
  noDay: "No day",
  noDayLong: "Claims without a day",
  back: "Earlier",
  on: "Later",
  play: "Play",
  pause: "Pause",
  speed: "Speed",
  axis: "Days of the timeline",
  axes: { event: "Event day", published: "Publication day" },
  speeds: { 0.5: "0.5\u00d7", 1: "1\u00d7", 2: "2\u00d7", 4: "4\u00d7" },
  none: "No dated claims",
  undated: "No day known",
  from: "First day shown",
  to: "Last day shown",
  span: "Days shown",
};

/**
 * "Tue 6 May 2031".
 * @param {string} iso
 */
export function dayWithWeekday(iso) {
  return weekday(iso) + " " + dayInWords(iso);
}

/**
 * "6 May - 8 May 2031 (3 days)", or one day with its weekday.
 * @param {string} from
 * @param {string} to
 * @param {number} days
 */
export function spanInWords(from, to, days) {
  return from === to ? dayWithWeekday(from) : daysInWords(from, to) + " \u00b7 " + counted(days, "day");
}
