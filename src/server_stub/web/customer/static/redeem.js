// The code (or the word from support) behind the link's #, the camera, and a page that itself says when the goods are there.
// Without any of it the page works: codes are typed, and "Look again" is a link.
(function () {
  "use strict";
  var LOOK_EVERY_MS = 1500, LOOK_EVERY_MS_MAX = 15000, SCAN_EVERY_MS = 150, SCAN_FAILURES_MAX = 20;
  var CALM_AFTER_MS = 8000;
  var LINK = /^https?:\/\/[^#]*#?/i;
  var NUMBER = /^[0-9]{18}$/;  // that of a card stands beside its code
  var PICTURE_EDGE_MAX = 2400, PICTURE_QUALITY = 0.85, PICTURE_BYTES_MAX = 1000000;
  var field = document.getElementById("code") || document.getElementById("word");

  function take(code) {
    if (!code.trim() || !field) return false;
    field.value = code.trim();
    keep();
    return true;
  }

  // What stands in the field is there again when this very page is loaded anew.
  function keep() { history.replaceState({ code: field.value }, ""); }

  // Browsers send nothing of what stands behind the #, and it does not stay in the address.
  function takeFromAddress() {
    var text = location.hash;
    if (!text || text === "#main") return;
    try { text = decodeURIComponent(text); } catch (error) { /* as it is */ }
    // A page without the field (the server is away, say) keeps the address, to be loaded anew.
    if (!take(text.slice(1))) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    var name = document.getElementById("name");
    (name && !name.value ? name : document.getElementById("go")).focus();
  }
  if (field) {
    var before = history.state;
    if (!field.value && before && before.code) field.value = before.code;
    keep();
    field.addEventListener("input", keep);
    field.form.addEventListener("submit", function () { history.replaceState(null, ""); });
  }
  takeFromAddress();
  window.addEventListener("hashchange", takeFromAddress);

  // What a form was answered with is a page like any other: going back to it, or loading it anew,
  // sends nothing again.
  var shown = document.querySelector("[data-at]");
  if (shown) history.replaceState(history.state, "", shown.dataset.at);

  // Another language or other colours: this page once more, with what was typed.
  var tastes = document.getElementById("tastes");
  if (tastes && field) {
    tastes.addEventListener("submit", function (event) {
      var chosen = event.submitter;
      if (!chosen) return;
      event.preventDefault();
      var sent = new URLSearchParams(new FormData(tastes));
      sent.set(chosen.name, chosen.value);
      var wish = { method: "POST", body: sent, credentials: "same-origin", redirect: "manual" };
      var again = function () { location.reload(); };
      fetch(tastes.action, wish).then(again, again);
    });
  }

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
  if (scan) canScan().then(function (can) { if (can) offerScan(); else offerPicture(); });

  // A browser may know how to ask for codes, and yet read none.
  function canScan() {
    if (!("BarcodeDetector" in window && navigator.mediaDevices)) return Promise.resolve(false);
    return BarcodeDetector.getSupportedFormats().then(function (formats) {
      return formats.length > 0;
    }, function () { return false; });
  }

  function offerScan() {
    var start = document.getElementById("scan-start"), stop = document.getElementById("scan-stop");
    var view = document.getElementById("scan-view"), video = document.getElementById("scan-video");
    var said = document.getElementById("scan-said");
    var detector = null, stream = null, failures = 0;
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
        var codes = found.map(function (each) { return each.rawValue.replace(LINK, ""); });
        codes.sort(function (one, other) { return NUMBER.test(one) - NUMBER.test(other); });
        failures = 0;
        if (codes.some(take)) {
          end(scan.dataset.scanned);
          field.focus();
          return;
        }
        if (codes.length) said.textContent = scan.dataset.linkAlone;
        setTimeout(look, SCAN_EVERY_MS);
      }, function () {
        failures += 1;
        if (failures === SCAN_FAILURES_MAX) giveUp();
        else setTimeout(look, SCAN_EVERY_MS);
      });
    };
    // The telephone's own camera may do what this page may not.
    var giveUp = function () {
      end(scan.dataset.denied);
      offerPicture();
    };
    start.addEventListener("click", function () {
      said.textContent = "";
      failures = 0;
      var wish = { video: { facingMode: "environment" } };
      navigator.mediaDevices.getUserMedia(wish).then(function (opened) {
        stream = opened;
        detector = new BarcodeDetector();
        video.srcObject = opened;
        view.hidden = false;
        start.hidden = true;
        stop.focus();
        return video.play();
      }).then(look).catch(giveUp);
    });
    stop.addEventListener("click", function () { end(""); start.focus(); });
    window.addEventListener("pagehide", function () { end(""); });
  }

  // --- A picture, where the browser reads no codes by itself: the server reads it. ---
  var shot = document.getElementById("shot");
  var shotSaid = document.getElementById("shot-said");
  function offerPicture() {
    if (!shot || !shot.hidden) return;
    var shotTake = document.getElementById("shot-take");
    var shotFile = document.getElementById("shot-file");
    shot.hidden = false;
    shotTake.addEventListener("click", function () { shotFile.click(); });
    shotFile.addEventListener("change", function () {
      var file = shotFile.files[0];
      shotFile.value = "";
      if (!file) return;
      shotTake.classList.add("btn-loading");
      shotSaid.textContent = shot.dataset.reading;
      smaller(file).then(sendPicture).then(showRead, function () {
        shotSaid.textContent = shot.dataset.failed;
      }).then(function () { shotTake.classList.remove("btn-loading"); });
    });
  }

  // A telephone's picture has more dots than a code needs, and may be of a kind that only the
  // telephone knows. What the browser cannot draw goes as it is: the server says what it is.
  function smaller(file) {
    if (!window.createImageBitmap) return Promise.resolve(file);
    return createImageBitmap(file).then(function (picture) {
      var by = Math.min(1, PICTURE_EDGE_MAX / Math.max(picture.width, picture.height));
      if (by === 1 && file.type === "image/jpeg" && file.size < PICTURE_BYTES_MAX) return file;
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * by);
      canvas.height = Math.round(picture.height * by);
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (made) { done(made || file); }, "image/jpeg", PICTURE_QUALITY);
      });
    }).catch(function () { return file; });
  }

  function sendPicture(picture) {
    var sent = new FormData();
    sent.append("form_token", field.form.elements.form_token.value);
    sent.append("picture", picture, "picture");
    return fetch(shot.dataset.to, { method: "POST", body: sent, credentials: "same-origin" })
      .then(function (answer) { return answer.text(); });
  }

  // The answer is the page with the code in its field, or with the sentence that says why not.
  function showRead(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var read = page.getElementById("code"), why = page.querySelector("main .alert-danger");
    if (read && !why && take(read.value)) {
      shotSaid.textContent = scan.dataset.scanned;
      field.focus();
    } else {
      shotSaid.textContent = why ? why.textContent.trim() : shot.dataset.failed;
    }
  }

  // --- The goods that are on their way ---
  var wait = LOOK_EVERY_MS;
  function lookAgain() {
    if (document.hidden) { setTimeout(lookAgain, LOOK_EVERY_MS); return; }
    var shown = document.getElementById("state");
    fetch(shown.dataset.look, { credentials: "same-origin" }).then(function (answer) {
      // The session is over: nobody was there. The page promises nothing any more.
      if (answer.redirected || answer.status === 401) {
        document.getElementById("promise").textContent = shown.dataset.over;
        return null;
      }
      // Nothing is there any more: then the page of it says so, too.
      if (answer.status === 404) { location.reload(); return null; }
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      if (text === null) return;
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("state");
      if (!fresh) { later(); return; }
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
