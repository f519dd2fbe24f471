// The floor: scans wait their turn in the browser and are sent once, in order, whatever the connection does; then colour, sound and
// vibration. Also here: undo through the same queue, settings of the device, the camera as a scanner, the shell that works offline.
// No framework.
(function () {
  'use strict';
  var QUEUE = 'wharf-scans';
  var SETTINGS = 'wharf-floor-settings';
  var PAGES = 'wharf-floor-pages';
  var PERSON = 'wharf-floor-person';
  var MANY_FAULTS = 3;
  var body = document.body;
  var who = body.dataset.who || '';
  var memory = { queue: [], only: false };
  var busy = false;
  var failing = false;
  var faults = 0;
  var wait = 1000;
  var timer = null;

  // --- what is kept in the browser -------------------------------------------------------------------------------------------------
  function read(key, otherwise) {
    try { return JSON.parse(localStorage.getItem(key)) || otherwise; } catch (e) { return otherwise; }
  }
  function write(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch (e) { return false; }
  }
  function queue() {
    if (memory.only) return memory.queue;
    var kept = read(QUEUE, []);
    return Array.isArray(kept) ? kept.filter(function (scan) { return scan && scan.id && scan.action; }) : [];
  }
  // Where the browser has no room, the scans are kept as long as the page is.
  function keep(scans) { memory.queue = scans; memory.only = !write(QUEUE, scans); }
  function settings() { return Object.assign({ sound: true, vibrate: true, loud: false }, read(SETTINGS, {})); }

  function id() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  }

  // --- right and wrong -------------------------------------------------------------------------------------------------------------
  var audio = null;
  var TONES = {
    RIGHT: [[1040, 'sine', 0, 0.14]],
    WRONG: [[180, 'sawtooth', 0, 0.28], [140, 'sawtooth', 0.3, 0.34]],
    DONE: [[784, 'sine', 0, 0.14], [988, 'sine', 0.15, 0.14], [1319, 'sine', 0.3, 0.3]]
  };
  function sound(tone) {
    var Audio = window.AudioContext || window.webkitAudioContext;
    if (!Audio || !settings().sound) return;
    try {
      audio = audio || new Audio();
      if (audio.state === 'suspended') audio.resume();
      TONES[tone].forEach(function (note) {
        var from = audio.currentTime + note[2];
        var oscillator = audio.createOscillator();
        var volume = audio.createGain();
        oscillator.type = note[1];
        oscillator.frequency.value = note[0];
        volume.gain.setValueAtTime(settings().loud ? 0.9 : 0.3, from);
        volume.gain.exponentialRampToValueAtTime(0.001, from + note[3]);
        oscillator.connect(volume).connect(audio.destination);
        oscillator.start(from);
        oscillator.stop(from + note[3]);
      });
    } catch (e) { /* no sound on this device */ }
  }
  function tell(tone) {
    if (!TONES[tone]) return;
    sound(tone);
    var touched = !navigator.userActivation || navigator.userActivation.hasBeenActive;
    if (settings().vibrate && navigator.vibrate && touched) navigator.vibrate(tone === 'WRONG' ? [180, 80, 180] : 40);
    body.classList.remove('wharf-flash-right', 'wharf-flash-wrong');
    void body.offsetWidth;
    body.classList.add(tone === 'WRONG' ? 'wharf-flash-wrong' : 'wharf-flash-right');
  }
  function toneOf(part) {
    if (!part) return 'NONE';
    if (part.dataset.done === 'yes' && part.dataset.tone === 'RIGHT') return 'DONE';
    if (part.dataset.tone) return part.dataset.tone;
    if (part.querySelector('.alert-danger')) return 'WRONG';
    return part.querySelector('#messages .alert-success') ? 'RIGHT' : 'NONE';
  }

  // --- the queue -------------------------------------------------------------------------------------------------------------------
  function form() { return document.querySelector('form[data-scan-queue]'); }

  // The form on this page that knows what goes along with the scan; null for a scan made on another page, or for another cart.
  function formOf(scan) {
    var here = form();
    if (!here || (scan.of || '') !== (here.dataset.of || '')) return null;
    return here.getAttribute('action') === scan.action || here.dataset.undo === scan.action ? here : null;
  }
  function add(action, text) {
    var scans = queue();
    scans.push({ id: id(), who: who, action: action, scan: text, of: form().dataset.of || '', at: Date.now(), screen: location.pathname });
    keep(scans);
    show();
    send();
  }
  function mine() { return queue().filter(function (scan) { return scan.who === who; }); }
  function next() { return mine().find(function (scan) { return scan.values || formOf(scan); }); }
  function elsewhere() { return mine().filter(function (scan) { return !scan.values && !formOf(scan); }); }

  function leaveOut(scans, why) {
    if (!scans.length) return;
    var out = scans.map(function (scan) { return scan.id; });
    keep(queue().filter(function (one) { return out.indexOf(one.id) < 0; }));
    scans.forEach(function (scan) { refused(scan, why); });
    tell('WRONG');
  }
  // The page they were made on is open and has no place for them: the cart is done, or has gone to somebody else.
  function leaveOutGone() {
    leaveOut(elsewhere().filter(function (scan) { return scan.screen === location.pathname; }), body.dataset.sayGone);
  }

  // What the screen knows goes along with the scan at its turn, not when it was typed: ten scans in two seconds all count.
  function freeze(scan) {
    var here = formOf(scan);
    var values = {};
    new FormData(here).forEach(function (value, name) { if (name !== '_csrf') values[name] = value; });
    values[here.dataset.field] = scan.scan;
    values[here.dataset.id] = scan.id;
    scan.values = values;
    keep(queue().map(function (one) { return one.id === scan.id ? scan : one; }));
  }

  function send() {
    if (busy) return;
    leaveOutGone();
    var scan = next();
    if (!scan) { show(); return; }
    busy = true;
    window.clearTimeout(timer);
    if (navigator.locks) navigator.locks.request('wharf-scans', function () { return post(scan.id); });
    else post(scan.id);
  }

  function post(which) {
    // Another window of this browser may have sent it while this one waited, or the page may have gone on.
    var scan = queue().find(function (one) { return one.id === which; });
    if (!scan || !scan.values && !formOf(scan)) { busy = false; window.setTimeout(send); return Promise.resolve(); }
    if (!scan.values) freeze(scan);
    var stop = new AbortController();
    var tooLong = window.setTimeout(function () { stop.abort(); }, 15000);
    var headers = Object.assign({ 'HX-Request': 'true' }, JSON.parse(body.getAttribute('hx-headers') || '{}'));
    return fetch(scan.action, { method: 'POST', body: new URLSearchParams(scan.values), headers: headers, signal: stop.signal })
      .then(function (answer) {
        if (answer.status === 401 || answer.redirected && /\/(login|floor\/sign-in)/.test(answer.url)) { signIn(); return null; }
        if (answer.status === 403) { renew(); return null; }
        if (answer.status === 500) faults++;
        if (answer.status === 429 || answer.status >= 500) throw new Error('later');
        return answer.text().then(function (html) { taken(scan, answer, html); });
      })
      .catch(function () { later(); })
      .finally(function () { window.clearTimeout(tooLong); });
  }

  function later() {
    busy = false;
    failing = true;
    show();
    timer = window.setTimeout(send, wait);
    wait = Math.min(wait * 2, 8000);
  }
  function signIn() {
    busy = false;
    failing = true;
    show();
    location.assign('/floor/sign-in?next=' + encodeURIComponent(location.pathname));
  }
  // The form has grown old: one fresh page, and the scans go on from there.
  function renew() {
    busy = false;
    failing = true;
    show();
    var last = Number(sessionStorage.getItem('wharf-renewed') || 0);
    if (Date.now() - last < 10000) { timer = window.setTimeout(send, 8000); return; }
    try { sessionStorage.setItem('wharf-renewed', String(Date.now())); } catch (e) { /* once more then */ }
    location.reload();
  }

  function taken(scan, answer, html) {
    var late = Date.now() - scan.at > 3000 || mine().length > 1;
    busy = false;
    failing = false;
    faults = 0;
    wait = 1000;
    keep(queue().filter(function (one) { return one.id !== scan.id; }));
    var page = new DOMParser().parseFromString(html, 'text/html');
    var here = formOf(scan);
    var fresh = answer.ok && here ? page.querySelector(here.dataset.target) : null;
    if (fresh) swap(here.dataset.target, fresh);
    var part = fresh || (answer.ok ? page.querySelector('#step, #bench, #content') : null);
    var tone = answer.ok ? toneOf(part) : 'WRONG';
    tell(tone);
    if (tone === 'WRONG' && (late || !fresh)) refused(scan, answer.ok ? said(part) : detail(page, answer));
    show();
    window.setTimeout(send);
  }
  function said(part) {
    var text = part && part.querySelector('.wharf-said, [role=alert], .alert-danger');
    return text ? text.textContent.trim() : '';
  }
  function detail(page, answer) {
    var text = page.querySelector('.card .h3');
    return text ? text.textContent.trim() : String(answer.status);
  }

  // A scanner types while pages change: what has been typed so far stays.
  function swap(target, fresh) {
    var old = document.querySelector(target);
    if (!old) return;
    var field = document.querySelector('[data-keep-focus]');
    var typed = field ? field.value : '';
    old.replaceWith(fresh);
    // A bench that is done asks for the next tote in a form of its own.
    if (target === '#bench' && fresh.dataset.done === 'yes' && form()) form().remove();
    if (window.htmx) window.htmx.process(fresh);
    var now = document.querySelector('[data-keep-focus]');
    if (now && now !== field) now.value = typed;
    if (now) now.focus();
    remember();
  }

  // --- what people see of it -------------------------------------------------------------------------------------------------------
  function show() {
    var line = document.getElementById('scans-waiting');
    if (!line) return;
    var all = queue();
    var here = all.filter(function (scan) { return scan.who === who; });
    var away = elsewhere();
    var others = all.length - here.length;
    var offline = navigator.onLine === false || failing;
    var texts = [];
    if (here.length > 1 || here.length && offline)
      texts.push((offline ? body.dataset.sayCut + ' ' : '') + (here.length === 1 ? body.dataset.sayOne : body.dataset.sayWaiting).replace('#', here.length)
        + ' ' + here.map(function (scan) { return scan.scan || '↶'; }).slice(-6).join(' · '));
    else if (offline) texts.push(body.dataset.sayOffline);
    if (away.length) texts.push(body.dataset.sayElsewhere.replace('#', away.length));
    if (others) texts.push(body.dataset.sayOthers.replace('#', others));
    line.textContent = texts.join(' — ');
    line.hidden = !texts.length;
    line.classList.toggle('wharf-waiting-offline', offline);
    if (away.length) {
      var link = document.createElement('a');
      link.href = away[0].screen;
      link.textContent = away[0].screen;
      line.append(' ', link);
    }
    var held = holding();
    if (held) {
      var button = document.createElement('button');
      button.className = 'btn btn-sm';
      button.type = 'button';
      button.dataset.leaveOut = held.id;
      button.textContent = body.dataset.sayLeaveOut.replace('#', held.scan || '↶');
      line.append(' ', button);
    }
  }
  // What may hold the others up for good: a scan that the server fails at again and again, or one whose page does not come back.
  function holding() { return faults >= MANY_FAULTS ? next() : elsewhere()[0]; }
  function refused(scan, why) {
    var box = document.getElementById('scans-refused');
    if (!box) return;
    var item = document.createElement('li');
    item.textContent = body.dataset.sayRefused.replace('#', scan.scan || '↶') + ' ' + why;
    box.querySelector('ul').append(item);
    box.hidden = false;
  }

  // --- the field -------------------------------------------------------------------------------------------------------------------
  document.addEventListener('submit', function (event) {
    if (event.target.matches('form[data-scan-find]')) { event.preventDefault(); find(event.target); return; }
    if (!event.target.matches('form[data-scan-queue]')) { afterScans(event); return; }
    event.preventDefault();
    var field = event.target.querySelector('[data-keep-focus]');
    var text = field.value.trim();
    field.value = '';
    if (text) add(event.target.getAttribute('action'), text);
  });

  // A list in which a scan finds its entry.
  function find(here) {
    var field = here.querySelector('[data-keep-focus]');
    var text = field.value.trim().toUpperCase();
    field.value = '';
    if (!text) return;
    var entry = Array.from(document.querySelectorAll('[data-code]')).find(function (one) { return one.dataset.code.toUpperCase() === text; });
    tell(entry ? 'RIGHT' : 'WRONG');
    document.querySelectorAll('.wharf-entry-at').forEach(function (one) { one.classList.remove('wharf-entry-at'); });
    if (!entry) { refused({ scan: text }, here.dataset.unknown); return; }
    entry.classList.add('wharf-entry-at');
    entry.scrollIntoView({ block: 'center' });
    var wanted = entry.querySelector('input:not([type=hidden])');
    if (wanted) wanted.focus();
  }

  document.addEventListener('click', function (event) {
    var at = event.target;
    if (at.closest('[data-undo-scan]') && form()) { add(form().dataset.undo, ''); focus(); }
    else if (at.closest('[data-scan]') && form()) { add(form().getAttribute('action'), at.closest('[data-scan]').dataset.scan); focus(); }
    else if (at.closest('[data-leave-out]')) {
      var out = at.closest('[data-leave-out]').dataset.leaveOut;
      faults = 0;
      leaveOut(mine().filter(function (scan) { return scan.id === out; }), body.dataset.sayLeftOut);
      show();
      send();
      focus();
    }
    else if (at.closest('[data-close-refusals]')) {
      document.querySelector('#scans-refused ul').replaceChildren();
      document.getElementById('scans-refused').hidden = true;
      focus();
    } else if (!at.closest('input, select, textarea, button, a, label, summary, dialog')) focus();
  });
  function focus() {
    var field = document.querySelector('[data-keep-focus]');
    if (field) field.focus();
  }
  // What a scanner types belongs into the field, wherever the focus went.
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.key === ' ') return;
    if (event.target.closest && event.target.closest('input, select, textarea, dialog')) return;
    focus();
  });

  // What is done by button waits for the scans before it that are about to be sent.
  function scansFirst(event) {
    if (!next()) return;
    event.preventDefault();
    tell('WRONG');
    refused({ scan: '…' }, body.dataset.sayFirst);
  }
  function afterScans(event) {
    if (event.target.closest('#step, #bench') && !event.target.hasAttribute('hx-post')) scansFirst(event);
  }
  body.addEventListener('htmx:beforeRequest', scansFirst);
  body.addEventListener('htmx:afterSwap', function () {
    tell(toneOf(document.querySelector('#step, #bench')));
    remember();
  });

  window.addEventListener('online', function () { wait = 1000; send(); show(); });
  window.addEventListener('offline', show);
  window.addEventListener('storage', function (event) { if (event.key === QUEUE) show(); });

  // --- settings of this device -----------------------------------------------------------------------------------------------------
  document.querySelectorAll('input[data-floor-setting]').forEach(function (box) {
    box.checked = Boolean(settings()[box.dataset.floorSetting]);
    box.addEventListener('change', function () {
      var now = settings();
      now[box.dataset.floorSetting] = box.checked;
      write(SETTINGS, now);
      tell('RIGHT');
    });
  });
  document.querySelectorAll('[data-try-tone]').forEach(function (button) {
    button.addEventListener('click', function () { tell(button.dataset.tryTone); });
  });

  // --- the shell without a connection ----------------------------------------------------------------------------------------------
  // The page as it stands now is what a reload without a connection shows.
  function remember() {
    if (!window.caches || !form() || !who) return;
    var page = new Response('<!DOCTYPE html>\n' + document.documentElement.outerHTML, { headers: { 'Content-Type': 'text/html;charset=UTF-8' } });
    caches.open(PAGES).then(function (pages) { return pages.put(location.pathname, page); }).catch(function () { /* no room */ });
  }
  // Pages of whoever worked here before are nobody else's.
  if (window.caches && who && read(PERSON, '') !== who) {
    caches.delete(PAGES);
    write(PERSON, who);
  }
  if ('serviceWorker' in navigator && who) navigator.serviceWorker.register('/floor/sw.js', { scope: '/floor' }).catch(function () { /* plain http */ });

  // --- the camera as a scanner -----------------------------------------------------------------------------------------------------
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-camera]')) return;
    if (!window.isSecureContext || !navigator.mediaDevices) { window.alert(body.dataset.sayInsecure); focus(); return; }
    if (window.wharfCamera) { window.wharfCamera(typed); return; }
    var script = document.createElement('script');
    script.src = '/assets/camera.js';
    script.addEventListener('load', function () { window.wharfCamera(typed); });
    document.head.append(script);
  });
  function typed(code) {
    var field = document.querySelector('[data-keep-focus]');
    if (!field) return;
    field.value = code;
    field.form.requestSubmit();
  }

  show();
  send();
})();
