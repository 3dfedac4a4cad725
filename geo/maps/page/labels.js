// Names on the map: the claims' own places first, then regions and countries, never one over another.

const TRIED_LABELS = 500;

function makeLabels(map, data, layer, basemap) {
  const canvas = L.DomUtil.create("canvas", "claimmap-labels leaflet-zoom-hide");
  map.createPane("claimmap-labels").style.zIndex = 460;
  map.getPane("claimmap-labels").style.pointerEvents = "none";
  map.getPane("claimmap-labels").appendChild(canvas);
  const ctx = canvas.getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  let taken = [];
  let size = map.getSize();

  const free = (box) => box[0] >= 2 && box[1] >= 2 && box[2] <= size.x - 2 && box[3] <= size.y - 2 &&
    taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);

  function write(text, font, colour, at, height, spots) {
    ctx.font = font;
    const width = ctx.measureText(text).width;
    for (const spot of spots(width)) {
      const box = [at.x + spot[0], at.y + spot[1] - height / 2, at.x + spot[0] + width, at.y + spot[1] + height / 2];
      if (!free(box)) continue;
      ctx.strokeStyle = colourOf("--halo");
      ctx.lineWidth = 3.5;
      ctx.lineJoin = "round";
      ctx.strokeText(text, box[0], at.y + spot[1]);
      ctx.fillStyle = colour;
      ctx.fillText(text, box[0], at.y + spot[1]);
      taken.push([box[0] - 4, box[1], box[2] + 4, box[3]]);
      return;
    }
  }

  function reserveControls() {
    const frame = map.getContainer().getBoundingClientRect();
    document.querySelectorAll("#stage .leaflet-control, #legend").forEach((control) => {
      const r = control.getBoundingClientRect();
      taken.push([r.left - frame.left - 4, r.top - frame.top - 4, r.right - frame.left + 4, r.bottom - frame.top + 4]);
    });
  }

  function writePlaces() {
    const seen = [];
    for (const p of layer.order) {
      if (!layer.summaries[p] || !layer.summaries[p].count) continue;
      const at = map.latLngToContainerPoint([data.places.lat[p], data.places.lon[p]]);
      if (at.x < -30 || at.y < -30 || at.x > size.x + 30 || at.y > size.y + 30) continue;
      seen.push({ p: p, at: at, r: markRadius(layer.summaries[p].count, layer.crowd), count: layer.summaries[p].count });
    }
    seen.sort((a, b) => (b.p === layer.chosen) - (a.p === layer.chosen) || b.count - a.count || a.p - b.p);
    const marks = seen.slice(0, TRIED_LABELS);
    marks.forEach((m) => taken.push([m.at.x - m.r - 1, m.at.y - m.r - 1, m.at.x + m.r + 1, m.at.y + m.r + 1]));
    marks.forEach((m) => {
      const weight = m.p === layer.chosen ? "700" : "600";
      const gap = m.p === layer.chosen ? m.r + 9 : m.r + 5;
      write(data.places.name[m.p], weight + " 12px " + family, colourOf("--ink"), m.at, 15, (width) => [
        [gap, 0], [-gap - width, 0], [-width / 2, -gap - 5], [-width / 2, gap + 5],
      ]);
    });
  }

  function writeGround(entries, font, colour, upper) {
    entries.forEach((entry) => {
      const at = map.latLngToContainerPoint([entry[2], entry[1]]);
      const text = upper ? entry[0].toUpperCase() : entry[0];
      const wide = map.latLngToContainerPoint([entry[2], entry[1] + entry[3]]).x - at.x;
      ctx.font = font;
      if (wide < ctx.measureText(text).width * 1.15) return;
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) return;
      write(text, font, colour, at, 16, (width) => [[-width / 2, 0], [-width / 2, 16], [-width / 2, -16]]);
    });
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    size = map.getSize();
    taken = [];
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    ctx.scale(ratio, ratio);
    ctx.textBaseline = "middle";
    reserveControls();
    writePlaces();
    if ("letterSpacing" in ctx) ctx.letterSpacing = "1px";
    writeGround(basemap.countries, "600 12px " + family, colourOf("--faint"), true);
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
    writeGround(basemap.regions, "11px " + family, colourOf("--faint"), false);
  }
  map.on("moveend zoomend resize viewreset", draw);
  return draw;
}
