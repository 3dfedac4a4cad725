// The timeline: a bar for each day, a window over them to drag, to step and to play, and the claims without a day.

import { dayOfSlot, partOfDays, spanOfDays, timelineDays, timelineScale } from "./axis.js";
import { makeBrush, movedSpan } from "./brush.js";
import { listenToArrows, makeControls, showPlaying } from "./controls.js";
import { dateLabels } from "./dates.js";
import { contextOf, sizeCanvas } from "./drawing.js";
import { make } from "./elements.js";
import { claimsBetween, paintBars, paintWindow, tallyClaims } from "./histogram.js";
import { makePlayer } from "./playing.js";
import { counted, daysInWords, dayWithWeekday, number, spanInWords, TIMELINE } from "./strings.js";

/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./histogram.js").Tally} Tally */

const AXIS_EDGE = 24; // pixels at either side, where the handles stand when all days are shown
const DATE_SIZE = "11px ";
const PAPER_WIDTH = "970px"; // A4 and Letter on their side, between their margins, as in print.css

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Choice} choice
 * @returns {{draw: () => void}}
 */
export function makeTimeline(root, data, choice) {
  let shownAxis = choice.axis;
  let days = timelineDays(choice.days.from, choice.days.to);
  let scale = timelineScale(days, 0, AXIS_EDGE);
  /** @type {Tally | null} */
  let tally = null; // null: to be counted
  let counting = false;
  let most = 0;
  const canPublish = data.articleDay.some(Boolean);

  const controls = makeControls({
    all: showAll,
    oneDay: chooseOneDay,
    noDay: toggleUndated,
    back: () => stepBy(-lengthOf()),
    on: () => stepBy(lengthOf()),
    play: () => player.toggle(),
    speed: (times) => player.setSpeed(times),
    axis: switchAxis,
  });
  const axis = make("div");
  axis.id = "axis";
  axis.dir = "ltr"; // days go to the right, whatever the page's writing
  axis.setAttribute("role", "group");
  axis.setAttribute("aria-label", TIMELINE.title);
  const canvas = make("canvas");
  canvas.id = "bars";
  canvas.setAttribute("aria-hidden", "true");
  const bars = make("canvas"); // all at full strength, off the page
  const dates = make("div");
  dates.id = "dates";
  dates.setAttribute("aria-hidden", "true");
  axis.append(canvas, dates);
  const brush = makeBrush(axis, {
    scale: () => scale,
    span: () => spanOfDays(days, choice),
    choose,
    all: showAll,
    day: (slot) => dayWithWeekday(isoOf(slot)),
    days: wordsOf,
    hint: (slot) => dayWithWeekday(isoOf(slot)) + ": " + counted(claimsBetween(tallied(), slot, slot), "claim"),
  });
  root.replaceChildren(controls.row, axis);
  const player = makePlayer(beginPlaying, playOn, showState);
  listenToArrows((by) => {
    if (!axis.hidden) stepBy(by);
  });
  choice.on("window", () => (choice.axis === shownAxis ? show() : changeAxis()));
  choice.on("filters", () => {
    tally = null;
    if (choice.axis === shownAxis) show();
    else changeAxis();
    countSoon();
  });

  /** @param {number} slot */
  function isoOf(slot) {
    return data.iso(dayOfSlot(days, slot));
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  function wordsOf(first, last) {
    return spanInWords(isoOf(first), isoOf(last), dayOfSlot(days, last) - dayOfSlot(days, first) + 1);
  }

  function partShown() {
    return partOfDays(days, choice);
  }

  function lengthOf() {
    const part = partShown();
    return part ? part[1] - part[0] + 1 : 1;
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  function choose(first, last) {
    player.stop();
    choice.setWindow(dayOfSlot(days, first), dayOfSlot(days, last));
  }

  function showAll() {
    player.stop();
    choice.showAll();
  }

  function toggleUndated() {
    player.stop();
    if (choice.span === "undated") choice.showAll();
    else choice.showUndated();
  }

  /** @param {number} by slots */
  function stepBy(by) {
    const part = partShown();
    const end = by > 0 ? 0 : days.slots - 1;
    const [first, last] = part ? movedSpan(part, "span", by, days.slots) : [end, end];
    if (!part || first !== part[0]) choose(first, last);
  }

  function chooseOneDay() {
    const part = partShown();
    let slot = part ? part[0] : 0;
    if (!part) while (slot < days.slots && !claimsBetween(tallied(), slot, slot)) slot += 1;
    if (slot === days.slots) slot = 0; // no claim with a day passes the filters
    choose(slot, slot);
  }

  function beginPlaying() {
    const part = partShown();
    if (part && part[1] < days.slots - 1) return;
    choice.setWindow(dayOfSlot(days, 0), dayOfSlot(days, lengthOf() - 1));
  }

  function playOn() {
    const part = partShown();
    if (!part) return false; // something else was chosen meanwhile
    const [first, last] = movedSpan(part, "span", 1, days.slots);
    choice.setWindow(dayOfSlot(days, first), dayOfSlot(days, last));
    return last < days.slots - 1;
  }

  /** @param {import("./choice.js").Axis} kind */
  function switchAxis(kind) {
    player.stop();
    choice.setAxis(kind);
    // Days of the one axis may lie where the other has none.
    if (choice.span === "window" && !spanOfDays(days, choice)) choice.showAll();
  }

  function changeAxis() {
    shownAxis = choice.axis;
    days = timelineDays(choice.days.from, choice.days.to);
    tally = null;
    draw();
  }

  function tallied() {
    if (!tally) tally = tallyClaims(days, data, choice);
    return tally;
  }

  // The map goes first: it is what the reader waits for.
  function countSoon() {
    if (counting) return;
    counting = true;
    requestAnimationFrame(() => setTimeout(() => {
      counting = false;
      controls.undated.textContent = number(tallied().undated);
      if (!axis.hidden) most = paintBars(bars, tallied(), scale, data.kinds, canvas.clientHeight);
      show();
    }));
  }

  /**
   * @param {string} first
   * @param {string} last
   */
  function wordsOfAll(first, last) {
    return first === last ? dayWithWeekday(first) : daysInWords(first, last);
  }

  function whenInWords() {
    if (data.day) return dayWithWeekday(data.day);
    if (!days.slots) return TIMELINE.none;
    if (choice.span === "undated") return TIMELINE.undated;
    if (choice.span === "all") return wordsOfAll(isoOf(0), isoOf(days.slots - 1));
    return spanInWords(data.iso(choice.from), data.iso(choice.to), choice.to - choice.from + 1);
  }

  function showState() {
    const { when, play, back, on, all, oneDay, noDay } = controls;
    const playing = player.isPlaying();
    const part = partShown();
    when.setAttribute("aria-live", playing ? "off" : "polite");
    when.textContent = whenInWords();
    showPlaying(play, playing);
    all.setAttribute("aria-pressed", String(choice.span === "all"));
    oneDay.setAttribute("aria-pressed", String(Boolean(part) && lengthOf() === 1));
    noDay.setAttribute("aria-pressed", String(choice.span === "undated"));
    back.setAttribute("aria-disabled", String(Boolean(part && part[0] === 0)));
    on.setAttribute("aria-disabled", String(Boolean(part && part[1] === days.slots - 1)));
    controls.axisKind.value = choice.axis;
  }

  function show() {
    showState();
    if (axis.hidden || !scale.width) return;
    brush.show();
    paintWindow(canvas, bars, most, scale, canvas.clientHeight, spanOfDays(days, choice));
  }

  function draw() {
    const single = Boolean(data.day) || days.slots < 2;
    const dated = !data.day && days.slots > 0 && (days.slots > 1 || days.undated > 0);
    axis.hidden = single;
    controls.stepper.hidden = single;
    controls.all.hidden = !dated;
    controls.oneDay.hidden = !dated;
    controls.noDay.hidden = !dated || !days.undated;
    controls.axisKind.hidden = Boolean(data.day) || !(canPublish || choice.axis === "published");
    scale = timelineScale(days, axis.clientWidth, AXIS_EDGE);
    drawDates();
    if (tally) {
      if (!single) most = paintBars(bars, tally, scale, data.kinds, canvas.clientHeight);
    } else {
      most = 0;
      sizeCanvas(bars, scale.width, canvas.clientHeight); // no bars of other days, until these are counted
      countSoon();
    }
    show();
  }

  function drawDates() {
    dates.replaceChildren();
    if (!scale.width) return;
    const ctx = contextOf(bars);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.font = DATE_SIZE + getComputedStyle(root).fontFamily;
    for (const label of dateLabels(scale, data, (text) => Math.ceil(ctx.measureText(text).width) + 1)) {
      const date = make("span", "", label.text);
      date.style.left = label.x + "px";
      dates.append(date);
    }
  }

  /** @param {string} width */
  function drawAt(width) {
    axis.style.width = width;
    draw();
  }

  window.addEventListener("beforeprint", () => drawAt(PAPER_WIDTH));
  window.addEventListener("afterprint", () => drawAt(""));
  draw();
  return { draw };
}
