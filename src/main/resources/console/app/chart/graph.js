/** The graphs of one archive: which topic, which span, live or a moment of the past. */

import { picture } from '../api.js';
import { now } from '../clock.js';
import { h, patch, svg } from '../dom.js';
import { several } from '../format.js';
import { setQuery } from '../router.js';
import { happening } from '../parts/happenings.js';
import { draw, geometry } from './draw.js';
import { fetchFrame, fetchStacks, MOST_STACKED, timeOf } from './frame.js';
import { pointers } from './pointer.js';
import { SPANS, TOPICS } from './topics.js';
import { legend, readout, sentence, valueTable } from './values.js';
import { Window } from './window.js';

const REFRESH_MILLIS = 10_000;
const HINT = 'Drag to zoom, or choose the graph and use the wheel. Double click or Esc goes back. Keys: + and −, ← and → read values, with Shift they move.';

/**
 * @typedef {object} Wanted
 * @property {string} archive id
 * @property {'SERVICE'|'SERVER'|'ROUTER'|'DIRECTOR'} subject
 * @property {string} title of what it is about
 * @property {() => {id: string, server: string}[]} [servers] archives to stack
 * @property {URLSearchParams} query of the address: `topic`, `span`, `servers`
 * @property {import('../main.js').App} app
 */
export class Graph {
  /** @param {Wanted} wanted */
  constructor(wanted) {
    Object.assign(this, wanted);
    this.topics = TOPICS[this.subject];
    this.topic = this.topics.find((each) => each.id === this.query.get('topic')) ?? this.topics[0];
    this.byServer = this.query.get('servers') === '1';
    this.window = new Window(() => now() / 1000, this.query.get('span') ?? 'day');
    this.pictures = [];
    this.marks = [];
    this.moment = null;
    this.build();
    this.watch();
  }

  build() {
    this.tools = h('div.graph-tools');
    this.drawing = svg('svg', { class: 'drawing', 'aria-hidden': 'false', role: 'group' });
    this.readout = h('div.readout', { hidden: true });
    this.selection = h('div.selection', { hidden: true });
    this.area = h('div.plots', { tabindex: '0', role: 'group', 'aria-roledescription': 'graph', 'aria-describedby': 'graph-hint' }, this.drawing, this.selection, this.readout);
    this.spoken = h('p.unseen', { 'aria-live': 'polite' });
    this.state = h('p.graph-state', { role: 'status' });
    this.legend = h('div.legends');
    this.happened = h('details.graph-more', h('summary', 'Events'));
    this.table = h('details.graph-more', { on: { toggle: () => this.showTable() } }, h('summary', 'Values as a table'), h('div.scroll'));
    this.element = h('section.card.graph', this.tools, this.state, this.area, this.spoken, this.legend,
      h('p.graph-hint', { id: 'graph-hint' }, HINT), this.happened, this.table);
    this.showTools();
  }

  watch() {
    const resize = new ResizeObserver(() => this.app.frame('graph', () => this.show()));
    resize.observe(this.area);
    const timer = setInterval(() => this.tick(), REFRESH_MILLIS);
    this.app.signal.addEventListener('abort', () => { resize.disconnect(); clearInterval(timer); });
    pointers(this.area, (clientX) => this.place.seconds(clientX - this.area.getBoundingClientRect().left), {
      look: (seconds) => this.look(seconds),
      select: (from, to) => this.select(from, to),
      zoom: (from, to) => this.move(() => this.window.zoom(from, to)),
      scale: (factor, around) => this.move(() => this.window.scale(factor, around ?? this.moment)),
      pan: (part) => this.move(() => this.window.pan(part)),
      step: (points) => this.step(points),
      back: () => this.move(() => this.window.back()),
      home: () => this.move(() => this.window.begin(this.window.span)),
    });
  }

  tick() {
    if (!document.hidden && this.window.live) this.load();
  }

  /** What is known is drawn in the new span at once, what is missing a moment later. */
  move(change) {
    change();
    this.selection.hidden = true;
    this.showTools();
    this.show();
    this.app.soon('graph', () => this.load(), 120);
  }

  choose(topic) {
    this.topic = topic;
    this.pictures = [];
    this.remember();
    this.load();
  }

  remember() {
    setQuery({ topic: this.topic === this.topics[0] ? '' : this.topic.id, span: this.window.span === 'day' ? '' : this.window.span, servers: this.byServer ? '1' : '' });
    this.showTools();
  }

  showTools() {
    const toggle = (words, pressed, click) => h('button.choice', { type: 'button', key: words, 'aria-pressed': String(pressed), on: { click } }, words);
    const stackable = this.stackable();
    patch(this.tools,
      h('div.choices', { role: 'group', 'aria-label': 'Topic' }, this.topics.map((each) => toggle(each.label, each === this.topic, () => this.choose(each)))),
      h('div.choices', { role: 'group', 'aria-label': 'Span' }, SPANS.map(([name]) => toggle(name, this.window.live && name === this.window.span, () => {
        this.window.begin(name);
        this.remember();
        this.load();
      }))),
      stackable ? h('div.choices', toggle('by server', this.byServer, () => { this.byServer = !this.byServer; this.choose(this.topic); })) : null,
      h('span.spring'),
      this.window.live ? null : h('button.choice', { type: 'button', key: 'back', on: { click: () => this.move(() => this.window.back()) } }, '← back'),
      h('button.choice', { type: 'button', key: 'picture', on: { click: () => this.openPicture() } }, 'PNG'));
  }

