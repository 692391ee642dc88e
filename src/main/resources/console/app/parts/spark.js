/** A rate of the last minutes in a line as high as text. */

import { svg } from '../dom.js';

const WIDTH = 120;
const HEIGHT = 28;
const MOST = 120;

/** Keeps the newest values. */
export class Recent {
  constructor() {
    this.values = [];
  }

  add(value) {
    this.values.push(value ?? null);
    if (this.values.length > MOST) this.values.shift();
  }

  /** @param {(number|null)[]} older what was before the page came */
  begin(older) {
    this.values = [...older, ...this.values].slice(-MOST);
  }
}

/** @param {(number|null)[]} values oldest first */
export function spark(values) {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 1e-9);
  const x = (index) => (WIDTH * (index + MOST - values.length)) / (MOST - 1);
  const y = (value) => HEIGHT - 2 - ((HEIGHT - 5) * value) / top;
  const points = values.map((value, index) => (value === null ? null : [x(index), y(value)]));
  const line = path(points);
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('path', { class: 'spark-area', d: area(points) }), svg('path', { class: 'spark-line', d: line }));
}

function path(points) {
  let drawing = false;
  return points.map((point) => {
    if (!point) {
      drawing = false;
      return '';
    }
    const letter = drawing ? 'L' : 'M';
    drawing = true;
    return letter + point.map((each) => each.toFixed(1)).join(' ');
  }).join('');
}

function area(points) {
  const known = points.filter(Boolean);
  if (known.length < 2) return '';
  const last = known.at(-1)[0].toFixed(1);
  return `M${known[0][0].toFixed(1)} ${HEIGHT}` + known.map(([x, y]) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('') + `L${last} ${HEIGHT}Z`;
}
