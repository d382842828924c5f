// Brings what stands in [data-follow] up to date while it says that there is more to come, and at
// the end the whole page.
(function () {
  "use strict";
  function follow() {
    var part = document.querySelector("[data-follow]");
    if (part) setTimeout(look, 1000, part);
  }
  async function look(part) {
    try {
      var answer = await fetch(location.href, { redirect: "error" });
      if (answer.ok) {
        var page = new DOMParser().parseFromString(await answer.text(), "text/html");
        var now = page.getElementById(part.id);
        if (!now || !now.hasAttribute("data-follow")) return location.reload();
        part.replaceWith(now);
      }
    } catch (gone) { /* the next look may find the server again */ }
    follow();
  }
  follow();
})();
