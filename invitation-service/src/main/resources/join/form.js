// The form: which fields it has, and what the server says about them.
import { notice } from './view.js';
import { violationWords, words } from './words.js';

const FIELDS = ['firstName', 'lastName', 'phone', 'password', 'code'];

function input(name) {
  return document.getElementById(name);
}

function block(name) {
  return document.querySelector(`[data-field="${name}"]`);
}

function asked() {
  return FIELDS.filter((name) => !block(name).hidden);
}

/** The fields that are asked for; what was typed stays. */
export function ask(names) {
  FIELDS.forEach((name) => {
    block(name).hidden = !names.includes(name);
    complain(name, '');
  });
}

/** What was typed, without what was left empty; a phone number without the marks that people put into it. */
export function typed() {
  const values = asked().map((name) => [name, name === 'password' ? input(name).value : input(name).value.trim()]);
  const filled = Object.fromEntries(values.filter(([, value]) => value !== ''));
  if (filled.phone) {
    filled.phone = filled.phone.replace(/[\s().\/-]+/g, '');
  }
  if (filled.code) {
    filled.code = filled.code.replace(/[\s-]+/g, '');
  }
  return filled;
}

/** Says what is missing and goes there; true where nothing is. */
export function complete() {
  const missing = asked().filter((name) => input(name).value.trim() === '');
  asked().forEach((name) => complain(name, missing.includes(name) ? words.required : ''));
  return missing.length === 0 || goTo(missing[0]);
}

/** Puts each violation (RFC 9457 document of a 422) at its field; a field that wasn't asked for is then. */
export function violations(list) {
  asked().forEach((name) => complain(name, ''));
  const known = list.filter(({ pointer }) => FIELDS.includes(fieldOf(pointer)));
  known.forEach(({ pointer, message }) => {
    block(fieldOf(pointer)).hidden = false;
    complain(fieldOf(pointer), violationWords(message));
  });
  const others = list.filter((violation) => !known.includes(violation));
  notice(others.map(({ message }) => violationWords(message)).join(' '));
  if (known.length > 0) {
    goTo(FIELDS.find((name) => known.some(({ pointer }) => fieldOf(pointer) === name)));
  }
}

/** Says something about one field and goes there. */
export function wrong(name, text) {
  block(name).hidden = false;
  complain(name, text);
  goTo(name);
}

/** What a field begins with; what was typed stays. */
export function fill(name, value) {
  input(name).value ||= value ?? '';
}

export function clear(name) {
  input(name).value = '';
}

function fieldOf(pointer) {
  return pointer.slice(1);
}

function complain(name, text) {
  document.getElementById(`${name}-error`).textContent = text;
  if (text) {
    input(name).setAttribute('aria-invalid', 'true');
  } else {
    input(name).removeAttribute('aria-invalid');
  }
}

function goTo(name) {
  input(name).focus();
  return false;
}

/** Shows or hides what is typed as the password; answers whether it can be read now. */
export function reveal(shown = input('password').type === 'password') {
  input('password').type = shown ? 'text' : 'password';
  return shown;
}
