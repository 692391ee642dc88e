/** Numbers for people: tabular, with thin units. */

import { h } from './dom.js';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P'];

/** @returns {string} `37,205`; a dash for what is not known */
export function count(value) {
  return known(value) ? WHOLE.format(value) : '–';
}

export function known(value) {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/**
 * A value in steps of a thousand.
 * @returns {{number: string, prefix: string}} three digits that matter: `1.25` and `M`
 */
export function scaled(value) {
  if (!known(value)) return { number: '–', prefix: '' };
  let rest = Math.abs(value);
  let step = 0;
  while (rest >= 999.5 && step < PREFIXES.length - 1) {
    rest /= 1000;
    step++;
  }
  return { number: (value < 0 ? '−' : '') + digits(rest, step), prefix: PREFIXES[step] };
}

function digits(value, step) {
  if (value >= 99.95 || (step === 0 && Number.isInteger(value))) return value.toFixed(0);
  if (value >= 9.995) return value.toFixed(1);
  if (step === 0 && value < 0.005) return '0';
  return value.toFixed(value < 1 || step ? 2 : 1);
}

/** @returns {string} `1.25 MB/s` */
export function text(value, unit = '') {
  if (unit === 's' && known(value)) return seconds(value);
  const { number, prefix } = scaled(value);
  return number === '–' ? number : `${number}${prefix || unit ? ' ' : ''}${prefix}${unit}`.replace(' /s', '/s');
}

/** Small times have small units: `4.0 ms`, `1.2 s`. */
function seconds(value) {
  if (value === 0) return '0 s';
  if (value < 1e-4) return `${(value * 1e6).toFixed(0)} µs`;
  if (value < 1) return `${(value * 1e3).toFixed(value < 1e-3 ? 2 : value < 0.01 ? 1 : 0)} ms`;
  return `${value.toFixed(1)} s`;
}

/** The same as an element whose unit steps back. */
export function quantity(value, unit = '') {
  const whole = text(value, unit);
  const space = whole.indexOf(' ');
  if (space < 0) return h('span.quantity', whole);
  return h('span.quantity', whole.slice(0, space), h('span.unit', '\u202f' + whole.slice(space + 1)));
}

export const perSecond = (value) => quantity(value, '/s');
export const bytesPerSecond = (value) => quantity(value, 'B/s');
export const bytes = (value) => quantity(value, 'B');
export const millis = (value) => quantity(known(value) ? value / 1000 : null, 's');

/** @returns {string} `1 server`, `3 servers` */
export function several(number, one, many = one + 's') {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @returns {string} `2 of 3` */
export function share(part, whole) {
  return `${count(part)} of ${count(whole)}`;
}
