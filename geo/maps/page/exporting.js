// Claims as CSV and GeoJSON, made in the page: byte for byte what claims.csv and claims.geojson hold of them.

/** @typedef {Readonly<Record<string, unknown>>} ExportedRow One claim, its values under the names of COLUMNS. */

/** The columns of every export, in their order. */
export const COLUMNS = Object.freeze([
  "claim_id", "event_id", "grade", "grade_reason", "article_id", "event_type", "event_text", "event_date",
  "event_date_end", "date_prec", "date_basis", "location", "place_text", "relation", "latitude", "longitude",
  "where_prec", "radius_km", "geonameid", "admin1", "admin1_code", "country", "iso3", "place_reason", "date_reason",
  "actor", "target", "deaths_min", "deaths_max", "injured_min", "injured_max", "claimant", "claimant_side",
  "claim_status", "unverified", "correction", "quote", "quote_start", "quote_end", "title", "published", "url",
  "source",
]);

/** @type {Readonly<Record<string, number>>} Decimals of what is measured; 5 of a degree are about a metre. */
const MEASURED_DECIMALS = Object.freeze({ latitude: 5, longitude: 5, radius_km: 1 });

const CSV_LINE_END = "\r\n";

// Where nothing is told these are null in GeoJSON, though the page holds them as "".
const NULL_IF_EMPTY = new Set(["event_date", "event_date_end", "date_basis", "published"]);
const PROPERTIES = COLUMNS.filter((name) => name !== "latitude" && name !== "longitude");

// What spreadsheets take for the beginning of a formula, also behind blanks and in full width. The blanks are those of
// Unicode and ASCII's four separators, which \s leaves out.
// eslint-disable-next-line no-control-regex -- these controls are what is looked for
const FORMULA_START = /^(?:[\t\r]|[\s\u001c-\u001f\u0085\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/**
 * The rows as CSV (RFC 4180), the header first. Text that a spreadsheet would take for a formula begins with an
 * apostrophe; what is not told is empty.
 * @param {readonly ExportedRow[]} rows
 * @returns {string}
 */
export function csvOf(rows) {
  const lines = rows.map((row) => COLUMNS.map((name) => csvCell(name, row[name])).join(","));
  return [COLUMNS.join(","), ...lines, ""].join(CSV_LINE_END);
}

/**
 * The rows as a FeatureCollection (RFC 7946), one Point a claim, geometry null where it has no place.
 * @param {readonly ExportedRow[]} rows
 * @returns {string}
 */
export function geojsonOf(rows) {
  const features = rows.map((row) => "\n" + featureText(row)).join(",");
  return '{"type":"FeatureCollection","features":[' + features + "\n]}\n";
}

/**
 * One cell of a CSV, quoted where it must be.
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function csvCell(name, value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return name in MEASURED_DECIMALS ? decimalText(name, value) : String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  const text = String(value);
  const safe = FORMULA_START.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

/**
 * One claim as a GeoJSON feature.
 * @param {ExportedRow} row
 * @returns {string}
 */
function featureText(row) {
  const { latitude, longitude } = row;
  const placed = typeof latitude === "number" && typeof longitude === "number";
  const point = placed ? floatText("longitude", longitude) + "," + floatText("latitude", latitude) : "";
  const geometry = placed ? '{"type":"Point","coordinates":[' + point + "]}" : "null";
  const properties = PROPERTIES.map((name) => JSON.stringify(name) + ":" + jsonText(name, row[name])).join(",");
  const id = jsonText("claim_id", row.claim_id);
  return '{"type":"Feature","id":' + id + ',"geometry":' + geometry + ',"properties":{' + properties + "}}";
}

/**
 * One value of a feature.
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function jsonText(name, value) {
  if (value === undefined || (value === "" && NULL_IF_EMPTY.has(name))) return "null";
  return typeof value === "number" && name in MEASURED_DECIMALS ? floatText(name, value) : JSON.stringify(value);
}

/**
 * A measure with its decimals, without trailing zeros. toFixed rounds a tie up, the files round it to the even digit:
 * a number is a tie behind d decimals exactly when it is an odd multiple of 2^-(d+1).
 * @param {string} name
 * @param {number} value
 * @returns {string}
 */
function decimalText(name, value) {
  const decimals = MEASURED_DECIMALS[name] ?? 0;
  const below = value.toFixed(decimals + 1).slice(0, -1);
  const tie = Math.abs(value * 2 ** (decimals + 1)) % 2 === 1;
  const written = (tie && /[02468]$/.test(below) ? below : value.toFixed(decimals)).replace(/\.?0+$/, "");
  return written === "-0" ? "0" : written;
}

/**
 * A measure as claims.geojson writes it: with a point always, and below a ten-thousandth with an exponent.
 * @param {string} name
 * @param {number} value
 * @returns {string}
 */
function floatText(name, value) {
  const written = decimalText(name, value);
  if (!written.includes(".")) return written + ".0";
  return written.replace(/^(-?)0\.0000(\d)$/, "$1$2e-05");
}
