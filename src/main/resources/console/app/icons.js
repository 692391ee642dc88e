/** Small line drawings. */

import { svg } from './dom.js';

const DRAWINGS = {
  overview: 'M3 10.5L10 4l7 6.5M5 9v7h10V9',
  services: 'M3 5h14M3 10h14M3 15h14',
  events: 'M10 5v5l3.4 2M10 3a7 7 0 1 0 .01 0',
  director: 'M4 4h12v5H4zM4 11h12v5H4zM7 6.5h.01M7 13.5h.01',
  sun: 'M10 6.5a3.5 3.5 0 1 0 .01 0M10 1.8v1.6M10 16.6v1.6M1.8 10h1.6M16.6 10h1.6M4.2 4.2l1.1 1.1M14.7 14.7l1.1 1.1M4.2 15.8l1.1-1.1M14.7 5.3l1.1-1.1',
  moon: 'M16 12.2A6.6 6.6 0 0 1 7.8 4a6.6 6.6 0 1 0 8.2 8.2z',
  auto: 'M10 3a7 7 0 1 0 .01 0M10 3v14M12.5 4v12M15 6v8',
  key: 'M12.5 4a3.5 3.5 0 1 1-2.6 5.8L4 15.7V17h3v-2h2v-2l1.8-1.8',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  search: 'M9 4a5 5 0 1 0 .01 0M12.7 12.7L17 17',
};

/** @param {keyof DRAWINGS} name */
export function icon(name, size = 18) {
  return svg('svg', { class: 'icon', viewBox: '0 0 20 20', width: size, height: size, 'aria-hidden': 'true' },
    svg('path', { d: DRAWINGS[name] }));
}
