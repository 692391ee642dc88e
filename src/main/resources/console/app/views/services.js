/** All virtual services: search, filter, pages. */

import { get } from '../api.js';
import { h, patch } from '../dom.js';
import { count, several } from '../format.js';
import { icon } from '../icons.js';
import { empty } from '../parts/facts.js';
import { walkRows } from '../parts/keys.js';
import { serviceTable } from '../parts/service-rows.js';
import { parse, setQuery } from '../router.js';

const SIZE = 50;

export function open(root, params, app) {
  return new Services(root, params, app);
}

class Services {
  constructor(root, { query }, app) {
    this.app = app;
    this.q = query.get('q') ?? '';
    this.state = query.get('state') === 'problem' ? 'problem' : 'all';
    this.page = Math.max(1, Number(query.get('page')) || 1);
    this.asked = 0;
    this.input = h('input', {
      type: 'search', id: 'search', value: this.q, placeholder: 'Name, address, address of a server', autocomplete: 'off', spellcheck: 'false',
      'aria-label': 'Search services', 'aria-keyshortcuts': '/', on: { input: () => this.search(this.input.value), keydown: (event) => this.key(event) },
    });
    this.only = h('input', { type: 'checkbox', id: 'only-problems', checked: this.state === 'problem', on: { change: () => this.filter(this.only.checked) } });
    this.summary = h('p.summary', { role: 'status' });
    this.list = h('div.list', { on: { keydown: (event) => walkRows(event, this.list) } });
    this.pages = h('nav.pages', { 'aria-label': 'Pages of the list' });
    root.replaceChildren(
      h('header.view-head', h('h1', 'Services'), h('div.filters',
        h('label.search', icon('search', 16), this.input, h('kbd', { 'aria-hidden': 'true' }, '/')),
        h('label.check', this.only, 'Only with trouble'))),
      h('div.card.flush', this.summary, this.list), this.pages);
  }

  begin() {
    this.app.quietly(this.refresh());
  }

  title() {
    return 'Services';
  }

  search(q) {
    this.q = q.trim();
    this.page = 1;
    this.app.soon('search', () => this.refresh(), 150);
  }

  filter(problems) {
    this.state = problems ? 'problem' : 'all';
    this.page = 1;
    this.app.quietly(this.refresh());
  }

  turn(page) {
    this.page = page;
    this.app.quietly(this.refresh().then(() => window.scrollTo({ top: 0 })));
  }

  key(event) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.list.querySelector('.row-link')?.focus();
    } else if (event.key === 'Escape' && this.input.value) {
      event.preventDefault();
      this.input.value = '';
      this.search('');
    }
  }

  async refresh() {
    // The reader has left, and the address is already that of another page.
    if (parse(window.location.hash).view !== 'services') return;
    const asked = ++this.asked;
    setQuery({ q: this.q, state: this.state === 'problem' ? 'problem' : '', page: this.page > 1 ? this.page : '' });
    const found = await get('services', { q: this.q, state: this.state, page: this.page, size: SIZE }, this.app.signal);
    // A slow answer to what was asked before is no longer wanted.
    if (asked !== this.asked) return;
    const last = Math.max(1, Math.ceil(found.total / SIZE));
    if (this.page > last) {
      this.page = last;
      await this.refresh();
      return;
    }
    this.render(found, last);
  }

  render({ total, services }, last) {
    const what = this.state === 'problem' ? `${several(total, 'service')} with trouble` : several(total, 'service');
    const first = (this.page - 1) * SIZE;
    patch(this.summary, this.q ? `${what} match “${this.q}”` : what, last > 1 ? `, ${count(first + 1)} to ${count(first + services.length)} shown` : '');
    patch(this.list, services.length ? serviceTable(services) : empty(this.nothing()));
    patch(this.pages, last > 1 ? this.pager(last) : null);
  }

  nothing() {
    if (this.q) return 'Nothing matches.';
    return this.state === 'problem' ? 'No service has trouble.' : 'No virtual service is configured.';
  }

  pager(last) {
    const button = (words, page, label) => h('button', {
      type: 'button', key: label, 'aria-label': label, disabled: page < 1 || page > last, 'aria-current': page === this.page && !Number.isNaN(Number(words)) ? 'page' : null, on: { click: () => this.turn(page) },
    }, words);
    const near = [...new Set([1, this.page - 2, this.page - 1, this.page, this.page + 1, this.page + 2, last])].filter((page) => page >= 1 && page <= last);
    const numbers = near.flatMap((page, index) => [
      index && page - near[index - 1] > 1 ? h('span.gap', { key: `gap ${page}` }, '…') : null, button(String(page), page, `Page ${page}`)]);
    return [button('‹', this.page - 1, 'Page before'), numbers, button('›', this.page + 1, 'Next page')];
  }

  services() {
    this.app.soon('services', () => this.refresh());
  }

  /** Rates change all the time: the list follows at the pace of the overview. */
  overview() {
    this.app.soon('services', () => this.refresh());
  }

  close() {}
}
