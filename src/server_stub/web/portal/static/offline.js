// Without a line nothing is sent: the browser would put a page of its own in place of this one, and
// what was typed would be gone.
(function () {
  "use strict";
  var offline = document.getElementById("offline");
  if (!offline) return;
  document.addEventListener("submit", function (event) {
    offline.hidden = navigator.onLine;
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    offline.scrollIntoView({ block: "center" });
  }, true);
  window.addEventListener("online", function () { offline.hidden = true; });
})();
