/* Copies the words of one box once the desk has said that they may leave. The page works without it. */
(function () {
  "use strict";
  if (!navigator.clipboard || !window.fetch) { return; }
  function say(button, words) {
    var place = document.getElementById(button.dataset.said);
    if (place) { place.textContent = words; }
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (!button || !button.dataset.copy) { return; }
    var box = document.getElementById(button.dataset.copy);
    if (!box) { return; }
    event.preventDefault();
    /* Only what was checked and kept leaves, not what stands half-typed in a box. */
    var typed = "defaultValue" in box, words = typed ? box.defaultValue : box.textContent;
    if (typed && box.value !== words) { say(button, "Keep your changes first."); return; }
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Copy": "1" }, credentials: "same-origin" })
      .then(function (answer) {
        if (answer.status !== 204) { form.submit(); return null; }
        return navigator.clipboard.writeText(words).then(function () { say(button, "Copied."); }, function () {
          if (typed) { box.focus(); box.select(); } else { window.getSelection().selectAllChildren(box); }
          say(button, "The words are marked. Copy them with your keyboard.");
        });
      }, function () { form.submit(); });
  });
})();
