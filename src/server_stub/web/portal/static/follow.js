// Brings what stands in [data-follow] up to date while it says that there is more to come, and at
// the end the whole page. It says so when what is seen may be old.
(function () {
  "use strict";
  var OFTEN_MS = 1000;
  var SELDOM_MS = 30000;
  var waitMs = OFTEN_MS;
  var lost = document.querySelector("[data-lost]");
  function follow() {
    var part = document.querySelector("[data-follow]");
    if (part) setTimeout(look, waitMs, part);
  }
  async function look(part) {
    var there = part.dataset.follow + location.search;
    var answer = await ask(there);
    if (answer && isElsewhere(answer)) return location.replace(there);
    if (answer && answer.ok) {
      var page = new DOMParser().parseFromString(await answer.text(), "text/html");
      var now = page.getElementById(part.id);
      if (!now || !now.hasAttribute("data-follow")) return location.replace(there);
      // A part that is being pressed keeps its place: a click begins and ends on one thing.
      if (!part.querySelector(":active")) put(now, part);
    }
    var isKnown = Boolean(answer && answer.ok);
    lost.hidden = isKnown;
    waitMs = isKnown ? OFTEN_MS : Math.min(waitMs * 2, SELDOM_MS);
    follow();
  }
  // Whoever has come to a link by the keyboard stays at it.
  function put(now, part) {
    var at = part.contains(document.activeElement) && document.activeElement.getAttribute("href");
    part.replaceWith(now);
    if (!at) return;
    var same = Array.from(now.querySelectorAll("a")).find(function (link) {
      return link.getAttribute("href") === at;
    });
    if (same) same.focus();
  }
  async function ask(there) {
    try {
      return await fetch(there, { redirect: "manual" });
    } catch (gone) {
      return null;
    }
  }
  // The session has ended, which leads to the sign-in and back, or the page is not there any more.
  function isElsewhere(answer) {
    return answer.type === "opaqueredirect" || answer.status === 404;
  }
  follow();
})();
