// Theme switch, messages of failed htmx requests, keeping the scan field focused, the command palette, dialogs, keys of lists. No framework.
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

  // <time data-local>: the reader's own zone, as long as the server does not know it, in the language of the page; other zones stay in the title.
  function localTimes(root) {
    var page = document.documentElement.lang;
    var tongue = page && navigator.language.split('-')[0] !== page ? page : [];
    root.querySelectorAll('time[data-local]').forEach(function (time) {
      var at = new Date(time.getAttribute('datetime'));
      if (isNaN(at)) return;
      time.textContent = at.toLocaleString(tongue, { dateStyle: 'medium', timeStyle: 'short' });
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
    if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing && singleKeys() && !filterField())) {
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

  // Pages that the floor keeps for when the connection is gone are not for whoever comes next; scans that were not sent yet stay.
  document.addEventListener('submit', function (event) {
    if (window.caches && event.target.matches('form[action="/logout"]')) caches.delete('wharf-floor-pages');
  });

  // <button data-confirm="…">: asks before it does.
  document.addEventListener('submit', function (event) {
    var question = event.submitter && event.submitter.getAttribute('data-confirm');
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // <button data-dialog="id"> opens a dialog, [data-dialog-close] closes the one it stands in.
  document.addEventListener('click', function (event) {
    var opener = event.target.closest('[data-dialog]');
    if (opener) document.getElementById(opener.getAttribute('data-dialog')).showModal();
    if (event.target.closest('[data-dialog-close]')) event.target.closest('dialog').close();
  });

  // <button data-to-line="3" data-in="id">: selects that line of a text.
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-to-line]');
    var text = button && document.getElementById(button.getAttribute('data-in'));
    if (!text) return;
    var lines = text.value.split('\n');
    var line = Math.min(Number(button.getAttribute('data-to-line')), lines.length);
    var start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    var indent = lines[line - 1].length - lines[line - 1].trimStart().length;
    text.focus();
    text.setSelectionRange(start + indent, start + lines[line - 1].length);
    text.scrollTop = text.scrollHeight * (line - 1) / lines.length - text.clientHeight / 3;
  });

  // <form data-ctrl-enter>: sends it from within a text, where Enter alone begins a line.
  document.addEventListener('keydown', function (event) {
    var form = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.closest('form[data-ctrl-enter]');
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // <a data-opens href="#id">: opens what it leads to.
  document.addEventListener('click', function (event) {
    var opener = event.target.closest('[data-opens]');
    var opened = opener && document.querySelector(opener.getAttribute('href'));
    if (!opened) return;
    event.preventDefault();
    opened.open = true;
    opened.querySelector('input:not([type=hidden]), textarea').focus();
  });

  // <button data-unfold>: on a phone, the filters of its form that are not in use.
  document.addEventListener('click', function (event) {
    var more = event.target.closest('[data-unfold]');
    if (more) more.setAttribute('aria-expanded', String(more.form.classList.toggle('wharf-unfolded')));
  });

  // Keys of one letter can be turned off where they get in the way of dictation or of a screen reader.
  function singleKeys() {
    try { return localStorage.getItem('wharf-keys') !== 'off'; } catch (e) { return true; }
  }
  var keysSwitch = document.querySelector('[data-keys-switch]');
  if (keysSwitch) {
    keysSwitch.checked = singleKeys();
    keysSwitch.addEventListener('change', function () {
      try { localStorage.setItem('wharf-keys', keysSwitch.checked ? 'on' : 'off'); } catch (e) { /* not kept then */ }
    });
  }
  function filterField() { return document.querySelector('.wharf-filters[method=get] :is(input:not([type=hidden]), select)'); }

  // A list: j and k walk its rows, Enter opens one, x chooses it, / leads to the filter. On any page w leads to the next "Why?".
  var list = document.querySelector('[data-list]');
  var rows = list ? Array.from(list.tBodies[0].rows) : [];
  function here() { return rows.findIndex(function (row) { return row.classList.contains('wharf-at'); }); }
  function walk(to) {
    if (to < 0 || to >= rows.length) return;
    rows.forEach(function (row) { row.classList.remove('wharf-at'); });
    var row = rows[to];
    row.classList.add('wharf-at');
    var target = row.querySelector('a') || row;
    if (target === row) row.tabIndex = -1;
    target.focus();
    row.scrollIntoView({ block: 'nearest' });
  }
  function nextWhy() {
    var whys = Array.from(document.querySelectorAll('.wharf-why > summary'));
    if (!whys.length) return;
    whys[(whys.indexOf(document.activeElement) + 1) % whys.length].focus();
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || document.querySelector('dialog[open]')) return;
    if (event.target.closest && event.target.closest('input:not([type=checkbox]), select, textarea')) return;
    if (event.key === 'j') walk(here() + 1);
    else if (event.key === 'k') walk(Math.max(here() - 1, 0));
    else if (event.key === 'x' && here() >= 0) { var box = rows[here()].querySelector('input[name=key]'); if (box) box.click(); }
    else if (event.key === 'w') nextWhy();
    else if (event.key === '?' && document.getElementById('keys')) document.getElementById('keys').showModal();
    else if (event.key === '/' && filterField()) filterField().focus();
    else return;
    event.preventDefault();
  });
  if (list) {
    list.addEventListener('focusin', function (event) {
      var row = event.target.closest('tbody tr');
      rows.forEach(function (each) { each.classList.toggle('wharf-at', each === row); });
    });
  }
  // Opened by the view somebody wants first: the address says so, and can be sent on.
  var opened = document.querySelector('[data-address]');
  if (opened && !location.search && opened.getAttribute('data-address').indexOf('?') > 0)
    history.replaceState(null, '', opened.getAttribute('data-address'));

  // What scrolls sideways can be scrolled with the keyboard, too.
  function reachable() {
    document.querySelectorAll('.table-responsive').forEach(function (box) {
      var scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (scrolls && !box.hasAttribute('tabindex')) {
        box.tabIndex = 0;
        box.setAttribute('role', 'region');
        box.setAttribute('aria-label', 'Table that scrolls sideways');
      } else if (!scrolls && box.getAttribute('role') === 'region') {
        box.removeAttribute('tabindex');
        box.removeAttribute('role');
        box.removeAttribute('aria-label');
      }
    });
  }
  reachable();
  window.addEventListener('resize', reachable);
  document.body.addEventListener('htmx:afterSettle', reachable);

  var chosen = document.getElementById('chosen');
  if (chosen) {
    var boxes = Array.from(document.querySelectorAll('input[form=chosen][name=key]'));
    var whole = chosen.querySelector('[data-choose-all]');
    var every = chosen.querySelector('[name=all]');
    var told = chosen.querySelector('[data-chosen-count]');
    var count = function () {
      var n = boxes.filter(function (box) { return box.checked; }).length;
      boxes.forEach(function (box) { box.closest('tr').classList.toggle('wharf-picked', box.checked); });
      whole.checked = n === boxes.length;
      whole.indeterminate = n > 0 && n < boxes.length;
      told.textContent = every && every.checked ? 'All chosen' : n ? n + ' chosen' : 'None chosen';
      return n;
    };
    whole.addEventListener('change', function () {
      boxes.forEach(function (box) { box.checked = whole.checked; });
      count();
    });
    document.addEventListener('change', function (event) { if (event.target.name === 'key' || event.target === every) count(); });
    chosen.addEventListener('submit', function (event) {
      if (count() || (every && every.checked)) return;
      event.preventDefault();
      told.textContent = 'Choose at least one row first';
    });
    count();
  }
})();
