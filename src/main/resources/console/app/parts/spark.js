/** A rate of the last ten minutes in a line as high as text. */

import { get } from '../api.js';
import { now } from '../clock.js';
import { svg } from '../dom.js';

const WIDTH = 120;
const HEIGHT = 28;
const SPAN_SECONDS = 600;
/** Longer without a value is a gap. */
const GAP_SECONDS = 45;

/** Keeps what is not older than the line is long. */
export class Recent {
  constructor() {
    /** @type {[number, number][]} seconds and value, oldest first */
    this.points = [];
  }

  add(value, at = now() / 1000) {
    if (value === null || value === undefined || at <= (this.points.at(-1)?.[0] ?? 0)) return;
    this.points.push([at, value]);
    while (this.points[0][0] < at - SPAN_SECONDS) this.points.shift();
  }

  /** @param {[number, number][]} older what was before the page came */
  begin(older) {
    const first = this.points[0]?.[0] ?? Infinity;
    this.points = [...older.filter(([at]) => at < first), ...this.points];
  }
}

/**
 * Fills lines with what is recorded, where anything is.
 * @param {Object<string, Recent>} lines
 * @param {Object<string, string>} names of the data source of each
 */
export async function recall(archive, lines, names, signal) {
  const to = Math.floor(now() / 1000);
  const past = await get('series', { archive, by: 'average', from: to - SPAN_SECONDS, to, points: SPAN_SECONDS / 10 }, signal).catch(() => null);
  if (!past) return;
  for (const [name, line] of Object.entries(lines)) {
    const row = past.values[past.names.indexOf(names[name])] ?? [];
    line.begin(row.map((value, index) => [past.start + index * past.step, value]).filter(([, value]) => value !== null));
  }
}

/** @param {Recent} recent */
export function spark({ points }) {
  const end = points.at(-1)?.[0] ?? 0;
  const top = Math.max(...points.map(([, value]) => value), 1e-9);
  const x = (at) => WIDTH * (1 - (end - at) / SPAN_SECONDS);
  const y = (value) => HEIGHT - 2 - ((HEIGHT - 5) * value) / top;
  const runs = pieces(points).map((run) => run.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`));
  const foot = (point) => `${point.split(' ')[0]} ${HEIGHT}`;
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('path', { class: 'spark-area', d: runs.map((run) => `M${foot(run[0])}L${run.join('L')}L${foot(run.at(-1))}Z`).join('') }),
    svg('path', { class: 'spark-line', d: runs.map((run) => `M${run.join('L')}`).join('') }));
}

function pieces(points) {
  const runs = [];
  let before = -Infinity;
  for (const point of points) {
    if (point[0] - before > GAP_SECONDS) runs.push([]);
    runs.at(-1).push(point);
    before = point[0];
  }
  return runs;
}
