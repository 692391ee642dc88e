/** Events as flags over the plots; those too close to tell apart become one with a number. */

import { exact } from '../clock.js';
import { svg } from '../dom.js';
import { eventLevel, kindWords } from '../states.js';

const NEAR_PIXELS = 14;
const RANK = { bad: 3, warn: 2, good: 1, off: 0, info: 0 };

/**
 * @param {object[]} marks oldest first
 * @param {(seconds: number) => number} x
 * @returns {{x: number, level: string, marks: object[]}[]}
 */
export function clusters(marks, x) {
  const found = [];
  for (const mark of marks) {
    const at = x(mark.epochMillis / 1000);
    const last = found.at(-1);
    if (last && at - last.x < NEAR_PIXELS) last.marks.push(mark);
    else found.push({ x: at, marks: [mark] });
  }
  for (const each of found) each.level = each.marks.map(eventLevel).reduce((a, b) => (RANK[b] > RANK[a] ? b : a));
  return found;
}

/** @returns {string} what the flag says */
export function markWords(marks) {
  const lines = marks.slice(0, 5).map((mark) => `${exact(mark.epochMillis)} ${kindWords(mark.kind)}: ${mark.text}`);
  if (marks.length > 5) lines.push(`and ${marks.length - 5} more`);
  return lines.join('\n');
}

const FLAGS = {
  bad: 'M-5-10h10v10h-10z', warn: 'M0-11L6 0H-6z', good: 'M0-10.5a5 5 0 1 0 .01 0', off: 'M0-10.5L5-5.5 0-.5-5-5.5z',
};

/** One flag at the top of the plots, its staff down to their foot. */
export function flag(cluster, top, foot) {
  const words = markWords(cluster.marks);
  const level = cluster.level === 'info' ? 'off' : cluster.level;
  return svg('g', {
    key: `flag ${cluster.marks[0].epochMillis}`, class: `flag ${level}`, transform: `translate(${cluster.x.toFixed(1)} ${top})`,
    tabindex: '0', role: 'img', 'aria-label': words, 'data-tip': words,
  }, svg('path', { class: 'staff', d: `M0 0V${foot - top}` }), svg('rect', { class: 'reach', x: -8, y: -13, width: 16, height: 16 }),
  svg('path', { class: 'cloth', d: FLAGS[level] }),
  cluster.marks.length > 1 ? svg('text', { class: 'flag-count', x: 7, y: -2 }, String(cluster.marks.length)) : null);
}
