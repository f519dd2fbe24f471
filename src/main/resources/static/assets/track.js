// A shopper's page that moves by itself: told by server-sent events when to look again; without them it looks now and then.
(function () {
  var track = document.getElementById('track');
  if (!track) return;
  var live = document.getElementById('track-live');
  var news = document.getElementById('track-news');
  var waiting = null;

  // What the shopper has begun to write must not vanish under their hands.
  function busy() {
    var form = track.querySelector('details[open] form');
    return form && (form.contains(document.activeElement) || form.querySelector('textarea').value !== '');
  }

  function look() {
    if (busy()) { later(5000); return; }
    fetch(location.href, { credentials: 'same-origin', cache: 'no-store' })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('track');
        if (!fresh || fresh.innerHTML === track.innerHTML) return;
        track.innerHTML = fresh.innerHTML;
        track.classList.remove('wharf-track-moved');
        void track.offsetWidth;
        track.classList.add('wharf-track-moved');
        if (news) news.textContent = news.dataset.text;
      })
      .catch(function () { /* the next sign tries again */ });
  }

  function later(millis) {
    clearTimeout(waiting);
    waiting = setTimeout(look, millis);
  }

  function listen() {
    var source = new EventSource(track.dataset.events);
    source.addEventListener('open', function () { if (live) live.hidden = false; });
    source.addEventListener('moved', function () { later(50); });
    source.addEventListener('error', function () {
      if (live) live.hidden = true;
      // Turned away for good: too many pages are open. Look from time to time instead.
      if (source.readyState === EventSource.CLOSED) setInterval(look, 60000);
    });
    window.addEventListener('pagehide', function () { source.close(); });
  }

  if (window.EventSource) listen(); else setInterval(look, 60000);
})();
