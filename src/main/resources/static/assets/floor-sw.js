// Serves the floor when the connection is gone: pages from the network where there is one, else as this device saw them last; styles and
// scripts from the cache at once, renewed behind it. Scans are not its business: they wait in the page.
var SHELL = 'wharf-floor-shell-1';
var PAGES = 'wharf-floor-pages';
var MOST_PAGES = 30;
var FILES = [
  '/assets/wharf.css', '/assets/wharf.js', '/assets/theme.js', '/assets/floor.js', '/assets/camera.js', '/assets/wharf.svg',
  '/webjars/tabler__core/1.4.0/dist/css/tabler.min.css', '/webjars/tabler__core/1.4.0/dist/js/tabler.min.js',
  '/webjars/htmx.org/2.0.10/dist/htmx.min.js'
];

self.addEventListener('install', function (event) {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELL).then(function (shell) { return shell.addAll(FILES); }));
});
self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.startsWith('wharf-floor-shell') && name !== SHELL; })
      .map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});
self.addEventListener('fetch', function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event, request, url));
  else if (/^\/(assets|webjars)\/|\/map\.svg$/.test(url.pathname)) event.respondWith(file(event, request));
});

function page(event, request, url) {
  return fetch(request).then(function (answer) {
    if (answer.ok && !answer.redirected && url.pathname !== '/floor/sign-in') {
      var copy = answer.clone();
      event.waitUntil(caches.open(PAGES).then(function (pages) { return pages.put(url.pathname, copy).then(function () { return forgetOldest(pages); }); }));
    }
    return answer;
  }).catch(function () {
    return caches.open(PAGES).then(function (pages) { return pages.match(url.pathname); }).then(function (seen) { return seen || nothing(); });
  });
}
// Every tote that is packed has a page of its own: the oldest make room.
function forgetOldest(pages) {
  return pages.keys().then(function (kept) {
    return Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_PAGES)).map(function (one) { return pages.delete(one); }));
  });
}
function file(event, request) {
  return caches.match(request).then(function (seen) {
    var renewed = fetch(request).then(function (answer) {
      if (answer.ok) {
        var copy = answer.clone();
        event.waitUntil(caches.open(SHELL).then(function (shell) { return shell.put(request, copy).then(function () { return forgetOlder(shell, request.url); }); }));
      }
      return answer;
    });
    // A file that this device has only under its plain name, without the hash of its content, does as well.
    if (!seen) return renewed.catch(function () { return caches.match(plain(request.url)).then(function (older) { return older || Response.error(); }); });
    event.waitUntil(renewed.catch(function () { /* the cached one has to do */ }));
    return seen;
  });
}
function plain(address) { return address.replace(/-[0-9a-f]{32}(\.[a-z]+)$/, '$1'); }
// A file's new content takes the place of the one before.
function forgetOlder(shell, address) {
  return shell.keys().then(function (kept) {
    return Promise.all(kept.filter(function (one) { return one.url !== address && one.url !== plain(one.url) && plain(one.url) === plain(address); })
      .map(function (one) { return shell.delete(one); }));
  });
}
function nothing() {
  return new Response('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Offline</title>'
    + '<link rel="stylesheet" href="/assets/wharf.css"></head><body class="wharf-floor"><main><h1>No connection · Sin conexión</h1>'
    + '<p>This page has not been open on this device. Go back to the one you worked on; your scans are kept.</p>'
    + '<p lang="es">Esta página no se ha abierto en este dispositivo. Vuelva a la anterior; sus lecturas están guardadas.</p>'
    + '<p><a href="/floor/pick">Pick · Recoger</a></p></main></body></html>',
    { status: 503, headers: { 'Content-Type': 'text/html;charset=UTF-8' } });
}
