/**
 * What happens, as it happens: server-sent events, read with fetch because EventSource cannot send credentials. Comes back
 * by itself; says when it is lost, and how old what is shown has become.
 */

import { address, asking } from './api.js';

const FIRST_RETRY_MILLIS = 250;
const RETRY_MILLIS = 2000;
/** The director says something every 15 s. */
const SILENCE_MILLIS = 40_000;
/** A connection that is back so soon was not worth a word. */
const GRACE_MILLIS = 1500;
/** A browser has six connections to one director, for all its tabs together: who is not looked at gives its own back. */
const HIDDEN_MILLIS = 60_000;

/**
 * @typedef {object} Listener
 * @property {(kind: string, data: object) => void} heard an event
 * @property {(lost: boolean, sinceMillis: number, why: string) => void} changed the connection was lost or is back
 * @property {() => void} rested it no longer listens, because nobody looks
 * @property {() => void} reopened what happened since the last connection was told to nobody
 */
export class Stream {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    this.service = '';
    this.lost = false;
    this.opened = false;
    this.resting = false;
    this.lastHeard = Date.now();
    this.run = null;
  }

  /** @param {string} service whose changes are wanted besides, or empty */
  watch(service) {
    if (service === this.service && this.run) return;
    this.service = service;
    this.restart();
  }

  /** Begins anew, with the credentials of now. */
  restart() {
    this.run?.abort();
    this.resting = false;
    this.run = new AbortController();
    this.keep(this.run.signal);
  }

  /** The page is put aside: a browser that keeps it for the way back would keep the connection with it. */
  rest() {
    this.run?.abort();
    clearTimeout(this.grace);
  }

  /** Tries at once: the network is back. */
  hurry() {
    if (this.lost && !this.resting) this.restart();
  }

  /** @param {boolean} is whether somebody can see the page */
  seen(is) {
    clearTimeout(this.hidden);
    if (!is) this.hidden = setTimeout(() => this.sleep(), HIDDEN_MILLIS);
    else if (this.lost || this.resting) this.restart();
  }

  sleep() {
    if (!this.run) return;
    this.rest();
    this.resting = true;
    this.listener.rested();
  }

  async keep(signal) {
    for (let tries = 0; !signal.aborted; tries++) {
      let why = 'the connection was closed';
      try {
        await this.read(signal, () => { tries = 0; });
      } catch (failed) {
        why = reason(failed);
      }
      if (signal.aborted) return;
      this.missing(signal, why);
      await pause(tries ? RETRY_MILLIS : FIRST_RETRY_MILLIS, signal);
    }
  }

  async read(signal, opened) {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    signal.addEventListener('abort', end);
    const patience = watchdog(end);
    try {
      const response = await fetch(address('stream', { service: this.service }), asking(attempt.signal));
      if (!response.ok) throw new Error(await whyNot(response));
      opened();
      this.present();
      await this.hear(response.body.getReader(), patience);
    } finally {
      patience.stop();
      signal.removeEventListener('abort', end);
      attempt.abort();
    }
  }

  async hear(reader, patience) {
    const decoder = new TextDecoder();
    const parser = new EventParser((kind, data) => this.tell(kind, data));
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      patience.renew();
      this.lastHeard = Date.now();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  /** A defect of a page costs one event, not the stream. */
  tell(kind, data) {
    try {
      this.listener.heard(kind, JSON.parse(data));
    } catch (defect) {
      console.error(defect);
    }
  }

  present() {
    clearTimeout(this.grace);
    this.lastHeard = Date.now();
    if (this.lost) {
      this.lost = false;
      this.listener.changed(false, this.lastHeard, '');
    }
    if (this.opened) this.listener.reopened();
    this.opened = true;
  }

  missing(signal, why) {
    clearTimeout(this.grace);
    if (this.lost) return;
    this.grace = setTimeout(() => {
      if (signal.aborted) return;
      this.lost = true;
      this.listener.changed(true, this.lastHeard, why);
    }, GRACE_MILLIS);
  }
}

function reason(failed) {
  if (failed.name === 'AbortError') return 'it has said nothing for long';
  return failed.name === 'TypeError' ? 'it does not answer' : failed.message;
}

async function whyNot(response) {
  const body = await response.json().catch(() => null);
  return body?.error ?? `the director answered ${response.status}`;
}

function watchdog(bark) {
  let timer = setTimeout(bark, SILENCE_MILLIS);
  return {
    renew() {
      clearTimeout(timer);
      timer = setTimeout(bark, SILENCE_MILLIS);
    },
    stop: () => clearTimeout(timer),
  };
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/** The text form of server-sent events: fields in lines, an empty line ends an event, a colon begins a comment. */
export class EventParser {
  /** @param {(kind: string, data: string) => void} happened */
  constructor(happened) {
    this.happened = happened;
    this.rest = '';
    this.clear();
  }

  clear() {
    this.kind = 'message';
    this.data = [];
  }

  /** @param {string} text any piece of the stream, cut anywhere */
  feed(text) {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop();
    for (const line of lines) this.line(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  line(line) {
    if (line === '') {
      if (this.data.length) this.happened(this.kind, this.data.join('\n'));
      this.clear();
    } else if (line.startsWith('event:')) {
      this.kind = line.slice(6).trim();
    } else if (line.startsWith('data:')) {
      this.data.push(line.slice(5).replace(/^ /, ''));
    }
  }
}
