/** Is everything fine? One headline and what spoils it, from the overview. */

import { count, several, share } from './format.js';

/**
 * @typedef {{level: 'bad'|'warn', text: string, detail: string, href: string|null}} Problem
 * @param {object} overview as /lvs/api/overview has it
 * @returns {{level: 'good'|'warn'|'bad', headline: string, line: string, problems: Problem[]}}
 */
export function assess(overview) {
  const problems = [
    ...ofServices(overview.counts), ...overview.routers.flatMap(ofRouter), ...overview.trackers.flatMap(ofTracker),
    ...ofPlane(overview), ...ofDirector(overview.director), ...ofMail(overview.mail), ...ofArchive(overview.archive),
  ].sort((a, b) => rank(a) - rank(b));
  const level = problems.some((each) => each.level === 'bad') ? 'bad' : problems.length ? 'warn' : 'good';
  return { level, headline: headline(level, problems), line: line(overview), problems };
}

const rank = (problem) => (problem.level === 'bad' ? 0 : 1);
const problem = (level, text, detail = '', href = null) => ({ level, text, detail, href });

function headline(level, problems) {
  if (level === 'good') return 'All is well';
  return problems.length === 1 ? problems[0].text : `${count(problems.length)} things need attention`;
}

/** What is checked: services at rest are neither up nor down. */
export function awake(counts) {
  const services = counts.services - counts.servicesSuspended;
  const servers = counts.servers - counts.serversSuspended;
  return { services, servicesUp: services - counts.servicesDown, servers, serversUp: servers - counts.serversDown };
}

/** What is there, in one line; the problems say what is not. */
function line({ counts, routers }) {
  const parts = [];
  const { services, servicesUp, servers, serversUp } = awake(counts);
  if (services) {
    parts.push(`${share(servicesUp, services)} services up`);
    parts.push(`${share(serversUp, servers)} servers up`);
  }
  if (counts.servicesSuspended) parts.push(`${several(counts.servicesSuspended, 'service')} at rest`);
  const masters = routers.filter((router) => router.state === 'MASTER').length;
  if (routers.length) parts.push(`master of ${share(masters, routers.length)} virtual routers`);
  return parts.join(' · ') || 'No virtual service and no virtual router is configured';
}

function ofServices(counts) {
  const { servicesDown: down, serversDown: lost } = counts;
  const { services, servers } = awake(counts);
  const found = [];
  const href = '#/services?state=problem';
  if (down > 0) found.push(problem('bad', `${share(down, services)} services ${down === 1 ? 'is' : 'are'} down`, '', href));
  if (lost > 0) found.push(problem('warn', `${share(lost, servers)} servers ${lost === 1 ? 'is' : 'are'} not up`, '', href));
  return found;
}

function ofRouter(router) {
  const href = `#/router/${encodeURIComponent(router.name)}`;
  const found = [];
  if (router.state === 'FAULT') {
    found.push(problem('bad', `${router.name} is in FAULT`, router.faults.join('; ') || router.reason, href));
  }
  for (const text of router.problems) found.push(problem(grave(text) ? 'bad' : 'warn', router.name, text, href));
  for (const peer of router.peers) {
    if (peer.differences.length) {
      found.push(problem('warn', `${router.name}: ${peer.address} differs`, peer.differences.join('; '), href));
    }
  }
  if (router.held) found.push(problem('warn', `${router.name} is held`, 'It does not become master until it is released.', href));
  return found;
}

const grave = (text) => /two masters|second master|nobody serves|no master/i.test(text);

function ofTracker(tracker) {
  return tracker.known && !tracker.up
    ? [problem('warn', `${tracker.kind} ${tracker.name} is down`, tracker.detail, '#/director')] : [];
}

function ofPlane({ counts, refused }) {
  const found = [];
  if (refused.length) {
    found.push(problem('bad', `${several(refused.length, 'thing')} refused by the data plane`, `${refused[0].what}: ${refused[0].why}`, '#/director'));
  }
  if (counts.drift > 0) {
    found.push(problem('warn', `${several(counts.drift, 'difference')} in the kernel's table`, 'Somebody else changed our services.', '#/events'));
  }
  return found;
}

function ofDirector(director) {
  const found = [];
  if (director.reloadError) found.push(problem('bad', 'The last reload was refused', director.reloadError, '#/director'));
  if (director.warnings.length) {
    found.push(problem('warn', several(director.warnings.length, 'warning') + ' of the configuration', director.warnings[0], '#/director'));
  }
  return found;
}

const STALE_MAIL_SECONDS = 300;

function ofMail(mail) {
  if (!mail.configured) return [];
  const found = [];
  if (mail.queued && (mail.lastError || mail.queueAgeSeconds > STALE_MAIL_SECONDS)) {
    found.push(problem('warn', `${several(mail.queued, 'mail waits', 'mails wait')}`, mail.lastError || 'No relay has taken them yet.', '#/director'));
  }
  if (mail.silencedUntilEpochMillis) found.push(problem('warn', 'Mail is silenced', mail.silenceReason, '#/director'));
  return found;
}

function ofArchive(archive) {
  return archive.lastError ? [problem('warn', 'Recording has trouble', archive.lastError, '#/director')] : [];
}
