// The guide through the demo: a strip at the foot of each page. A click on a barcode's picture is the scan. No framework.
(function () {
  var HIDDEN = 'wharf-guide-hidden';
  var waiting = null;
  var asked = 0;
  var opener = null;
  var hiddenHere = false;
  // The keyboard was in what it has just hidden or opened: its focus goes along.
  var follow = false;

  function hidden() {
    try { return sessionStorage.getItem(HIDDEN) === 'yes'; } catch (e) { return hiddenHere; }
  }
  function hide(yes) {
    hiddenHere = yes;
    try { sessionStorage.setItem(HIDDEN, yes ? 'yes' : 'no'); } catch (e) { /* for this page only then */ }
  }

  function strip() { return document.getElementById('guide'); }

  // The foot of the page stays reachable behind the strip.
  function makeRoom() {
    var guide = strip();
    document.body.style.paddingBottom = guide ? (guide.offsetHeight + 16) + 'px' : '';
  }

  // What a reader sees of it. The token of a form is another one each time, and what was opened stays open.
  function seen(guide) {
    var copy = guide.cloneNode(true);
    copy.querySelectorAll('[name=_csrf]').forEach(function (token) { token.remove(); });
    copy.querySelectorAll('details[open]').forEach(function (open) { open.removeAttribute('open'); });
    return copy.outerHTML;
  }

  function focus(element) {
    if (follow && element) element.focus();
    follow = false;
  }

  function show(html) {
    var fresh = html ? new DOMParser().parseFromString(html, 'text/html').getElementById('guide') : null;
    var old = strip();
    if (old && fresh && !hidden() && seen(old) === seen(fresh)) return again(fresh);
    if (fresh && hidden() && opener && !old) return;
    var open = old && old.querySelector('details[open]') && fresh && fresh.querySelector('details');
    if (open) open.open = true;
    if (old) old.remove();
    if (opener) { opener.remove(); opener = null; }
    if (!fresh) { makeRoom(); return; }
    if (hidden()) {
      opener = document.createElement('button');
      opener.type = 'button';
      opener.className = 'btn wharf-guide-open';
      opener.textContent = fresh.dataset.opener;
      opener.addEventListener('click', function () { hide(false); follow = true; load(); });
      document.body.appendChild(opener);
      makeRoom();
      focus(opener);
      return;
    }
    document.body.appendChild(fresh);
    makeRoom();
    focus(fresh.querySelector('[data-guide-close]'));
    again(fresh);
  }

  function again(guide) {
    if (guide.dataset.again === 'true') later(1200);
  }

  function load() {
    var mine = ++asked;
    fetch('/demo/guide?at=' + encodeURIComponent(location.pathname) + '&lang=' + encodeURIComponent(document.documentElement.lang || 'en'), { credentials: 'same-origin', cache: 'no-store' })
      .then(function (answer) { return answer.status === 200 ? answer.text() : ''; })
      .then(function (html) { if (mine === asked) show(html); })
      .catch(function () { later(5000); });
  }

  function later(millis) {
    clearTimeout(waiting);
    waiting = setTimeout(load, millis);
  }

  function scan(code) {
    var field = document.querySelector('input[data-keep-focus]');
    if (!field || !field.form) return;
    field.value = code;
    field.form.requestSubmit();
    if (!field.value) field.focus();
  }

  document.addEventListener('click', function (event) {
    var code = event.target.closest('[data-code]');
    if (code) scan(code.dataset.code);
    if (event.target.closest('[data-guide-close]')) { hide(true); follow = true; load(); }
  });

  // A page that changes by itself or after a scan has something else lying before it.
  new MutationObserver(function (changes) {
    var outside = changes.some(function (change) { return change.target !== document.body && !change.target.closest('#guide'); });
    if (outside) later(150);
  }).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('resize', makeRoom);
  load();
})();
