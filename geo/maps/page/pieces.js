// Pieces of texts as geo/maps/pieces.py lays them out: JSON that tells the form of each column, and bytes behind it.

import { textOf, textStarts } from "./prose.js";

/** @typedef {(at: number) => any} Column the value of a column by the claim's or article's number in its piece */

const LENGTH_BYTES = 4;

/**
 * The columns of a piece.
 * @param {ArrayBuffer} buffer
 * @param {number} count how many claims or articles it has
 * @param {string[]} words
 * @returns {Record<string, Column>}
 */
export function columnsOf(buffer, count, words) {
  const size = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, size)));
  const bytes = new Uint8Array(buffer, LENGTH_BYTES + size);
  /** @type {Record<string, Column>} */
  const columns = {};
  for (const name of Object.keys(head)) columns[name] = columnOf(head[name], bytes, count, words, columns);
  return columns;
}

/**
 * @param {any[]} form
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} count
 * @param {string[]} words
 * @param {Record<string, Column>} columns
 * @returns {Column}
 */
function columnOf(form, bytes, count, words, columns) {
  switch (form[0]) {
    case "same": return () => form[1];
    case "list": return (at) => form[1][at];
    case "coded": {
      const numbers = wholeNumbers(form[2], bytes, form[3], count);
      return (at) => form[1][numbers[at]];
    }
    case "whole": {
      const numbers = wholeNumbers(form[1], bytes, form[2], count);
      return (at) => numbers[at];
    }
    case "after": return (at) => form[3][at] ?? form[2] + columns[form[1]](at);
    case "hex": return (at) => hex(bytes, form[2] + at * form[1], form[1]);
    default: {
      const starts = textStarts(bytes, form[1], count);
      const by = form[2];
      return (at) => textOf(bytes, starts[at], starts[at + 1] - 1, words, () => columns[by](at));
    }
  }
}

/**
 * @param {string} kind
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} at
 * @param {number} count
 * @returns {Uint8Array | Uint16Array | Uint32Array | Int32Array}
 */
function wholeNumbers(kind, bytes, at, count) {
  const part = bytes.slice(at, at + count * Number(kind[1])).buffer; // from a beginning that every type takes
  switch (kind) {
    case "u1": return new Uint8Array(part);
    case "u2": return new Uint16Array(part);
    case "u4": return new Uint32Array(part);
    default: return new Int32Array(part);
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} width
 */
function hex(bytes, at, width) {
  let digits = "";
  for (let i = at; i < at + width; i += 1) digits += bytes[i].toString(16).padStart(2, "0");
  return digits;
}
