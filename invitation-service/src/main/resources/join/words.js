// The language: the first of the browser's that there is.
import { de } from './words-de.js';
import { en } from './words-en.js';
import { es } from './words-es.js';

const LANGUAGES = { de, en, es };

function chosen() {
  const wanted = navigator.languages.map((language) => language.toLowerCase().split('-')[0]);
  return wanted.find((language) => language in LANGUAGES) ?? 'en';
}

export const language = chosen();
export const words = LANGUAGES[language];
document.documentElement.lang = language;

/** When, in the time zone of whoever reads. */
export function moment(instant) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** What the server says about a field, in the page's language where its sentence is known. */
export function violationWords(message) {
  for (const [pattern, inOurWords] of words.violations) {
    const found = message.match(pattern);
    if (found) {
      return inOurWords(found[1]);
    }
  }
  return message.charAt(0).toUpperCase() + message.slice(1);
}
