/**
 * How fresh is what is shown: a quiet mark while it is live, a loud one when it is not. Its age changes each second, so it is
 * no live region: who listens to the page hears of it from the announcer.
 */

import { clockTime, duration, now } from './clock.js';
import { h, patch } from './dom.js';
import { shape } from './states.js';

/**
 * @param {HTMLElement} box above the page
 * @param {() => void} retry
 */
export function banner(box, retry) {
  let lost = null;
  const age = h('span');
  const live = () => document.getElementById('live');
  const tellAge = () => {
    if (lost) age.textContent = `What you see is from ${clockTime(now() - (Date.now() - lost.since))}, ${duration(Date.now() - lost.since)} ago. Trying again …`;
  };
  const show = () => {
    box.hidden = !lost;
    if (live()) patch(live(), lost ? [shape('bad', 12), h('span', 'not live')] : [h('span.pulse', { 'aria-hidden': 'true' }), h('span', 'live')]);
    if (lost) {
      box.replaceChildren(shape('bad', 18), h('strong', `No connection to the director${lost.why ? `: ${lost.why}` : ''}.`), age,
        h('button', { type: 'button', on: { click: retry } }, 'Try now'));
      tellAge();
    }
  };
  return {
    connection(isLost, since, why) {
      lost = isLost ? { since, why } : null;
      show();
    },
    fresh() {
      if (!lost && live() && !live().firstChild) show();
    },
    tick: tellAge,
  };
}
