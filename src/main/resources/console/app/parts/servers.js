/** The real servers of a virtual service, one a row. */

import { when } from '../clock.js';
import * as commands from '../commands.js';
import { h } from '../dom.js';
import { bytesPerSecond, count, perSecond, several } from '../format.js';
import { link } from '../router.js';
import { serverState, state } from '../states.js';
import { menuButton } from './menu.js';
import { results } from './results.js';

const COLUMNS = [['Server', ''], ['State', ''], ['Why', ''], ['Weight', 'number'], ['Open', 'number'], ['New', 'number'], ['In', 'number'], ['Out', 'number'], ['Last checks', ''], ['', '']];

/**
 * @param {object} service as /lvs/api/services/ID has it
 * @param {(act: () => Promise<*>) => void} guarded signs the reader in first
 * @param {object[]} shown those of its servers that are shown
 */
export function serverTable(service, guarded, shown) {
  return h('table.rows.servers', { 'aria-label': `Real servers of ${service.name}` },
    h('thead', h('tr', COLUMNS.map(([words, kind]) => h('th', { scope: 'col', class: kind }, words || h('span.unseen', 'Commands'))))),
    h('tbody', shown.map((server) => row(service, server, guarded))));
}

function row(service, server, guarded) {
  const now = serverState(server);
  return h('tr', { key: server.id, class: `row ${now.level}` },
    cell('Server', 'name', h('a.row-link', { href: link('service', service.id, server.id) }, server.endpoint)),
    cell('State', '', state(now), h('span.since', 'for ', when(server.sinceEpochMillis, { form: 'for' }))),
    cell('Why', 'why', h('span.reason', server.reason), standing(server)),
    cell('Weight', 'number', weightOf(server)),
    cell('Open', 'number', h('span', { 'data-tip': `${count(server.active)} active, ${count(server.inactive)} inactive, ${count(server.persistent)} by persistence` }, count(server.active))),
    cell('New', 'number', perSecond(server.connections)),
    cell('In', 'number', bytesPerSecond(server.inBytes)),
    cell('Out', 'number', bytesPerSecond(server.outBytes)),
    cell('Last checks', 'checks', server.checks.map((check) => results(check))),
    h('td.commands', menuButton(`Commands for ${server.endpoint}`, choices(service, server, guarded))));
}

function cell(label, kind, ...children) {
  return h('td', { 'data-label': label, class: kind }, children);
}

function weightOf(server) {
  if (server.weight === server.configuredWeight) return count(server.weight);
  return h('span', { 'data-tip': `configured: ${server.configuredWeight}` }, h('strong', count(server.weight)), h('span.faint', ` / ${count(server.configuredWeight)}`));
}

/** What an operator changed, and how far a drain has come. */
export function standing(server) {
  const { override, drain } = server;
  if (!override) return null;
  return h('span.standing',
    h('strong', overrideWords(server)), override.reason ? `: ${override.reason}` : null,
    drain ? h('span.drain', `, ${several(drain.connectionsLeft, 'connection')} left`, drain.secondsLeft === null ? null : `, about ${Math.round(drain.secondsLeft)} s`) : null,
    override.removes ? ', then it leaves the table' : null,
    override.expiresEpochMillis ? [', ends ', when(override.expiresEpochMillis, { form: 'in' })] : null);
}

function overrideWords({ override }) {
  if (override.standing === 'ENABLED') return override.weight === null ? 'Changed by an operator' : `Weight ${override.weight} by an operator`;
  return override.standing === 'DRAINING' ? 'Draining' : 'Disabled';
}

/** @returns {[string, () => void][]} what can be done to a server */
export function choices(service, server, guarded) {
  const act = (words, run) => [words, () => guarded(run)];
  const all = [];
  if (server.override) all.push(act('Enable …', () => commands.enable(service, server)));
  if (server.override?.standing !== 'DRAINING') all.push(act('Drain …', () => commands.drain(service, server)));
  if (server.override?.standing !== 'DISABLED') all.push(act('Disable …', () => commands.disable(service, server)));
  all.push(act('Set weight …', () => commands.weight(service, server)));
  for (const check of server.checks) all.push(act(`Check now: ${check.keyword} …`, () => commands.checkNow(service, server, check)));
  return all;
}
