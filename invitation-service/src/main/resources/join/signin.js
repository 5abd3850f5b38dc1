// Signing in at Keycloak as the public client "console": authorization code with PKCE (RFC 7636). The code comes back in the
// fragment, so that it reaches no server log; tokens live in this page's memory only.
import { postForm } from './calls.js';

const REALM = '/auth/realms/rollcall/protocol/openid-connect';
const CLIENT = 'console';
const LEFT = 'rollcall.join.sign-in';

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Leaves for the sign-in.
 *
 * @param to the page that it comes back to: /join with the invitation, /join/welcome without
 * @param silently only if there is a session already: nobody is asked anything
 */
export async function leaveToSignIn({ to = location.pathname, silently = false } = {}) {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(LEFT, JSON.stringify({ verifier, state }));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    response_mode: 'fragment',
    scope: 'openid',
    redirect_uri: location.origin + to,
    state,
    code_challenge: base64url(new Uint8Array(hash)),
    code_challenge_method: 'S256',
  });
  if (silently) {
    query.set('prompt', 'none');
  }
  const address = `${REALM}/auth?${query}`;
  if (silently) {
    location.replace(address);
  } else {
    location.assign(address);
  }
}

/** The session that the sign-in has brought, from what the address carried; null where it brought none. */
export async function comeBack(given) {
  const left = JSON.parse(sessionStorage.getItem(LEFT) ?? 'null');
  sessionStorage.removeItem(LEFT);
  if (!left || !given.get('code') || given.get('state') !== left.state) {
    return null;
  }
  const answered = await postForm(`${REALM}/token`, {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code: given.get('code'),
    code_verifier: left.verifier,
    redirect_uri: location.origin + location.pathname,
  });
  return answered.ok ? session(answered.body) : null;
}

function session(tokens) {
  const claims = claimsOf(tokens.access_token);
  return { access: tokens.access_token, refresh: tokens.refresh_token, email: claims.email ?? claims.preferred_username ?? '' };
}

/** To show who is signed in; whoever relies on a token checks its signature, and that is the services. */
function claimsOf(jwt) {
  const payload = atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (octet) => octet.charCodeAt(0))));
}

/** Ends the single-sign-on session of this browser. */
export function signOut(signedIn) {
  return postForm(`${REALM}/logout`, { client_id: CLIENT, refresh_token: signedIn.refresh });
}
