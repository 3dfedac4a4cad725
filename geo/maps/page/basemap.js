// The ground: land, borders of countries and, where claims are, of regions. No tiles, so nothing is asked of a network.

import { Drawing, fillPolygons, strokeLines, unpackLine } from "./drawing.js";
import { colourOf } from "./marks.js";

/** @import { Edges } from "./drawing.js" */

/**
 * The page's block "claimmap-basemap". Lines and rings are steps in thousandths of a degree, see unpackLine; a label is
 * a name, a point in what it names and how wide that is, in degrees.
 * @typedef {object} Basemap
 * @property {[name: string, lon: number, lat: number, wide: number][]} countries
 * @property {[name: string, lon: number, lat: number, wide: number][]} regions
 * @property {number[][]} regionLines
 * @property {number[][][]} land
 * @property {Edges | null} frame What the detailed area was cut out along.
 * @property {Edges | null} view What is shown first.
 */

/**
 * Draw the ground in a pane of its own, and return what draws it again, in the colours as they then are.
 * @param {L.Map} map
 * @param {Basemap} basemap
 * @returns {() => void}
 */
export function drawBasemap(map, basemap) {
  const pane = map.createPane("claimmap-ground");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  const land = basemap.land.map((rings) => rings.map((ring) => unpackLine(map, ring, basemap.frame)));
  const countries = land.flat();
  const regions = basemap.regionLines.map((line) => unpackLine(map, line));
  const ground = new Drawing((ctx, view) => {
    ctx.lineJoin = "bevel"; // round ones cost a page of tens of thousands of corners a tenth of a second
    ctx.fillStyle = colourOf("--land");
    fillPolygons(ctx, land, view);
    ctx.strokeStyle = colourOf("--region-line");
    ctx.lineWidth = 0.8;
    strokeLines(ctx, regions, view);
    ctx.strokeStyle = colourOf("--country-line");
    ctx.lineWidth = 1.3;
    strokeLines(ctx, countries, view);
  }, { renderer: L.canvas({ pane: "claimmap-ground", padding: 0.3 }) }).addTo(map);
  return () => ground.redraw();
}
