// The code behind the link's #, the camera, and a page that itself says when the goods are there.
// Without any of it the page works: codes are typed, and "Look again" is a link.
(function () {
  "use strict";
  var LOOK_EVERY_MS = 1500, LOOK_EVERY_MS_MAX = 15000, SCAN_EVERY_MS = 150;
  var CALM_AFTER_MS = 8000;
  var field = document.getElementById("code");

  function take(text) {
    var code = text.slice(text.lastIndexOf("#") + 1).trim();
    if (!code || code === "main" || !field) return false;
    field.value = code;
    return true;
  }

  // Browsers send nothing of what stands behind the #, and it does not stay in the address.
  function takeFromAddress() {
    var text = location.hash;
    if (!text || text === "#main") return;
    history.replaceState(null, "", location.pathname + location.search);
    try { text = decodeURIComponent(text); } catch (error) { /* as it is */ }
    if (!take(text)) return;
    var name = document.getElementById("name");
    (name && !name.value ? name : document.getElementById("go")).focus();
  }
  takeFromAddress();
  window.addEventListener("hashchange", takeFromAddress);

  // What a form was answered with is a page like any other: going back to it, or loading it anew,
  // sends nothing again.
  var shown = document.querySelector("[data-at]");
  if (shown) history.replaceState(null, "", shown.dataset.at);

  // A code has no lines: Enter sends the form, as in the fields beside it.
  if (field) {
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      field.form.requestSubmit(document.getElementById("go"));
    });
  }

  // --- That a form is on its way is shown; the server knows a repeat, so nothing is held back. ---
  var form = document.querySelector("form[data-once]");
  if (form) {
    var go = document.getElementById("go");
    var calm = function () { go.classList.remove("btn-loading"); };
    form.addEventListener("submit", function () {
      go.classList.add("btn-loading");
      setTimeout(calm, CALM_AFTER_MS);
    });
    window.addEventListener("pageshow", calm);
  }

  // --- The camera ---
  var scan = document.getElementById("scan");
  if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
    var start = document.getElementById("scan-start"), stop = document.getElementById("scan-stop");
    var view = document.getElementById("scan-view"), video = document.getElementById("scan-video");
    var said = document.getElementById("scan-said");
    var detector = null, stream = null;
    scan.hidden = false;

    var end = function (words) {
      if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
      stream = null;
      video.srcObject = null;
      view.hidden = true;
      start.hidden = false;
      said.textContent = words;
    };
    var look = function () {
      if (!stream) return;
      detector.detect(video).then(function (found) {
        if (!stream) return;
        for (var each of found) {
          if (take(each.rawValue)) {
            end(scan.dataset.scanned);
            field.focus();
            return;
          }
        }
        setTimeout(look, SCAN_EVERY_MS);
      }, function () { setTimeout(look, SCAN_EVERY_MS); });
    };
    start.addEventListener("click", function () {
      said.textContent = "";
      var wish = { video: { facingMode: "environment" } };
      navigator.mediaDevices.getUserMedia(wish).then(function (opened) {
        stream = opened;
        detector = new BarcodeDetector();
        video.srcObject = opened;
        view.hidden = false;
        start.hidden = true;
        stop.focus();
        return video.play();
      }).then(look).catch(function () { end(scan.dataset.denied); });
    });
    stop.addEventListener("click", function () { end(""); start.focus(); });
    window.addEventListener("pagehide", function () { end(""); });
  }

  // --- The goods that are on their way ---
  var wait = LOOK_EVERY_MS;
  function lookAgain() {
    if (document.hidden) { setTimeout(lookAgain, LOOK_EVERY_MS); return; }
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      // Signed out meanwhile: the page stays as it is, and its link says the rest.
      if (!answer.ok || answer.redirected) return null;
      return answer.text();
    }).then(function (text) {
      if (text === null) return;
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("state");
      var shown = document.getElementById("state");
      if (!fresh) return;
      if (fresh.dataset.state !== "InProgress") {
        shown.dataset.state = fresh.dataset.state;
        shown.replaceChildren.apply(shown, fresh.childNodes);
        return;
      }
      later();
    }).catch(later);
  }
  function later() {
    setTimeout(lookAgain, wait);
    wait = Math.min(wait * 1.2, LOOK_EVERY_MS_MAX);
  }
  var state = document.getElementById("state");
  if (state && state.dataset.state === "InProgress") later();
})();
