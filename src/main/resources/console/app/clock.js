/** Time as the director has it: the clock of a reader's machine may be minutes off. */

import { h } from './dom.js';

let skewMillis = 0;

/** @param {number} epochMillis what the director's clock says now */
export function setDirectorTime(epochMillis) {
  skewMillis = epochMillis - Date.now();
}

/** @returns {number} the director's time in epoch milliseconds */
export function now() {
  return Date.now() + skewMillis;
}

const EXACT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
  hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});

/** @returns {string} `Fri 21 Nov 2025, 19:34:12 UTC`, in the reader's zone */
export function exact(epochMillis) {
  return EXACT.format(new Date(epochMillis));
}

const SHORT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @returns {string} `19:34:12` */
export function clockTime(epochMillis) {
  return SHORT.format(new Date(epochMillis));
}

/** @returns {string} `12 s`, `4 min`, `3 h 10 min`, `2 d 4 h`: coarser the longer it is */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 && days < 30 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/**
 * How long ago, kept current by the ticker, with the exact time on hover.
 * @param {number|null} epochMillis null or 0 for never
 * @param {{form?: 'ago'|'for'|'in', never?: string}} [how] `12 s ago`, `12 s`, `in 12 s`
 */
export function when(epochMillis, { form = 'ago', never = 'never' } = {}) {
  if (!epochMillis) return h('span.faint', never);
  const text = spoken(epochMillis, form);
  return h('time', {
    datetime: new Date(epochMillis).toISOString(), 'data-at': epochMillis, 'data-form': form,
    'data-tip': exact(epochMillis),
  }, text);
}

function spoken(epochMillis, form) {
  if (form === 'in') return `in ${duration(epochMillis - now())}`;
  const text = duration(now() - epochMillis);
  // Of what was, the first unit says enough; how long something lasts is told closer.
  return form === 'for' ? text : `${text.split(' ', 2).join(' ')} ago`;
}

/** Once a second, each time on the page. */
export function tick(root = document) {
  for (const element of root.querySelectorAll('time[data-at]')) {
    const text = spoken(Number(element.dataset.at), element.dataset.form);
    if (element.textContent !== text) element.textContent = text;
  }
}
