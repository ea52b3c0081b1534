// Marks the section being read in "On this page", and keeps the mark in view on a phone.
const nav = document.querySelector("[data-contents]");
const links = new Map([...(nav?.querySelectorAll("a") ?? [])].map((a) => [a.hash.slice(1), a]));
const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark(id) {
  for (const [key, link] of links) {
    if (key === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const link = links.get(id);
  const strip = nav.scrollWidth > nav.clientWidth;
  if (strip) nav.scrollTo({ left: link.offsetLeft - nav.clientWidth / 3 });
}

function update() {
  const edge = innerHeight * 0.3;
  let current = targets[0];
  for (const target of targets) if (target.getBoundingClientRect().top <= edge) current = target;
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  if (end) current = targets.at(-1);
  if (current && !links.get(current.id).hasAttribute("aria-current")) mark(current.id);
}

if (targets.length) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; update(); });
  }, { passive: true });
  update();
}
