/* What a phone shares is held in the browser until the question about it is answered.
   Only the share address is ours: every other request goes its usual way. */
"use strict";

var HELD = "told-held";

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  if (event.request.method === "POST" && address.origin === self.location.origin && address.pathname === "/tell/share/") {
    event.respondWith(hold(event.request));
  }
});

function go(path) {
  return Response.redirect(new URL(path, self.location.origin).href, 303);
}

async function hold(request) {
  try {
    var shared = await request.formData();
    await caches.delete(HELD);
    var cache = await caches.open(HELD);
    var files = shared.getAll("files").filter(function (one) { return one instanceof File && one.size; });
    var words = ["title", "text"].map(function (name) { return shared.get(name) || ""; }).filter(Boolean).join("\n");
    var note = { at: Date.now(), files: files.length, name: files.length ? files[0].name : "", text: words, url: shared.get("url") || "" };
    if (files.length) {
      await cache.put("/tell/held/file", new Response(files[0], { headers: { "Content-Type": files[0].type || "application/octet-stream" } }));
    }
    await cache.put("/tell/held/note", new Response(JSON.stringify(note), { headers: { "Content-Type": "application/json" } }));
    if (files.length) { return go("/tell/picture/?held=1"); }
    return go(note.url ? "/tell/address/?held=1" : "/tell/words/?held=1");
  } catch (fault) {
    return go("/tell/picture/?again=1");
  }
}
