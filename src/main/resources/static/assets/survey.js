// What was tapped in a mail is sent by the page itself, once it is looked at: opening it keeps nothing, and previews show no page.
(function () {
  var form = document.querySelector('form[data-send="self"]');
  if (!form || !form.requestSubmit) return;
  var sent = false;

  function send() {
    if (sent || document.visibilityState !== 'visible' || document.prerendering) return;
    sent = true;
    var said = form.querySelector('[data-said]');
    if (said) said.textContent = form.dataset.sending;
    // Going back to this page must not answer again.
    history.replaceState(null, '', location.pathname);
    form.requestSubmit();
  }

  document.addEventListener('visibilitychange', send);
  document.addEventListener('prerenderingchange', send);
  // Whoever came here by going back has answered already, or changed their mind.
  window.addEventListener('pageshow', function (shown) { if (shown.persisted) sent = true; else send(); });
})();
