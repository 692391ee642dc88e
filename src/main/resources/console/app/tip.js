/** One tooltip for all: what stands in `data-tip`, on hover, on focus and on tap. */

const GAP_PIXELS = 8;
const EDGE_PIXELS = 6;

/** @param {HTMLElement} box the one tooltip of the page */
export function tips(box) {
  let owner = null;
  const show = (target) => {
    const next = target?.closest?.('[data-tip]') ?? null;
    if (next === owner) return;
    owner?.removeAttribute('aria-describedby');
    owner = next;
    box.hidden = !owner;
    if (!owner) return;
    box.textContent = owner.dataset.tip;
    owner.setAttribute('aria-describedby', box.id);
    place(box, owner.getBoundingClientRect());
  };
  document.addEventListener('pointerover', (event) => show(event.target));
  document.addEventListener('focusin', (event) => show(event.target));
  document.addEventListener('focusout', () => show(null));
  document.addEventListener('scroll', () => show(null), { capture: true, passive: true });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') show(null); });
}

function place(box, at) {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(EDGE_PIXELS, at.left + at.width / 2 - width / 2), window.innerWidth - width - EDGE_PIXELS);
  const above = at.top - height - GAP_PIXELS;
  const top = above > EDGE_PIXELS ? above : at.bottom + GAP_PIXELS;
  box.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.round(top)}px)`;
}
