/** What operators do, and what each question says before it is done. Numbers come from what the page knows now. */

import { command } from './api.js';
import { ask } from './dialog.js';
import { h } from './dom.js';
import { count, several, share } from './format.js';

const LENGTHS = [['', 'until undone'], ['900', '15 minutes'], ['3600', '1 hour'], ['14400', '4 hours'], ['86400', '1 day'], ['604800', '1 week']];
const DEADLINES = [['', 'when it is empty'], ['60', '1 minute'], ['300', '5 minutes'], ['900', '15 minutes'], ['3600', '1 hour'], ['14400', '4 hours']];
const SILENCES = LENGTHS.filter(([seconds]) => seconds !== '');

const REASON = { name: 'reason', label: 'Reason', kind: 'text', hint: 'Others read it here and in the log.', attributes: { maxlength: 200 } };
const EXPIRES = { name: 'expires', label: 'How long', kind: 'select', choices: LENGTHS, value: '' };

const seconds = (value) => (value ? Number(value) : null);

/** What is left when this server takes no new connections. */
export function without(service, server) {
  const stay = service.serverList.filter((each) => each.inService && each.id !== server.id);
  const weight = stay.reduce((sum, each) => sum + each.weight, 0);
  const lines = [`${share(stay.length, service.serverList.length)} servers ${stay.length === 1 ? 'stays' : 'stay'} in service, with weight ${count(weight)}.`];
  if (!server.inService) lines.push(`${server.endpoint} takes no new connections already now.`);
  if (server.inService && weight < Math.max(1, service.quorum)) lines.push(warning(gone(service)));
  return lines;
}

function gone(service) {
  const then = service.sorryServer ? `the sorry server ${service.sorryServer} takes over` : 'nobody answers';
  return `That is below the quorum of ${count(service.quorum)}: ${then}.`;
}

const warning = (text) => h('p.caution', text);

const open = (server) => `${several(server.active, 'connection is', 'connections are')} open`;

export function drain(service, server) {
  return ask({
    title: `Drain ${server.endpoint}`,
    says: ({ remove }) => [
      `It takes no new connections. ${open(server)}, and may end by themselves${server.persistent ? `; ${several(server.persistent, 'client')} may still come back by persistence` : ''}.`,
      ...without(service, server),
      remove ? 'Then it leaves the table. Enable puts it back at any time.' : 'It stays in the table with weight 0.',
    ],
    fields: [
      { name: 'remove', label: 'Then take it out of the table', kind: 'check', value: false },
      { name: 'deadline', label: 'Take it out', kind: 'select', choices: DEADLINES, value: '', shown: ({ remove }) => remove },
      REASON, EXPIRES,
    ],
    verb: 'Drain',
    grave: true,
    run: ({ remove, deadline, reason, expires }) => command({
      name: remove ? 'drainAndRemove' : 'drain', service: service.id, server: server.id, reason,
      expiresSeconds: seconds(expires), ...(remove && { deadlineSeconds: seconds(deadline) }),
    }),
  });
}

export function disable(service, server) {
  return ask({
    title: `Disable ${server.endpoint}`,
    says: () => [`It leaves the table at once. ${open(server)} and will break.`, ...without(service, server)],
    fields: [{ ...REASON, attributes: { ...REASON.attributes, required: true } }, EXPIRES],
    verb: 'Disable',
    grave: true,
    run: ({ reason, expires }) => command({ name: 'disable', service: service.id, server: server.id, reason, expiresSeconds: seconds(expires) }),
  });
}

export function enable(service, server) {
  const { override } = server;
  return ask({
    title: `Enable ${server.endpoint}`,
    says: () => [
      override ? `${override.standing.toLowerCase()}${override.reason ? `: ${override.reason}` : ''}. That ends, and its configured weight ${count(server.configuredWeight)} holds again.`
        : 'No operator has changed it; there is nothing to undo.',
      server.up ? 'Its checks are good: it takes new connections at once.' : `Its checks fail, so it stays out until they are good: ${server.reason}`,
    ],
    verb: 'Enable',
    run: () => command({ name: 'enable', service: service.id, server: server.id }),
  });
}

export function weight(service, server) {
  return ask({
    title: `Weight of ${server.endpoint}`,
    says: ({ weight: wanted }) => [shareOfNew(service, server, Number(wanted))],
    fields: [
      { name: 'weight', label: 'Weight', kind: 'number', value: server.weight, attributes: { min: 0, max: 65535, required: true, inputmode: 'numeric' },
        hint: `Configured: ${server.configuredWeight}. 0 takes no new connections.` },
      EXPIRES,
    ],
    verb: 'Set weight',
    run: ({ weight: wanted, expires }) => command({ name: 'weight', service: service.id, server: server.id, weight: Number(wanted), expiresSeconds: seconds(expires) }),
  });
}

