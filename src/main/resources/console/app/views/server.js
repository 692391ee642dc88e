/** One real server of one virtual service: every check with its last results, and what was recorded. */

import { get } from '../api.js';
import { Graph } from '../chart/graph.js';
import { when } from '../clock.js';
import * as commands from '../commands.js';
import { h, patch } from '../dom.js';
import { bytesPerSecond, count, millis, perSecond, several, text } from '../format.js';
import { crumbs, empty, facts, figure, section } from '../parts/facts.js';
import { happening, withHeard } from '../parts/happenings.js';
import { results } from '../parts/results.js';
import { choices, standing } from '../parts/servers.js';
import { link } from '../router.js';
import { checkState, serverState, shape, state } from '../states.js';

const EVENTS = 10;
const READ_EVENTS = 200;
const WARN_DAYS = 21;

export function open(root, { parts: [id, server], query }, app) {
  return new Server(root, id, server, query, app);
}

class Server {
  constructor(root, id, server, query, app) {
    Object.assign(this, { id, server, query, app });
    this.all = [];
    this.head = h('div.head-place');
    this.checks = h('div.list');
    this.past = h('div.graph-place');
    this.below = h('div');
    root.replaceChildren(this.head, this.checks, this.past, this.below);
  }

  begin() {
    return this.refresh();
  }

  title() {
    return this.now ? `${this.now.endpoint} of ${this.of.name}` : this.server;
  }

  async refresh() {
    const { signal } = this.app;
    const { heard } = this;
    const before = this.all;
    const [service, { events }] = await Promise.all([
      get(`services/${encodeURIComponent(this.id)}`, {}, signal), get('events', { subject: this.id, limit: READ_EVENTS }, signal)]);
    this.all = withHeard(this.all, before, events).slice(0, READ_EVENTS);
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
    if (!service.error) this.of = service;
    this.now = service.serverList?.find((each) => each.id === this.server || each.endpoint === this.server);
    this.render();
  }

  happened(event) {
    if (event.subject !== this.id) return;
    this.all = [event, ...this.all.filter((each) => each.number !== event.number)].slice(0, READ_EVENTS);
    this.app.frame('events', () => this.render());
  }

  watchPast() {
    if (this.graph || !this.now?.archive) return;
    this.graph = new Graph({ archive: this.now.archive, subject: 'SERVER', title: this.now.endpoint, query: this.query, app: this.app });
    this.past.replaceChildren(this.graph.element);
    this.graph.load();
  }

  render() {
    if (!this.now) {
      patch(this.head, crumbs(['Services', '#/services'], [this.of?.name ?? this.id, link('service', this.id)], [this.server]),
        h('h1', this.server), empty('This server is no longer in the configuration.'));
      patch(this.checks);
      return;
    }
    patch(this.head, this.header(this.now));
    patch(this.checks, section('Checks', { more: several(this.now.checks.length, 'check') },
      this.now.checks.length ? this.now.checks.map((each) => check(each, () => this.app.guarded(() => commands.checkNow(this.of, this.now, each)))) : empty('No check is configured: the server counts as up.')));
    const mine = this.all.filter((event) => event.server === this.now.endpoint).slice(0, EVENTS);
    patch(this.below, section('Events of this server', { name: 'events' },
      mine.length ? h('ol.happenings', mine.map((event) => happening(event, { subject: false }))) : empty('Nothing has happened lately.')));
  }

  header(server) {
    const now = serverState(server);
    return h('header.subject', { class: now.level },
      crumbs(['Services', '#/services'], [this.of.name, link('service', this.id)], [server.endpoint]),
      h('div.subject-top', shape(now.level, 28),
        h('div', h('h1', server.endpoint), h('p.subject-state', h('strong', now.word), ' for ', when(server.sinceEpochMillis, { form: 'for' }),
          h('span.subject-worst', server.reason))),
        h('div.subject-commands', choices(this.of, server, this.app.guarded).filter(([words]) => !words.startsWith('Check'))
          .map(([words, act]) => h('button', { type: 'button', key: words, on: { click: act } }, words)))),
      standing(server),
      facts([['Weight', server.weight === server.configuredWeight ? count(server.weight) : `${count(server.weight)}, configured ${count(server.configuredWeight)}`],
        ['Forwarding', server.forwarding], ['In service', server.inService ? 'yes' : 'no'], ['Went up or down', `${count(server.transitions)} times`]]),
      h('div.figures', figure('New', perSecond(server.connections)), figure('Active', count(server.active)), figure('Inactive', count(server.inactive)),
        figure('By persistence', count(server.persistent)), figure('In', bytesPerSecond(server.inBytes)), figure('Out', bytesPerSecond(server.outBytes))));
  }

  close() {}
}

function check(each, now) {
  const days = each.certificateDaysLeft;
  return h('article.check-card', { key: each.id },
    h('div.check-top', state(checkState(each)), h('strong', each.keyword), h('span.check-target', each.target), results(each),
      h('button', { type: 'button', on: { click: now } }, 'Check now …')),
    h('p.check-facts', `${count(each.runs)} runs, ${count(each.failures)} failed`, each.failuresInARow ? `, ${each.failuresInARow} in a row` : '',
      ', starts late by ', millis(each.latenessMillis),
      days === null || days === undefined ? null : h('span', { class: days < WARN_DAYS ? 'warn-words' : '' }, `, certificate ends in ${several(days, 'day')}`)),
    each.last.length ? h('table.rows.small', { 'aria-label': `Last results of ${each.keyword}` },
      h('thead', h('tr', ['When', 'Result', 'Took', 'Why'].map((words) => h('th', { scope: 'col', class: words === 'Took' ? 'number' : '' }, words)))),
      h('tbody', each.last.map((result) => h('tr', { key: result.epochMillis },
        h('td', { 'data-label': 'When' }, when(result.epochMillis)),
        h('td', { 'data-label': 'Result' }, state(result.good ? { level: 'good', word: 'good' } : { level: 'bad', word: 'failed' })),
        h('td.number', { 'data-label': 'Took' }, text(result.tookMillis / 1000, 's')),
        h('td.why', { 'data-label': 'Why' }, result.reason))))) : null);
}
