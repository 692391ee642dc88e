/** Events as a list. */

import { exact, when } from '../clock.js';
import { h } from '../dom.js';
import { link } from '../router.js';
import { eventLevel, kindWords, shape } from '../states.js';

/**
 * One event in one row.
 * @param {object} event as /lvs/api/events has it
 * @param {{subject?: boolean}} [how] whether what it is about is linked
 */
export function happening(event, { subject = true } = {}) {
  const level = eventLevel(event);
  const href = subject ? target(event) : null;
  return h('li.happening', { key: event.number, class: level }, shape(level, 12),
    h('span.happening-when', when(event.epochMillis)),
    h('span.kind', kindWords(event.kind)),
    h('span.happening-words',
      href ? h('a.happening-text', { href }, event.text) : h('span.happening-text', event.text),
      h('span.unseen', `, ${exact(event.epochMillis)}`)));
}

/**
 * An answer about events may be older than what was heard meanwhile.
 * @param {object[]} heard newest first, as they are now
 * @param {object[]} before the same when the answer was asked for
 * @param {object[]} answer newest first
 */
export function withHeard(heard, before, answer) {
  const newest = Math.max(before[0]?.number ?? 0, answer[0]?.number ?? 0);
  return [...heard.filter((event) => event.number > newest), ...answer];
}

const OF_ROUTERS = /^(ROUTER|GROUP|PRIORITY|PEER|TWO_MASTERS|ADDRESS|HANDOVER|HELD|PACKET)/;
const OF_SERVICES = /^(SERVER|SERVICE|QUORUM|CHECK)/;

/** @returns {string|null} where more stands about it */
export function target(event) {
  if (!event.subject) return null;
  if (OF_ROUTERS.test(event.kind)) return link('router', event.subject);
  return OF_SERVICES.test(event.kind) ? link('service', event.subject) : null;
}
