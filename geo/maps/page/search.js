// Words looked for in quotes and places: piece by piece, so that the page stays awake, and only what was found is kept.

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./choice.js").Choice} Choice */

const SEARCHED = ["quote", "place_text", "location", "event_text", "actor", "target"];
const PATIENCE_MS = 250;

/**
 * Make what looks for words and hands the claims that hold all of them to the choice. `tell` hears of the progress,
 * from 0 to 1.
 * @param {Data} data
 * @param {Choice} choice
 * @param {(done: number) => void} tell
 */
export function makeSearch(data, choice, tell) {
  let turn = 0;
  let timer = 0;

  /** @param {string} words */
  async function find(words) {
    turn += 1;
    const mine = turn;
    const wanted = foldedWords(words);
    if (!wanted.length) {
      tell(1);
      if (choice.words) choice.setWords("", null);
      return;
    }
    const found = new Uint8Array(data.total);
    for (let piece = 0; piece < data.pieces; piece += 1) {
      const texts = await data.texts(piece);
      if (mine !== turn) return;
      markPiece(data, piece, texts, wanted, found);
      tell((piece + 1) / data.pieces);
    }
    choice.setWords(words.trim(), found);
  }

  return {
    find,
    /** @param {string} words */
    findSoon(words) {
      turn += 1; // what is being looked for now is no longer wanted
      window.clearTimeout(timer);
      timer = window.setTimeout(() => find(words), PATIENCE_MS);
    },
    stop() {
      turn += 1;
      window.clearTimeout(timer);
      tell(1);
    },
  };
}

/**
 * Without case and accents, so that "Deir ez-Zor" is found as it is typed.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {string} words */
function foldedWords(words) {
  return folded(words).split(/\s+/u).filter(Boolean);
}

/**
 * @param {Data} data
 * @param {number} piece
 * @param {Record<string, import("./pieces.js").Column>} texts
 * @param {string[]} wanted
 * @param {Uint8Array} found
 */
function markPiece(data, piece, texts, wanted, found) {
  const start = piece * data.pieceSize;
  const size = Math.min(data.pieceSize, data.total - start);
  for (let i = 0; i < size; i += 1) {
    let all = "";
    for (const name of SEARCHED) all += texts[name](i) + "\n";
    const text = folded(all);
    if (wanted.every((word) => text.includes(word))) found[start + i] = 1;
  }
}

/**
 * The claim of this id, -1 where there is none: first looked for where it stood when the link was made.
 * @param {Data} data
 * @param {string} id
 * @param {number} hint
 * @returns {Promise<number>}
 */
export async function claimOf(data, id, hint) {
  const likely = Math.floor(hint / data.pieceSize);
  const pieces = Array.from({ length: data.pieces }, (_, piece) => piece);
  pieces.sort((a, b) => Number(b === likely) - Number(a === likely) || a - b);
  for (const piece of pieces) {
    const texts = await data.texts(piece);
    const start = piece * data.pieceSize;
    const size = Math.min(data.pieceSize, data.total - start);
    for (let i = 0; i < size; i += 1) if (texts.claim_id(i) === id) return start + i;
  }
  return -1;
}
