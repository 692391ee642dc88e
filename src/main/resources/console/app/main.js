/** Begins the pages: session, stream, views, and what belongs to every one of them. */

import { announcer } from './announce.js';
import { get } from './api.js';
import { assess } from './assess.js';
import { banner } from './banner.js';
import { setDirectorTime, tick } from './clock.js';
import { h, patch } from './dom.js';
import { icon } from './icons.js';
import { keys } from './keyboard.js';
import { parse } from './router.js';
import { Session } from './session.js';
import { Stream } from './stream.js';
import { themeButton } from './theme.js';
import { tips } from './tip.js';
import * as director from './views/director.js';
import * as events from './views/events.js';
import * as overview from './views/overview.js';
import * as router from './views/router.js';
import * as server from './views/server.js';
import * as service from './views/service.js';
import * as services from './views/services.js';

const VIEWS = { overview, services, events, director, router };
const PAGES = [['overview', '#/', 'Overview'], ['services', '#/services', 'Services'], ['events', '#/events', 'Events'], ['director', '#/director', 'Director']];
const BELONGS = { service: 'services', router: 'overview' };
const SOON_MILLIS = 400;

/** What views may use. */
export class App {
  constructor() {
    this.place = document.getElementById('view');
    /** Newest overview, null before the first. */
    this.overview = null;
    this.view = null;
    this.leaving = new AbortController();
    this.timers = new Map();
    this.frames = new Map();
    this.say = announcer(document.getElementById('announcer'));
    this.session = new Session(() => this.becameSomebody());
    this.banner = banner(document.getElementById('banner'), () => this.stream.restart());
    this.stream = new Stream({
      heard: (kind, data) => this.heard(kind, data), changed: (...about) => this.connection(...about),
      rested: () => this.showTitle(), reopened: () => this.quietly(this.view?.refresh?.()),
    });
    this.guarded = async (act) => {
      if (await this.session.operator()) await act();
    };
  }

  async begin() {
    tips(document.getElementById('tip'));
    keys(this);
    patch(document.getElementById('tools'));
    document.getElementById('tools').replaceChildren(h('span.live', { id: 'live', role: 'status' }), themeButton(), this.session.element);
    document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); this.place.focus(); });
    window.addEventListener('hashchange', () => this.go());
    window.addEventListener('pagehide', () => this.stream.rest());
    window.addEventListener('pageshow', (event) => { if (event.persisted) this.stream.restart(); });
    window.addEventListener('online', () => this.stream.hurry());
    document.addEventListener('visibilitychange', () => this.stream.seen(!document.hidden));
    this.stream.seen(!document.hidden);
    setInterval(() => { tick(); this.banner.tick(); }, 1000);
    await this.session.begin().catch((failed) => this.fault(failed));
    await this.enter();
    // The stream says it too, a moment later.
    if (!this.session.mustSignIn) get('overview').then((data) => this.newOverview(data)).catch(() => {});
  }

  /** Where reading needs a password, nothing is shown before it is given. */
  async enter() {
    if (this.session.mustSignIn) {
      patch(this.place, h('section.card.door', h('h1', this.session.about.name || 'LVS director'), h('p', 'These pages need a password here.'),
        h('button.primary', { type: 'button', on: { click: () => this.session.signIn() } }, 'Sign in')));
      return;
    }
    await this.go();
  }

  becameSomebody() {
    this.overview = this.session.mustSignIn ? null : this.overview;
    this.stream.restart();
    this.enter();
  }

  get signal() {
    return this.leaving.signal;
  }

  /** Opens the view of the address. */
  async go() {
    if (this.session.mustSignIn) return;
    const route = parse(window.location.hash);
    const name = route.view === 'service' ? (route.parts.length > 1 ? 'server' : 'service') : route.view;
    this.leave();
    this.showPages(BELONGS[route.view] ?? route.view);
    this.stream.watch(route.view === 'service' ? route.parts[0] ?? '' : '');
    const first = this.view === null;
    const { signal } = this;
    try {
      // From here on it hears what happens, also while it waits for its first answer.
      this.view = ({ ...VIEWS, service, server }[name] ?? overview).open(this.place, route, this);
      if (this.overview) this.view.overview?.(this.overview);
      await this.view.begin?.();
      if (signal.aborted) return;
    } catch (failed) {
      if (signal.aborted) return;
      this.cannot(failed);
    }
    this.showTitle();
    window.scrollTo({ top: 0 });
    if (!first) this.place.focus({ preventScroll: true });
  }

  leave() {
    this.leaving.abort();
    this.leaving = new AbortController();
    this.view?.close();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.frames.clear();
    this.place.replaceChildren(h('p.loading', 'One moment …'));
  }

  cannot(failed) {
    this.view = { title: () => 'Not found', close() {}, refresh: () => this.go() };
    const words = failed.status === 404 ? 'There is no such thing here' : 'This cannot be shown';
    this.place.replaceChildren(h('section.card.door', h('h1', words), h('p', failed.message), h('a', { href: '#/' }, 'To the overview')));
    if (failed.status === undefined) throw failed;
  }

  fault(failed) {
    if (failed.status === undefined) throw failed;
    this.connection(true, Date.now(), failed.message);
  }

  heard(kind, data) {
    if (kind === 'overview') this.newOverview(data);
    else if (kind === 'happened') this.newEvent(data);
    else this.view?.[kind]?.(data);
  }

  newOverview(data) {
    this.overview = data;
    setDirectorTime(data.now);
    this.banner.fresh();
    this.view?.overview?.(data);
    this.showTitle();
  }

  newEvent(event) {
    if (event.severity !== 'INFO') this.say(event.text);
    this.view?.happened?.(event);
  }

  connection(lost, since, why) {
    document.body.classList.toggle('stale', lost);
    this.banner.connection(lost, since, why);
    this.showTitle();
    this.say(lost ? 'The connection to the director is lost.' : 'The connection to the director is back.');
  }

  showPages(current) {
    patch(document.getElementById('nav'), PAGES.map(([name, href, words]) =>
      h('a', { key: name, href, 'aria-current': name === current ? 'page' : null }, icon(name), h('span', words))));
  }

  showTitle() {
    const level = this.overview ? assess(this.overview) : null;
    const name = this.overview?.director.name || 'LVS director';
    const spoils = level?.problems.length ? `(${level.problems.length}) ` : '';
    document.title = [this.view?.title(), `${spoils}${name}`].filter(Boolean).join(' · ');
    document.getElementById('brand-name').textContent = name;
    const href = `icons/${document.body.classList.contains('stale') || this.stream.resting || !level ? 'off' : level.level}.svg`;
    const link = document.getElementById('icon');
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
  }

  /** Runs the last of several requests of one name, a moment later. */
  soon(name, run, millis = SOON_MILLIS) {
    if (this.timers.has(name) && millis >= SOON_MILLIS) return;
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(() => {
      this.timers.delete(name);
      this.quietly(run());
    }, millis));
  }

  /** Waits for what nobody waits for: an answer that did not come, or to a view that was left, is no defect. */
  async quietly(promise) {
    try {
      await promise;
    } catch (failed) {
      if (failed.status === undefined && failed.name !== 'AbortError') throw failed;
    }
  }

  /** Draws once a frame, however many events come meanwhile: the last request of each name. */
  frame(name, run) {
    if (!this.frames.size) {
      const { signal } = this;
      requestAnimationFrame(() => {
        const all = [...this.frames.values()];
        this.frames.clear();
        if (!signal.aborted) for (const each of all) each();
      });
    }
    this.frames.set(name, run);
  }
}

new App().begin();
