/** Questions and commands to the director. Credentials stay in this tab: memory and sessionStorage, nothing else. */

const STORED = 'lvs-credentials';

/** Relative to the page: a proxy may put it below another path, but has to keep the Host header and the scheme. */
const BASE = new URL('api/', document.baseURI);

/** What the director answered instead of doing it. */
export class Refused extends Error {
  /** @param {number} status of HTTP; 0 when nothing answered */
  constructor(status, message) {
    super(message);
    this.status = status;
    /** Whether it may have been done all the same. */
    this.unsure = false;
  }
}

let credentials = read();

function read() {
  try {
    return sessionStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

/** @param {string} user @param {string} password both empty to forget */
export function useCredentials(user, password) {
  const utf8 = String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`));
  credentials = user ? btoa(utf8) : '';
  try {
    if (credentials) sessionStorage.setItem(STORED, credentials);
    else sessionStorage.removeItem(STORED);
  } catch {
    // Then they live as long as the page.
  }
}

export function hasCredentials() {
  return credentials !== '';
}

/** Headers of every request; the first keeps browsers of other sites, and their password dialogs, out. */
function headers() {
  const all = { 'X-LVS-Director': 'console' };
  if (credentials) all.Authorization = `Basic ${credentials}`;
  return all;
}

/**
 * How every request is sent. A password that the browser itself has learned, from an address that somebody typed, never
 * goes along: who has signed out is signed out.
 */
export function asking(signal = undefined) {
  return { headers: headers(), signal, cache: 'no-store', credentials: 'omit' };
}

/** @returns {URL} of an address below the API */
export function address(path, query = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  return url;
}

/**
 * @param {string} path below `api/`
 * @param {object} [query]
 * @param {AbortSignal} [signal]
 * @throws {Refused}
 */
export async function get(path, query = {}, signal = undefined) {
  return json(await answer(address(path, query), asking(signal)));
}

/**
 * A picture of an archive. The browser is not sent there itself: it would ask for the password, and keep it.
 * @param {object} query
 * @returns {Promise<string>} an address that this page can open
 * @throws {Refused}
 */
export async function picture(query) {
  const response = await answer(address('../graph.png', query), asking());
  return URL.createObjectURL(await response.blob().catch(broken));
}

/**
 * Carries out one command.
 * @returns {Promise<string>} one line that says what was done
 * @throws {Refused}
 */
export async function command(body) {
  const sent = { ...asking(), method: 'POST', headers: { ...headers(), 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  try {
    return (await json(await answer(address('command'), sent))).done;
  } catch (failed) {
    throw failed instanceof Refused && !isAnswer(failed.status) ? unsure(failed.status) : failed;
  }
}

/** Whether somebody who knows has said no. A reload may close the very connection that asked for it; so may a proxy. */
const isAnswer = (status) => status === 503 || (status >= 400 && status < 500);

function unsure(status) {
  return Object.assign(new Refused(status, 'No answer: it may have been done. Look before you repeat it.'), { unsure: true });
}

async function answer(url, asked) {
  let response;
  try {
    response = await fetch(url, asked);
  } catch (lost) {
    if (lost.name === 'AbortError') throw lost;
    throw new Refused(0, 'The director does not answer.');
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Refused(response.status, body?.error ?? `The director answered ${response.status}.`);
}

const json = (response) => response.json().catch(broken);

function broken() {
  throw new Refused(0, 'The connection broke in the middle of an answer.');
}
