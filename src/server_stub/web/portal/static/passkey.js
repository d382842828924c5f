// Asks the browser for a passkey, and sends what it answers with the form that it stands in.
(function () {
  "use strict";
  var form = document.querySelector("form[data-question]");
  if (!form) return;
  var button = form.querySelector("button");
  var told = document.querySelectorAll("[data-when]");

  function say(state) {
    told.forEach(function (each) {
      each.hidden = each.dataset.when !== state;
    });
  }
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) {
      return sign.charCodeAt(0);
    });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }
  function question() {
    var asked = JSON.parse(form.dataset.question);
    asked.challenge = bytes(asked.challenge);
    if (asked.user) asked.user.id = bytes(asked.user.id);
    (asked.allowCredentials || asked.excludeCredentials || []).forEach(function (each) {
      each.id = bytes(each.id);
    });
    return { publicKey: asked };
  }
  function answer(found) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature"].forEach(
      function (name) {
        if (found.response[name]) response[name] = text(found.response[name]);
      }
    );
    return { id: found.id, rawId: text(found.rawId), type: found.type, response: response };
  }
  async function ask(event) {
    event.preventDefault();
    button.disabled = true;
    say("asking");
    try {
      var act = form.hasAttribute("data-new") ? "create" : "get";
      var found = await navigator.credentials[act](question());
      form.elements.answer.value = JSON.stringify(answer(found));
      form.submit();
    } catch (refused) {
      button.disabled = false;
      say(refused.name === "InvalidStateError" ? "known" : "refused");
    }
  }
  if (!window.PublicKeyCredential) return say("unable");
  if (location.origin !== form.dataset.origin) return say("elsewhere");
  button.hidden = false;
  button.focus();
  form.addEventListener("submit", ask);
})();
