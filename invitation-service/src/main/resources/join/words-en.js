// English. A text with a name in it is a function of that name.
export const en = {
  waiting: 'One moment…',
  signingIn: 'Signing you in…',

  offerTitle: (company) => `Join ${company}`,
  offerLead: (inviter, company) => `${inviter} has invited you to ${company} on Rollcall.`,
  consentLead: (inviter, company) =>
    `${inviter} has invited you to ${company}. Your account joins it; your password and your other companies stay as they are.`,
  somebody: 'A colleague',
  signedInAs: 'You are signed in as',
  switch: 'Use another account',
  email: 'Your e-mail address',
  firstName: 'First name',
  lastName: 'Last name',
  phone: 'Phone number',
  phoneHint: 'With the country code, like +1 415 555 0100',
  password: 'Choose a password',
  passwordHint: 'A few words in a row are easy to remember and hard to guess.',
  reveal: 'Show',
  hide: 'Hide',
  code: 'Code',
  codeHint: 'This link was passed on to you. A code, mailed to your address, shows that it is yours.',
  sendCode: 'Send code',
  codeSent: (email) => `A code is on its way to ${email}.`,
  accept: (company) => `Join ${company}`,
  consent: (company) => `Yes, join ${company}`,
  haveAccount: 'I have an account already',
  decline: 'Decline',
  expires: (when) => `Open until ${when}.`,

  existing: {
    title: (company) => `Join ${company}`,
    text: (inviter, company, email) =>
      `${inviter} has invited you to ${company}. There is an account for ${email} already: sign in, and you decide on the next page.`,
    go: 'Sign in to continue',
  },
  wrongPerson: {
    title: 'This invitation is for somebody else',
    text: (signedIn, invited) => `You are signed in as ${signedIn}, but the invitation is for ${invited}.`,
    go: 'Sign out and use another account',
  },
  declining: {
    title: (company) => `Decline the invitation to ${company}?`,
    text: (inviter) => `The link stops working. ${inviter} would have to invite you again.`,
    go: 'Decline',
    back: 'Back',
  },
  declined: { title: 'You have declined', text: 'Nothing else happens. You can close this page.' },
  signedIn: {
    title: (company) => `Welcome to ${company}`,
    titleAlone: 'Welcome',
    text: (name, email, company) => `You're signed in as ${name} (${email}) in company ${company}.`,
    textAlone: (name, email) => `You're signed in as ${name} (${email}).`,
    dropped: (products) => `No longer included: ${products}.`,
    go: 'Continue',
  },
  signInYourself: {
    title: (company) => `You have joined ${company}`,
    titleAlone: 'Sign in',
    text: 'Sign in to go on.',
    go: 'Sign in',
  },
  notSignedIn: 'Signing in did not work. Please try again.',
  sessionOver: 'Your sign-in has run out. Please sign in again.',

  // By the code of the problem document: the end of a link, with a way on where there is one.
  ends: {
    INVITATION_EXPIRED: { title: 'This invitation has expired', text: 'Ask whoever invited you to send it again.' },
    INVITATION_USED: { title: 'You have joined already', text: 'This link works once, and it was used. Sign in to go on.', go: 'Sign in' },
    INVITATION_REVOKED: { title: 'This invitation was taken back', text: 'Ask whoever invited you if that is a mistake.' },
    INVITATION_DECLINED: { title: 'This invitation was declined', text: 'If you have changed your mind, ask to be invited again.' },
    LINK_REPLACED: { title: 'There is a newer link', text: 'The invitation was sent again. Use the link of the newest mail.' },
    LINK_DEAD: { title: 'This link does not work', text: 'Open the link of the mail again, whole, or ask for a new invitation.' },
    ALREADY_MEMBER: { title: 'You are a member already', text: 'Sign in to go on.', go: 'Sign in' },
    INVITER_GONE: {
      title: 'This invitation does not hold any more',
      text: 'Whoever invited you can no longer do so. Ask an administrator of the company to send it again.',
    },
    DOMAIN_BLOCKED: {
      title: 'The company doesn\'t take this address any more',
      text: 'It has changed which mail addresses may join. Ask whoever invited you for an invitation to another address of yours.',
    },
    OFFICE_GONE: {
      title: 'The office of this invitation is closed',
      text: 'Ask whoever invited you for an invitation to another office.',
    },
    EMAIL_NOT_VERIFIED: {
      title: 'Confirm your e-mail address first',
      text: 'Your account has not confirmed its address yet. Do that with the mail we sent you, then open the invitation again.',
    },
    NO_LINK: { title: 'Open the link of your invitation', text: 'This page needs the whole link that was mailed to you.' },
  },

  // What can be tried again.
  tooMany: (seconds) => `Too many tries in a row. You can try again in ${seconds} seconds.`,
  away: 'That is not possible for the moment. What you typed is kept; please try again.',
  inProgress: 'This invitation is being accepted right now. Try again in a few seconds.',
  unavailable: { title: 'Not for the moment', text: 'Your invitation can\'t be opened right now. It is not lost.', go: 'Try again' },
  somethingElse: 'That did not work.',
  codeProblems: {
    CODE_REQUIRED: () => 'Type the code that was mailed to you.',
    CODE_INVALID: (left) => `This is not the code of the newest mail. Tries left: ${left}.`,
    CODE_LOCKED: () => 'Too many wrong codes. Use the link in your own mail, or ask for the invitation to be sent again.',
    TOO_MANY_MAILS: () => 'Enough codes were mailed for now. Try again later.',
  },

  required: 'Please fill this in.',
  violations: [
    [/^is required/i, () => 'Please fill this in.'],
    [/minimum length (\d+)/, (length) => `Use at least ${length} characters.`],
    [/maximum length (\d+)/, (length) => `Use at most ${length} characters.`],
    [/(?:username|email)/, () => 'Choose a password without your e-mail address in it.'],
    [/at most (\d+) characters/, (length) => `Use at most ${length} characters.`],
    [/E\.164/, () => 'Type the number with its country code, like +1 415 555 0100.'],
    [/characters that can't be used|control characters/, () => 'There are characters in it that can\'t be used here.'],
    [/not accepted by the sign-in server/, () => 'That is not accepted here.'],
  ],
};
