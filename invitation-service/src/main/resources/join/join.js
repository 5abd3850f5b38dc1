// The way through: what the link offers, an answer to it, and then being signed in.
import { get, passes, post } from './calls.js';
import { ask, clear, complete, fill, reveal, typed, violations, wrong } from './form.js';
import { comeBack, leaveToSignIn, signOut } from './signin.js';
import { notice, on, oneLine, show, showPart, whileBusy } from './view.js';
import { moment, words } from './words.js';

const LINKS = '/invitation/v1/invitations';
const TOKEN = 'rollcall.join.token';
const CODE = 'rollcall.join.code';
const JOINED = 'rollcall.join.joined';

const given = window.arrivedWith ?? new URLSearchParams();
const waysOn = { go: () => {}, back: () => {} };
let offer = null;
let signedIn = null;

// ---- arriving

async function start() {
  show('waiting');
  const welcome = location.pathname.endsWith('/welcome');
  const cameBack = given.has('code') || given.has('error');
  signedIn = given.has('code') ? await comeBack(given) : null;
  if (welcome) {
    await (cameBack ? signedInOrNot() : leaveToSignIn({ silently: true }));
  } else {
    await lookUp(cameBack && !signedIn ? words.notSignedIn : '');
  }
}

async function lookUp(remark = '') {
  const token = sessionStorage.getItem(TOKEN);
  if (!token) {
    return message(words.ends.NO_LINK);
  }
  const answered = await post(`${LINKS}/lookup`, { token });
  if (!answered.ok) {
    return words.ends[answered.problem] ? end(answered) : unavailable(answered);
  }
  offer = {
    ...answered.body,
    company: oneLine(answered.body.company.name),
    inviter: oneLine(answered.body.inviter) || words.somebody,
    email: oneLine(answered.body.email),
    // A copied link doesn't tell whether there is an account; whoever comes back from the sign-in has one.
    personExists: answered.body.personExists ?? signedIn !== null,
    personUnknown: answered.body.personExists === null && signedIn === null,
  };
  return offer.personExists && !signedIn ? askToSignIn(remark) : showOffer(remark);
}

function unavailable(answered) {
  message({ ...words.unavailable, text: whyNotNow(answered) ?? words.unavailable.text }, { go: () => lookUp() });
}

// ---- what is offered

function askToSignIn(remark = '') {
  const { title, text, go } = words.existing;
  const { company, inviter, email } = offer;
  const filled = { title: title(company), text: text(inviter, company, email), go, back: words.decline };
  message({ ...filled, monogram: monogram() }, { go: () => leaveToSignIn(), back: askToDecline });
  notice(remark);
}

function showOffer(remark = '') {
  const consents = offer.personExists && signedIn !== null;
  const { company, inviter } = offer;
  show('offer', {
    monogram: monogram(),
    offerTitle: words.offerTitle(company),
    offerLead: (consents ? words.consentLead : words.offerLead)(inviter, company),
    personEmail: consents ? oneLine(signedIn.email) : '',
    accept: (consents ? words.consent : words.accept)(company),
    expires: words.expires(moment(offer.expiresAt)),
  });
  showPart('person', consents);
  showPart('username', !consents);
  showPart('existing', offer.personUnknown);
  document.getElementById('username').value = offer.email;
  reveal(false);
  // Names that are known aren't asked for; but where one is refused, it is there to be mended.
  fill('firstName', offer.firstName);
  fill('lastName', offer.lastName);
  fill('code', sessionStorage.getItem(CODE));
  ask(wanted(consents));
  notice(remark);
}

/** What the offer lacks; names of somebody with an account are the account's. */
function wanted(consents) {
  const fields = consents ? [] : ['firstName', 'lastName'].filter((name) => !offer[name]);
  return [
    ...fields,
    ...(offer.phoneRequired ? ['phone'] : []),
    ...(consents ? [] : ['password']),
    ...(offer.codeRequired ? ['code'] : []),
  ];
}

function monogram(company = offer.company) {
  return company.match(/[\p{L}\p{N}]/u)?.[0].toUpperCase() ?? '';
}

// ---- answering it

async function accept() {
  notice('');
  if (!complete()) {
    return;
  }
  const body = { token: sessionStorage.getItem(TOKEN), ...typed() };
  const answered = await whileBusy(() => post(`${LINKS}/accept`, body, offer.personExists ? signedIn?.access : undefined));
  if (answered.ok) {
    joined(answered.body);
  } else {
    await refused(answered);
  }
}

