/** One virtual router: state, why, peers, what is wrong, and its past. */

import { get } from '../api.js';
import { Graph } from '../chart/graph.js';
import { when } from '../clock.js';
import * as commands from '../commands.js';
import { h, patch } from '../dom.js';
import { count, several } from '../format.js';
import { crumbs, empty, facts, notice, section } from '../parts/facts.js';
import { happening, withHeard } from '../parts/happenings.js';
import { groupTable, priority, routerCards } from '../parts/routers.js';
import { routerBadge, routerLevel, shape } from '../states.js';

const EVENTS = 15;

export function open(root, { parts: [name], query }, app) {
  return new Router(root, name, query, app);
}

class Router {
  constructor(root, name, query, app) {
    Object.assign(this, { name, query, app });
    this.events = [];
    this.head = h('div.head-place');
    this.past = h('div.graph-place');
    this.below = h('div');
    root.replaceChildren(this.head, this.past, this.below);
  }

  begin() {
    return this.refresh();
  }

  title() {
    return this.name;
  }

  async refresh() {
    const { signal } = this.app;
    const before = this.events;
    const { events } = await get('events', { subject: this.name, limit: EVENTS }, signal);
    this.events = withHeard(this.events, before, events).slice(0, EVENTS);
    this.overview(this.app.overview ?? await get('overview', {}, signal));
    this.watchPast();
  }

  overview(overview) {
    this.routers = overview.routers;
    this.now = overview.routers.find((each) => each.name === this.name);
    // Routers of a sync group hand over together, and what happened to them bears its name.
    this.group = this.now ? null : overview.groups.find((each) => each.name === this.name);
    this.render();
  }

  happened(event) {
    if (event.subject !== this.name) return;
    this.events = [event, ...this.events.filter((each) => each.number !== event.number)].slice(0, EVENTS);
    this.app.frame('events', () => this.render());
  }

  watchPast() {
    if (this.graph || !this.now?.archive) return;
    this.graph = new Graph({ archive: this.now.archive, subject: 'ROUTER', title: this.name, query: this.query, app: this.app });
    this.past.replaceChildren(this.graph.element);
    this.graph.load();
  }

  render() {
    if (!this.routers) return;
    patch(this.head, this.now ? this.header(this.now) : [crumbs(['Overview', '#/'], [this.name]), h('h1', this.name), this.members()]);
    patch(this.below,
      this.now ? peers(this.now) : null,
      section(`Events of this ${this.group ? 'group' : 'router'}`, { name: 'events', more: h('a', { href: '#/events' }, 'all events') },
        this.events.length ? h('ol.happenings', this.events.map((event) => happening(event, { subject: false }))) : empty('Nothing has happened yet.')));
  }

  members() {
    if (!this.group) return empty('This virtual router is not in the configuration.');
    return h('section.card', groupTable([this.group]), routerCards(this.routers.filter((each) => each.group === this.name)));
  }

  header(router) {
    const level = routerLevel(router);
    const wrong = [...router.faults.map((text) => ({ level: 'bad', text, detail: '' })), ...router.problems.map((text) => ({ level: 'warn', text, detail: '' }))];
    return h('header.subject', { class: level },
      crumbs(['Overview', '#/'], [router.name]),
      h('div.subject-top', shape(level, 28),
        h('div', h('h1', router.name, ' ', routerBadge(router.state)),
          h('p.subject-state', 'for ', when(router.sinceEpochMillis, { form: 'for' }), h('span.subject-worst', router.reason))),
        h('div.subject-commands', this.buttons(router))),
      wrong.length ? h('ul.notices', wrong.map(notice)) : null,
      facts([['Priority', priority(router)], ['Interface', router.interface], ['VRID', String(router.vrid)], ['Group', router.group],
        ['Master', router.masterIsUs ? 'this director' : router.master ? `${router.master}${router.masterPriority === null ? '' : `, priority ${router.masterPriority}`}` : 'none is heard'],
        ['Held', router.held ? 'yes, until it is released' : null], ['Handing over', router.handingOver ? 'waits for its successor' : null],
        ['Lease of the addresses', router.leaseSeconds === null ? null : `${router.leaseSeconds} s`],
        ['Became master', `${count(router.transitions)} times`],
        ['Advertisements', `${count(router.advertisementsSent)} sent, ${count(router.advertisementsReceived)} received`]]),
      h('p.addresses', h('span.faint', several(router.addresses.length, 'address', 'addresses')), router.addresses.map((address) => h('span.address', { key: address }, address))));
  }

  buttons(router) {
    const button = (words, act) => h('button', { type: 'button', key: words, on: { click: () => this.app.guarded(act) } }, words);
    return [router.state === 'MASTER' && !router.handingOver ? button('Hand over …', () => commands.failover(this.now, this.routers)) : null,
      router.held ? button('Release …', () => commands.release(this.now)) : null];
  }

  close() {}
}

function peers(router) {
  return section('Peers', { more: several(router.peers.length, 'peer') },
    router.peers.length ? h('table.rows', { 'aria-label': 'Peers' },
      h('thead', h('tr', ['Router', 'Priority', 'Heard', 'Differs in'].map((words) => h('th', { scope: 'col' }, words)))),
      h('tbody', router.peers.map((peer) => h('tr.row', { key: peer.address },
        h('td.name', { 'data-label': 'Router' }, shape(peer.differences.length ? 'warn' : peer.heardEpochMillis ? 'good' : 'off', 12), ' ', peer.address),
        h('td', { 'data-label': 'Priority' }, peer.priority === null ? '–' : String(peer.priority)),
        h('td', { 'data-label': 'Heard' }, when(peer.heardEpochMillis)),
        h('td.why', { 'data-label': 'Differs in' }, peer.differences.join('; ') || 'nothing'))))) : empty('Nobody else of this VRID is heard.'));
}

