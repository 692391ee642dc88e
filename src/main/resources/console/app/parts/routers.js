/** Virtual routers and sync groups at a glance. */

import { when } from '../clock.js';
import { h } from '../dom.js';
import { link } from '../router.js';
import { routerBadge, routerLevel, shape } from '../states.js';

const FULL_CARDS = 8;

/** A few in full, many in rows. */
export function routerCards(routers) {
  const form = routers.length <= FULL_CARDS ? 'full' : 'brief';
  return h('ul.routers', { class: form }, routers.map((router) => card(router, form === 'full')));
}

function card(router, full) {
  return h('li.router', { key: router.name, class: `${routerLevel(router)} is-${router.state.toLowerCase()}` },
    h('div.router-top',
      routerBadge(router.state),
      h('a.router-name', { href: link('router', router.name) }, router.name),
      h('span.router-since', 'for ', when(router.sinceEpochMillis, { form: 'for' }))),
    h('p.router-reason', router.reason),
    full ? h('div.router-facts',
      h('span', h('span.faint', 'priority '), priority(router)),
      h('span', `${router.interface} · VRID ${router.vrid}`),
      router.group ? h('span', h('span.faint', 'group '), router.group) : null,
      flags(router)) : null,
    full ? h('p.addresses', router.addresses.slice(0, 6).map((address) => h('span.address', { key: address }, address)),
      router.addresses.length > 6 ? h('span.faint', `and ${router.addresses.length - 6} more`) : null) : null,
    h('p.router-peers', master(router), full ? router.peers.map(peer) : null));
}

/** Effective, and what it would be with everything well. */
export function priority(router) {
  return router.priority === router.basePriority ? h('strong', String(router.priority))
    : h('span', h('strong', String(router.priority)), h('span.faint', ` (base ${router.basePriority})`));
}

function flags(router) {
  return [router.held ? h('span.flag', shape('warn', 12), 'held') : null,
    router.handingOver ? h('span.flag', shape('info', 12), 'handing over') : null];
}

function master(router) {
  if (router.state === 'MASTER' || router.masterIsUs) return null;
  if (!router.master) return h('span.peer', shape('bad', 12), 'no master is heard');
  return h('span.peer', h('span.faint', 'master '), router.master, router.masterPriority === null ? null : h('span.faint', ` (${router.masterPriority})`));
}

function peer(each) {
  return h('span.peer', { key: each.address },
    each.differences.length ? shape('warn', 12) : null,
    h('span.faint', 'peer '), each.address,
    each.priority === null ? null : h('span.faint', ` (${each.priority})`),
    ', heard ', when(each.heardEpochMillis));
}

export function groupTable(groups) {
  return h('ul.groups', groups.map((group) => h('li.group', { key: group.name },
    routerBadge(group.state), h('strong', group.name),
    h('span.faint', 'sync group of '), group.routers.join(', '),
    h('span.router-since', 'for ', when(group.sinceEpochMillis, { form: 'for' })))));
}
