// Playing: one step after another, at the speed that the reader chose, until there is none left.

/**
 * @typedef {{
 *   toggle: () => void, stop: () => void, isPlaying: () => boolean, setSpeed: (times: number) => void
 * }} Player
 */

const STEP_MS = 700;

/**
 * @param {() => void} begin what is done first when play is pressed
 * @param {() => boolean} step does one step, and tells whether there is another
 * @param {() => void} changed is told when playing begins or ends
 * @returns {Player}
 */
export function makePlayer(begin, step, changed) {
  let speed = 1;
  /** @type {number | undefined} */
  let timer;
  const wait = () => {
    timer = window.setTimeout(tick, STEP_MS / speed);
  };
  function tick() {
    if (step()) wait();
    else stop();
  }
  function stop() {
    if (timer === undefined) return;
    window.clearTimeout(timer);
    timer = undefined;
    changed();
  }
  return {
    stop,
    isPlaying: () => timer !== undefined,
    toggle() {
      if (timer !== undefined) {
        stop();
        return;
      }
      wait();
      begin();
      changed();
    },
    setSpeed(times) {
      speed = times;
      if (timer === undefined) return;
      window.clearTimeout(timer);
      wait();
    },
  };
}
