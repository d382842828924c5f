// Keeps a list of requests up to date: new ones come as events, each is shown once.
(function () {
  "use strict";
  var list = document.querySelector("[data-news]");
  if (!list || !window.EventSource) return;
  var row = document.getElementById("request-row");
  var told = document.querySelectorAll("[data-when]");
  var empty = document.querySelector("[data-empty]");
  var news = new URL(list.dataset.news, location.href);
  var rowsMax = Number(list.dataset.rowsMax);
  var source = null;
  var timer = 0;
  var waitMs = 1000;
  var silence = 0;
  var SILENCE_MS = 25000; // the server says that it is still here more than twice in this time

  function say(state) {
    list.dataset.state = state;
    told.forEach(function (each) {
      each.hidden = each.dataset.when !== state;
    });
  }
  function fill(place, text, to) {
    place.textContent = text;
    if (to) place.setAttribute("href", to);
    else place.removeAttribute("href");
  }
  function show(line) {
    if (document.getElementById(line.id)) return;
    var added = row.content.firstElementChild.cloneNode(true);
    added.id = line.id;
    added.classList.add("request-new");
    function part(name) {
      return added.querySelector("[data-part=" + name + "]");
    }
    part("time").textContent = line.time;
    fill(part("customer"), line.customer, line.customer_at);
    part("campaign").textContent = line.campaign || "–";
    fill(part("code"), line.code || "–", line.card_at);
    part("outcome").textContent = line.outcome;
    part("outcome").className = "badge bg-" + line.colour + "-lt";
    part("reason").textContent = line.reason;
    list.prepend(added);
    while (list.rows.length > rowsMax) list.lastElementChild.remove();
    if (empty) empty.hidden = true;
    list.closest("[data-list]").hidden = false;
    // What is missed while nobody listens is asked for from here on.
    news.searchParams.set("after", line.id.split("-")[0]);
  }
  function stop(state) {
    clearTimeout(timer);
    clearTimeout(silence);
    if (source) source.close();
    source = null;
    say(state);
  }
  function heard() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE_MS);
  }
  function lost() {
    stop(document.hidden ? "paused" : "lost");
    if (document.hidden) return;
    timer = setTimeout(start, waitMs);
    waitMs = Math.min(waitMs * 2, 30000);
    askWhetherEnded();
  }
  // The page leads to the sign-in then: nothing more comes until somebody has signed in.
  async function askWhetherEnded() {
    try {
      var answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
      if (answer.type === "opaqueredirect") stop("ended");
    } catch (gone) { /* the next try may find the server again */ }
  }
  function start() {
    if (list.dataset.state !== "lost") say("connecting");
    clearTimeout(timer);
    if (source) source.close();
    heard();
    source = new EventSource(news);
    source.addEventListener("open", function () {
      waitMs = 1000;
      heard();
      say("connected");
    });
    source.addEventListener("request", function (event) {
      heard();
      show(JSON.parse(event.data));
    });
    source.addEventListener("still", heard);
    source.addEventListener("error", lost);
  }
  function follow() {
    if (list.dataset.state === "ended") return;
    if (document.hidden) stop("paused");
    else start();
  }
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("offline", lost);
  window.addEventListener("pagehide", function () {
    stop("paused");
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) follow();
  });
  follow();
})();
