/** What virtual routers track. */

import { when } from '../clock.js';
import { h } from '../dom.js';
import { shape } from '../states.js';

export function trackerList(trackers) {
  const bad = (each) => each.known && !each.up;
  const sorted = [...trackers].sort((a, b) => bad(b) - bad(a));
  return h('ul.trackers', sorted.map((each) => h('li.tracker', { key: `${each.kind} ${each.name}` },
    shape(level(each), 12),
    h('span.tracker-words', h('span.faint', `${each.kind} `), each.name, h('span.unseen', each.known ? (each.up ? ' is up' : ' is down') : ' is not known yet'),
      each.detail ? h('span.tracker-detail', each.detail) : null),
    h('span.faint', when(each.lastEpochMillis, { never: 'not yet' })))));
}

function level({ known, up }) {
  if (!known) return 'off';
  return up ? 'good' : 'bad';
}
