// Marks drawn once and stamped many times: a canvas takes a picture far faster than paths.

import { colourOf, DASHED, FILLED, GLYPHS, kindVariable, SPLIT } from "./signs.js";

const LEAST_FOR_GLYPH = 8; // pixels of radius: smaller, it is only a blot
const GLYPH_BOX = 16;
const EDGE = 3;

/** @type {Map<string, OffscreenCanvas>} */
const sprites = new Map();

/** Draw all marks anew: their colours have changed. */
export function forgetSprites() {
  sprites.clear();
}

/**
 * Stamp a place's mark, its middle at x and y.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius whole pixels
 * @param {string} kind
 * @param {number} form
 */
export function stampMark(ctx, x, y, radius, kind, form) {
  stamp(ctx, x, y, radius, "mark " + kind + " " + form, (to) => paintMark(to, radius, kind, form));
}

/**
 * Stamp a soft disc: somewhere within it, and not at its middle.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius whole pixels
 * @param {string} kind
 * @param {number} form
 */
export function stampDisc(ctx, x, y, radius, kind, form) {
  stamp(ctx, x, y, radius, "disc " + kind + " " + form, (to) => paintDisc(to, radius, kind, form));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} name
 * @param {(ctx: OffscreenCanvasRenderingContext2D) => void} paint
 */
function stamp(ctx, x, y, radius, name, paint) {
  const ratio = window.devicePixelRatio || 1;
  const key = name + " " + radius + " " + ratio;
  const side = 2 * (radius + EDGE);
  let sprite = sprites.get(key);
  if (!sprite) {
    sprite = new OffscreenCanvas(Math.ceil(side * ratio), Math.ceil(side * ratio));
    const to = /** @type {OffscreenCanvasRenderingContext2D} */ (sprite.getContext("2d"));
    to.scale(ratio, ratio);
    to.translate(side / 2, side / 2);
    paint(to);
    sprites.set(key, sprite);
  }
  // On whole pixels of the screen, or the picture blurs.
  const left = Math.round((x - side / 2) * ratio) / ratio;
  const top = Math.round((y - side / 2) * ratio) / ratio;
  ctx.drawImage(sprite, left, top, sprite.width / ratio, sprite.height / ratio);
}

/**
 * @param {OffscreenCanvasRenderingContext2D} ctx
 * @param {number} radius
 * @param {string} kind
 * @param {number} form
 */
function paintMark(ctx, radius, kind, form) {
  const colour = colourOf(kindVariable(kind));
  const filled = form === FILLED;
  const thick = radius < 6 ? 2 : 2.6;
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.fillStyle = filled ? colour : colourOf("--mark-ground");
  ctx.fill();
  if (!filled) {
    ctx.beginPath();
    ctx.arc(0, 0, radius - thick / 2, 0, 2 * Math.PI);
    ctx.setLineDash(form === DASHED ? dashesOf(radius) : []);
    ctx.lineWidth = thick;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.beginPath();
  ctx.arc(0, 0, radius + 0.5, 0, 2 * Math.PI);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colourOf("--mark-edge");
  ctx.stroke();
  const size = Math.min(18, radius * 1.25);
  const hasGlyph = radius >= LEAST_FOR_GLYPH;
  if (hasGlyph) paintGlyph(ctx, kind, size, filled ? colourOf("--on-kind") : colour);
  if (form !== SPLIT) return;
  ctx.beginPath();
  ctx.rect(-radius, -radius, radius, 2 * radius);
  ctx.clip();
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  if (hasGlyph) paintGlyph(ctx, kind, size, colourOf("--on-kind"));
}

// Six dashes all round, however large the ring.
/** @param {number} radius */
function dashesOf(radius) {
  const each = (2 * Math.PI * radius) / 12;
  return [each, each];
}

/**
 * @param {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} ctx
 * @param {string} kind
 * @param {number} size
 * @param {string} colour
 */
function paintGlyph(ctx, kind, size, colour) {
  ctx.save();
  ctx.scale(size / GLYPH_BOX, size / GLYPH_BOX);
  ctx.translate(-GLYPH_BOX / 2, -GLYPH_BOX / 2);
  ctx.lineWidth = 1.9;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.strokeStyle = colour;
  ctx.stroke(new Path2D(GLYPHS[kind]));
  ctx.restore();
}

/**
 * @param {OffscreenCanvasRenderingContext2D} ctx
 * @param {number} radius
 * @param {string} kind
 * @param {number} form
 */
function paintDisc(ctx, radius, kind, form) {
  const colour = colourOf(kindVariable(kind));
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  // The edge fades: what is kept of the disc is less and less of it.
  const kept = ctx.createRadialGradient(0, 0, radius * 0.6, 0, 0, radius);
  // The wider, the fainter: it must not drown what lies in it.
  const inside = (form === FILLED ? 0.5 : 0.3) * Math.max(0.4, Math.min(1, 20 / radius));
  kept.addColorStop(0, "rgba(0, 0, 0, " + inside + ")");
  kept.addColorStop(1, "rgba(0, 0, 0, " + inside / 4 + ")");
  ctx.globalCompositeOperation = "destination-in";
  ctx.fillStyle = kept;
  ctx.fill();
  ctx.globalCompositeOperation = "source-over";
  ctx.globalAlpha = 0.8;
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour;
  ctx.setLineDash(form === DASHED ? [3, 4] : []);
  ctx.stroke();
}
