// The key of a mailed link stands behind its #, which browsers keep to themselves.
(function () {
  "use strict";
  var key = location.hash.slice(1);
  if (key) document.getElementById("link").value = key;
})();
