/** Recorded values of one span, from the archives, ready to draw. */

import { get } from '../api.js';

/** More points than pixels help nobody. */
const POINTS = 800;
/** Servers whose archives are read for a stack. */
export const MOST_STACKED = 40;
/** Layers that can be told apart; the rest is one more. */
const LAYERS = 7;

/**
 * @typedef {(number|null)[]} Row
 * @typedef {object} Frame
 * @property {number} from seconds asked for
 * @property {number} to
 * @property {number} step seconds between values
 * @property {number} start end of the first interval
 * @property {number} length intervals
 * @property {Map<string, {average: Row, max: Row|null}>} rows by name of the data source, or by real server
 * @property {object[]} marks events, oldest first
 */

/** @returns {Promise<Frame>} average and largest values of one archive */
export async function fetchFrame(archive, from, to, signal) {
  const ask = (by) => get('series', { archive, by, from, to, points: POINTS }, signal);
  const [average, max] = await Promise.all([ask('average'), ask('max')]);
  const same = max.start === average.start && max.step === average.step;
  const rows = new Map(average.names.map((name, index) => [name, {
    average: average.values[index], max: same ? max.values[max.names.indexOf(name)] ?? null : null,
  }]));
  return frame(average, from, to, rows);
}

/**
 * The same quantity of several archives, each a row.
 * @param {{id: string, server: string}[]} archives
 * @param {string[]} names quantities
 * @returns {Promise<Map<string, Frame>>} by quantity, with a row for each server
 */
export async function fetchStacks(archives, names, from, to, signal) {
  const all = await Promise.all(archives.map((each) => get('series', { archive: each.id, by: 'average', from, to, points: POINTS / 2 }, signal)));
  const first = all[0];
  return new Map(names.map((name) => {
    const rows = new Map();
    for (const [label, row] of largest(all.map((series, index) => [archives[index].server, aligned(series, series.names.indexOf(name), first)]))) {
      rows.set(label, { average: row, max: null });
    }
    return [name, frame(first, from, to, rows)];
  }));
}

const WHOLE = 1e-6;

/** Whether a state held for a whole interval. Otherwise the average of its numbers names one that perhaps never was. */
export function settled(average, max) {
  return Math.abs(average - Math.round(average)) < WHOLE && Math.abs((max ?? average) - average) < WHOLE;
}

/** The largest by their sums, and all others as one. */
function largest(rows) {
  if (rows.length <= LAYERS + 1) return rows;
  const total = (row) => row.reduce((sum, value) => sum + (value ?? 0), 0);
  const sorted = [...rows].sort(([, a], [, b]) => total(b) - total(a));
  const rest = sorted.slice(LAYERS).map(([, row]) => row);
  const sum = rest[0].map((_, index) => (rest.some((row) => row[index] !== null) ? rest.reduce((all, row) => all + (row[index] ?? 0), 0) : null));
  return [...sorted.slice(0, LAYERS), [`${rest.length} others`, sum]];
}

/** Archives began at different times; all are brought to the times of the first. */
function aligned(series, row, first) {
  const values = series.values[row] ?? [];
  const shift = Math.round((first.start - series.start) / series.step);
  const ratio = first.step / series.step;
  return Array.from({ length: lengthOf(first) }, (_, index) => values[Math.round(index * ratio) + shift] ?? null);
}

function frame(series, from, to, rows) {
  return { from, to, start: series.start, step: series.step, length: lengthOf(series), rows, marks: series.marks ?? [] };
}

const lengthOf = (series) => series.values[0]?.length ?? 0;

/** @returns {number} seconds, the middle of an interval */
export function timeOf(frame, index) {
  return frame.start + (index - 0.5) * frame.step;
}

/** @returns {number} the interval that holds a time; may lie outside */
export function indexOf(frame, seconds) {
  return Math.round((seconds - frame.start) / frame.step + 0.5);
}

/** Those of a row that can be seen. */
export function visible(frame, from, to) {
  const first = Math.max(0, Math.floor((from - frame.start) / frame.step));
  const last = Math.min(frame.length - 1, Math.ceil((to - frame.start) / frame.step) + 1);
  return [first, last];
}

/**
 * @returns {{last: number|null, average: number|null, max: number|null}} of what can be seen
 */
export function summary(frame, row, from, to) {
  const [first, last] = visible(frame, from, to);
  let sum = 0;
  let known = 0;
  const found = { last: null, average: null, max: null };
  for (let index = first; index <= last; index++) {
    const value = row.average[index] ?? null;
    if (value === null) continue;
    found.last = value;
    sum += value;
    known++;
    found.max = Math.max(found.max ?? -Infinity, row.max?.[index] ?? value);
  }
  if (known) found.average = sum / known;
  return found;
}
