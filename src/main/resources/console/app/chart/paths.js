/** Values to paths. A value that is not known breaks the line: a gap is shown as a gap. Pure. */

const number = (value) => value.toFixed(1);

/**
 * @param {(number|null)[]} values
 * @param {number} first @param {number} last indexes to draw
 * @param {(index: number) => number} x of the middle of an interval
 * @param {(value: number) => number} y
 */
export function linePath(values, first, last, x, y) {
  let path = '';
  let drawing = false;
  for (let index = first; index <= last; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      drawing = false;
    } else if (drawing) {
      path += `L${number(x(index))} ${number(y(value))}`;
    } else {
      // A value alone between gaps is a dot: a line of no length with round ends.
      path += `M${number(x(index))} ${number(y(value))}h.01`;
      drawing = true;
    }
  }
  return path;
}

/** Each value holds for its whole interval. */
export function stepPath(values, first, last, x, y) {
  let path = '';
  let drawing = false;
  for (let index = first; index <= last; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      drawing = false;
      continue;
    }
    const at = number(y(value));
    path += drawing ? `V${at}H${number(x(index + 0.5))}` : `M${number(x(index - 0.5))} ${at}H${number(x(index + 0.5))}`;
    drawing = true;
  }
  return path;
}

/**
 * The space between two rows, in as many pieces as there are.
 * @param {(index: number) => number|null} low
 * @param {(index: number) => number|null} high null where either is not known
 */
export function bandPath(low, high, first, last, x, y) {
  let path = '';
  let run = [];
  const close = () => {
    if (run.length > 1) {
      const upper = run.map((index) => `${number(x(index))} ${number(y(high(index)))}`).join('L');
      const lower = run.reverse().map((index) => `${number(x(index))} ${number(y(low(index)))}`).join('L');
      path += `M${upper}L${lower}Z`;
    }
    run = [];
  };
  for (let index = first; index <= last; index++) {
    if (high(index) === null || low(index) === null) close();
    else run.push(index);
  }
  close();
  return path;
}

/**
 * Sums upwards: what lies below each row of a stack. Where nothing is known of any row the sum is not known either.
 * @param {(number|null)[][]} rows
 * @returns {(number|null)[][]} the upper edge of each
 */
export function stacked(rows) {
  const length = Math.max(0, ...rows.map((row) => row.length));
  const known = Array.from({ length }, (_, index) => rows.some((row) => (row[index] ?? null) !== null));
  const sums = new Array(length).fill(0);
  return rows.map((row) => sums.map((_, index) => {
    sums[index] += row[index] ?? 0;
    return known[index] ? sums[index] : null;
  }));
}
