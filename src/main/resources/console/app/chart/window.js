/** Which span is seen, how it came to that, and how to get back. Pure. */

import { SPANS } from './topics.js';

const SHORTEST_SECONDS = 120;
const LONGEST_SECONDS = 2 * 366 * 86_400;

export class Window {
  /** @param {() => number} nowSeconds */
  constructor(nowSeconds, span = 'day') {
    this.nowSeconds = nowSeconds;
    this.begin(span);
  }

  /** The last hour, day, week, month or year, going on with the time. */
  begin(span) {
    this.span = SPANS.some(([name]) => name === span) ? span : 'day';
    this.past = [];
    this.fixed = null;
  }

  get live() {
    return this.fixed === null;
  }

  get length() {
    return this.fixed ? this.fixed.to - this.fixed.from : SPANS.find(([name]) => name === this.span)[1];
  }

  /** @returns {{from: number, to: number}} seconds */
  get now() {
    if (this.fixed) return this.fixed;
    const to = Math.floor(this.nowSeconds());
    return { from: to - this.length, to };
  }

  zoom(from, to) {
    const length = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, to - from));
    const middle = (from + to) / 2;
    const end = Math.min(Math.floor(this.nowSeconds()), Math.round(middle + length / 2));
    this.past.push(this.fixed);
    if (this.past.length > 50) this.past.splice(1, 1);
    this.fixed = { from: end - Math.round(length), to: end };
  }

  /** @param {number} factor below 1 comes nearer @param {number|null} around seconds that stay where they are */
  scale(factor, around) {
    const { from, to } = this.now;
    const still = around ?? (from + to) / 2;
    this.zoom(still - (still - from) * factor, still + (to - still) * factor);
  }

  pan(part) {
    const { from, to } = this.now;
    const by = (to - from) * part;
    this.zoom(from + by, to + by);
  }

  /** @returns {boolean} whether there was a span before */
  back() {
    if (!this.past.length) return false;
    this.fixed = this.past.pop();
    return true;
  }
}
