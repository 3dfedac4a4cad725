// The ground: land, borders of countries and, where claims are, of regions. No tiles, so nothing is asked of a network.

import { Drawing, fillPolygons, strokeLines, unpackLine } from "./drawing.js";
import { colourOf } from "./signs.js";

/** @import { Edges } from "./drawing.js" */

/**
 * The page's block "claimmap-basemap". Lines and rings are steps in thousandths of a degree, see unpackLine; a label is
 * a name, a point in what it names and how wide that is, in degrees.
 * @typedef {object} Basemap
 * @property {[name: string, lon: number, lat: number, wide: number][]} countries
 * @property {[name: string, lon: number, lat: number, wide: number][]} regions
 * @property {number[][]} regionLines
 * @property {number[][]} disputedLines Borders on which the views differ.
 * @property {number[][][]} land
 * @property {Edges | null} frame What the detailed area was cut out along.
 * @property {Edges | null} view What is shown first.
 */

/**
 * Draw the ground in a pane of its own, and return what draws it again, in the colours as they then are.
 * @param {L.Map} map
 * @param {Basemap} basemap
 * @param {boolean} onTiles whether pictures show the land already
 * @returns {() => void}
 */
export function drawBasemap(map, basemap, onTiles) {
  const pane = map.createPane("claimmap-ground");
  pane.style.zIndex = onTiles ? "250" : "150"; // tiles stand at 200
  pane.style.pointerEvents = "none";
  const land = basemap.land.map((rings) => rings.map((ring) => unpackLine(map, ring, basemap.frame)));
  const countries = land.flat();
  const regions = basemap.regionLines.map((line) => unpackLine(map, line));
  const disputed = basemap.disputedLines.map((line) => unpackLine(map, line));
  const ground = new Drawing((ctx, view) => {
    ctx.lineJoin = "bevel"; // round ones cost a page of tens of thousands of corners a tenth of a second
    if (!onTiles) {
      ctx.fillStyle = colourOf("--land");
      fillPolygons(ctx, land, view);
    }
    ctx.strokeStyle = colourOf("--region-line");
    ctx.lineWidth = 0.8;
    strokeLines(ctx, regions, view);
    ctx.strokeStyle = colourOf("--country-line");
    ctx.lineWidth = 1.3;
    strokeLines(ctx, countries, view);
    ctx.setLineDash([5, 4]);
    strokeLines(ctx, disputed, view);
    ctx.setLineDash([]);
  }, { renderer: L.canvas({ pane: "claimmap-ground", padding: 0.3 }) }).addTo(map);
  return () => ground.redraw();
}
