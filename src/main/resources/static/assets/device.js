// The check page of a joined device: tries what a browser can try, asks the person about the rest, and tells the server. Details are for the
// manager, and in English. No framework.
(function () {
  var checks = document.getElementById('checks');
  if (!checks) return;

  function headers() {
    var given = {};
    try { given = JSON.parse(document.body.getAttribute('hx-headers') || '{}'); } catch (e) { /* the server then refuses */ }
    return given;
  }

  function found(thing, works, detail) {
    var state = checks.querySelector('[data-state=' + thing + ']');
    var words = checks.querySelector('[data-detail=' + thing + ']');
    state.className = 'badge ' + (works ? 'bg-green-lt' : 'bg-red-lt');
    state.textContent = works ? checks.dataset.sayRight : checks.dataset.sayWrong;
    words.textContent = detail;
    fetch('/device/findings', {
      method: 'POST', headers: headers(),
      body: new URLSearchParams({ thing: thing, works: String(works), detail: detail.slice(0, 200) })
    }).then(function (answer) {
      if (!answer.ok) words.textContent = detail + ' (not reported: ' + answer.status + ')';
    }).catch(function () { words.textContent = detail + ' (not reported: no connection)'; });
  }

  function ask(thing, detail) {
    var question = checks.querySelector('[data-ask=' + thing + ']');
    question.hidden = false;
    question.querySelectorAll('[data-answer]').forEach(function (button) {
      button.onclick = function () {
        question.hidden = true;
        found(thing, button.dataset.answer === 'yes', detail);
      };
    });
    question.querySelector('[data-answer]').focus();
  }

  checks.querySelector('[data-scan-check]').addEventListener('submit', function (event) {
    event.preventDefault();
    var field = document.getElementById('scan-check');
    var read = field.value.trim();
    field.value = '';
    if (!read) return;
    var right = read === checks.dataset.barcode;
    found('SCANNER', right, right ? 'Read it right.' : 'Read “' + read.slice(0, 60) + '” instead of “' + checks.dataset.barcode + '”.');
  });

  var tries = {
    CAMERA: function () {
      if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
        found('CAMERA', false, window.isSecureContext ? 'This browser has no camera.' : 'Browsers allow the camera over HTTPS only.');
        return;
      }
      navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(function (stream) {
        var video = checks.querySelector('video');
        video.srcObject = stream;
        video.hidden = false;
        video.play();
        var reads = 'BarcodeDetector' in window ? 'reads barcodes by itself' : 'this browser reads no barcodes by itself';
        found('CAMERA', true, (stream.getVideoTracks()[0].label || 'Camera') + '; ' + reads + '.');
        window.setTimeout(function () {
          stream.getTracks().forEach(function (track) { track.stop(); });
          video.hidden = true;
        }, 8000);
      }).catch(function (refused) { found('CAMERA', false, String(refused.name || refused)); });
    },
    SOUND: function () {
      try {
        var audio = new AudioContext();
        var tone = audio.createOscillator();
        tone.frequency.value = 1040;
        tone.connect(audio.destination);
        tone.start();
        tone.stop(audio.currentTime + 0.4);
        tone.onended = function () { audio.close(); };
        ask('SOUND', 'As a person heard it.');
      } catch (e) { found('SOUND', false, 'This browser makes no sound.'); }
    },
    VIBRATION: function () {
      if (navigator.vibrate && navigator.vibrate(300)) ask('VIBRATION', 'As a person felt it.');
      else found('VIBRATION', false, 'This browser does not vibrate.');
    },
    PRINTER: function () {
      fetch('/device/labels', { method: 'POST', headers: headers() }).then(function (answer) {
        if (!answer.ok) throw new Error('the server refused (' + answer.status + ')');
        return answer.text();
      }).then(function (job) {
        window.htmx.ajax('GET', '/device/labels/' + job, { target: '#printed', swap: 'innerHTML' });
        ask('PRINTER', 'As a person saw it.');
      }).catch(function (fault) { found('PRINTER', false, String(fault.message)); });
    }
  };
  checks.querySelectorAll('[data-try]').forEach(function (button) {
    button.addEventListener('click', tries[button.dataset.try]);
  });

  // What needs no person.
  found('SECURE', window.isSecureContext, location.protocol === 'https:' ? 'HTTPS.' : window.isSecureContext ? 'This machine itself.' : 'Plain HTTP: no camera, no offline pages.');
  if (!('serviceWorker' in navigator)) found('SERVICE_WORKER', false, window.isSecureContext ? 'This browser has none.' : 'Browsers allow one over HTTPS only.');
  else navigator.serviceWorker.getRegistrations().then(function (all) {
    found('SERVICE_WORKER', true, all.length ? 'Installed.' : 'Possible; installed when the floor is first opened.');
  }).catch(function (refused) { found('SERVICE_WORKER', false, String(refused.name || refused)); });
})();
