// The word of an invitation stands behind the # of its link, which browsers keep to themselves.
(function () {
  "use strict";
  var word = location.hash.slice(1);
  if (!word) return;
  document.getElementById("invitation").value = word;
  history.replaceState(null, "", location.pathname);
  document.getElementById("name").focus();
})();
