/** From values to pixels, and round numbers for the lines between. Pure. */

const LADDER = [1, 2, 2.5, 5, 10];

/**
 * @param {number} top largest value
 * @returns {{top: number, ticks: number[]}} from 0 to a round number at or above it, three to six ticks
 */
export function roundUp(top, { whole = false, most = 4 } = {}) {
  if (!(top > 0)) return { top: 1, ticks: [0, 1] };
  const power = 10 ** Math.floor(Math.log10(top / most));
  let step = power * LADDER.find((each) => each * power * most >= top * 0.9999);
  if (whole && step < 1) step = 1;
  if (whole) step = Math.ceil(step);
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const STEPS = [10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];

/**
 * Round times in the reader's zone.
 * @param {number} from seconds @param {number} to seconds @param {number} most ticks that have room
 * @returns {{at: number, label: string}[]}
 */
export function timeTicks(from, to, most) {
  const step = STEPS.find((each) => (to - from) / each <= most);
  if (!step) return months(from, to, most);
  const ticks = [];
  for (let at = firstTick(from, step); at <= to; at = nextTick(at, step)) {
    if (at >= from) ticks.push({ at, label: tickLabel(at, step) });
  }
  return ticks;
}

/** Days begin at midnight where the reader is, so steps from hours on are counted from there. */
function firstTick(from, step) {
  const midnight = new Date(from * 1000);
  midnight.setHours(0, 0, 0, 0);
  const start = midnight.getTime() / 1000;
  if (step < DAY) return start + Math.ceil((from - start) / step) * step;
  if (step === 7 * DAY) midnight.setDate(midnight.getDate() - ((midnight.getDay() + 6) % 7));
  return midnight.getTime() / 1000;
}

function nextTick(at, step) {
  if (step < DAY) return at + step;
  const day = new Date(at * 1000);
  day.setDate(day.getDate() + step / DAY);
  return day.getTime() / 1000;
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECOND = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const FULL_DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short' });

function tickLabel(at, step) {
  const time = new Date(at * 1000);
  if (step < MINUTE) return SECOND.format(time);
  if (step >= 7 * DAY) return FULL_DATE.format(time);
  if (step >= DAY || (time.getHours() === 0 && time.getMinutes() === 0)) return DATE.format(time);
  return TIME.format(time);
}

function months(from, to, most) {
  const month = new Date(from * 1000);
  month.setDate(1);
  month.setHours(0, 0, 0, 0);
  const every = Math.max(1, Math.ceil((to - from) / (30.4 * DAY) / most));
  const ticks = [];
  for (; month.getTime() / 1000 <= to; month.setMonth(month.getMonth() + every)) {
    const at = month.getTime() / 1000;
    if (at >= from) ticks.push({ at, label: month.getMonth() === 0 ? String(month.getFullYear()) : MONTH.format(month) });
  }
  return ticks;
}
