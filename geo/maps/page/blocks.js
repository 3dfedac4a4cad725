// The page's inert blocks of data, inflated: base64 of gzip, as geo/maps/typed.py packs them.

import { columnsOf } from "./pieces.js";

/** @typedef {import("./pieces.js").Column} Column */

/** @type {Promise<string[]> | null} */
let vocabulary = null; // read when the first piece is opened

/**
 * The bytes of a block of the page.
 * @param {string} id
 * @returns {Promise<Response>}
 */
export async function inflated(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error("the page lacks " + id);
  const text = (element.textContent || "").trim();
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream);
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(base64) {
  const native = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (
    /** @type {unknown} */ (Uint8Array));
  if (native.fromBase64) return native.fromBase64(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * A block of JSON.
 * @param {string} id
 * @returns {Promise<any>}
 */
export async function inflate(id) {
  return (await inflated(id)).json();
}

/**
 * The words that texts are told in by number: read once, best before the first card is asked for.
 * @returns {Promise<string[]>}
 */
export function readWords() {
  vocabulary = vocabulary || inflate("claimmap-words");
  return vocabulary;
}

/**
 * Pieces of texts by number, the newest kept.
 * @param {string} prefix
 * @param {number} total how many claims or articles all pieces have
 * @param {number} size how many each has but the last
 * @param {number} most how many are kept
 * @returns {(piece: number) => Promise<Record<string, Column>>}
 */
export function keeper(prefix, total, size, most) {
  /** @type {Map<number, Promise<Record<string, Column>>>} */
  const kept = new Map();
  /** @type {(piece: number) => Promise<Record<string, Column>>} */
  const open = async (piece) => {
    const opened = inflated(prefix + piece).then((response) => response.arrayBuffer());
    return columnsOf(await opened, Math.min(size, total - piece * size), await readWords());
  };
  return (piece) => {
    const found = kept.get(piece) || open(piece);
    kept.delete(piece); // asked for last, it goes last
    kept.set(piece, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return found;
  };
}
