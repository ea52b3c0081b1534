// The differential in place. The findings live in the boxes of #dx and in the fragment of the
// address, which no server sees; results come by POST. Without this the page is a plain form.
import { finder } from "./differentiate-find.js";

const form = document.getElementById("dx");
const result = document.getElementById("dx-result");
const box = (name, id) => form.querySelector(`input[name="${name}"][value="${CSS.escape(id)}"]`);
const ticked = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
const prior = () => document.querySelector('input[name="prior"]:checked');
const rerank = () => form.dispatchEvent(new Event("change", { bubbles: true }));

function set(id, name, on = true) {
  const input = box(name, id);
  if (!input) return;
  input.checked = on;
  if (on) box(name === "present" ? "absent" : "present", id).checked = false;
}

function clear() {
  form.querySelectorAll("input:checked").forEach((input) => { input.checked = false; });
}

function fragment() {
  const parts = [];
  for (const name of ["present", "absent"]) if (ticked(name).length) parts.push(`${name}=${ticked(name).sort().join(",")}`);
  if (prior()?.value === "equal") parts.push("prior=equal");
  if (form.elements.editions.value) parts.push(`editions=${form.elements.editions.value}`);
  return parts.join("&");
}

function write() {
  const text = fragment();
  history.replaceState(null, "", location.pathname + (text ? `#${text}` : ""));
}

// Fills the boxes from a fragment or query; true if it named anything.
function fill(text) {
  const params = new URLSearchParams(text);
  const known = ["present", "absent", "prior", "editions"].some((name) => params.has(name));
  if (!known) return false;
  clear();
  for (const name of ["present", "absent"]) {
    for (const id of params.getAll(name).flatMap((value) => value.split(","))) set(id, name);
  }
  form.elements.editions.value = params.get("editions") ?? "";
  document.querySelectorAll('input[name="prior"]').forEach((input) => { input.checked = input.value === (params.get("prior") ?? "base-rate"); });
  return true;
}

function count() {
  for (const part of form.querySelectorAll(".dx-part")) {
    const all = part.querySelectorAll(".dx-item").length;
    const some = part.querySelectorAll("input:checked").length;
    part.querySelector("[data-ticked]").textContent = some ? `${some} of ${all}` : all;
  }
  for (const region of document.querySelectorAll("[data-map] a[data-region]")) {
    const item = form.querySelector(`[data-site="${region.dataset.region}"]`);
    const [present, absent] = ["present", "absent"].map((name) => item?.querySelector(`input[name="${name}"]`).checked);
    region.classList.toggle("is-on", present);
    region.classList.toggle("is-some", absent);
    region.classList.toggle("is-off", !present && !absent);
    region.toggleAttribute("aria-current", present);
    if (present) region.setAttribute("aria-current", "true");
  }
}

// Links in the results name a query for readers without script; with script the fragment does.
function dress() {
  for (const link of result.querySelectorAll("[data-fragment]")) link.href = link.getAttribute("href").replace("?", "#");
  for (const button of result.querySelectorAll("[data-copy-notes]")) button.hidden = !navigator.clipboard;
  const said = result.querySelector("[data-announce]");
  document.querySelector("[data-status]").textContent = said ? `Ranked: ${said.textContent}.` : "";
  count();
}

async function copied(button, text, done) {
  try {
    await navigator.clipboard.writeText(text);
    const before = button.textContent;
    button.textContent = done;
    setTimeout(() => { button.textContent = before; }, 2000);
  } catch { /* The text stays selectable. */ }
}

form.addEventListener("change", (event) => {
  const input = event.target;
  if (input.checked && ["present", "absent"].includes(input.name)) set(input.value, input.name);
  write();
  count();
});
form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  rerank();
});

document.addEventListener("change", (event) => { if (event.target.name === "prior") rerank(); });
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-proposals]")) return;
  event.preventDefault();
  for (const input of event.target.querySelectorAll("input[type=checkbox]:checked")) set(input.value, input.name);
  document.querySelector("[data-read]").replaceChildren();
  document.getElementById("dx-story").value = "";
  rerank();
  document.getElementById("dx-story").focus();
});
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-take], [data-set], [data-clear], [data-copy-notes], [data-copy-link], [data-map] a[data-region]");
  if (!target) return;
  const { take, set: answer, region } = target.dataset;
  if (target.matches("[data-copy-notes]")) return void copied(target, result.querySelector("[data-notes]").textContent, "Copied");
  if (target.matches("[data-copy-link]")) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    return void copied(target, target.href, "Link copied");
  }
  event.preventDefault();
  if (take) ["present", "absent"].forEach((name) => set(take, name, false));
  if (answer) set(target.value, answer);
  if (target.matches("[data-clear]")) { clear(); form.elements.editions.value = ""; }
  if (region) {
    const item = form.querySelector(`[data-site="${region}"]`);
    if (item) set(item.dataset.item, "present", !box("present", item.dataset.item).checked);
  }
  rerank();
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  // A refusal says why: it is shown where the answer would be.
  if ([400, 413].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
});
document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target === result) dress(); });
addEventListener("hashchange", () => { if (fill(location.hash.slice(1))) rerank(); });

finder(form, (id, name) => { set(id, name); rerank(); });
dress();
// htmx listens once the page is complete.
function begin() {
  if (fill(location.hash.slice(1))) rerank();
  else if (location.search) write();
}
if (document.readyState === "complete") begin();
else addEventListener("load", begin);
