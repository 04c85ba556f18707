// Improves pages that work without it: numbers open beside the text, ticks are kept at once.
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.fig");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) return;
  const sheet = document.getElementById("why");
  if (!sheet.showPopover) return;
  event.preventDefault();
  if (!sheet.contains(link)) sheet.opener = link;
  htmx.ajax("GET", link.getAttribute("href"), { target: "#why", swap: "innerHTML" }).then(() => {
    if (!sheet.matches(":popover-open")) sheet.showPopover();
    sheet.querySelector("h2")?.focus();
  });
});

document.getElementById("why")?.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && event.target.opener) event.target.opener.focus();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (!form) return;
  const headers = { "HX-Request": "true" };
  fetch(form.action, { method: "POST", body: new FormData(form), headers }).then((answer) => {
    if (!answer.ok) form.requestSubmit();
  });
});
