/** One virtual service: its servers, their health in words, and what was recorded. */

import { get } from '../api.js';
import { Graph } from '../chart/graph.js';
import { when } from '../clock.js';
import * as commands from '../commands.js';
import { h, patch } from '../dom.js';
import { bytesPerSecond, count, perSecond, share as shareWords } from '../format.js';
import { crumbs, empty, facts, figure, section, share } from '../parts/facts.js';
import { happening, withHeard } from '../parts/happenings.js';
import { walkRows } from '../parts/keys.js';
import { how } from '../parts/service-rows.js';
import { serverTable } from '../parts/servers.js';
import { recall, Recent, spark } from '../parts/spark.js';
import { serviceState, shape } from '../states.js';

const EVENTS = 10;
/** A page that shows more rows at once is slow to read before it is slow to draw. */
const SERVERS = 100;
const RATES = { connections: 'connections', active: 'active', inBytes: 'in_bytes', outBytes: 'out_bytes' };

export function open(root, { parts: [id], query }, app) {
  return new Service(root, id, query, app);
}

class Service {
  constructor(root, id, query, app) {
    this.app = app;
    this.id = id;
    this.query = query;
    this.events = [];
    this.shown = SERVERS;
    this.rates = Object.fromEntries(Object.keys(RATES).map((name) => [name, new Recent()]));
    this.head = h('div.head-place');
    this.list = h('div.list', { on: { keydown: (event) => walkRows(event, this.list) } });
    this.past = h('div.graph-place');
    this.below = h('div');
    root.replaceChildren(this.head, h('div.card.flush', this.list), this.past, this.below);
  }

  begin() {
    return this.refresh();
  }

  title() {
    return this.now?.name ?? this.id;
  }

  async refresh() {
    const { signal } = this.app;
    const { heard } = this;
    const before = this.events;
    const [service, { events }] = await Promise.all([
      get(`services/${encodeURIComponent(this.id)}`, {}, signal), get('events', { subject: this.id, limit: EVENTS }, signal)]);
    this.events = withHeard(this.events, before, events).slice(0, EVENTS);
    // What the stream said meanwhile is at least as new.
    this.show(this.heard === heard ? service : this.heard);
    this.watchPast();
  }

  service(service) {
    if (service.id !== this.id) return;
    this.heard = service;
    this.show(service);
  }

  show(service) {
    this.gone = Boolean(service.error);
    if (!this.gone) this.now = service;
    for (const name of Object.keys(RATES)) this.rates[name].add(service[name]);
    this.render();
  }

  happened(event) {
    if (event.subject !== this.id) return;
    this.events = [event, ...this.events.filter((each) => each.number !== event.number)].slice(0, EVENTS);
    this.app.frame('events', () => this.render());
  }

  watchPast() {
    if (this.graph || !this.now?.archive) return;
    this.graph = new Graph({
      archive: this.now.archive, subject: 'SERVICE', title: this.now.name, query: this.query, app: this.app,
      servers: () => this.now.serverList.filter((each) => each.archive).map((each) => ({ id: each.archive, server: each.endpoint })),
    });
    this.past.replaceChildren(this.graph.element);
    this.graph.load();
    this.app.quietly(recall(this.now.archive, this.rates, RATES, this.app.signal).then(() => this.render()));
  }

  render() {
    if (!this.now && !this.gone) return;
    patch(this.head, this.gone ? this.farewell() : this.header(this.now));
    patch(this.list, this.gone ? null : this.servers(this.now));
    patch(this.below, section('Events of this service', { name: 'events', more: h('a', { href: '#/events' }, 'all events') },
      this.events.length ? h('ol.happenings', this.events.map((event) => happening(event, { subject: false }))) : empty('Nothing has happened yet.')));
  }

  farewell() {
    return [crumbs(['Services', '#/services'], [this.title()]), h('h1', this.title()), empty('This service is no longer in the configuration.')];
  }

  servers(service) {
    const servers = service.serverList.slice(0, this.shown);
    return [serverTable(service, this.app.guarded, servers),
      service.serverList.length > servers.length ? h('p.more', h('button', { type: 'button', on: { click: () => this.showMore() } },
        `Show more: ${shareWords(servers.length, service.serverList.length)} shown`)) : null];
  }

  showMore() {
    this.shown += SERVERS;
    this.render();
  }

  header(service) {
    const now = serviceState(service);
    const rate = (label, name, form) => figure(label, form(service[name]), spark(this.rates[name]), name);
    return h('header.subject', { class: now.level },
      crumbs(['Services', '#/services'], [service.name]),
      h('div.subject-top', shape(now.level, 28),
        h('div', h('h1', service.name), h('p.subject-state', h('strong', now.word), ' for ', when(service.sinceEpochMillis, { form: 'for' }),
          service.worst ? h('span.subject-worst', service.worst) : null)),
        h('div.subject-commands', h('button', { type: 'button', on: { click: () => this.app.guarded(() => commands.zero(this.now)) } }, 'Zero counters …'))),
      share(service.serversUp, service.servers, h('span', h('strong', shareWords(service.serversUp, service.servers)), ' servers up, weight ',
        h('strong', count(service.weightUp)), ` for a quorum of ${count(service.quorum)}`)),
      facts([['How', how(service)], ['Listens on', service.virtuals.join(', ')], ['Sorry server', service.sorryServer], ['Id', service.id]]),
      h('div.figures', rate('New connections', 'connections', perSecond), rate('Open connections', 'active', count),
        rate('In', 'inBytes', bytesPerSecond), rate('Out', 'outBytes', bytesPerSecond)));
  }

  close() {}
}
