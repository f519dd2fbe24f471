// Theme switch, messages of failed htmx requests, keeping the scan field focused, the command palette. No framework.
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

  // Ctrl-K or "/": the command palette. Arrow keys walk through what was found; Enter opens the first.
  var palette = document.getElementById('palette');
  function openPalette() {
    if (!palette || palette.open) return;
    palette.showModal();
    var field = palette.querySelector('input[type=search]');
    field.select();
    window.htmx && window.htmx.trigger(field, 'search');
  }
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-palette-open]')) openPalette();
    else if (event.target === palette) palette.close();
  });
  document.addEventListener('keydown', function (event) {
    var typing = event.target.closest && event.target.closest('input, select, textarea');
    if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing)) {
      event.preventDefault();
      openPalette();
    }
  });
  if (palette) palette.addEventListener('keydown', function (event) {
    var links = Array.from(palette.querySelectorAll('a[data-found]'));
    var at = links.indexOf(document.activeElement);
    var field = palette.querySelector('input[type=search]');
    if (event.key === 'ArrowDown' && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
    else if (event.key === 'Enter' && event.target === field) { event.preventDefault(); openFirst(field); }
  });
  // A scanner is faster than the answer: Enter waits for what belongs to the text.
  function openFirst(field) {
    var first = palette.querySelector('a[data-found]');
    if (first && palette.dataset.answered === field.value) { first.click(); return; }
    palette.dataset.waiting = field.value;
  }
  document.body.addEventListener('htmx:afterSwap', function (event) {
    if (!palette || event.detail.target.id !== 'found') return;
    var field = palette.querySelector('input[type=search]');
    var asked = new URL(event.detail.pathInfo.responsePath || event.detail.pathInfo.finalRequestPath, location.href).searchParams.get('text') || '';
    palette.dataset.answered = asked;
    if (palette.dataset.waiting !== undefined && palette.dataset.waiting === field.value && asked === field.value) {
      delete palette.dataset.waiting;
      openFirst(field);
    }
  });

  // <button data-confirm="…">: asks before it does.
  document.addEventListener('submit', function (event) {
    var question = event.submitter && event.submitter.getAttribute('data-confirm');
    if (question && !window.confirm(question)) event.preventDefault();
  });
})();
