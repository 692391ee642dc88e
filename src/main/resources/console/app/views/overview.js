/** Is everything fine, who is master since when and why, what is down and why. */

import { get } from '../api.js';
import { assess, awake } from '../assess.js';
import { when } from '../clock.js';
import { h, patch } from '../dom.js';
import { bytes, bytesPerSecond, count, perSecond, several, share as shareWords } from '../format.js';
import { empty, figure, notice, section, share } from '../parts/facts.js';
import { happening, withHeard } from '../parts/happenings.js';
import { groupTable, routerCards } from '../parts/routers.js';
import { problemRow } from '../parts/service-rows.js';
import { recall, Recent, spark } from '../parts/spark.js';
import { shape } from '../states.js';
import { trackerList } from '../parts/trackers.js';

const PROBLEMS = 8;
const EVENTS = 9;
const MOST_NOTICES = 12;
const RATES = ['connections', 'inBytes', 'outBytes', 'active'];
/** Names of the same in the director's archive. */
const RECORDED = { connections: 'connections', inBytes: 'in_bytes', outBytes: 'out_bytes', active: 'active' };

/** @param {HTMLElement} root @param {object} params of the route @param {import('../main.js').App} app */
export function open(root, params, app) {
  return new Overview(root, app);
}

class Overview {
  constructor(root, app) {
    this.app = app;
    /** Null until they are known. */
    this.events = null;
    this.problems = null;
    this.rates = Object.fromEntries(RATES.map((name) => [name, new Recent()]));
    this.head = h('div.headline-place');
    this.body = h('div.overview');
    root.replaceChildren(this.head, this.body);
  }

  title() {
    return '';
  }

  begin() {
    this.app.quietly(this.refresh());
    this.app.quietly(this.loadPast());
  }

  async refresh() {
    const signal = this.app.signal;
    const before = this.events ?? [];
    const [services, { events }] = await Promise.all([
      get('services', { state: 'problem', size: PROBLEMS }, signal), get('events', { limit: EVENTS }, signal)]);
    this.problems = services;
    this.events = withHeard(this.events ?? [], before, events).slice(0, EVENTS);
    this.render();
  }

  async loadPast() {
    await recall('director', this.rates, RECORDED, this.app.signal);
    this.render();
  }

  overview(overview) {
    for (const name of RATES) this.rates[name].add(overview.traffic[name]);
    this.render();
  }

  services() {
    this.app.soon('problems', () => this.refresh());
  }

  happened(event) {
    this.events = [event, ...(this.events ?? []).filter((each) => each.number !== event.number)].slice(0, EVENTS);
    this.app.frame('events', () => this.render());
  }

  render() {
    const { overview } = this.app;
    if (!overview) return;
    const verdict = assess(overview);
    patch(this.head, headline(verdict));
    patch(this.body,
      h('div.column.main-column', { key: 'main' }, this.routers(overview), this.problemServices(overview.counts)),
      h('div.column.side-column', { key: 'side' }, this.totals(overview), this.latest(), this.watched(overview), machine(overview)));
  }

  routers(overview) {
    if (!overview.routers.length) return null;
    return section('Virtual routers', { name: 'routers', more: several(overview.routers.length, 'router') },
      routerCards(overview.routers), overview.groups.length ? groupTable(overview.groups) : null);
  }

  problemServices(counts) {
    if (!counts.services || !this.problems) return null;
    const all = awake(counts);
    const { total, services } = this.problems;
    const more = h('a', { href: total ? '#/services?state=problem' : '#/services' }, total > services.length ? `all ${count(total)}` : 'all services');
    return section('Services with trouble', { name: 'trouble', more },
      services.length ? h('ul.problem-services', services.map(problemRow)) : empty(all.services ? `None: all ${count(all.services)} services have all their servers.` : 'None: all services are at rest.'));
  }

  totals({ counts, traffic }) {
    const rate = (label, name, form) => figure(label, form(traffic[name]), spark(this.rates[name]), name);
    const { services, servicesUp, servers, serversUp } = awake(counts);
    return section('Now', { name: 'totals' },
      services ? h('div.shares',
        share(servicesUp, services, h('span', h('strong', shareWords(servicesUp, services)), ' services up')),
        share(serversUp, servers, h('span', h('strong', shareWords(serversUp, servers)), ' servers up'))) : null,
      h('div.figures', rate('New connections', 'connections', perSecond), rate('Open connections', 'active', count),
        rate('In', 'inBytes', bytesPerSecond), rate('Out', 'outBytes', bytesPerSecond)));
  }

  latest() {
    if (!this.events) return null;
    return section('Latest events', { name: 'latest', more: h('a', { href: '#/events' }, 'all events') },
      this.events.length ? h('ol.happenings', this.events.map((event) => happening(event))) : empty('Nothing has happened yet.'));
  }

  watched({ trackers }) {
    return trackers.length ? section('Tracked', { name: 'tracked', more: several(trackers.length, 'tracker') }, trackerList(trackers)) : null;
  }

  close() {}
}

function headline(verdict) {
  const shown = verdict.problems.length === 1 ? verdict.problems.filter((each) => each.detail) : verdict.problems;
  const more = shown.length - MOST_NOTICES;
  return h('section.headline', { class: verdict.level, 'aria-label': 'State' },
    h('div.headline-top', shape(verdict.level, 34), h('div', h('h1', verdict.headline), h('p.headline-line', verdict.line))),
    shown.length ? h('ul.notices', shown.slice(0, MOST_NOTICES).map(notice)) : null,
    more > 0 ? h('p.faint', `and ${more} more`) : null);
}

/** Mail and archive in one line each; trouble with them is in the headline. */
function machine({ mail, archive, director }) {
  const mailWords = !mail.configured ? 'not configured'
    : mail.queued ? `${several(mail.queued, 'mail waits', 'mails wait')}` : 'nothing waits';
  return section('This director', { name: 'machine', more: h('a', { href: '#/director' }, 'details') },
    h('ul.lines',
      h('li', h('span.line-name', 'Running'), h('span', 'for ', when(director.startedEpochMillis, { form: 'for' }), `, version ${director.version}`)),
      h('li', h('span.line-name', 'Data plane'), h('span', { 'data-tip': director.planeReason }, director.plane)),
      h('li', h('span.line-name', 'Mail'), h('span', mailWords)),
      h('li', h('span.line-name', 'Archives'), archive.recording ? h('span', 'recording, ', bytes(archive.sizeBytes)) : h('span', 'not recording'))));
}
