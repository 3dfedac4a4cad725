// The ground: land, borders of countries and, where claims are, of regions. No tiles, so nothing is asked of a network.

// A cut along the detailed area's frame is no border: leave such steps out of the lines.
function borders(polygons, frame) {
  const lines = [];
  const onFrame = (a, b) => frame && (
    (a[1] === b[1] && (a[1] === frame[0] || a[1] === frame[2])) ||
    (a[0] === b[0] && (a[0] === frame[1] || a[0] === frame[3])));
  polygons.forEach((rings) => rings.forEach((ring) => {
    let line = [];
    for (let i = 0; i < ring.length; i += 1) {
      if (i && onFrame(ring[i - 1], ring[i])) {
        if (line.length > 1) lines.push(line);
        line = [];
      }
      line.push(ring[i]);
    }
    if (line.length > 1) lines.push(line);
  }));
  return lines;
}

function drawBasemap(map, basemap) {
  map.createPane("claimmap-ground").style.zIndex = 150;
  map.getPane("claimmap-ground").style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "claimmap-ground", padding: 0.5 });
  const land = unpackPolygons(basemap.land);
  const regions = basemap.regionLines.map(unpackRing);
  const options = { renderer: renderer, interactive: false };
  const layers = {
    land: L.polygon(land, Object.assign({ stroke: false, fillOpacity: 1 }, options)).addTo(map),
    regions: L.polyline(regions, Object.assign({ weight: 0.8, opacity: 1, smoothFactor: 0.8 }, options)).addTo(map),
    countries: L.polyline(borders(land, basemap.frame), Object.assign({ weight: 1.3, opacity: 1 }, options)).addTo(map),
  };
  return function paint() {
    layers.land.setStyle({ fillColor: colourOf("--land") });
    layers.regions.setStyle({ color: colourOf("--region-line") });
    layers.countries.setStyle({ color: colourOf("--country-line") });
  };
}
