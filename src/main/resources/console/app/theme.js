/** Light, dark, or as the system has it. */

import { h, patch } from './dom.js';
import { icon } from './icons.js';

const KEY = 'lvs-theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };
const WORDS = { auto: 'as the system has it', light: 'light', dark: 'dark' };

/** @returns {HTMLElement} the button that goes round the three */
export function themeButton() {
  const button = h('button.tool', { type: 'button', id: 'theme', on: { click: () => use(NEXT[theme()]) } });
  const show = () => {
    const name = theme();
    patch(button, icon(ICONS[name]));
    button.setAttribute('aria-label', `Colours: ${WORDS[name]}. Change to ${WORDS[NEXT[name]]}`);
    button.dataset.tip = `Colours: ${WORDS[name]}`;
  };
  const use = (name) => {
    keep(name);
    show();
  };
  show();
  return button;
}

function theme() {
  return document.documentElement.dataset.theme ?? 'auto';
}

function keep(name) {
  if (name === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    if (name === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, name);
  } catch {
    // Then it holds until the page is left.
  }
}