  /** The tab is opened first: what comes later than the click would be kept back as an advertisement. */
  async openPicture() {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark' || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches) ? '1' : '0';
    const tab = window.open('', '_blank');
    try {
      tab.location = await picture({ archive: this.archive, topic: this.topic.id, span: this.window.span, dark });
    } catch (failed) {
      if (failed.status === undefined) throw failed;
      tab.close();
      this.say(failed.message);
    }
  }

  stackable() {
    const servers = this.servers?.() ?? [];
    return Boolean(this.topic.stacks) && servers.length > 1 && servers.length <= MOST_STACKED;
  }

  async load() {
    const { from, to } = this.window.now;
    const asked = this.asked = (this.asked ?? 0) + 1;
    try {
      const pictures = await this.fetch(from, to);
      if (asked !== this.asked) return;
      this.pictures = pictures;
      this.say(pictures.length ? '' : 'Nothing is recorded of this yet.');
    } catch (failed) {
      if (failed.name === 'AbortError' || asked !== this.asked) return;
      if (failed.status === undefined) throw failed;
      this.say(failed.message);
    }
    this.show();
  }

  async fetch(from, to) {
    const frame = await fetchFrame(this.archive, from, to, this.app.signal);
    this.marks = frame.marks;
    if (this.byServer && this.stackable()) return this.fetchStacked(from, to);
    return this.topic.plots.map((plot) => ({
      plot, frame, stack: false,
      curves: plot.lines.filter((line) => frame.rows.has(line.name)).map((line) => ({ label: line.label, row: frame.rows.get(line.name) })),
    })).filter((each) => each.curves.length);
  }

  async fetchStacked(from, to) {
    const frames = await fetchStacks(this.servers(), this.topic.stacks.map((each) => each.name), from, to, this.app.signal);
    return this.topic.stacks.map((plot) => {
      const frame = frames.get(plot.name);
      return { plot: { ...plot, lines: [] }, frame, stack: true, curves: [...frame.rows].map(([label, row]) => ({ label, row })) };
    });
  }

  say(words) {
    this.state.textContent = words;
    this.state.hidden = !words;
  }

  show() {
    const { from, to } = this.window.now;
    const width = this.area.clientWidth;
    if (!width) return;
    this.place = geometry(this.pictures, width, from, to);
    this.drawing.setAttribute('viewBox', `0 0 ${width} ${this.place.height}`);
    this.drawing.setAttribute('height', this.place.height);
    this.area.setAttribute('aria-label', `${this.topic.label} of ${this.title}, ${this.window.live ? `last ${this.window.span}` : 'part of the past'}`);
    patch(this.drawing, this.pictures.length ? draw(this.pictures, this.marks, from, to, this.place) : null);
    patch(this.legend, legend(this.pictures, from, to));
    this.showMarks(from, to);
    this.showTable();
    this.look(this.moment);
  }

  showMarks(from, to) {
    const inside = this.marks.filter((mark) => mark.epochMillis >= from * 1000 && mark.epochMillis <= to * 1000);
    this.happened.hidden = !inside.length;
    patch(this.happened, h('summary', `${several(inside.length, 'event')} in this span`), h('ol.happenings', inside.slice(-100).reverse().map((mark) => happening(mark))));
  }

  showTable() {
    const { from, to } = this.window.now;
    patch(this.table.lastElementChild, this.table.open ? valueTable(this.pictures, from, to) : null);
  }

  look(seconds) {
    const inside = seconds !== null && this.pictures.length > 0 && this.place;
    this.moment = inside ? Math.min(this.window.now.to, Math.max(this.window.now.from, seconds)) : null;
    this.readout.hidden = !inside;
    this.area.classList.toggle('looking', Boolean(inside));
    if (!inside) return;
    patch(this.readout, readout(this.pictures, this.moment));
    const x = this.place.x(this.moment);
    this.area.style.setProperty('--at', `${x}px`);
    const { width } = this.readout.getBoundingClientRect();
    const left = x + 14 + width > this.area.clientWidth ? Math.max(0, x - width - 14) : x + 14;
    this.readout.style.transform = `translateX(${left}px)`;
  }

  step(points) {
    const { frame } = this.pictures[0] ?? {};
    if (!frame) return;
    const start = this.moment ?? timeOf(frame, frame.length - 1);
    this.look(start + (this.moment === null ? 0 : points * frame.step));
    this.spoken.textContent = sentence(this.pictures, this.moment);
  }

  select(from, to) {
    this.selection.hidden = false;
    this.selection.style.left = `${this.place.x(from)}px`;
    this.selection.style.width = `${this.place.x(to) - this.place.x(from)}px`;
    this.selection.style.height = `${this.place.bottom}px`;
  }
}
