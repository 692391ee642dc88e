/** Small pieces that several views show. */

import { h } from '../dom.js';
import { shape } from '../states.js';

/**
 * Names and values; those without a value are left out.
 * @param {[string, Node|string|null][]} pairs
 */
export function facts(pairs) {
  return h('dl.facts', pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => h('div.fact', { key: name }, h('dt', name), h('dd', value))));
}

/** A part of a page with its heading; `more` stands at the right of the heading. */
export function section(title, { more = null, name = '' } = {}, ...children) {
  return h('section.card', { key: name || title, class: name ? `part-${name}` : '' }, h('header.card-head', h('h2', title), more), children);
}

/** Something that needs attention, with its reason. */
export function notice({ level, text, detail, href }) {
  const words = [h('span.notice-text', text), detail ? h('span.notice-detail', detail) : null];
  return h('li.notice', { class: level, key: `${text}|${detail}` }, shape(level, 16),
    href ? h('a.notice-words', { href }, words) : h('span.notice-words', words));
}

/** How many of how many, as a bar whose words say the same. */
export function share(part, whole, words) {
  const level = part >= whole ? 'full' : part === 0 ? 'none' : 'some';
  return h('span.share', { class: level }, h('span.share-bar', { 'aria-hidden': 'true' },
    h('span.share-part', { css: { '--part': whole ? String(part / whole) : '0' } })), h('span.share-words', words));
}

/** One large number. */
export function figure(label, value, below = null, key = label) {
  return h('div.figure', { key }, h('span.figure-label', label), h('span.figure-value', value), below);
}

/** The way here: each but the last is a link. */
export function crumbs(...steps) {
  return h('nav.crumbs', { 'aria-label': 'Where this is' }, h('ol', steps.map(([words, href]) => h('li', href ? h('a', { href }, words) : words))));
}

/** For a list that has nothing. */
export function empty(words) {
  return h('p.empty', words);
}
