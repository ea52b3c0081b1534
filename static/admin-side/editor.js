// The editor of a condition: rows that are added, moved and removed; text kept in the browser until it is saved.

import { Keep } from "./keep.js";
import { Rows } from "./rows.js";

const form = document.getElementById("editor");
document.documentElement.classList.add("js");
new Rows(form);
const keep = new Keep(form);

// Ctrl+S saves; the place on the page is found again after it.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=_save]"));
  }
});

const PLACE = `place:${form.dataset.draft}`;
form.addEventListener("submit", () => {
  keep.submitted();
  const open = [...form.querySelectorAll(".fold > details[open]")].map((one) => one.parentElement.id);
  sessionStorage.setItem(PLACE, JSON.stringify({ top: scrollY, open, at: Date.now() }));
});

const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
sessionStorage.removeItem(PLACE);
const errors = document.getElementById("errors");
if (errors) errors.focus();
else if (place && !location.hash && Date.now() - place.at < 60_000) {
  for (const id of place.open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  scrollTo({ top: place.top, behavior: "instant" });
}

// A link to a field opens the row that it is in.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.querySelector(":scope > details")?.setAttribute("open", "");
  for (let at = target; at; at = at.parentElement?.closest("details")) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", reveal);
form.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']")) setTimeout(reveal);
});
reveal();
