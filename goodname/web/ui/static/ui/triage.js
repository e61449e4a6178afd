/* Keys and ticks of the inbox. Without this file every tick, filter and button still works. */
(function () {
  "use strict";

  function keysWanted() {
    try { return localStorage.getItem("goodname.keys") !== "off"; } catch (refused) { return true; }
  }

  function ticks() { return Array.from(document.querySelectorAll("[data-tick]")); }

  function ticked() { return ticks().filter(function (one) { return one.checked; }); }

  function row() { return document.activeElement ? document.activeElement.closest("[data-item]") : null; }

  function tickOf(item) { return item ? item.querySelector("[data-tick]") : null; }

  var came = null; // the link that a key was pressed on, to go back to

  /* What is ticked is said in the bar, and to ears by the region that is always there. */
  function count() {
    var number = ticked().length;
    var said = number ? (number === 1 ? "With the one that is ticked" : "With the " + number + " that are ticked") : "With what you ticked";
    document.querySelectorAll("[data-ticked]").forEach(function (place) { place.textContent = said; });
    var all = document.querySelector("[data-tick-all]");
    if (all && ticks().length) { all.textContent = number === ticks().length ? "Tick none" : "Tick all on this page"; }
  }

  function tell(words) {
    var region = document.getElementById("ticks-said");
    if (region) { region.textContent = words; }
  }

  function said() {
    count();
    var number = ticked().length;
    tell(number === 1 ? "One is ticked." : number + " are ticked.");
  }

  function tick() {
    var box = tickOf(row());
    if (box) { box.checked = !box.checked; said(); }
  }

  /* e, s and a go to the question that must be answered; Enter there does it. */
  function ask(key) {
    var field = document.querySelector("#many-bar [data-key=\"" + key + "\"]");
    var item = row();
    if (!field || (!ticked().length && !tickOf(item))) { return; }
    if (!ticked().length) { tickOf(item).checked = true; said(); }
    came = document.activeElement;
    field.closest("details").open = true;
    field.focus({ focusVisible: true });
  }

  function find() {
    var field = document.querySelector("[data-key=\"/\"]");
    if (field) { field.focus(); field.select(); }
  }

  var KEYS = {
    x: tick,
    e: function () { ask("e"); },
    s: function () { ask("s"); },
    a: function () { ask("a"); },
    "/": find
  };

  function typing(target) {
    return Boolean(target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog"));
  }

  /* Before the keys that every page has: here a gives a mention to somebody. */
  document.addEventListener("keydown", function (event) {
    var field = event.target.closest ? event.target.closest("#many-bar select, #many-bar input[type=date]") : null;
    if (field && event.key === "Enter") {
      event.preventDefault();
      field.closest(".many-act").querySelector("button").click();
      return;
    }
    if (field && event.key === "Escape" && came && came.isConnected) { came.focus(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    var action = Object.prototype.hasOwnProperty.call(KEYS, event.key) ? KEYS[event.key] : null;
    if (!action || typing(event.target) || !keysWanted()) { return; }
    event.preventDefault();
    action();
  }, true);

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-tick]")) { said(); }
  });

  document.addEventListener("click", function (event) {
    var all = event.target.closest("[data-tick-all]");
    if (!all) { return; }
    event.preventDefault();
    var some = ticked().length < ticks().length;
    ticks().forEach(function (one) { one.checked = some; });
    said();
  });

  function fold() {
    /* On a phone the bar is one line until it is opened, so that it does not cover the list. */
    var acts = document.querySelector(".many-acts");
    if (acts && window.matchMedia("(max-width: 40rem)").matches) { acts.open = false; }
  }

  var region = document.createElement("p");
  region.id = "ticks-said";
  region.className = "hush";
  region.setAttribute("role", "status");
  document.querySelector("main").appendChild(region);

  var more = document.getElementById("more-keys"), list = document.querySelector("#keys dl");
  if (more && list) { list.replaceChildren(more.content.cloneNode(true)); }

  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id === "rows") { came = null; fold(); count(); }
  });
  fold();
  count();
})();
