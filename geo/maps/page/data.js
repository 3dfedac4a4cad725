// The claims: typed columns for the map, and texts in pieces that are inflated when a card or a table asks for them.

import { inflate, inflated, keeper } from "./blocks.js";
import { aroundPlace } from "./strings.js";

/**
 * One claim with all columns of claims.csv under their names, and its number in the page.
 * @typedef {{
 *   n: number, claim_id: string, event_id: string, grade: string, grade_reason: string, article_id: string,
 *   event_type: string, event_text: string, event_date: string, event_date_end: string, date_prec: number | null,
 *   date_basis: string, location: string, place_text: string, relation: string, latitude: number | null,
 *   longitude: number | null, where_prec: number | null, radius_km: number | null, geonameid: number | null,
 *   admin1: string, admin1_code: string, country: string, iso3: string, place_reason: string, date_reason: string,
 *   actor: string, target: string, deaths_min: number | null, deaths_max: number | null, injured_min: number | null,
 *   injured_max: number | null, claimant: string, claimant_side: string, claim_status: string, unverified: boolean,
 *   correction: string, quote: string, quote_start: number, quote_end: number, title: string, published: string,
 *   url: string, source: string
 * }} Row
 */

/** @typedef {import("./pieces.js").Column} Column */
/** @typedef {Uint8Array | Uint16Array | Uint32Array | Int32Array} Numbers */

/**
 * Places, from west to east. Those of claims [first[p], first[p + 1]) are at p.
 * @typedef {{
 *   count: number, lat: Float64Array, lon: Float64Array, reach: Numbers, radius: Float64Array, shape: Int32Array,
 *   first: Numbers, name: string[], location: string[], admin: string[], country: string[]
 * }} Places
 */

/**
 * All claims by column, ordered by place and those without one last (from number `placed`). Days are counted from
 * `epoch`, 0 where none is known; codes number the values of `dictionaries`.
 * @typedef {{
 *   total: number, placed: number, articles: number, day: string, places: Places,
 *   kinds: string[], statuses: string[], grades: string[], dictionaries: Record<string, string[]>,
 *   kind: Numbers, status: Numbers, prec: Numbers, grade: Numbers, event: Numbers, unverified: Numbers,
 *   from: Numbers, to: Numbers, published: Numbers, article: Numbers, claimant: Numbers, side: Numbers,
 *   source: Numbers, country: Numbers, region: Numbers, articleDay: Numbers, since: number | null, fresh: Numbers,
 *   elsewhere: Numbers,
 *   iso: (day: number) => string, dayOf: (iso: string) => number,
 *   rows: (numbers: ArrayLike<number>) => Promise<Row[]>,
 *   texts: (piece: number) => Promise<Record<string, Column>>, pieces: number, pieceSize: number
 * }} Data
 */

const KEPT_PIECES = 24;
// The articles of neighbouring claims lie all over; these are a quarter of a million, in about 60 MB.
const KEPT_ARTICLE_PIECES = 128;
const DAY_MS = 86400000;
const E5 = 100000;
const PUBLISHED = "\u0006"; // stands for the day of publication in the words of how a day was found

// How a place is drawn, by its reach: as in geo/maps/places.py.
export const POINT = 0;
export const DISC = 1;
export const COUNTRY = 3;

/**
 * Read the typed columns of the page and what they point to.
 * @returns {Promise<Data>}
 */
export async function readData() {
  const [head, buffer] = await Promise.all([
    inflate("claimmap-head"), inflated("claimmap-columns").then((response) => response.arrayBuffer()),
  ]);
  /** @type {(name: string) => Numbers} */
  const column = (name) => viewOf(buffer, head.layout[name]);
  const epoch = Date.parse(head.epoch + "T00:00:00Z");
  const articleOf = column("article");
  const articleDay = column("published");
  const articleSource = column("source");
  const data = /** @type {Data} */ ({
    total: head.total,
    placed: head.placed,
    articles: head.articles,
    day: head.day,
    places: placesOf(head.places, column),
    dictionaries: head.dictionaries,
    kinds: head.dictionaries.event_type,
    statuses: head.dictionaries.claim_status,
    grades: head.dictionaries.grade,
    kind: column("event_type"),
    status: column("claim_status"),
    prec: column("where_prec"),
    unverified: column("unverified"),
    grade: column("grade"),
    event: column("event"),
    from: column("event_date"),
    to: column("event_date_end"),
    article: articleOf,
    articleDay,
    published: through(articleOf, articleDay),
    source: through(articleOf, articleSource),
    claimant: column("claimant"),
    side: column("claimant_side"),
    country: column("country"),
    region: column("admin1"),
    since: head.since,
    fresh: head.since === null ? new Uint8Array(head.total) : column("fresh"),
    elsewhere: head.part ? column("elsewhere") : new Uint8Array(head.total),
    pieceSize: head.piece,
    pieces: Math.ceil(head.total / head.piece),
    iso: (day) => day ? new Date(epoch + day * DAY_MS).toISOString().slice(0, 10) : "",
    dayOf: (iso) => Math.round((Date.parse(iso + "T00:00:00Z") - epoch) / DAY_MS),
  });
  const texts = keeper("claimmap-texts-", data.total, data.pieceSize, KEPT_PIECES);
  const articles = keeper("claimmap-articles-", data.articles, data.pieceSize, KEPT_ARTICLE_PIECES);
  data.texts = texts;
  data.rows = (numbers) => rowsOf(data, numbers, texts, articles);
  return data;
}

