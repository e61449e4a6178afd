/* Comforts for telling the desk: what a phone shared, drag and drop, paste, and how far it has come.
   Every page works whole without this file. */
(function () {
  "use strict";
  var HELD = "told-held";
  var PATIENCE = 30 * 60 * 1000;
  var can = "caches" in window;

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/tell/worker.js", { scope: "/tell/" }).catch(function () { /* then sharing asks for the file again */ });
  }

  function drop() {
    return can ? caches.delete(HELD).catch(function () { return false; }) : Promise.resolve(false);
  }

  async function note() {
    if (!can || !(await caches.has(HELD))) { return null; }
    var kept = await (await caches.open(HELD)).match("/tell/held/note");
    var found = kept ? await kept.json() : null;
    if (!found || Date.now() - found.at > PATIENCE) {
      await drop();
      return null;
    }
    return found;
  }

  function find(mark) { return document.querySelector("[" + mark + "]"); }

  function onwardOnlyWithNo(gate) {
    var form = gate.querySelector("form");
    note().then(function (held) {
      if (!held || !held.files) { return; }
      var place = find("data-held");
      find("data-held-words").textContent = (held.files === 1 ? "The picture that you shared waits" : "The first picture that you shared waits") + " in this browser. It has not been sent." + (held.files > 1 ? " Share the others one by one." : "");
      place.hidden = false;
    });
    form.addEventListener("submit", function (event) {
      var answer = form.querySelector("input[name=answer]:checked");
      if (!answer || answer.value === "no") { return; }
      event.preventDefault();
      drop().then(function () { form.submit(); });
    });
  }

  function prefill(place) {
    note().then(function (held) {
      if (!held || held.files) { return; }
      var text = place.querySelector("textarea[name=text]");
      var address = place.querySelector("input[name=address]");
      var link = held.url || (held.text.match(/https?:\/\/\S+/) || [""])[0];
      if (text && !text.value) { text.value = held.text; }
      if (address && !address.value) { address.value = link; }
      place.querySelector("form").addEventListener("submit", drop);
    });
  }

  function sending(form) {
    var input = form.querySelector("input[type=file]");
    var zone = form.querySelector("[data-drop-zone]");
    var chosen = form.querySelector("[data-chosen]");
    var most = Number(form.dataset.most);
    form.querySelectorAll("[data-script-only]").forEach(function (one) { one.hidden = false; });

    function told() {
      var file = input.files[0];
      if (!file) { chosen.textContent = ""; return; }
      var size = file.size > 1e6 ? (file.size / 1e6).toFixed(1) + " MB" : Math.ceil(file.size / 1000) + " KB";
      chosen.textContent = file.size > most ? "This file is too big: " + size + "." : "Ready to send: " + file.name + ", " + size;
    }

    function take(file) {
      var basket = new DataTransfer();
      basket.items.add(file);
      input.files = basket.files;
      told();
    }

    input.addEventListener("change", told);
    zone.addEventListener("dragover", function (event) { event.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", function () { zone.classList.remove("over"); });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length) { take(event.dataTransfer.files[0]); }
    });
    document.addEventListener("paste", function (event) {
      var file = Array.from(event.clipboardData ? event.clipboardData.files : [])[0];
      if (file) { event.preventDefault(); take(file); }
    });

    note().then(async function (held) {
      if (!held || !held.files || input.files.length) { return; }
      var kept = await (await caches.open(HELD)).match("/tell/held/file");
      if (kept) {
        var blob = await kept.blob();
        take(new File([blob], held.name || "shared", { type: blob.type }));
      }
    });

    form.addEventListener("submit", function (event) {
      if (!input.files.length || input.files[0].size > most) { return; }
      event.preventDefault();
      send(form);
    });
  }

  function send(form) {
    var going = form.querySelector("[data-going]");
    var bar = going.querySelector("progress");
    var words = going.querySelector("[data-going-words]");
    var button = form.querySelector("button[type=submit]");
    var request = new XMLHttpRequest();
    going.hidden = false;
    button.disabled = true;
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      bar.value = Math.round(100 * event.loaded / event.total);
      words.textContent = bar.value < 100 ? bar.value + " of 100 parts are there" : "It is there. One moment.";
    });
    function plainly() {
      button.disabled = false;
      going.hidden = true;
      HTMLFormElement.prototype.submit.call(form);
    }
    request.addEventListener("load", function () {
      var answer = null;
      try { answer = JSON.parse(request.responseText); } catch (page) { /* a page with something to put right */ }
      if (request.status === 200 && answer && answer.to) { window.location.assign(answer.to); } else { plainly(); }
    });
    request.addEventListener("error", function () {
      button.disabled = false;
      words.textContent = "It did not arrive. Check that you are online, then press the button again.";
    });
    request.open("POST", window.location.href);
    request.setRequestHeader("X-Goodname-Progress", "1");
    request.send(new FormData(form));
  }

  if (find("data-gate")) { onwardOnlyWithNo(find("data-gate")); }
  if (find("data-held-text")) { prefill(find("data-held-text")); }
  if (find("data-send")) { sending(find("data-send")); }
  /* It was said to be one, or it has arrived: either way nothing may stay behind in the browser. */
  if (find("data-drop") || find("data-arrived") || find("data-sent")) { drop(); }
})();