function shareOfNew(service, server, wanted) {
  const others = service.serverList.filter((each) => each.inService && each.id !== server.id).reduce((sum, each) => sum + each.weight, 0);
  if (!server.up) return 'The server is down: the weight holds when it is up again.';
  const percent = others + wanted ? (100 * wanted) / (others + wanted) : 0;
  return `Of the weight in service it would have ${percent.toFixed(0)} %, now ${(server.inService ? (100 * server.weight) / (others + server.weight || 1) : 0).toFixed(0)} %.`;
}

export function checkNow(service, server, check) {
  return ask({
    title: 'Check now',
    says: () => [`${check.keyword} of ${server.endpoint}, against ${check.target}, outside its schedule.`, 'The result counts like any other.'],
    verb: 'Check',
    run: () => command({ name: 'checkNow', service: service.id, server: server.id, check: check.id }),
  });
}

export function failover(router, routers) {
  const moving = router.group ? routers.filter((each) => each.group === router.group) : [router];
  const addresses = moving.reduce((sum, each) => sum + each.addresses.length, 0);
  const peers = router.peers.filter((peer) => peer.heardEpochMillis);
  return ask({
    title: `Hand ${router.group ? `group ${router.group}` : router.name} over`,
    says: ({ hold }) => [
      `${several(addresses, 'address moves', 'addresses move')} to another router${moving.length > 1 ? `, with all ${moving.length} virtual routers of the group` : ''}. It goes on serving until the successor does.`,
      `${several(peers.length, 'peer is', 'peers are')} heard.`,
      peers.length ? hold ? 'It stays away until it is released.' : 'The mastership may come back by priority at once.' : warning('Without a peer nobody can take over: it will be refused.'),
    ],
    fields: [
      { name: 'to', label: 'To', kind: 'select', value: '', choices: [['', 'whom the election chooses'], ...peers.map((peer) => [peer.address, `${peer.address} (priority ${peer.priority ?? '–'})`])] },
      { name: 'hold', label: 'Hold: keep the mastership away until released', kind: 'check', value: true },
    ],
    verb: 'Hand over',
    grave: true,
    run: ({ to, hold }) => command({ name: 'failover', router: router.group ?? router.name, to, hold }),
  });
}

export function release(router) {
  return ask({
    title: `Release ${router.group ?? router.name}`,
    says: () => [`It may become master again. Its priority is ${router.priority}${router.masterPriority ? `, that of the master ${router.masterPriority}` : ''}.`],
    verb: 'Release',
    run: () => command({ name: 'release', router: router.group ?? router.name }),
  });
}

export function reload(overview) {
  const { counts, routers, director } = overview;
  return ask({
    title: 'Reload the configuration',
    says: () => [`${director.configurationFile} is read again. A file with errors changes nothing.`,
      `Now in force: ${several(counts.services, 'service')}, ${several(counts.servers, 'server')}, ${several(routers.length, 'virtual router')}. What the new file does not change keeps its state and its connections.`],
    verb: 'Reload',
    run: () => command({ name: 'reload' }),
  });
}

export function zero(service) {
  return ask({
    title: `Zero the counters of ${service.name}`,
    says: () => ['Connections, packets and bytes are counted from zero again. Archives keep what they have.'],
    verb: 'Zero',
    run: () => command({ name: 'zero', service: service.id }),
  });
}

export function mailTest() {
  return ask({
    title: 'Send a test mail',
    says: () => ['One mail goes to all recipients now, past grouping, limits and silence.'],
    verb: 'Send',
    run: () => command({ name: 'mailTest' }),
  });
}

export function mailSilence() {
  return ask({
    title: 'Silence mail',
    says: () => ['Nothing is mailed meanwhile. What is still wrong at the end is told then.'],
    fields: [{ name: 'expires', label: 'How long', kind: 'select', choices: SILENCES, value: '3600' }, { ...REASON, attributes: { ...REASON.attributes, required: true } }],
    verb: 'Silence',
    grave: true,
    run: ({ expires, reason }) => command({ name: 'mailSilence', expiresSeconds: seconds(expires), reason }),
  });
}

export function mailSpeak() {
  return ask({ title: 'End the silence', says: () => ['Mail is sent again from now on.'], verb: 'End it', run: () => command({ name: 'mailSpeak' }) });
}
