// Looks once a second how far something has come; at its end the whole page is asked for anew.
(function () {
  "use strict";
  var part = document.querySelector("[data-live]");
  if (!part) return;
  function later(ms) {
    window.setTimeout(look, ms);
  }
  function look() {
    fetch(part.dataset.live)
      .then(function (reply) {
        if (reply.redirected || reply.status === 404) return location.reload();
        if (!reply.ok) return later(5000);
        return reply.text().then(function (html) {
          part.innerHTML = html;
          if (part.querySelector("[data-goes-on]")) later(1000);
          else location.reload();
        });
      })
      .catch(function () {
        later(5000);
      });
  }
  if (part.querySelector("[data-goes-on]")) later(1000);
})();
