// A classic script in the head, so that it runs before anything else is loaded: what the address carries is taken out of it and
// out of the history at once. The token stays in this tab (sessionStorage): a reload and the way to the sign-in and back need it.
(() => {
  const take = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (location.hash || location.search) {
      history.replaceState(null, '', location.pathname);
    }
    if (given.has('token')) {
      sessionStorage.setItem('rollcall.join.token', given.get('token'));
      sessionStorage.removeItem('rollcall.join.sign-in');
      sessionStorage.removeItem('rollcall.join.code');
      given.delete('token');
    }
    return given;
  };
  // Read by join.js: what a sign-in has brought back, or nothing.
  window.arrivedWith = take();
  // Another link pasted into the same tab changes the fragment only.
  addEventListener('hashchange', () => {
    if (new URLSearchParams(location.hash.slice(1)).has('token')) {
      take();
      location.reload();
    }
  });
})();
