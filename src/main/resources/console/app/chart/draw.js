/** One drawing of all plots of a topic above a common axis of time. Knows no data but what it is given. */

import { svg } from '../dom.js';
import { text } from '../format.js';
import { settled, visible } from './frame.js';
import { clusters, flag } from './marks.js';
import { bandPath, linePath, stacked, stepPath } from './paths.js';
import { roundUp, timeTicks } from './scale.js';

const LEFT = 62;
const RIGHT = 14;
const LANE = 22;
const TITLE = 24;
const BODY = 132;
const WORDS_BODY = 76;
const BELOW = 10;
const AXIS = 22;
const PIXELS_PER_TICK = 76;
export const COLOURS = 8;

/**
 * @typedef {{label: string, row: {average: (number|null)[], max: (number|null)[]|null}}} Curve
 * @typedef {object} Picture a plot with its values
 * @property {import('./topics.js').Plot} plot
 * @property {import('./frame.js').Frame} frame
 * @property {Curve[]} curves
 * @property {boolean} stack
 *
 * @typedef {object} Geometry
 * @property {(seconds: number) => number} x
 * @property {(pixels: number) => number} seconds
 * @property {number} left @property {number} right @property {number} top @property {number} bottom @property {number} height
 */

/** @returns {Geometry} */
export function geometry(pictures, width, from, to) {
  const inner = Math.max(60, width - LEFT - RIGHT);
  const bottom = LANE + pictures.reduce((sum, each) => sum + TITLE + bodyOf(each) + BELOW, 0);
  return {
    x: (seconds) => LEFT + (inner * (seconds - from)) / (to - from),
    seconds: (pixels) => from + ((pixels - LEFT) / inner) * (to - from),
    left: LEFT, right: LEFT + inner, top: LANE, bottom, height: bottom + AXIS,
  };
}

const bodyOf = (picture) => (picture.plot.words ? WORDS_BODY : BODY);

/** @returns {SVGElement[]} all that is in the drawing */
export function draw(pictures, marks, from, to, place) {
  const ticks = timeTicks(from, to, Math.max(2, (place.right - place.left) / PIXELS_PER_TICK));
  const parts = [...ticks.map((tick) => timeTick(tick, place))];
  let top = LANE;
  for (const picture of pictures) {
    const body = { top: top + TITLE, bottom: top + TITLE + bodyOf(picture) };
    parts.push(svg('g', { key: picture.plot.label, class: 'plot' }, onePlot(picture, body, place, from, to)));
    top = body.bottom + BELOW;
  }
  const inside = marks.filter((mark) => mark.epochMillis >= from * 1000 && mark.epochMillis <= to * 1000);
  return [...parts, ...clusters(inside, place.x).map((each) => flag(each, LANE - 4, place.bottom - BELOW))];
}

function timeTick({ at, label }, place) {
  const x = place.x(at).toFixed(1);
  return svg('g', { key: `tick ${at}`, class: 'tick' },
    svg('path', { class: 'grid', d: `M${x} ${place.top + 6}V${place.bottom - BELOW}` }),
    svg('text', { class: 'time-label', x, y: place.bottom + 8 }, label));
}

function onePlot(picture, body, place, from, to) {
  const edges = picture.stack ? stacked(picture.curves.map((curve) => curve.row.average)) : null;
  const [first, last] = visible(picture.frame, from, to);
  const scale = scaleOf(picture, edges, first, last);
  const y = (value) => body.bottom - ((body.bottom - body.top) * Math.min(value, scale.top * 1.02)) / scale.top;
  const { start, step } = picture.frame;
  const x = (index) => Math.min(place.right, Math.max(place.left, place.x(start + (index - 0.5) * step)));
  const one = picture.stack ? layer : picture.plot.steps ? steps : curve;
  return [
    svg('text', { class: 'plot-title', x: place.left, y: body.top - 9 }, picture.plot.label + unitWords(picture.plot.unit)),
    scale.ticks.map((tick) => valueTick(tick, picture.plot, y, place)),
    picture.curves.map((each, index) => one(picture.plot.words?.length > 2 ? states(each) : each, index, edges, first, last, x, y)),
  ];
}

const unitWords = (unit) => (unit ? `, ${unit === 's' ? 'seconds' : unit.trim()}` : '');

function scaleOf({ plot, curves, stack }, edges, first, last) {
  if (plot.words) return { top: plot.words.length - 1 || 1, ticks: plot.words.map((_, value) => value) };
  let top = 0;
  const rows = stack ? [edges.at(-1) ?? []] : curves.flatMap(({ row }) => [row.average, row.max ?? []]);
  for (const row of rows) for (let index = first; index <= last; index++) top = Math.max(top, row[index] ?? 0);
  return roundUp(top, { whole: plot.steps === true });
}

function valueTick(value, plot, y, place) {
  const at = y(value).toFixed(1);
  const words = plot.words ? plot.words[value] : text(value, plot.unit === 's' ? 's' : '').replace(/\.0+(?= |$)|(\.\d*?)0+(?= |$)/, '$1');
  return svg('g', { key: `value ${value}`, class: value === 0 ? 'zero' : '' },
    svg('path', { class: 'grid', d: `M${place.left} ${at}H${place.right}` }),
    svg('text', { class: 'value-label', x: place.left - 8, y: at }, words));
}

/** The average as a line, up to the largest value as a shade. */
function curve({ row }, index, edges, first, last, x, y) {
  const max = row.max;
  const shade = max ? bandPath((at) => row.average[at] ?? null, (at) => max[at] ?? null, first, last, x, y) : '';
  return svg('g', { class: `series ${nth(index)}` },
    svg('path', { class: 'shade', d: shade }), svg('path', { class: 'line', d: linePath(row.average, first, last, x, y) }));
}

/** What lies between two states is neither: the line has a gap there. */
export function states({ row }) {
  return { row: { ...row, average: row.average.map((value, at) => (value !== null && settled(value, row.max?.[at]) ? value : null)) } };
}

function steps({ row }, index, edges, first, last, x, y) {
  return svg('g', { class: `series ${nth(index)}` }, svg('path', { class: 'line', d: stepPath(row.average, first, last, x, y) }));
}

function layer(_, index, edges, first, last, x, y) {
  const low = (at) => (index ? edges[index - 1][at] ?? null : edges[0][at] === null ? null : 0);
  const high = (at) => edges[index][at] ?? null;
  return svg('g', { class: `series ${nth(index)}` },
    svg('path', { class: 'layer', d: bandPath(low, high, first, last, x, y) }), svg('path', { class: 'line thin', d: linePath(edges[index], first, last, x, y) }));
}

/** Colours begin again after the last, with another dash. */
export function nth(index) {
  return `nth-${(index % COLOURS) + 1}${index >= COLOURS ? ' again' : ''}`;
}
