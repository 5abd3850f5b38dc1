// What is on the screen. Texts and names go in as text, never as HTML.
import { words } from './words.js';

const card = document.getElementById('card');
const sections = [...card.querySelectorAll('[data-view]')];
let current = sections[0];

/** Shows one section, filled; the focus goes to its heading, so that a screen reader says where one is. */
export function show(name, texts = {}) {
  current = sections.find((section) => section.dataset.view === name);
  for (const element of current.querySelectorAll('[data-word]')) {
    fill(element, texts[element.dataset.word] ?? words[element.dataset.word] ?? '');
  }
  notice('');
  sections.forEach((section) => {
    section.hidden = section !== current;
  });
  const heading = current.querySelector('h1');
  if (heading) {
    document.title = `${heading.textContent} · Rollcall`;
    heading.focus();
  }
}

/** An element without a text is not there. */
function fill(element, text) {
  element.textContent = text;
  element.hidden = text === '';
}

/** What went wrong, said aloud at once; '' takes it away. */
export function notice(text) {
  const place = current.querySelector('[data-part="notice"]');
  if (place) {
    place.textContent = text;
  }
}

export function showPart(name, visible) {
  card.querySelector(`[data-part="${name}"]`).hidden = !visible;
}

/** What a button or form does, by the name in its data-action. */
export function on(action, handler) {
  for (const element of card.querySelectorAll(`[data-action="${action}"]`)) {
    element.addEventListener(element instanceof HTMLFormElement ? 'submit' : 'click', (event) => {
      event.preventDefault();
      if (!busy()) {
        handler(event.currentTarget);
      }
    });
  }
}

function busy() {
  return card.getAttribute('aria-busy') === 'true';
}

/** Nothing can be started twice; the buttons keep their focus. */
export async function whileBusy(work) {
  card.setAttribute('aria-busy', 'true');
  try {
    return await work();
  } finally {
    card.removeAttribute('aria-busy');
  }
}

// But for the two joiners, which Persian and Hindi names and emoji need.
const UNPRINTABLE = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name as somebody else has typed it, as in the mails: whatever could hide or turn text becomes a blank, and one from right to
 * left is isolated, so that it stays where it stands in the sentence (UAX #9).
 */
export function oneLine(name) {
  const line = [...String(name ?? '').replace(UNPRINTABLE, ' ').trim()];
  const short = line.length <= 120 ? line.join('') : `${line.slice(0, 120).join('')}…`;
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}
