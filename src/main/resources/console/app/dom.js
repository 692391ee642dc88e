/**
 * Makes elements and patches them in place. Text goes in as text: nothing in these pages parses HTML, so a reason that
 * contains tags is shown with its tags.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element.
 * @param {string} name tag with classes: `div.card.wide`
 * @param {...*} rest properties first if any, then children: nodes, texts, numbers, arrays, null for nothing
 * @returns {HTMLElement}
 */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, rest);
}

/** The same for an SVG element. */
export function svg(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS(SVG, tag), classes, rest);
}

function fill(element, classes, rest) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  const first = rest[0];
  const plain = first !== null && typeof first === 'object' && !(first instanceof Node) && !Array.isArray(first);
  if (plain) describe(element, first);
  append(element, plain ? rest.slice(1) : rest);
  return element;
}

function describe(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') listen(element, value);
    else if (name === 'key') element.key = String(value);
    else if (name === 'class') element.classList.add(...String(value).split(' ').filter(Boolean));
    // By the object model: a style attribute set as text is what the page's security policy forbids.
    else if (name === 'css') for (const [key, part] of Object.entries(value)) element.style.setProperty(key, part);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function listen(element, handlers) {
  element.handlers ??= {};
  for (const [type, handler] of Object.entries(handlers)) {
    if (!(type in element.handlers)) element.addEventListener(type, dispatch);
    element.handlers[type] = handler;
  }
}

/** Handlers are looked up when the event comes, so that a patched element has the newest ones. */
function dispatch(event) {
  event.currentTarget.handlers[event.type]?.(event);
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Makes the children of an element look like these, keeping every element that can stay: focus, selection, scrolling and
 * opened details survive. Elements with a `key` are recognised by it, others by their place.
 */
export function patch(parent, ...children) {
  const wanted = document.createDocumentFragment();
  append(wanted, children);
  patchChildren(parent, wanted);
}

function patchChildren(parent, wanted) {
  const keyed = new Map();
  for (const child of parent.childNodes) if (child.key) keyed.set(child.key, child);
  const all = [...wanted.childNodes];
  const staying = new Set(all.map((fresh) => fresh.key));
  for (const [key, child] of keyed) if (!staying.has(key)) child.remove();
  let place = parent.firstChild;
  for (const fresh of all) {
    const old = fresh.key ? keyed.get(fresh.key) : place;
    if (old && similar(old, fresh)) {
      keyed.delete(fresh.key);
      if (old === place) place = place.nextSibling;
      else parent.insertBefore(old, place);
      patchNode(old, fresh);
    } else {
      parent.insertBefore(fresh, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function similar(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && old.key === fresh.key;
}

function patchNode(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  patchAttributes(old, fresh);
  if (fresh.handlers || old.handlers) patchHandlers(old, fresh);
  patchChildren(old, fresh);
}

/** What a reader has done to an element stays: opened it, gone from mark to mark in it, pointed at it. */
const OF_READERS = ['style', 'open', 'data-at', 'aria-describedby'];

function patchAttributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (name !== 'style' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!OF_READERS.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  if (old.style.cssText !== fresh.style.cssText) old.style.cssText = fresh.style.cssText;
}

function patchHandlers(old, fresh) {
  for (const type of Object.keys(old.handlers ?? {})) old.handlers[type] = fresh.handlers?.[type];
  listen(old, fresh.handlers ?? {});
}
