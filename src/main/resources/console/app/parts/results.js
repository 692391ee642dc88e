/** The last ten results of a check as small marks: full bars are good, short crossed ones are not. */

import { clockTime } from '../clock.js';
import { h, svg } from '../dom.js';
import { text } from '../format.js';

const PLACES = 10;
const STEP = 8;
const HEIGHT = 16;

/**
 * One place to focus; arrow keys go from result to result.
 * @param {object} check as /lvs/api/services/ID has it, results newest first
 */
export function results(check) {
  const last = check.last.slice(0, PLACES);
  const good = last.filter((each) => each.good).length;
  const label = last.length ? `${check.keyword}: ${good} of the last ${last.length} good. ${told(last[0])}` : `${check.keyword}: no result yet`;
  return h('span.results', {
    key: check.id, tabindex: '0', role: 'img', 'aria-label': label, 'data-tip': last.length ? told(last[0]) : 'no result yet',
    on: { keydown: (event) => walk(event, last), pointermove: (event) => point(event, last), blur: (event) => leave(event.currentTarget, label) },
  }, drawing(last));
}

/** @returns {string} `19:34:12 good after 0.4 ms: …` */
export function told(result) {
  return `${clockTime(result.epochMillis)} ${result.good ? 'good' : 'failed'} after ${text(result.tookMillis / 1000, 's')}: ${result.reason}`;
}

function drawing(last) {
  const marks = Array.from({ length: PLACES }, (_, place) => one(last[PLACES - 1 - place], place * STEP));
  return svg('svg', { viewBox: `0 0 ${PLACES * STEP} ${HEIGHT}`, width: PLACES * STEP, height: HEIGHT, 'aria-hidden': 'true' }, marks);
}

function one(result, x) {
  if (!result) return svg('rect', { class: 'result none', x: x + 2.5, y: HEIGHT - 4, width: 2, height: 2 });
  if (result.good) return svg('rect', { class: 'result good', x: x + 1.5, y: 2, width: 4, height: HEIGHT - 4, rx: 1 });
  return svg('path', { class: 'result bad', d: `M${x + 1} 5.5l5 5.5M${x + 6} 5.5l-5 5.5` });
}

function walk(event, last) {
  const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
  if (!step || !last.length) return;
  event.preventDefault();
  event.stopPropagation();
  const box = event.currentTarget;
  const at = Math.min(last.length - 1, Math.max(0, Number(box.dataset.at ?? 0) + step));
  box.dataset.at = String(at);
  box.setAttribute('aria-label', told(last[at]));
  retell(box, last[at]);
}

function leave(box, label) {
  delete box.dataset.at;
  box.setAttribute('aria-label', label);
}

function point(event, last) {
  const box = event.currentTarget;
  const { left, width } = box.getBoundingClientRect();
  const place = Math.min(PLACES - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * PLACES)));
  const result = last[PLACES - 1 - place];
  if (result) retell(box, result);
}

/** The tooltip follows. */
function retell(box, result) {
  const words = told(result);
  if (box.dataset.tip === words) return;
  box.dataset.tip = words;
  const tip = document.getElementById('tip');
  if (!tip.hidden) tip.textContent = words;
}
