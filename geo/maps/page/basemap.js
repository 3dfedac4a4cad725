// The ground: land, borders of countries and, where claims are, of regions. No tiles, so nothing is asked of a network.

import { Drawing, fillPolygons, strokeLines, unpackLine } from "./drawing.js";
import { colourOf } from "./marks.js";

export function drawBasemap(map, basemap) {
  map.createPane("claimmap-ground").style.zIndex = 150;
  map.getPane("claimmap-ground").style.pointerEvents = "none";
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
