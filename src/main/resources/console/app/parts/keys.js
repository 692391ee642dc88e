/** Keys that work in every list and on every page. */

/** Arrow keys go from row to row of a list; Enter follows the link by itself. */
export function walkRows(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const edge = { Home: 0, End: -1 }[event.key];
  if (step === undefined && edge === undefined) return;
  const links = [...list.querySelectorAll('.row-link')];
  const at = links.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  if (edge === undefined && at + step < 0) {
    document.getElementById('search')?.focus();
    return;
  }
  links.at(edge ?? Math.min(links.length - 1, at + step)).focus();
}

/** Whether a key pressed now is meant as text. */
export function typing(event) {
  return event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog') !== null || event.ctrlKey || event.metaKey || event.altKey;
}
