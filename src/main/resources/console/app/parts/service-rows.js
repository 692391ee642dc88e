/** Virtual services in rows. */

import { h } from '../dom.js';
import { bytesPerSecond, count, perSecond, share as shareWords } from '../format.js';
import { link } from '../router.js';
import { serviceState, shape, state } from '../states.js';
import { share } from './facts.js';

/** One that is not well, in two lines: what and why. */
export function problemRow(service) {
  const now = serviceState(service);
  // What is listed though all its servers are up has one that an operator changed.
  if (now.level === 'good') Object.assign(now, { level: 'info', word: 'up, changed by an operator' });
  return h('li.problem-service', { key: service.id, class: now.level }, shape(now.level, 16),
    h('div.problem-words',
      h('div', h('a', { href: link('service', service.id) }, service.name), h('span.faint', ` ${now.word}, ${shareWords(service.serversUp, service.servers)} servers`)),
      service.worst ? h('p.reason', service.worst) : null),
    h('span.problem-rate', perSecond(service.connections)));
}

const COLUMNS = [['State', ''], ['Service', ''], ['Servers', ''], ['How', ''], ['New', 'number'], ['Open', 'number'], ['In', 'number'], ['Out', 'number'], ['What is wrong', '']];

export function serviceTable(services) {
  return h('table.rows.services', { 'aria-label': 'Virtual services' },
    h('thead', h('tr', COLUMNS.map(([words, kind]) => h('th', { scope: 'col', class: kind }, words)))),
    h('tbody', services.map(row)));
}

function row(service) {
  const now = serviceState(service);
  const cell = (label, kind, ...children) => h('td', { 'data-label': label, class: kind }, children);
  return h('tr', { key: service.id, class: `row ${now.level}` },
    cell('State', 'state-cell', state(now)),
    cell('Service', 'name', h('a.row-link', { href: link('service', service.id) }, service.name)),
    cell('Servers', 'servers-cell', share(service.serversUp, service.servers, shareWords(service.serversUp, service.servers))),
    cell('How', 'how', how(service)),
    cell('New', 'number', perSecond(service.connections)),
    cell('Open', 'number', count(service.active)),
    cell('In', 'number', bytesPerSecond(service.inBytes)),
    cell('Out', 'number', bytesPerSecond(service.outBytes)),
    cell('What is wrong', 'why', service.worst || null));
}

/** @returns {string} `wrr NAT, persistent 300 s` */
export function how(service) {
  const persistent = service.persistenceSeconds ? `, persistent ${service.persistenceSeconds} s` : '';
  return `${service.scheduler} ${service.forwarding}${persistent}`;
}
