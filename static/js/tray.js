// The tray: conditions picked for comparison while browsing. Kept in this tab's sessionStorage and nowhere else.
const KEY = "compare";
const MOST = 4;
const tray = document.querySelector("[data-tray]");

function read() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return stored.filter((p) => typeof p?.slug === "string" && typeof p?.name === "string").slice(0, MOST);
  } catch {
    return [];
  }
}

function write(picked) {
  try { sessionStorage.setItem(KEY, JSON.stringify(picked)); } catch { /* private mode: the link still works */ }
  show(picked);
}

function chip(one, picked) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.append(one.name, " ✕");
  button.setAttribute("aria-label", `${one.name}: take out of the comparison`);
  button.addEventListener("click", () => write(picked.filter((other) => other.slug !== one.slug)));
  return button;
}

function show(picked) {
  tray.hidden = picked.length === 0;
  document.body.toggleAttribute("data-has-tray", picked.length > 0);
  tray.querySelector("[data-tray-picked]").replaceChildren(...picked.map((one) => chip(one, picked)));
  const go = tray.querySelector("[data-tray-go]");
  const query = new URLSearchParams(picked.map((one) => ["c", one.slug]));
  go.href = `${go.pathname}?${query}`;
  go.textContent = picked.length > 1 ? `Compare ${picked.length}` : "Pick one more";
  for (const link of document.querySelectorAll("[data-pick]")) {
    const there = picked.some((one) => one.slug === link.dataset.pick);
    // With script the link is a switch, those in results that were swapped in as well.
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", String(there));
    // What follows the first word, for screen readers, stays.
    link.firstChild.data = there ? "In comparison" : "Compare";
  }
}

function toggle(link) {
  const picked = read();
  const one = { slug: link.dataset.pick, name: link.dataset.name };
  if (picked.some((other) => other.slug === one.slug)) write(picked.filter((other) => other.slug !== one.slug));
  else if (picked.length < MOST) write([...picked, one]);
  else tray.querySelector("[data-tray-full]").hidden = false;
}

if (tray) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-pick]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches?.("a[data-pick]")) { event.preventDefault(); toggle(event.target); }
  });
  tray.querySelector("[data-tray-clear]").addEventListener("click", () => write([]));
  // Swapped-in results bring buttons of their own.
  document.addEventListener("htmx:afterSwap", () => show(read()));
  addEventListener("pageshow", () => show(read()));
  show(read());
}
