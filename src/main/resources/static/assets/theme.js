// Before anything is painted: the theme chosen in this browser, else the system's; and the reader's time zone, told to the server for its next pages.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem('wharf-theme'); } catch (e) { /* storage may be forbidden */ }
  var dark = chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.setAttribute('data-bs-theme', dark ? 'dark' : 'light');
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && ('; ' + document.cookie + ';').indexOf('; wharf_zone=' + zone + ';') < 0)
    document.cookie = 'wharf_zone=' + zone + ';path=/;max-age=31536000;SameSite=Lax';
})();
