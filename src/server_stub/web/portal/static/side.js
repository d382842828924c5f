// Where the list of pages is longer than the window, the page that one is on is seen in it.
(function () {
  "use strict";
  var list = document.getElementById("navigation");
  var here = list && list.querySelector(".nav-item.active");
  if (!here) return;
  var over = here.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (over > 0) list.scrollTop += over + here.offsetHeight;
})();
