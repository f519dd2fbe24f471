// The camera as a scanner: the browser's own detector where it has one, else ZXing. One code closes it, as if it had been scanned.
(function () {
  'use strict';
  var FORMATS = ['code_128', 'ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_39', 'itf', 'qr_code', 'data_matrix'];
  var ZXING = '/assets/zxing-browser-0.2.1/zxing-browser.min.js';
  var say = document.body.dataset;
  var open = false;

  function script(address) {
    return new Promise(function (done, fail) {
      if (window.ZXingBrowser) { done(); return; }
      var element = document.createElement('script');
      element.src = address;
      element.addEventListener('load', done);
      element.addEventListener('error', fail);
      document.head.append(element);
    });
  }

  function view() {
    var dialog = document.createElement('dialog');
    dialog.className = 'wharf-camera-view';
    var text = document.createElement('p');
    text.textContent = say.sayAim;
    var video = document.createElement('video');
    video.setAttribute('playsinline', '');
    video.muted = true;
    var close = document.createElement('button');
    close.className = 'btn btn-lg w-100 mt-2';
    close.type = 'button';
    close.textContent = say.sayClose;
    close.addEventListener('click', function () { dialog.close(); });
    dialog.append(text, video, close);
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  function native(video, stream, found) {
    var detector = new window.BarcodeDetector({ formats: FORMATS });
    var stopped = false;
    video.srcObject = stream;
    video.play();
    (function look() {
      if (stopped) return;
      detector.detect(video).then(function (codes) { if (codes.length) found(codes[0].rawValue); }).catch(function () { /* not a frame yet */ })
        .finally(function () { window.setTimeout(look, 120); });
    })();
    return function () { stopped = true; };
  }

  function zxing(video, stream, found, fail) {
    var controls = null;
    var stopped = false;
    script(ZXING).then(function () {
      return new window.ZXingBrowser.BrowserMultiFormatReader().decodeFromStream(stream, video, function (result) { if (result) found(result.getText()); });
    }).then(function (started) {
      controls = started;
      if (stopped) controls.stop();
    }).catch(fail);
    return function () { stopped = true; if (controls) controls.stop(); };
  }

  window.wharfCamera = function (typed) {
    if (open) return;
    open = true;
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } }).then(function (stream) {
      var dialog = view();
      var done = false;
      var found = function (code) {
        if (done) return;
        done = true;
        dialog.close();
        typed(code);
      };
      var fail = function () {
        dialog.close();
        window.alert(say.sayNoCamera);
      };
      var stop = ('BarcodeDetector' in window ? native : zxing)(dialog.querySelector('video'), stream, found, fail);
      dialog.addEventListener('close', function () {
        stop();
        stream.getTracks().forEach(function (track) { track.stop(); });
        dialog.remove();
        open = false;
      });
    }).catch(function () {
      open = false;
      window.alert(say.sayNoCamera);
    });
  };
})();
