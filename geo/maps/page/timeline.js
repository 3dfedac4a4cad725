// @ts-nocheck
// The days: a bar for each, one slider over them, buttons to step, and the claims that no day is known of.

import { ALL, NO_DAY } from "./data.js";
import { sizeCanvas } from "./drawing.js";
import { colourOf } from "./marks.js";
import { dayInWords, daysInWords, weekday } from "./words.js";

export function makeTimeline(data, choice, changed) {
  const by = (id) => document.getElementById(id);
  const slider = by("slider");
  const bars = by("bars");
  const days = data.days;
  const counts = new Array(days.length).fill(0);
  let undated = 0;
  for (let n = 0; n < data.total; n += 1) {
    if (data.from[n] < 0) undated += 1;
    for (let d = data.from[n]; d >= 0 && d <= data.to[n]; d += 1) counts[d] += 1;
  }
  slider.max = Math.max(0, days.length - 1);
  by("no-day").querySelector(".count").textContent = undated.toLocaleString("en-GB");
  by("no-day").hidden = undated === 0;
  by("axis").hidden = days.length < 2;
  by("timeline").classList.toggle("single", days.length < 2);
  by("all-dates").hidden = Boolean(data.day);
  by("stepper").classList.toggle("alone", days.length < 2);

  function choose(stop) {
    choice.stop = stop;
    if (stop >= 0) slider.value = stop;
    show();
    changed();
  }

  function whenInWords() {
    if (choice.stop === NO_DAY) return "No day known";
    if (choice.stop >= 0) return weekday(days[choice.stop]) + " " + dayInWords(days[choice.stop]);
    if (!days.length) return "No dated claims";
    return daysInWords(days[0], days[days.length - 1]);
  }

  function show() {
    by("when").textContent = whenInWords();
    by("all-dates").setAttribute("aria-pressed", String(choice.stop === ALL));
    by("no-day").setAttribute("aria-pressed", String(choice.stop === NO_DAY));
    by("day-back").disabled = choice.stop === 0 || days.length < 2;
    by("day-on").disabled = choice.stop === days.length - 1 || days.length < 2;
    by("axis").classList.toggle("one-day", choice.stop >= 0);
    slider.setAttribute("aria-valuetext", whenInWords());
    draw();
  }

  function step(by_) {
    if (days.length < 2) return;
    if (choice.stop < 0) choose(by_ > 0 ? 0 : days.length - 1);
    else choose(Math.min(days.length - 1, Math.max(0, choice.stop + by_)));
  }

  function draw() {
    if (by("axis").hidden) return;
    const width = by("axis").clientWidth;
    const height = by("axis").clientHeight;
    const floor = height - 18;
    const slot = width / days.length;
    const ctx = bars.getContext("2d");
    sizeCanvas(bars, width, height);
    // The thumb's middle must stand on the middle of its day's bar.
    slider.style.left = slot / 2 - 9 + "px";
    slider.style.width = Math.max(18, width - slot + 18) + "px";
    const most = Math.max.apply(null, counts);
    const gap = slot > 5 ? Math.min(3, slot * 0.2) : 0;
    counts.forEach((count, d) => {
      const tall = Math.max(2, (count / most) * (floor - 6));
      const chosen = choice.stop === ALL || choice.stop === d;
      ctx.fillStyle = colourOf(chosen ? "--accent" : "--bar");
      const wide = Math.max(1, Math.min(slot - gap, 46));
      ctx.fillRect(d * slot + (slot - wide) / 2, floor - tall, wide, tall);
    });
    ctx.fillStyle = colourOf("--line");
    ctx.fillRect(0, floor, width, 1);
    drawDates(ctx, slot, width, height - 7);
  }

  function drawDates(ctx, slot, width, y) {
    ctx.font = "11px " + getComputedStyle(document.body).fontFamily;
    ctx.textBaseline = "middle";
    let free = 0;
    let year = "";
    days.forEach((day, d) => {
      const withYear = day.slice(0, 4) !== year;
      const text = dayInWords(day, withYear);
      const wide = ctx.measureText(text).width;
      const x = Math.max(0, Math.min(width - wide, (d + 0.5) * slot - wide / 2));
      if (x < free) return;
      ctx.fillStyle = colourOf(choice.stop === d ? "--ink" : "--soft");
      ctx.fillText(text, x, y);
      year = day.slice(0, 4);
      free = x + wide + 14;
    });
  }

  slider.addEventListener("input", () => choose(Number(slider.value)));
  // A press on the slider where it already stands gives no input event, yet means that day.
  slider.addEventListener("click", () => choose(Number(slider.value)));
  by("all-dates").addEventListener("click", () => choose(ALL));
  by("no-day").addEventListener("click", () => choose(NO_DAY));
  by("day-back").addEventListener("click", () => step(-1));
  by("day-on").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // A field and the map have their own use for the arrows.
    if (event.target.closest("input, .leaflet-container")) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  return show;
}
