// Puts the address of this portal before a link that is to be copied and names none itself.
(function () {
  "use strict";
  document.querySelectorAll("input[data-path]").forEach(function (field) {
    field.value = new URL(field.dataset.path, location.origin).href;
  });
})();
