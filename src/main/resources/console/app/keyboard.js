/** Keys of every page. */

import { ask } from './dialog.js';
import { h } from './dom.js';
import { typing } from './parts/keys.js';

const PAGES = { 1: '#/', 2: '#/services', 3: '#/events', 4: '#/director' };
const HELP = [
  ['/', 'search'], ['1 … 4', 'overview, services, events, director'], ['↓ ↑ Home End', 'from row to row; Enter opens'],
  ['Esc', 'closes, or goes back in a graph'], ['+ − ← →', 'in a graph: nearer, farther, read values; with Shift move'], ['?', 'this list'],
];

export function keys() {
  document.addEventListener('keydown', (event) => {
    if (typing(event)) return;
    if (event.key === '/') toSearch(event);
    else if (event.key === '?') help();
    else if (PAGES[event.key]) window.location.hash = PAGES[event.key];
    else if (event.key === 'ArrowDown' && event.target === document.getElementById('view')) toFirstRow(event);
  });
}

function toSearch(event) {
  event.preventDefault();
  const field = document.getElementById('search');
  if (field) {
    field.select();
    field.focus();
    return;
  }
  window.addEventListener('hashchange', () => setTimeout(() => document.getElementById('search')?.focus(), 0), { once: true });
  window.location.hash = '#/services';
}

function toFirstRow(event) {
  const row = document.querySelector('.row-link');
  if (!row) return;
  event.preventDefault();
  row.focus();
}

function help() {
  ask({
    title: 'Keys',
    says: () => [h('dl.keys', HELP.map(([key, words]) => h('div', h('dt', h('kbd', key)), h('dd', words))))],
    verb: 'Close',
    run: async () => '',
  });
}
