// @ts-nocheck
// How things are said on the page.

export const KINDS = {
  armed_clash: "Armed clash",
  territory_capture: "Territory taken",
  siege: "Siege",
  troop_movement: "Troop movement",
  shelling: "Shelling",
  air_strike: "Air strike",
  explosion: "Explosion",
  chemical_attack: "Chemical attack",
  attack_on_civilians: "Attack on civilians",
  abduction: "Abduction",
  evacuation: "Evacuation",
  talks: "Talks",
  destruction: "Destruction",
};

export const STATUSES = {
  fact: "Told as fact",
  claimed: "Claimed",
  reported: "Reported",
  denied: "Denied",
  planned: "Planned",
};

export const FORMS = { fact: "filled", claimed: "ring", reported: "ring", denied: "dashed", planned: "dashed" };

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

export function dayInWords(iso, withYear) {
  const parts = iso.split("-");
  const words = Number(parts[2]) + " " + MONTHS[Number(parts[1]) - 1];
  return withYear === false ? words : words + " " + parts[0];
}

export function weekday(iso) {
  return WEEKDAYS[new Date(iso + "T00:00:00Z").getUTCDay()];
}

export function daysInWords(from, to) {
  if (from === to) return dayInWords(from);
  return dayInWords(from, from.slice(0, 4) !== to.slice(0, 4)) + " \u2013 " + dayInWords(to);
}

export function counted(n, one, many) {
  return n.toLocaleString("en-GB") + " " + (n === 1 ? one : many || one + "s");
}

function kilometres(radius) {
  return radius >= 10 ? Math.round(radius) + " km" : Math.round(radius * 10) / 10 + " km";
}

export function precisionInWords(prec, radius) {
  const within = radius ? ", within " + kilometres(radius) : "";
  switch (prec) {
    case 1: return "Exact place" + (radius ? ", to within " + kilometres(radius) : "");
    case 2: return "In or near this place" + within;
    case 3: return "Somewhere in this district" + within;
    case 4: return "Somewhere in this region" + within;
    case 5: return "A line or a loosely named area" + within;
    case 6: return "Somewhere in this country" + within;
    case 7: return "At sea or in the air" + within;
    default: return "Precision not known" + within;
  }
}

export function standingInWords(status, row) {
  const side = row.claimant_side && row.claimant_side !== row.claimant ? " (" + row.claimant_side + ")" : "";
  const by = row.claimant ? row.claimant + side : "";
  const words = {
    fact: by ? "Told as fact, after " + by : "Told as fact, in the article\u2019s own voice",
    claimed: "Claimed by " + (by || "a source not named") + ", not verified",
    reported: (by ? "Reported by " + by : "Reported, no source named") + ", not verified",
    denied: by ? "Denied, told by " + by : "Told as not having happened",
    planned: by ? "Planned, threatened or expected, says " + by : "Planned, threatened or expected",
  }[status];
  return words + (row.unverified ? "; the article says that it could not be verified" : "") + ".";
}

export function tollInWords(min, max, what) {
  if (min === null && max === null) return "";
  if (max === null) return "at least " + min + " " + what;
  if (min === null) return "up to " + max + " " + what;
  return (min === max ? min : min + " to " + max) + " " + what;
}

export function relationInWords(row) {
  const words = { near: "near ", around: "around ", direction: "in a direction from ", between: "between " };
  return (words[row.relation] || "") + "\u201c" + row.place_text + "\u201d";
}

// Elements are made with text only: nothing of an article is ever read as HTML.
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

export function safeLink(url) {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}
