"use strict";
// Lights up a claim and the words that it rests on, while either is pointed at or has the focus.
(function () {
  const parts = new Map();
  for (const element of document.querySelectorAll("[data-claims]")) {
    for (const number of element.dataset.claims.split(" ")) {
      if (!parts.has(number)) parts.set(number, []);
      parts.get(number).push(element);
    }
  }
  let lit = [];

  function light(numbers) {
    for (const element of lit) element.classList.remove("on");
    lit = numbers.flatMap((number) => parts.get(number) || []);
    for (const element of lit) element.classList.add("on");
  }

  function numbersAt(target) {
    const element = target instanceof Element ? target.closest("[data-claims]") : null;
    return element ? element.dataset.claims.split(" ") : [];
  }

  // Beside the text, a claim that gets the focus brings its sentence into view.
  function show(target) {
    const card = target instanceof Element ? target.closest(".card") : null;
    if (!card || !window.matchMedia("(min-width: 901px)").matches) return;
    const sentence = document.getElementById("s" + card.dataset.sentence);
    if (sentence) sentence.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("focusin", (event) => {
    light(numbersAt(event.target));
    show(event.target);
  });
  document.addEventListener("focusout", () => light([]));
  document.addEventListener("pointerover", (event) => {
    const pointed = numbersAt(event.target);
    light(pointed.length ? pointed : numbersAt(document.activeElement));
  });
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark[data-claims]") : null;
    if (mark) document.getElementById("claim-" + numbersAt(mark)[0]).focus();
  });
})();
