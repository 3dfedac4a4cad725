// Texts of a piece as geo/maps/prose.py codes them: numbers of words, and other characters as they are.

const END = 0;
const CAPITAL = 1;
const RAW = 2;
const NUL = 3;
const QUOTED = 4;
const SLUG = 5;
const JOINED = 6;
const FIRST_WORD = 128;
const SHORT_WORDS = 64;
const SECOND_BYTES = 255;

/**
 * The beginnings and, one more, the end of texts that each have a 0 behind them.
 * @param {Uint8Array} bytes
 * @param {number} at the first byte
 * @param {number} count
 * @returns {Uint32Array}
 */
export function textStarts(bytes, at, count) {
  const starts = new Uint32Array(count + 1);
  starts[0] = at;
  for (let n = 1; n <= count; n += 1) starts[n] = bytes.indexOf(END, starts[n - 1]) + 1;
  return starts;
}

/**
 * One text. `whole` is what it may be told by: the claim's quote, or the article's title.
 * @param {Uint8Array} bytes
 * @param {number} begin
 * @param {number} end
 * @param {string[]} words
 * @param {() => string} whole
 * @returns {string}
 */
export function textOf(bytes, begin, end, words, whole) {
  if (bytes[begin] === QUOTED) {
    const from = bytes[begin + 1] - 1;
    return whole().slice(from, from + bytes[begin + 2]);
  }
  let text = "";
  let blank = " ";
  let capital = false;
  for (let i = begin; i < end; i += 1) {
    const code = bytes[i];
    if (code >= FIRST_WORD) {
      let number = code - FIRST_WORD;
      if (number >= SHORT_WORDS) {
        i += 1;
        number = SHORT_WORDS + (number - SHORT_WORDS) * SECOND_BYTES + bytes[i] - 1;
      }
      const word = words[number];
      text += blank + (capital ? word.charAt(0).toUpperCase() + word.slice(1) : word);
      blank = " ";
      capital = false;
    } else if (code === CAPITAL) {
      capital = true;
    } else if (code === JOINED) {
      blank = "";
    } else if (code === RAW) {
      const size = bytes[i + 1];
      text += new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(i + 2, i + 2 + size));
      i += 1 + size;
    } else if (code === SLUG) {
      i += 1;
      text += slug(whole(), bytes[i]);
    } else {
      text += code === NUL ? "\0" : String.fromCharCode(code);
    }
  }
  return text.slice(1); // the blank before its first word
}

/**
 * @param {string} title
 * @param {number} count
 */
function slug(title, count) {
  return (title.match(/[A-Za-z0-9]+/g) || []).slice(0, count).join("-").toLowerCase();
}
