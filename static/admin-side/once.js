// A form is sent once: a second click while the first is on its way does nothing.

const WAIT = 10_000;

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - Number(form.dataset.sentAt || 0) < WAIT) event.preventDefault();
  else form.dataset.sentAt = Date.now();
});

// Back on the page by the browser's button: the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent-at]")) delete form.dataset.sentAt;
});
