// Theme switch, messages of failed htmx requests, keeping the scan field focused. No framework.
(function () {
  function theme() { return document.documentElement.getAttribute('data-bs-theme'); }

  var button = document.getElementById('theme-switch');
  function label() {
    button.setAttribute('aria-pressed', String(theme() === 'dark'));
    button.textContent = theme() === 'dark' ? 'Light' : 'Dark';
  }
  if (button) {
    label();
    button.addEventListener('click', function () {
      var next = theme() === 'dark' ? 'light' : 'dark';
      document.documentElement.setAttribute('data-bs-theme', next);
      try { localStorage.setItem('wharf-theme', next); } catch (e) { /* not kept then */ }
      label();
    });
  }

  function say(text) {
    var messages = document.getElementById('messages');
    if (!messages) return;
    var alert = document.createElement('div');
    alert.className = 'alert alert-danger';
    alert.setAttribute('role', 'alert');
    alert.textContent = text;
    messages.replaceChildren(alert);
  }

  document.body.addEventListener('htmx:responseError', function (event) {
    var page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    var detail = page.querySelector('.card .h3');
    say(detail ? detail.textContent : 'The server refused (' + event.detail.xhr.status + ').');
  });
  document.body.addEventListener('htmx:sendError', function () {
    say('The server cannot be reached. Nothing was lost; try again.');
  });

  // <input data-keep-focus>: where a scanner types.
  var scan = document.querySelector('[data-keep-focus]');
  if (scan) {
    scan.focus();
    document.addEventListener('click', function (event) {
      if (!event.target.closest('input, select, textarea, button, a, label')) scan.focus();
    });
  }
  document.body.addEventListener('htmx:afterSwap', function () {
    var field = document.querySelector('[data-keep-focus]');
    if (field) field.focus();
  });

  // <time data-local>: the reader's own zone; UTC stays in the title.
  function localTimes(root) {
    root.querySelectorAll('time[data-local]').forEach(function (time) {
      var at = new Date(time.getAttribute('datetime'));
      if (isNaN(at)) return;
      time.textContent = at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
      time.removeAttribute('data-local');
    });
  }
  localTimes(document);
  document.body.addEventListener('htmx:load', function (event) { localTimes(event.detail.elt); });

  // Ctrl-K or "/" goes to the search field of the header.
  document.addEventListener('keydown', function (event) {
    var find = document.querySelector('[data-find]');
    var typing = event.target.closest && event.target.closest('input, select, textarea');
    if (!find || !((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing))) return;
    event.preventDefault();
    find.focus();
    find.select();
  });

  // <button data-confirm="…">: asks before it does.
  document.addEventListener('submit', function (event) {
    var question = event.submitter && event.submitter.getAttribute('data-confirm');
    if (question && !window.confirm(question)) event.preventDefault();
  });
})();
