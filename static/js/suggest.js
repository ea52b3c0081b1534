// Suggestions under every search box: the ARIA combobox pattern with a grouped list (APG, list autocomplete).
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
const DELAY = 80;
let current = null; // the open list: { input, list, options, active, controller }
let timer = 0;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function prepare(input) {
  if (input.getAttribute("role") === "combobox") return;
  const id = `${input.id}-suggestions`;
  const list = element("div", { id, role: "listbox", class: "suggestions", "aria-label": "Suggestions", hidden: "" });
  const status = element("span", { class: "unseen", role: "status" });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", id);
  input.closest("form").append(list, status);
}

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));

function close() {
  if (!current) return;
  current.list.hidden = true;
  current.input.setAttribute("aria-expanded", "false");
  current.input.removeAttribute("aria-activedescendant");
  current = null;
}

function activate(index) {
  current.options[current.active]?.setAttribute("aria-selected", "false");
  current.active = index;
  const option = current.options[index];
  if (!option) return current.input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  current.input.setAttribute("aria-activedescendant", option.id);
}

function show(input, groups) {
  const list = listOf(input);
  const options = [];
  const parts = groups.map((group, g) => {
    const heading = element("div", { class: "group", id: `${list.id}-${g}` }, group.label);
    const items = group.items.map((item) => {
      const option = element("a", { role: "option", id: `${list.id}-o${options.length}`, href: item.url, tabindex: "-1", "aria-selected": "false" }, item.label);
      if (item.note) option.append(" ", element("small", {}, item.note));
      options.push(option);
      return option;
    });
    return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...items);
  });
  list.replaceChildren(...parts);
  list.nextElementSibling.textContent = options.length ? `${options.length} suggestions` : "No suggestions";
  close();
  if (!options.length) return;
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  current = { input, list, options, active: -1 };
}

let controller = null;
async function ask(input) {
  controller?.abort();
  const text = input.value.trim();
  if (text.length < 2) return close();
  controller = new AbortController();
  try {
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: controller.signal });
    if (answer.ok && document.activeElement === input) show(input, (await answer.json()).groups);
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
}

const isBox = (target) => target instanceof HTMLInputElement && target.dataset.suggest;

document.addEventListener("focusin", (event) => isBox(event.target) && prepare(event.target));
document.addEventListener("focusout", (event) => {
  if (current && event.target === current.input && !current.list.contains(event.relatedTarget)) close();
});
document.addEventListener("input", (event) => {
  if (!isBox(event.target)) return;
  clearTimeout(timer);
  timer = setTimeout(ask, DELAY, event.target);
});
// Pressing on a suggestion must not take the focus, or the list would close before the click.
document.addEventListener("mousedown", (event) => event.target.closest?.(".suggestions") && event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (!isBox(event.target) || event.isComposing) return;
  if (!current && event.key === "ArrowDown") return void ask(event.target);
  if (!current) return;
  const last = current.options.length - 1;
  const moves = { ArrowDown: current.active >= last ? -1 : current.active + 1, ArrowUp: current.active < 0 ? last : current.active - 1 };
  if (event.key in moves) {
    event.preventDefault();
    activate(moves[event.key]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && current.active >= 0) {
    event.preventDefault();
    current.options[current.active].click();
  } else if (event.key === "Tab") {
    close();
  }
});
if (isBox(document.activeElement)) prepare(document.activeElement);
