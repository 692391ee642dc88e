/** Questions and commands to the director. Credentials stay in this tab: memory and sessionStorage, nothing else. */

const STORED = 'lvs-credentials';

/** Relative to the page, so that a proxy may put it anywhere. */
const BASE = new URL('api/', document.baseURI);

/** What the director answered instead of doing it. */
export class Refused extends Error {
  /** @param {number} status of HTTP; 0 when nothing answered */
  constructor(status, message) {
    super(message);
    this.status = status;
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
export function headers() {
  const all = { 'X-LVS-Director': 'console' };
  if (credentials) all.Authorization = `Basic ${credentials}`;
  return all;
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
  return answer(() => fetch(address(path, query), { headers: headers(), signal, cache: 'no-store' }));
}

/**
 * Carries out one command.
 * @returns {Promise<string>} one line that says what was done
 * @throws {Refused}
 */
export async function command(body) {
  const sent = { method: 'POST', headers: { ...headers(), 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return (await answer(() => fetch(address('command'), sent))).done;
}

async function answer(ask) {
  let response;
  try {
    response = await ask();
  } catch (lost) {
    if (lost.name === 'AbortError') throw lost;
    throw new Refused(0, 'The director does not answer.');
  }
  const body = await bodyOf(response);
  if (!response.ok) throw new Refused(response.status, body?.error ?? `The director answered ${response.status}.`);
  return body;
}

async function bodyOf(response) {
  try {
    return await response.json();
  } catch {
    if (response.ok) throw new Refused(0, 'The connection broke in the middle of an answer.');
    return null;
  }
}
