/** States in a shape, a word and a colour: none of the three alone. */

import { h, svg } from './dom.js';

/** @typedef {'good'|'warn'|'bad'|'off'|'info'} Level */

const SHAPES = {
  good: [['circle', { cx: 8, cy: 8, r: 6.5, class: 'fill' }], ['path', { d: 'M5 8.2l2.1 2.1L11.2 6', class: 'cut' }]],
  warn: [['path', { d: 'M8 1.2L15.2 14H.8z', class: 'fill' }], ['path', { d: 'M8 5.6v4.2M8 11.4v.9', class: 'cut' }]],
  bad: [['path', { d: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', class: 'fill' }], ['path', { d: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', class: 'cut' }]],
  off: [['circle', { cx: 8, cy: 8, r: 5.8, class: 'ring' }], ['path', { d: 'M5.2 8h5.6', class: 'stroke' }]],
  info: [['path', { d: 'M8 1l7 7-7 7-7-7z', class: 'fill' }]],
};

/** The shape alone; what stands beside it says the word. */
export function shape(level, size = 14) {
  return svg('svg', { class: `shape ${level}`, viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true' },
    SHAPES[level].map(([name, properties]) => svg(name, properties)));
}

/** Shape and word. */
export function state({ level, word }, tip) {
  return h('span.state', { class: level, 'data-tip': tip }, shape(level), h('span.state-word', word));
}

const ROUTERS = { MASTER: 'good', BACKUP: 'info', FAULT: 'bad', INIT: 'off' };

/** @returns {Level} */
export function routerLevel(router) {
  if (router.state === 'MASTER' && router.problems.length) return 'warn';
  return ROUTERS[router.state] ?? 'off';
}

/** MASTER stands out, BACKUP does not. */
export function routerBadge(name) {
  const level = ROUTERS[name] ?? 'off';
  return h('span.badge', { class: `${level} role-${name.toLowerCase()}` }, shape(level, 12), name);
}

/** @returns {{level: Level, word: string}} of a virtual service */
export function serviceState(service) {
  if (service.suspended) return { level: 'off', word: 'at rest' };
  if (service.sorryServing) return { level: 'bad', word: 'sorry server' };
  if (!service.up) return { level: 'bad', word: 'down' };
  if (service.serversUp < service.servers) return { level: 'warn', word: 'partly up' };
  return { level: 'good', word: 'up' };
}

/** @returns {{level: Level, word: string}} of a real server */
export function serverState(server) {
  const standing = server.override?.standing;
  if (standing === 'DISABLED') return { level: 'off', word: 'disabled' };
  if (standing === 'DRAINING') return { level: 'off', word: drained(server) ? 'drained' : 'draining' };
  if (!server.up) return unchecked(server) ? { level: 'off', word: 'not checked yet' } : { level: 'bad', word: 'down' };
  if (!server.inService) return { level: 'off', word: 'up, weight 0' };
  return { level: 'good', word: 'up' };
}

function drained(server) {
  return server.drain?.connectionsLeft === 0;
}

function unchecked(server) {
  return server.checks.length > 0 && server.checks.every((check) => check.runs === 0);
}

/** @returns {{level: Level, word: string}} of a check */
export function checkState(check) {
  if (check.state === 'DOWN') return { level: 'bad', word: 'fails' };
  if (check.state === 'UP') return check.failuresInARow ? { level: 'warn', word: 'wavers' } : { level: 'good', word: 'good' };
  return { level: 'off', word: check.state === 'SUSPENDED' ? 'at rest' : 'not run yet' };
}

const GOOD_NEWS = /_(UP|GAINED|RESUMED|RECOVERED|MENDED|MASTER)$/;

/** @returns {Level} of an event */
export function eventLevel(event) {
  if (event.severity === 'ERROR') return 'bad';
  if (event.severity === 'WARNING') return 'warn';
  return GOOD_NEWS.test(event.kind) ? 'good' : 'off';
}

/** @returns {string} `SERVER_DOWN` as `server down` */
export function kindWords(kind) {
  return kind.toLowerCase().replaceAll('_', ' ');
}
