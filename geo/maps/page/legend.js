// @ts-nocheck
// The legend is the filter too: a kind or a status is switched off by its button.

import { kindVariable } from "./marks.js";
import { FORMS, KINDS, STATUSES, make } from "./words.js";

export function makeLegend(data, choice, changed) {
  const body = document.getElementById("legend-body");
  const kindCounts = data.kinds.map(() => 0);
  const statusCounts = data.statuses.map(() => 0);
  for (let n = 0; n < data.total; n += 1) {
    kindCounts[data.kind[n]] += 1;
    statusCounts[data.status[n]] += 1;
  }

  function addButton(list, dot, text, count, switches, k) {
    const button = make("button", "switch");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.append(dot, make("span", "", text), make("span", "count", count.toLocaleString("en-GB")));
    button.addEventListener("click", () => {
      switches[k] = !switches[k];
      button.setAttribute("aria-pressed", String(switches[k]));
      changed();
    });
    list.append(button);
  }

  const statuses = make("div", "group");
  statuses.append(make("h3", "", "How sure"));
  data.statuses.forEach((status, k) => {
    if (!statusCounts[k]) return;
    addButton(statuses, make("i", "dot " + FORMS[status]), STATUSES[status], statusCounts[k], choice.statuses, k);
  });
  const kinds = make("div", "group");
  kinds.append(make("h3", "", "What"));
  data.kinds.forEach((kind, k) => {
    if (!kindCounts[k]) return;
    const dot = make("i", "dot filled");
    dot.style.color = "var(" + kindVariable(kind) + ")";
    addButton(kinds, dot, KINDS[kind], kindCounts[k], choice.kinds, k);
  });
  const reading = make("p", "reading", "One mark a place: size by number of claims, colour and form by most of them. " +
    "Diamond: a whole region or country. Disc or outline: how far off it may be.");
  const disputed = make("p", "reading", "Borders are for orientation; some are disputed.");
  body.append(kinds, statuses, reading, disputed);
  const legend = document.getElementById("legend");
  legend.open = window.innerWidth >= 760;
  return legend;
}
