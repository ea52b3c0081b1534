// The search page updates in place: filters by htmx (see the form), links inside [data-refine] here.
const list = (input) => document.getElementById(input.dataset.narrow);

function narrow(input) {
  const wanted = input.value.trim().toLowerCase();
  for (const item of list(input)?.children ?? []) {
    item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
  }
}

function showNarrowing() {
  for (const input of document.querySelectorAll("[data-narrow]")) {
    input.hidden = false;
    narrow(input);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-refine] a[href]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    window.htmx.ajax("GET", link.getAttribute("href"), { source: "#results", target: "#results", swap: "outerHTML" });
    return;
  }
  const show = event.target.closest("[data-show]");
  const panel = show?.closest("[popover]");
  if (panel?.matches(":popover-open")) {
    event.preventDefault();
    panel.hidePopover();
    document.getElementById("results").focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-narrow]")) narrow(event.target);
});
for (const kind of ["change", "search"]) {
  // Typing in a list is no choice of a filter.
  document.addEventListener(kind, (event) => event.target.matches("[data-narrow]") && event.stopPropagation(), true);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-narrow]")) event.preventDefault();
});
// Going back brings the body back alone: the feed and the JSON in the head follow the address.
document.addEventListener("htmx:historyRestore", () => {
  for (const link of document.head.querySelectorAll("#filter-feed, #filter-json")) {
    link.href = link.href.split("?")[0] + location.search;
  }
});
for (const event of ["htmx:afterSettle", "htmx:historyRestore"]) document.addEventListener(event, showNarrowing);
showNarrowing();
