// Serves the floor when the connection is gone: pages from the network where there is one, else as this device saw them last; styles and
// scripts from the cache at once, renewed behind it. Scans are not its business: they wait in the page.
var SHELL = 'wharf-floor-shell-1';
var PAGES = 'wharf-floor-pages';
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
  if (request.mode === 'navigate') event.respondWith(page(request, url));
  else if (/^\/(assets|webjars)\/|\/map\.svg$/.test(url.pathname)) event.respondWith(file(event, request));
});

function page(request, url) {
  return fetch(request).then(function (answer) {
    if (answer.ok && !answer.redirected && url.pathname !== '/floor/sign-in') {
      var copy = answer.clone();
      caches.open(PAGES).then(function (pages) { return pages.put(url.pathname, copy); });
    }
    return answer;
  }).catch(function () {
    return caches.open(PAGES).then(function (pages) { return pages.match(url.pathname); }).then(function (seen) { return seen || nothing(); });
  });
}
function file(event, request) {
  return caches.match(request).then(function (seen) {
    var renewed = fetch(request).then(function (answer) {
      if (answer.ok) {
        var copy = answer.clone();
        event.waitUntil(caches.open(SHELL).then(function (shell) { return shell.put(request, copy); }));
      }
      return answer;
    });
    // A file that this device has only under its plain name, without the hash of its content, does as well.
    if (!seen) return renewed.catch(function () { return caches.match(request.url.replace(/-[0-9a-f]{32}(\.[a-z]+)$/, '$1')).then(function (plain) { return plain || Response.error(); }); });
    event.waitUntil(renewed.catch(function () { /* the cached one has to do */ }));
    return seen;
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
