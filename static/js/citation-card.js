// Shows the full reference beside a citation on hover and focus. Without script the number is a link to the list.
// The card can be hovered, and Escape takes it away (WCAG 1.4.13).
const card = document.createElement("div");
card.className = "cite-card";
card.id = "cite-card";
card.setAttribute("role", "tooltip");
card.hidden = true;
document.body.append(card);
let shown = null;
let timer = 0;

function place(link) {
  const at = link.getBoundingClientRect();
  const left = Math.max(16, Math.min(at.left - 24, innerWidth - card.offsetWidth - 16));
  const below = at.bottom + 8;
  const fits = below + card.offsetHeight < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${fits ? below : Math.max(8, at.top - card.offsetHeight - 8)}px`;
}

function show(link) {
  clearTimeout(timer);
  const entry = document.getElementById(link.hash.slice(1));
  if (!entry || shown === link) return;
  hide();
  shown = link;
  card.replaceChildren(...[...entry.childNodes].map((node) => node.cloneNode(true)));
  card.hidden = false;
  link.setAttribute("aria-describedby", card.id);
  place(link);
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidden = true;
}

const leave = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };
const cite = (event) => event.target.closest?.("a.cite");

document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse" && cite(event)) show(cite(event)); });
document.addEventListener("pointerout", (event) => { if (cite(event)) leave(); });
document.addEventListener("focusin", (event) => { if (cite(event)?.matches(":focus-visible")) show(cite(event)); });
document.addEventListener("focusout", (event) => { if (cite(event)) leave(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
card.addEventListener("pointerenter", () => clearTimeout(timer));
card.addEventListener("pointerleave", leave);
addEventListener("scroll", () => shown && place(shown), { passive: true });
