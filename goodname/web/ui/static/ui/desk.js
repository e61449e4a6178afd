/* Keys and small comforts for the desk. Every page works whole without this file. */
(function () {
  "use strict";
  var KEEP = "goodname.keys";

  function keysWanted() {
    try { return localStorage.getItem(KEEP) !== "off"; } catch (refused) { return true; }
  }

  function typing(target) {
    return Boolean(target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog"));
  }

  function items() {
    return Array.from(document.querySelectorAll("[data-item]"));
  }

  function here() {
    return document.activeElement ? document.activeElement.closest("[data-item]") : null;
  }

  /* Moving moves the real focus, so that eyes, ears and keys agree on where one is. */
  function move(step) {
    var all = items();
    if (!all.length) { return; }
    var at = all.indexOf(here());
    var to = at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step;
    var next = all[Math.min(Math.max(to, 0), all.length - 1)];
    var link = next.querySelector("[data-open]") || next.querySelector("a, button");
    if (link) {
      link.focus({ focusVisible: true });
      next.scrollIntoView({ block: "nearest" });
    }
  }

  function press(selector) {
    var item = here();
    var found = item && item.querySelector(selector);
    if (found) { found.click(); }
  }

  function undo() {
    var form = document.querySelector("form[data-undo]");
    if (form) { form.requestSubmit(); }
  }

  function showKeys() {
    var dialog = document.getElementById("keys");
    if (dialog && !dialog.open) { dialog.showModal(); }
  }

  var KEYS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    o: function () { press("[data-open]"); },
    a: function () { press("[data-act]"); },
    u: undo,
    "?": showKeys
  };

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { closeMenus(null); return; }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat && "jk".indexOf(event.key) < 0) { return; }
    var action = Object.prototype.hasOwnProperty.call(KEYS, event.key) ? KEYS[event.key] : null;
    if (!action || typing(event.target) || !keysWanted()) { return; }
    event.preventDefault();
    action();
  });

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) {
        var inside = menu.contains(document.activeElement);
        menu.open = false;
        if (inside) { menu.querySelector("summary").focus(); }
      }
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
    if (event.target.closest("[data-keys]")) { showKeys(); }
  });

  document.querySelectorAll("[data-keys]").forEach(function (button) { button.hidden = false; });

  var choice = document.getElementById("keys-on");
  if (choice) {
    choice.checked = keysWanted();
    choice.addEventListener("change", function () {
      try { localStorage.setItem(KEEP, choice.checked ? "on" : "off"); } catch (refused) { /* then it lasts for this page only */ }
    });
  }

  var faults = document.querySelector("[data-errors]");
  if (faults) { faults.focus(); }
})();
