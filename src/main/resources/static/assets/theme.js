// Before anything is painted: the theme chosen in this browser, else the system's.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem('wharf-theme'); } catch (e) { /* storage may be forbidden */ }
  var dark = chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.setAttribute('data-bs-theme', dark ? 'dark' : 'light');
})();
