/** A button with a few commands behind it. */

import { h } from '../dom.js';
import { icon } from '../icons.js';

/**
 * @param {string} label for whom: `Commands for 10.0.0.2:80`
 * @param {[string, () => void][]} items
 */
export function menuButton(label, items) {
  return h('button.tool.menu-button', {
    type: 'button', 'aria-label': label, 'aria-haspopup': 'menu', on: { click: (event) => open(event.currentTarget, items) },
  }, icon('more'));
}

function open(button, items) {
  const menu = h('div.menu', { role: 'menu', popover: 'auto', on: { keydown: (event) => walk(event, menu) } },
    items.map(([words, act]) => h('button', {
      type: 'button', role: 'menuitem', tabindex: '-1', on: { click: () => { menu.hidePopover(); act(); } },
    }, words)));
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    button.setAttribute('aria-expanded', 'false');
    const inside = menu.contains(document.activeElement);
    menu.remove();
    if (inside) button.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  button.setAttribute('aria-expanded', 'true');
  place(menu, button.getBoundingClientRect());
  menu.firstElementChild.focus();
}

function place(menu, at) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8));
  const below = at.bottom + 4;
  menu.style.left = `${left}px`;
  menu.style.top = `${below + height < window.innerHeight ? below : Math.max(8, at.top - height - 4)}px`;
}

function walk(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) {
    if (event.key === 'Tab') menu.hidePopover();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  items[next % items.length].focus();
}
