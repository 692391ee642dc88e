/** What happened, live, and as far back as is kept. */

import { get } from '../api.js';
import { h, patch } from '../dom.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { empty } from '../parts/facts.js';
import { happening, withHeard } from '../parts/happenings.js';
import { setQuery } from '../router.js';

const PAGE = 100;
/** New events push out the oldest shown; what was loaded on purpose stays until this many. */
const MOST = 2000;

const LOUD = { all: () => true, warning: (event) => event.severity !== 'INFO', error: (event) => event.severity === 'ERROR' };

export function open(root, { query }, app) {
  return new Events(root, query, app);
}

class Events {
  constructor(root, query, app) {
    this.app = app;
    this.q = query.get('q') ?? '';
    this.loud = Object.hasOwn(LOUD, query.get('show')) ? query.get('show') : 'all';
    this.events = [];
    this.ended = false;
    /** Rows on the page; what is known besides waits behind the button, so that a flood stays light. */
    this.rows = PAGE;
    this.input = h('input', { type: 'search', id: 'search', value: this.q, placeholder: 'Words of the event', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Search events', 'aria-keyshortcuts': '/', on: { input: () => this.filter({ q: this.input.value.trim() }) } });
    this.select = h('select', { 'aria-label': 'How loud', on: { change: () => this.filter({ loud: this.select.value }) } },
      [['all', 'All events'], ['warning', 'Warnings and errors'], ['error', 'Errors only']].map(([value, words]) => h('option', { value, selected: value === this.loud }, words)));
    this.summary = h('p.summary', { role: 'status' });
    this.list = h('ol.happenings.long');
    this.foot = h('p.more');
    root.replaceChildren(
      h('header.view-head', h('h1', 'Events'), h('div.filters', h('label.search', icon('search', 16), this.input, h('kbd', { 'aria-hidden': 'true' }, '/')), this.select)),
      h('div.card.flush', this.summary, this.list, this.foot));
  }

  begin() {
    return this.refresh();
  }

  title() {
    return 'Events';
  }

  filter(change) {
    Object.assign(this, change);
    setQuery({ q: this.q, show: this.loud === 'all' ? '' : this.loud });
    this.render();
  }

  /** After a pause of the stream too: what was missed is between what is shown and the newest. */
  async refresh() {
    const before = this.events;
    const { events } = await get('events', { limit: PAGE }, this.app.signal);
    const oldest = events.at(-1)?.number ?? 0;
    const known = this.events.filter((event) => event.number <= (before[0]?.number ?? 0));
    const joined = known.some((event) => event.number >= oldest);
    this.events = withHeard(this.events, before, joined ? [...events, ...known.filter((event) => event.number < oldest)] : events);
    this.ended = events.length < PAGE;
    this.render();
  }

  async older() {
    if (this.asking) return;
    this.rows += PAGE;
    if (this.matching().length >= this.rows || this.ended) {
      this.render();
      return;
    }
    this.asking = true;
    try {
      const before = this.events.at(-1)?.number;
      const { events } = await get('events', { limit: PAGE, before }, this.app.signal);
      // A list that was read anew meanwhile ends somewhere else.
      if (this.events.at(-1)?.number !== before) return;
      this.events = [...this.events, ...events];
      this.ended = events.length < PAGE;
    } finally {
      this.asking = false;
    }
    this.render();
  }

  happened(event) {
    if (this.events[0] && event.number <= this.events[0].number) return;
    this.events = [event, ...this.events].slice(0, MOST);
    this.app.frame('events', () => this.render());
  }

  matching() {
    const words = this.q.toLowerCase();
    return this.events.filter((event) => LOUD[this.loud](event)
      && (!words || `${event.text} ${event.kind} ${event.subject} ${event.server}`.toLowerCase().includes(words)));
  }

  render() {
    const found = this.matching();
    const shown = found.slice(0, this.rows);
    patch(this.summary, found.length === this.events.length ? `The newest ${count(shown.length)}` : `${count(found.length)} of the newest ${count(this.events.length)}`);
    patch(this.list, shown.map((event) => happening(event)));
    patch(this.foot, !this.events.length ? empty('Nothing has happened yet.')
      : this.ended && found.length <= this.rows ? h('span.faint', 'That is all that is kept.')
        : h('button', { type: 'button', id: 'older', on: { click: () => this.app.quietly(this.older()) } }, 'Load older'));
  }

  close() {}
}
