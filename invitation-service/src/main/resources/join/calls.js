// Calls of the API. Nothing here throws: an answer that never came is an answer too.

/** Codes of what ends by itself in a moment. */
const PASSING = ['IN_PROGRESS', 'OFFICE_CLOSING'];

/** What came back; status 0: nothing did. problem is the problem document's code (RFC 9457), '' where there is none. */
async function answer(request) {
  try {
    const response = await request();
    const text = await response.text();
    const body = text ? JSON.parse(text) : {};
    return {
      status: response.status,
      ok: response.ok,
      body,
      problem: response.ok ? '' : String(body.code ?? ''),
      retryAfter: Number(response.headers.get('Retry-After')) || 0,
    };
  } catch {
    return { status: 0, ok: false, body: {}, problem: '', retryAfter: 0 };
  }
}

/** POST of JSON, as the person of that access token or as nobody. */
export function post(path, body, bearer) {
  const headers = { 'Content-Type': 'application/json' };
  if (bearer) {
    headers.Authorization = `Bearer ${bearer}`;
  }
  return answer(() => fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit' }));
}

/** POST of a form, as OAuth has it. */
export function postForm(path, fields) {
  return answer(() => fetch(path, { method: 'POST', body: new URLSearchParams(fields) }));
}

export function get(path, bearer) {
  return answer(() => fetch(path, { headers: { Authorization: `Bearer ${bearer}` }, credentials: 'omit' }));
}

/** Whether trying again may help: the link and what was typed are as good as before. */
export function passes(answered) {
  return answered.status === 0 || answered.status === 429 || answered.status >= 500 || PASSING.includes(answered.problem);
}
