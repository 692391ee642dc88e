/** Addresses of views: what stands behind the hash, so that each view can be kept as a bookmark. */

/**
 * @typedef {{view: string, parts: string[], query: URLSearchParams}} Route
 * @param {string} hash `#/service/tcp_10.0.0.1_80?span=day`
 * @returns {Route} an unknown view is left to the caller
 */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', ...parts] = path.split('/').filter(Boolean).map(decoded);
  return { view: view || 'overview', parts, query: new URLSearchParams(query) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @returns {string} hash of a view: `link('service', id)` */
export function link(view, ...parts) {
  return '#/' + [view, ...parts].map(encodeURIComponent).join('/');
}

/** Changes the query of the address in place, without a step in the history. */
export function setQuery(values) {
  const { hash } = window.location;
  const [path, query = ''] = (hash || '#/').split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === null || value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  history.replaceState(null, '', text ? `${path}?${text}` : path);
}
