/** Says aloud, for those who listen to the page, what changed: not more than a few lines at a time. */

const MOST_LINES = 4;
const PAUSE_MILLIS = 1000;

/** @param {HTMLElement} log with aria-live */
export function announcer(log) {
  let waiting = [];
  let timer = 0;
  const speak = () => {
    timer = 0;
    const more = waiting.length - MOST_LINES;
    const lines = more > 0 ? [...waiting.slice(0, MOST_LINES), `and ${more} more events`] : waiting;
    waiting = [];
    log.replaceChildren(...lines.map(paragraph));
  };
  return (text) => {
    waiting.push(text);
    timer ||= setTimeout(speak, PAUSE_MILLIS);
  };
}

function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
