/** The director itself: configuration, plane, punctuality, mail, archives, and what was refused. */

import { Graph } from '../chart/graph.js';
import { when } from '../clock.js';
import * as commands from '../commands.js';
import { h, patch } from '../dom.js';
import { bytes, count, millis, several } from '../format.js';
import { empty, facts, section } from '../parts/facts.js';
import { trackerList } from '../parts/trackers.js';
import { shape } from '../states.js';

const MOST_REFUSED = 200;

export function open(root, { query }, app) {
  return new Director(root, query, app);
}

class Director {
  constructor(root, query, app) {
    this.app = app;
    this.head = h('div.director');
    this.past = h('div.graph-place');
    root.replaceChildren(this.head, this.past);
    this.graph = new Graph({ archive: 'director', subject: 'DIRECTOR', title: 'this director', query, app });
    this.past.append(this.graph.element);
    this.graph.load();
  }

  title() {
    return 'Director';
  }

  refresh() {}

  overview(overview) {
    this.now = overview;
    patch(this.head,
      h('header.view-head', h('h1', overview.director.name || 'Director'),
        h('div.subject-commands', this.button('Reload configuration …', () => commands.reload(this.now)))),
      configuration(overview.director),
      h('div.columns', health(overview.director), this.mail(overview.mail), archive(overview.archive)),
      overview.trackers.length ? section('Tracked', { more: several(overview.trackers.length, 'tracker') }, trackerList(overview.trackers)) : null,
      refused(overview.refused));
  }

  button(words, act) {
    return h('button', { type: 'button', key: words, on: { click: () => this.app.guarded(act) } }, words);
  }

  mail(mail) {
    const buttons = !mail.configured ? null : h('span.head-commands', this.button('Test …', () => commands.mailTest()),
      mail.silencedUntilEpochMillis ? this.button('End silence …', () => commands.mailSpeak()) : this.button('Silence …', () => commands.mailSilence()));
    return section('Mail', { name: 'mail', more: buttons }, mail.configured ? facts([
      ['Waiting', several(mail.queued, 'mail')],
      ['Oldest', mail.queued ? millis(mail.queueAgeSeconds * 1000) : null],
      ['Last trouble', mail.lastError ? h('span.warn-words', mail.lastError) : 'none'],
      ['Silenced', mail.silencedUntilEpochMillis ? h('span', shape('warn', 12), ' ends ', when(mail.silencedUntilEpochMillis, { form: 'in' }), mail.silenceReason ? `: ${mail.silenceReason}` : '') : null],
    ]) : empty('Nobody is mailed: no recipient and relay are configured.'));
  }

  close() {}
}

function configuration(director) {
  return section('Configuration', {},
    facts([['File', h('code', director.configurationFile)], ['Version', director.version],
      ['Running for', when(director.startedEpochMillis, { form: 'for' })], ['Data plane', `${director.plane}: ${director.planeReason}`]]),
    director.reloadError ? h('div.caution', h('strong', 'The last reload was refused; what was in force stays.'), h('pre', director.reloadError)) : null,
    director.warnings.length ? [h('h3', several(director.warnings.length, 'warning')), h('ul.warnings', director.warnings.map((text) => h('li', { key: text }, shape('warn', 12), h('span', text))))] : null);
}

function health(director) {
  return section('Punctuality', {}, facts([
    ['Advertisements late', h('span', millis(director.advertisementLatenessP99Millis), h('span.faint', ' for 99 %'))],
    ['Checks late', h('span', millis(director.checkLatenessP99Millis), h('span.faint', ' for 99 %'))],
    ['Checks running', count(director.checksRunning)], ['Events waiting', count(director.eventsQueued)], ['Heap', bytes(director.heapBytes)]]));
}

function archive(archive) {
  return section('Archives', {}, archive.recording ? facts([['Size', bytes(archive.sizeBytes)], ['Not yet safe on disk', millis(archive.lagSeconds * 1000)],
    ['Errors', count(archive.errors)], ['Last trouble', archive.lastError ? h('span.warn-words', archive.lastError) : 'none']])
    : empty(archive.lastError || 'Nothing is recorded.'));
}

function refused(all) {
  if (!all.length) return null;
  return section('Refused by the data plane', { more: count(all.length) }, h('ul.warnings', all.slice(0, MOST_REFUSED).map(({ what, why }) =>
    h('li', { key: what }, shape('bad', 12), h('span', h('strong', what), `: ${why}`)))),
  all.length > MOST_REFUSED ? h('p.faint', `and ${count(all.length - MOST_REFUSED)} more`) : null);
}
