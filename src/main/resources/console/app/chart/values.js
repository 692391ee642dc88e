/** The numbers of a drawing in words: legend, crosshair, and a table for those who do not see it. */

import { clockTime, exact } from '../clock.js';
import { h } from '../dom.js';
import { known, text } from '../format.js';
import { nth } from './draw.js';
import { indexOf, settled, summary, timeOf, visible } from './frame.js';

const TABLE_ROWS = 48;

const words = (plot, value, max) => {
  if (!known(value)) return '–';
  if (!plot.words) return text(value, plot.unit);
  if (settled(value, max)) return plot.words[Math.round(value)] ?? String(value);
  return plot.words.length > 2 ? 'several states' : 'partly';
};

function key(index, stack) {
  return h('span.key', { class: `${nth(index)} ${stack ? 'block' : 'stroke'}`, 'aria-hidden': 'true' });
}

/** What each line is, with its last, average and largest value. */
export function legend(pictures, from, to) {
  return pictures.map(({ plot, frame, curves, stack }) => h('table.legend', { key: plot.label },
    h('caption', plot.label),
    h('thead', h('tr', h('td'), (plot.words ? ['last'] : ['last', 'average', 'largest']).map((each) => h('th.number', { scope: 'col' }, each)))),
    h('tbody', curves.map(({ label, row }, index) => {
      const found = summary(frame, row, from, to);
      const values = plot.words ? [found.last] : [found.last, found.average, found.max];
      return h('tr', { key: label }, h('th', { scope: 'row' }, key(index, stack), label), values.map((value) => h('td.number', words(plot, value))));
    }))));
}

/** What the crosshair says at a moment. */
export function readout(pictures, seconds) {
  const first = pictures[0];
  if (!first) return null;
  const at = timeOf(first.frame, indexOf(first.frame, seconds));
  return [h('strong.readout-time', exact(at * 1000)), pictures.map(({ plot, frame, curves, stack }) => {
    const index = indexOf(frame, seconds);
    return h('div.readout-plot', { key: plot.label }, pictures.length > 1 ? h('span.faint', plot.label) : null,
      curves.map(({ label, row }, place) => h('div.readout-line', { key: label }, key(place, stack), h('span', label), h('strong', words(plot, row.average[index], row.max?.[index])),
        !plot.words && row.max && known(row.max[index]) && row.max[index] > row.average[index] * 1.005 ? h('span.faint', ` up to ${words(plot, row.max[index])}`) : null)));
  })];
}

/** The same as one sentence, for the live region. */
export function sentence(pictures, seconds) {
  return pictures.map(({ plot, frame, curves }, place) => {
    const index = indexOf(frame, seconds);
    const values = curves.map(({ label, row }) => `${label} ${words(plot, row.average[index], row.max?.[index])}`).join(', ');
    return `${place ? '' : `${clockTime(timeOf(frame, index) * 1000)} `}${plot.label}: ${values}`;
  }).join('; ');
}

/** A table of the averages, thinned to what can be read. */
export function valueTable(pictures, from, to) {
  return pictures.map(({ plot, frame, curves }) => {
    const [first, last] = visible(frame, from, to);
    const step = Math.max(1, Math.ceil((last - first + 1) / TABLE_ROWS));
    const indexes = [];
    for (let index = last; index >= first; index -= step) indexes.push(index);
    return h('table.values', { key: plot.label },
      h('caption', plot.label),
      h('thead', h('tr', h('th', { scope: 'col' }, 'Time'), curves.map(({ label }) => h('th.number', { scope: 'col' }, label)))),
      h('tbody', indexes.map((index) => h('tr', { key: index }, h('th', { scope: 'row' }, exact(timeOf(frame, index) * 1000)),
        curves.map(({ row }) => h('td.number', words(plot, row.average[index], row.max?.[index])))))));
  });
}
