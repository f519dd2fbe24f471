// Signing in by badge: a scanner ends the badge with Enter, which leads to the PIN; pages of whoever was here before are forgotten.
(function () {
  var form = document.getElementById('badge-form');
  if (window.caches) caches.delete('wharf-floor-pages');
  if (!form) return;
  var badge = document.getElementById('badge');
  var pin = document.getElementById('pin');
  form.addEventListener('submit', function (event) {
    if (!badge.value.trim()) { event.preventDefault(); badge.focus(); } else if (!pin.value) { event.preventDefault(); pin.focus(); }
  });
  badge.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (badge.value.trim()) pin.focus();
  });
})();
