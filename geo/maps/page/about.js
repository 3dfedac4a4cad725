// The about box: what the map is and is not, how it was made, of whose data, and how much it holds.

import { safeLink } from "./citing.js";
import { make } from "./elements.js";
import { ABOUT, counted, daysInWords } from "./strings.js";

/**
 * @typedef {{
 *   name: string, url: string, origins: string[], attribution: string, max_zoom: number, subdomains: string[]
 * }} Tiles
 */

/**
 * @typedef {{
 *   name: string, gives: string, address: string, package: string, licence: string, licence_address: string
 * }} Source
 */

/**
 * What the page tells of itself, as geo/maps/about.py.
 * @typedef {{
 *   version: string, borders: string, claims: number, placed: number, articles: number, outlets: number,
 *   published: [string, string] | null, events: [string, string] | null,
 *   tiles: Tiles | null, sources: Source[]
 * }} About
 */

/**
 * @param {HTMLElement} body
 * @param {About} about
 */
export function fillAbout(body, about) {
  const holds = [
    counted(about.claims, "claim") + ", " + counted(about.placed, "of them placed", "of them placed"),
    counted(about.articles, "article") + ABOUT.from + counted(about.outlets, "outlet"),
    about.published ? ABOUT.published + daysInWords(...about.published) : "",
    about.events ? ABOUT.events + daysInWords(...about.events) : "",
    ABOUT.version + about.version,
  ].filter(Boolean);
  body.append(
    part(ABOUT.isTitle, ABOUT.is), part(ABOUT.isNotTitle, ABOUT.isNot), part(ABOUT.methodTitle, ABOUT.method),
    part(ABOUT.holdsTitle, holds), part(ABOUT.bordersTitle, [ABOUT.borders[about.borders] || "", ABOUT.dashed]));
  if (about.tiles) body.append(part(ABOUT.tilesTitle, [tilesInWords(about.tiles), about.tiles.attribution]));
  body.append(make("h3", "", ABOUT.sourcesTitle), sources(about));
}

/** @param {Tiles} tiles */
export function tilesInWords(tiles) {
  return ABOUT.tiles.replace("{name}", tiles.name).replace("{hosts}",
    tiles.origins.map((origin) => origin.replace("https://", "")).join(", "));
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function part(title, lines) {
  const section = make("section", "about-part");
  section.append(make("h3", "", title), ...lines.filter(Boolean).map((line) => make("p", "", line)));
  return section;
}

/** @param {About} about */
function sources(about) {
  const list = make("ul", "sources");
  about.sources.forEach((source) => {
    const li = make("li");
    li.append(linked(source.name, source.address), ": " + source.gives + ". ");
    li.append(linked(source.licence, source.licence_address));
    if (source.package) li.append(" (" + source.package + ")");
    list.append(li);
  });
  return list;
}

/**
 * @param {string} text
 * @param {string} address
 */
function linked(text, address) {
  const href = safeLink(address);
  if (!href) return make("span", "", text);
  const link = make("a", "", text);
  link.href = href;
  link.rel = "noopener noreferrer";
  link.target = "_blank";
  return link;
}
