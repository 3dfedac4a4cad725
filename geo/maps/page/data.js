// @ts-nocheck
// The claims: typed columns for the map, and texts in pieces that are inflated when a card asks for them.

const KEPT_PIECES = 12;

export async function inflate(id) {
  const binary = atob(document.getElementById(id).textContent.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

export function readClaims(packed) {
  const claims = packed.claims;
  const data = {
    places: packed.places,
    days: packed.days,
    day: packed.day,
    kinds: packed.kinds,
    statuses: packed.statuses,
    placed: packed.placed,
    total: claims.kind.length,
    articles: packed.articles,
    piece: packed.piece,
    kind: Uint8Array.from(claims.kind),
    status: Uint8Array.from(claims.status),
    from: Int32Array.from(claims.from),
    to: Int32Array.from(claims.to),
  };
  data.placeCount = data.places.lat.length;
  return data;
}

// Texts of claims [first, last), as [{n, row, articles}, ...]; the newest pieces are kept.
export function makeTexts(data) {
  const kept = new Map();
  function piece(k) {
    if (!kept.has(k)) {
      kept.set(k, inflate("claimmap-texts-" + k));
      if (kept.size > KEPT_PIECES) kept.delete(kept.keys().next().value);
    }
    return kept.get(k);
  }
  return async function texts(numbers) {
    const found = [];
    for (const n of numbers) {
      const k = Math.floor(n / data.piece);
      const columns = await piece(k);
      const row = {};
      for (const name of Object.keys(columns.texts)) row[name] = columns.texts[name][n - k * data.piece];
      row.article = columns.articles[row.article];
      found.push({ n, row });
    }
    return found;
  };
}

// Which claims are chosen: a day (or all, or those without one), the kinds and the statuses switched on.
export const ALL = -2;
export const NO_DAY = -1;

export function makeChoice(data) {
  const choice = {
    stop: data.days.length === 1 && data.day ? 0 : ALL,
    kinds: data.kinds.map(() => true),
    statuses: data.statuses.map(() => true),
    holds(n) {
      if (!choice.kinds[data.kind[n]] || !choice.statuses[data.status[n]]) return false;
      if (choice.stop === ALL) return true;
      if (choice.stop === NO_DAY) return data.from[n] < 0;
      return data.from[n] >= 0 && data.from[n] <= choice.stop && choice.stop <= data.to[n];
    },
    numbers(first, last) {
      const found = [];
      for (let n = first; n < last; n += 1) if (choice.holds(n)) found.push(n);
      return found;
    },
  };
  return choice;
}
