// A list of claims in groups, fifty at a time: their texts are read when they are shown.

import { make, makeButton } from "./elements.js";
import { claimButtons } from "./items.js";
import { sameNumbers } from "./sorting.js";
import { LISTING, number } from "./strings.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Row} Row */

/** @typedef {{refresh: () => Promise<void>, show: () => Promise<void>}} Listing */

/**
 * Claims in the order of their groups, the group of each, what a group is called, and the day that its claims share.
 * The same numbers in the same order have the same groups, if they are grouped by the same.
 * @typedef {{
 *   by: string, numbers: Uint32Array, groupOf: (n: number) => number, titleOf: (group: number) => string,
 *   dayOf: (group: number) => string, heading: string
 * }} Grouped
 */

const LISTED_AT_ONCE = 50;

/**
 * `regroup` is asked at each refresh; an answer that a newer refresh has overtaken is dropped.
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {(n: number) => void} open
 * @param {() => Promise<Grouped>} regroup
 * @returns {Listing}
 */
export function pagedList(root, data, open, regroup) {
  const box = make("section", "listing");
  const heading = make("h3", "listing-count");
  heading.tabIndex = -1;
  heading.setAttribute("aria-live", "polite");
  const groups = make("div", "listing-groups");
  const more = makeButton("listing-more", "", () => void addMore());
  more.hidden = true;
  box.append(heading, groups, more);
  const buttonFor = claimButtons(data, open);
  /** @type {Grouped} */
  let grouped = {
    by: "", numbers: new Uint32Array(0), groupOf: () => 0, titleOf: () => "", dayOf: () => "", heading: "",
  };
  /** @type {Map<number, number>} */
  let sizes = new Map();
  let turn = 0; // an answer to an earlier question than the last is dropped
  let drawn = false;
  let shown = 0;
  let lastGroup = -1;

  /** @param {Row[]} rows */
  function append(rows) {
    for (const row of rows) {
      const group = grouped.groupOf(row.n);
      if (group !== lastGroup) groups.append(emptyGroup(grouped.titleOf(group), sizes.get(group) || 0));
      lastGroup = group;
      const item = make("li");
      item.append(buttonFor(row, grouped.dayOf(group)));
      groups.lastElementChild?.lastElementChild?.append(item);
    }
    shown += rows.length;
    const left = grouped.numbers.length - shown;
    more.hidden = left === 0;
    more.textContent = LISTING.more(Math.min(LISTED_AT_ONCE, left), left);
  }

  async function refresh() {
    if (!isRendered(box)) return;
    turn += 1;
    const mine = turn;
    try {
      const found = await regroup();
      if (mine !== turn) return;
      if (drawn && found.by === grouped.by && sameNumbers(found.numbers, grouped.numbers)) return;
      const rows = await data.rows(found.numbers.subarray(0, LISTED_AT_ONCE));
      if (mine !== turn) return;
      const focused = focusedNumber(groups);
      grouped = found;
      sizes = groupSizes(found);
      shown = 0;
      lastGroup = -1;
      heading.textContent = found.heading;
      groups.replaceChildren();
      append(rows);
      drawn = true;
      if (focused !== null) refocus(groups, focused, heading);
    } catch (error) {
      if (mine !== turn) return;
      fail(error);
    }
  }

  async function addMore() {
    const mine = turn;
    const from = shown;
    try {
      const rows = await data.rows(grouped.numbers.subarray(from, from + LISTED_AT_ONCE));
      if (mine !== turn || from !== shown) return; // refreshed, or clicked twice
      append(rows);
      listedButton(groups, rows[0].n)?.focus();
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    window.reportError(error);
    heading.textContent = LISTING.failed;
    groups.replaceChildren();
    more.hidden = true;
    drawn = false;
  }

  async function show() {
    root.replaceChildren(box);
    await refresh();
  }

  return { refresh, show };
}

/**
 * Whether an element takes room on the page: what nobody sees need not follow the choice.
 * @param {Element} element
 */
export function isRendered(element) {
  return element.getClientRects().length > 0;
}

/** @param {Grouped} grouped */
function groupSizes({ numbers, groupOf }) {
  /** @type {Map<number, number>} */
  const sizes = new Map();
  for (let i = 0; i < numbers.length; i += 1) {
    const group = groupOf(numbers[i]);
    sizes.set(group, (sizes.get(group) || 0) + 1);
  }
  return sizes;
}

/**
 * @param {string} title
 * @param {number} size
 */
function emptyGroup(title, size) {
  const section = make("section", "listing-group");
  const head = make("h4");
  head.append(make("bdi", "", title), " ", make("span", "count", number(size)));
  section.append(head, make("ul"));
  return section;
}

/** @param {Element} groups */
function focusedNumber(groups) {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && groups.contains(focused) ? Number(focused.dataset.claim) : null;
}

/**
 * The focus goes back to its claim, or to the heading where that claim is gone.
 * @param {Element} groups
 * @param {number} n
 * @param {HTMLElement} heading
 */
function refocus(groups, n, heading) {
  (listedButton(groups, n) || heading).focus({ preventScroll: true });
}

/**
 * @param {Element} groups
 * @param {number} n
 * @returns {HTMLElement | null}
 */
function listedButton(groups, n) {
  return groups.querySelector('[data-claim="' + n + '"]');
}