/**
 * @param {ArrayBuffer} buffer
 * @param {[string, number, number]} layout
 * @returns {Numbers}
 */
function viewOf(buffer, [kind, at, length]) {
  switch (kind) {
    case "u1": return new Uint8Array(buffer, at, length);
    case "u2": return new Uint16Array(buffer, at, length);
    case "u4": return new Uint32Array(buffer, at, length);
    default: return new Int32Array(buffer, at, length);
  }
}

/**
 * @param {Numbers} numbers
 * @param {Numbers} values
 * @returns {Numbers}
 */
function through(numbers, values) {
  const found = new Uint32Array(numbers.length);
  for (let n = 0; n < found.length; n += 1) found[n] = values[numbers[n]];
  return found;
}

/**
 * @param {{name: string[], admin: string[], country: string[]}} texts
 * @param {(name: string) => Numbers} column
 * @returns {Places}
 */
function placesOf(texts, column) {
  const reach = column("place.reach");
  return {
    count: texts.name.length,
    lat: Float64Array.from(column("place.lat"), (value) => value / E5),
    lon: Float64Array.from(column("place.lon"), (value) => value / E5),
    reach,
    radius: Float64Array.from(column("place.radius"), (value) => value / 10),
    shape: Int32Array.from(column("place.shape"), (value) => value - 1),
    first: column("place.first"),
    name: texts.name.map((name, p) => (reach[p] === DISC ? aroundPlace(name) : name)),
    location: texts.name, // without "around": what claims say, and are sorted by
    admin: texts.admin,
    country: texts.country,
  };
}

/**
 * @param {Data} data
 * @param {ArrayLike<number>} numbers
 * @param {(piece: number) => Promise<Record<string, Column>>} texts
 * @param {(piece: number) => Promise<Record<string, Column>>} articles
 * @returns {Promise<Row[]>}
 */
async function rowsOf(data, numbers, texts, articles) {
  const all = Array.from(numbers);
  const pieceOf = (/** @type {number} */ n) => Math.floor(n / data.pieceSize);
  const [pieces, told] = await Promise.all([
    gathered(texts, all.map(pieceOf)), gathered(articles, all.map((n) => pieceOf(data.article[n]))),
  ]);
  return all.map((n, i) => rowOf(data, n, pieces[i], told[i]));
}

/**
 * The piece for each number, each asked for once however many are kept.
 * @param {(piece: number) => Promise<Record<string, Column>>} pieceAt
 * @param {number[]} numbers
 */
async function gathered(pieceAt, numbers) {
  const distinct = [...new Set(numbers)];
  const pieces = await Promise.all(distinct.map(pieceAt));
  const found = new Map(distinct.map((number, i) => [number, pieces[i]]));
  return numbers.map((number) => /** @type {Record<string, Column>} */ (found.get(number)));
}

/**
 * @param {Data} data
 * @param {number} n
 * @param {Record<string, Column>} piece
 * @param {Record<string, Column>} told
 * @returns {Row}
 */
function rowOf(data, n, piece, told) {
  /** @type {Record<string, any>} */
  const row = { n };
  for (const name of Object.keys(piece)) row[name] = piece[name](n % data.pieceSize);
  for (const name of Object.keys(told)) row[name] = told[name](data.article[n] % data.pieceSize);
  const p = placeOf(data.places, n);
  const names = data.dictionaries;
  const published = data.iso(data.published[n]);
  const { published_marked: marked, quote_over: over, ...texts } = row;
  return /** @type {Row} */ (Object.assign(texts, {
    event_type: data.kinds[data.kind[n]],
    claim_status: data.statuses[data.status[n]],
    grade: data.grades[data.grade[n]],
    event_date: data.iso(data.from[n]),
    event_date_end: data.iso(data.to[n]),
    published,
    date_reason: marked ? row.date_reason.split(PUBLISHED).join(published) : row.date_reason,
    latitude: p < 0 ? null : data.places.lat[p],
    longitude: p < 0 ? null : data.places.lon[p],
    where_prec: data.prec[n] || null,
    unverified: Boolean(data.unverified[n]),
    claimant: names.claimant[data.claimant[n]],
    claimant_side: names.claimant_side[data.side[n]],
    source: names.source[data.source[n]],
    country: names.country[data.country[n]],
    admin1: names.admin1[data.region[n]],
    quote_end: row.quote_start + Array.from(row.quote).length + over,
  }));
}

/**
 * The claims of a claim's event, it among them; only it where nothing else in this page tells the event.
 * @param {Data} data
 * @param {number} n
 */
export function sameEvent(data, n) {
  const event = data.event[n];
  if (!event) return [n];
  const found = [];
  for (let at = data.event.indexOf(event); at >= 0; at = data.event.indexOf(event, at + 1)) found.push(at);
  return found;
}

/**
 * The place of a claim, -1 if it has none.
 * @param {Places} places
 * @param {number} n
 */
export function placeOf(places, n) {
  let low = 0;
  let high = places.count;
  if (n >= places.first[high]) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places.first[middle] <= n) low = middle;
    else high = middle;
  }
  return low;
}
