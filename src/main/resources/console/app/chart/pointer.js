/**
 * Mouse, fingers and keys over a drawing, told as what is meant by them.
 *
 * @typedef {object} Meant
 * @property {(seconds: number|null) => void} look at a moment; null looks away
 * @property {(from: number, to: number) => void} select a span while it is drawn
 * @property {(from: number, to: number) => void} zoom to a span
 * @property {(factor: number, around: number|null) => void} scale the span; below 1 comes nearer
 * @property {(part: number) => void} pan by a part of the span
 * @property {(points: number) => void} step the crosshair
 * @property {() => void} back to the span before
 * @property {() => void} home to now
 */

const DRAG_PIXELS = 6;
const WHEEL_FACTOR = 1.0015;

/**
 * @param {HTMLElement} area that has the drawing
 * @param {(clientX: number) => number} secondsAt
 * @param {Meant} meant
 */
export function pointers(area, secondsAt, meant) {
  const down = new Map();
  let anchor = null;
  let spread = 0;

  area.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('.flag')) return;
    down.set(event.pointerId, event.clientX);
    anchor = down.size === 1 ? event.clientX : null;
    spread = spreadOf(down);
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener('pointermove', (event) => {
    if (down.has(event.pointerId)) down.set(event.pointerId, event.clientX);
    if (down.size === 2) {
      const now = spreadOf(down);
      if (now > 0 && spread > 0) meant.scale(spread / now, secondsAt(middle(down)));
      spread = now;
    } else if (down.size === 1 && anchor !== null && Math.abs(event.clientX - anchor) > DRAG_PIXELS) {
      meant.select(...ordered(secondsAt(anchor), secondsAt(event.clientX)));
    }
    meant.look(secondsAt(event.clientX));
  });
  const up = (event) => {
    const began = down.size === 1 ? anchor : null;
    down.delete(event.pointerId);
    anchor = null;
    if (event.type === 'pointerup' && began !== null && Math.abs(event.clientX - began) > DRAG_PIXELS) {
      meant.zoom(...ordered(secondsAt(began), secondsAt(event.clientX)));
    }
  };
  area.addEventListener('pointerup', up);
  area.addEventListener('pointercancel', up);
  area.addEventListener('pointerleave', () => meant.look(null));
  area.addEventListener('dblclick', () => meant.back());
  area.addEventListener('wheel', (event) => {
    // A wheel over the page scrolls the page, until the graph was chosen; a pinch comes as a wheel with Ctrl.
    if (!event.ctrlKey && document.activeElement !== area) return;
    event.preventDefault();
    meant.scale(WHEEL_FACTOR ** (event.deltaY * (event.ctrlKey ? 4 : 1)), secondsAt(event.clientX));
  }, { passive: false });
  area.addEventListener('keydown', (event) => key(event, area, meant));
}

function key(event, area, meant) {
  if (event.target !== area && !event.target.closest('.flag')) return;
  const act = {
    '+': () => meant.scale(0.5, null), '=': () => meant.scale(0.5, null), '-': () => meant.scale(2, null),
    ArrowLeft: () => (event.shiftKey ? meant.pan(-0.25) : meant.step(-1)),
    ArrowRight: () => (event.shiftKey ? meant.pan(0.25) : meant.step(1)),
    PageUp: () => meant.pan(-1), PageDown: () => meant.pan(1),
    Escape: () => meant.back(), Home: () => meant.home(),
  }[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

const ordered = (a, b) => (a < b ? [a, b] : [b, a]);

function spreadOf(down) {
  const [a, b] = [...down.values()];
  return b === undefined ? 0 : Math.abs(a - b);
}

function middle(down) {
  const all = [...down.values()];
  return all.reduce((sum, each) => sum + each, 0) / all.length;
}
