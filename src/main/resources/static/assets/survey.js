// What was tapped in a mail is sent by the page itself, once somebody is there: a pointer moves, a key is pressed, or the page was in front
// for a moment. Opening it keeps nothing, so that programs that look where links lead do not answer, be it with script.
(function () {
  var form = document.querySelector('form[data-send="self"]');
  if (!form || !form.requestSubmit) return;
  var MOMENT = 1500;
  var over = false;
  var timer;

  function shown() { return document.visibilityState === 'visible' && !document.prerendering; }

  function send() {
    if (over || !shown()) return;
    over = true;
    clearTimeout(timer);
    var said = form.querySelector('[data-said]');
    if (said) said.textContent = form.dataset.sending;
    // Going back to this page must not answer again.
    history.replaceState(null, '', location.pathname);
    form.requestSubmit();
  }

  function wait() {
    clearTimeout(timer);
    if (!over && shown() && document.hasFocus()) timer = setTimeout(send, MOMENT);
  }

  function touched(event) {
    var at = event.target;
    // Whoever reaches for a control may be about to change the answer.
    var control = at.closest && at.closest('a, button, input, label, textarea');
    if (event.isTrusted && !control) send();
  }

  ['pointermove', 'pointerdown', 'touchmove', 'wheel', 'keydown'].forEach(function (type) {
    document.addEventListener(type, touched, { passive: true });
  });
  // Another answer, or words to it, are sent by whoever gives them.
  form.addEventListener('input', function () { over = true; clearTimeout(timer); });
  form.addEventListener('submit', function () { over = true; clearTimeout(timer); });
  document.addEventListener('visibilitychange', wait);
  document.addEventListener('prerenderingchange', wait);
  window.addEventListener('focus', wait);
  window.addEventListener('blur', wait);
  // Whoever came here by going back has answered already, or changed their mind.
  window.addEventListener('pageshow', function (page) { if (page.persisted) over = true; else wait(); });
})();
