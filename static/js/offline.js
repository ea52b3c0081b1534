/* Registers the service worker, tells it of the page that is open, and makes the pin work.

   [data-pin]       a hidden button, shown where the browser can keep pages
   [data-kept]      a list that is filled with the pages that are kept
   [data-kept-none] shown when there are none */

const worker = "serviceWorker" in navigator ? navigator.serviceWorker : null;

function ask(message) {
  return worker.ready.then(
    (registration) =>
      new Promise((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => resolve(event.data);
        registration.active.postMessage(message, [channel.port2]);
      }),
  );
}

function assets() {
  return performance
    .getEntriesByType("resource")
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"))
    .map((url) => url.pathname);
}

async function showPin(button) {
  const path = button.dataset.pin;
  const list = (await ask({ type: "kept" })) || [];
  let pinned = list.some((item) => item.path === path && item.pinned);
  const show = () => {
    button.setAttribute("aria-pressed", String(pinned));
    button.textContent = pinned ? "Kept offline" : "Keep offline";
  };
  show();
  button.hidden = false;
  button.addEventListener("click", async () => {
    await ask({ type: pinned ? "unpin" : "pin", path, assets: assets() });
    pinned = !pinned;
    show();
  });
}

async function fill(list) {
  const items = (await ask({ type: "kept" })) || [];
  document.querySelectorAll("[data-kept-none]").forEach((element) => (element.hidden = items.length > 0));
  for (const item of items) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = item.path;
    link.textContent = item.title;
    const note = document.createElement("span");
    note.className = "quiet small";
    note.textContent = [item.edition && `edition ${item.edition}`, item.pinned && "pinned"].filter(Boolean).join(", ");
    line.append(link, " ", note);
    list.append(line);
  }
}

if (worker && window.isSecureContext) {
  worker.register("/sw.js", { scope: "/" }).then(() => {
    if (!location.search) ask({ type: "seen", path: location.pathname, assets: assets() });
    document.querySelectorAll("[data-pin]").forEach(showPin);
    document.querySelectorAll("[data-kept]").forEach(fill);
  }, () => {});
}
