// Scans on the floor: each gets an id, waits its turn, and is sent until the server has answered; then colour and sound. No framework.
(function () {
  var queue = load();
  var busy = false;
  var audio = null;

  function load() {
    try { return JSON.parse(sessionStorage.getItem('wharf-scans') || '[]'); } catch (e) { return []; }
  }

  function keep() {
    try { sessionStorage.setItem('wharf-scans', JSON.stringify(queue)); } catch (e) { /* kept in memory then */ }
  }

  function id() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  }

  function beep(tone) {
    if (tone !== 'RIGHT' && tone !== 'WRONG') return;
    var Audio = window.AudioContext || window.webkitAudioContext;
    if (!Audio) return;
    audio = audio || new Audio();
    var right = tone === 'RIGHT';
    var sound = audio.createOscillator();
    var volume = audio.createGain();
    sound.type = right ? 'sine' : 'sawtooth';
    sound.frequency.value = right ? 1040 : 160;
    volume.gain.setValueAtTime(0.2, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + (right ? 0.15 : 0.5));
    sound.connect(volume).connect(audio.destination);
    sound.start();
    sound.stop(audio.currentTime + (right ? 0.15 : 0.5));
    if (!right && navigator.vibrate) navigator.vibrate(200);
  }

  // What the screen knows goes along with the scan at its turn, not when it was typed: ten scans in two seconds all count.
  function send() {
    var form = document.querySelector('form[data-scan-queue]');
    if (busy || !queue.length || !form || !window.htmx) return;
    busy = true;
    var first = queue[0];
    if (!first.values) {
      first.values = {};
      form.querySelectorAll('input[type=hidden]').forEach(function (field) { first.values[field.name] = field.value; });
      first.values.scan = first.scan;
      first.values.scanId = first.id;
      keep();
    }
    window.htmx.ajax('POST', form.getAttribute('action'), { target: '#step', swap: 'outerHTML', values: first.values });
  }

  document.addEventListener('submit', function (event) {
    if (!event.target.matches('form[data-scan-queue]')) return;
    event.preventDefault();
    var field = event.target.querySelector('[name=scan]');
    var text = field.value.trim();
    field.value = '';
    if (!text) return;
    queue.push({ id: id(), scan: text });
    keep();
    send();
  });

  document.body.addEventListener('htmx:afterRequest', function (event) {
    var xhr = event.detail.xhr;
    var path = event.detail.requestConfig ? event.detail.requestConfig.path : '';
    if (!busy || !/\/scan$/.test(path)) return;
    busy = false;
    var again = !xhr || xhr.status === 0 || xhr.status === 429 || xhr.status >= 500;
    if (!again) {
      queue.shift();
      keep();
    }
    window.setTimeout(send, again ? 1000 : 0);
  });

  document.body.addEventListener('htmx:afterSwap', function () {
    var step = document.getElementById('step');
    if (step) beep(step.getAttribute('data-tone'));
  });

  window.addEventListener('online', send);
  window.addEventListener('load', send);
})();
