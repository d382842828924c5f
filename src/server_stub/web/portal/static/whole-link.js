// Puts the address of this portal before a link that is to be copied.
(function () {
  "use strict";
  document.querySelectorAll("input[data-path]").forEach(function (field) {
    field.value = location.origin + field.dataset.path;
  });
})();
