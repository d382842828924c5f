// Colours change where one is, and what was typed stays. A page in another language is loaded anew:
// where something was typed, the browser asks first.
(function () {
  "use strict";
  var root = document.documentElement;
  document.addEventListener("submit", function (event) {
    var form = event.target, chosen = event.submitter;
    if (!form.classList.contains("tastes") || !chosen) return;
    if (chosen.name === "theme") {
      event.preventDefault();
      recolour(form, chosen);
    } else if (!form.elements.kept && isTyped()) {
      window.addEventListener("beforeunload", ask, { once: true });
    }
  });
  function recolour(form, chosen) {
    var sent = new URLSearchParams(new FormData(form));
    sent.set(chosen.name, chosen.value);
    var wish = { method: "POST", body: sent, credentials: "same-origin", redirect: "manual" };
    fetch(form.action, wish).catch(function () { /* it lasts as long as the page, then */ });
    form.querySelectorAll("button").forEach(function (each) {
      each.classList.toggle("active", each === chosen);
      if (each === chosen) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    });
    var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    var look = chosen.value === "auto" ? (dark ? "dark" : "light") : chosen.value;
    root.dataset.theme = chosen.value;
    root.setAttribute("data-bs-theme", look);
  }
  function ask(event) { event.preventDefault(); }
  // What a form was answered with has what was typed already; elsewhere it differs from the page.
  function isTyped() {
    var fields = document.querySelectorAll("main input:not([type=hidden]), main textarea, main select");
    return Array.from(fields).some(function (each) {
      if (each.closest(".tastes")) return false;
      if (each.tagName === "SELECT") {
        return Array.from(each.options).some(function (one) { return one.selected !== one.defaultSelected; });
      }
      if (each.type === "checkbox" || each.type === "radio") return each.checked !== each.defaultChecked;
      return "answer" in document.body.dataset ? each.value !== "" : each.value !== each.defaultValue;
    });
  }
})();