async function refused(answered) {
  if (answered.problem in words.codeProblems) {
    wrong('code', words.codeProblems[answered.problem](answered.body.triesLeft));
  } else if (answered.status === 422 && answered.body.violations?.length) {
    violations(answered.body.violations);
  } else if (answered.problem === 'WRONG_PERSON') {
    wrongPerson();
  } else if (answered.problem === 'SIGN_IN_REQUIRED') {
    offer.personExists = true;
    keepCode();
    askToSignIn();
  } else if (answered.status === 401) {
    signedIn = null;
    askToSignIn(words.sessionOver);
  } else if (words.ends[answered.problem]) {
    end(answered);
  } else {
    // The form stays as it is.
    notice(whyNotNow(answered) ?? (passes(answered) ? words.away : `${words.somethingElse} ${answered.body.detail ?? ''}`));
  }
}

/** For after the sign-in: a right code stays good until somebody has joined by it. */
function keepCode() {
  sessionStorage.setItem(CODE, typed().code ?? '');
}

async function signInFirst() {
  keepCode();
  await leaveToSignIn();
}

function whyNotNow(answered) {
  if (answered.status === 429) {
    return words.tooMany(answered.retryAfter || 60);
  }
  return answered.problem === 'IN_PROGRESS' ? words.inProgress : null;
}

function joined(welcome) {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(CODE);
  clear('password');
  sessionStorage.setItem(
    JOINED,
    JSON.stringify({ companyId: welcome.companyId, company: offer.company, dropped: welcome.droppedProducts ?? [] }),
  );
  show('waiting', { waiting: words.signingIn });
  location.replace(ownAddress(welcome.signIn?.url) ?? '/join/welcome');
}

/** The address, where it is one of this site: anything else is not followed. */
function ownAddress(url) {
  return url?.startsWith(`${location.origin}/`) ? url : null;
}

function wrongPerson() {
  const { title, text, go } = words.wrongPerson;
  message({ title, text: text(oneLine(signedIn.email), offer.email), go, back: words.decline }, { go: switchAccount, back: askToDecline });
}

async function switchAccount() {
  show('waiting');
  if (signedIn) {
    await signOut(signedIn);
  }
  await leaveToSignIn();
}

async function sendCode() {
  const answered = await whileBusy(() => post(`${LINKS}/codes`, { token: sessionStorage.getItem(TOKEN) }));
  if (answered.ok) {
    document.getElementById('code-hint').textContent = words.codeSent(offer.email);
    document.getElementById('code').focus();
  } else {
    await refused(answered);
  }
}

function askToDecline() {
  const { title, text, go, back } = words.declining;
  message(
    { title: title(offer.company), text: text(offer.inviter), go, back },
    { go: decline, back: () => (offer.personExists && !signedIn ? askToSignIn() : showOffer()) },
  );
}

async function decline() {
  notice('');
  const answered = await whileBusy(() => post(`${LINKS}/decline`, { token: sessionStorage.getItem(TOKEN) }));
  if (answered.ok) {
    sessionStorage.removeItem(TOKEN);
    message(words.declined);
  } else {
    await refused(answered);
  }
}

// ---- being signed in

async function signedInOrNot() {
  const left = JSON.parse(sessionStorage.getItem(JOINED) ?? '{}');
  const answered = signedIn ? await get('/identity/v1/me', signedIn.access) : null;
  if (!answered?.ok) {
    const { title, titleAlone, text, go } = words.signInYourself;
    message({ title: left.company ? title(left.company) : titleAlone, text, go }, { go: () => leaveToSignIn() });
    notice(answered ? words.away : '');
    return;
  }
  const { title, titleAlone, text, textAlone, dropped, go } = words.signedIn;
  const me = answered.body;
  const name = oneLine(`${me.firstName} ${me.lastName}`);
  const company = oneLine(membership(me, left.companyId)?.companyName);
  const said = company ? text(name, oneLine(me.email), company) : textAlone(name, oneLine(me.email));
  const lost = left.dropped?.length ? ` ${dropped(left.dropped.join(', '))}` : '';
  message(
    { monogram: monogram(company), title: company ? title(company) : titleAlone, text: said + lost, go },
    { go: () => location.assign('/') },
  );
}

/** The company just joined; without knowing which, the only one there is. */
function membership(me, companyId) {
  return me.memberships.find((one) => one.companyId === companyId) ?? (me.memberships.length === 1 ? me.memberships[0] : undefined);
}

// ---- messages

/** Where the link leads no further; one that is dead is forgotten. */
function end(answered) {
  if (answered.status === 410) {
    sessionStorage.removeItem(TOKEN);
  }
  message(words.ends[answered.problem], { go: () => leaveToSignIn({ to: '/join/welcome' }) });
}

function message(texts, ways = {}) {
  Object.assign(waysOn, ways);
  show('message', texts);
}

on('accept', accept);
on('switch', switchAccount);
on('decline', askToDecline);
on('code', sendCode);
on('existing', signInFirst);
on('go', () => waysOn.go());
on('back', () => waysOn.back());
on('reveal', (button) => {
  button.textContent = reveal() ? words.hide : words.reveal;
});
start().catch(unavailable);
