// Scans are sent one after the other, each once, in the order scanned: the field is free again at once, and a dropped connection only delays.
(function () {
  var form = document.getElementById('scan-form');
  if (!form) return;
  var field = document.getElementById('scan');
  var waiting = document.getElementById('waiting');
  var key = 'wharf-scans ' + form.getAttribute('action');
  var queue = load();
  var sending = false;

  function load() {
    try { return JSON.parse(sessionStorage.getItem(key)) || []; } catch (e) { return []; }
  }
  function save() {
    try { sessionStorage.setItem(key, JSON.stringify(queue)); } catch (e) { /* not kept over a reload then */ }
    waiting.textContent = queue.length > 1 ? queue.length + ' scans on their way' : '';
  }
  function requestId() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
  }
  function beep(right) {
    try {
      var audio = new AudioContext();
      var tone = audio.createOscillator();
      tone.frequency.value = right ? 1200 : 180;
      tone.type = right ? 'sine' : 'square';
      tone.connect(audio.destination);
      tone.start();
      tone.stop(audio.currentTime + (right ? 0.08 : 0.4));
      tone.onended = function () { audio.close(); };
    } catch (e) { /* no sound on this device */ }
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var code = field.value.trim();
    field.value = '';
    if (!code) return;
    queue.push({ code: code, requestId: requestId() });
    save();
    next();
  });

  var lastCode = '';
  function next() {
    if (sending || !queue.length || !document.getElementById('bench')) return;
    sending = true;
    var scan = queue[0];
    var bench = document.getElementById('bench');
    var values = { code: scan.code, requestId: scan.requestId };
    if (bench.dataset.carton) values.carton = bench.dataset.carton;
    if (bench.dataset.refusal === 'serial-needed') values.serialOf = lastCode;
    var body = new URLSearchParams(new FormData(form));
    Object.keys(values).forEach(function (name) { body.set(name, values[name]); });
    fetch(form.getAttribute('action'), { method: 'POST', body: body, headers: { 'HX-Request': 'true' } })
      .then(function (answer) {
        if (answer.status >= 500) throw new Error('later');
        return answer.text().then(function (html) { taken(scan, answer, html); });
      })
      .catch(function () {
        waiting.textContent = queue.length + ' scans wait for the connection; nothing is lost';
        sending = false;
        setTimeout(next, 2000);
      });
  }
  function taken(scan, answer, html) {
    if (!awaitsSerial()) lastCode = scan.code;
    queue.shift();
    save();
    if (answer.ok && !answer.redirected) swap(html);
    else location.reload();
    sending = false;
    next();
  }
  function awaitsSerial() {
    return document.getElementById('bench').dataset.refusal === 'serial-needed';
  }
  function swap(html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    var fresh = page.getElementById('bench');
    document.getElementById('bench').replaceWith(fresh);
    if (window.htmx) window.htmx.process(fresh);
    tell();
    if (field.isConnected) field.focus();
  }
  function tell() {
    var sound = document.getElementById('bench').dataset.sound;
    if (sound) beep(sound === 'right');
  }

  document.body.addEventListener('htmx:afterSwap', tell);
  save();
  next();
})();
