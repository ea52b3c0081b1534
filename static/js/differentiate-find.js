// The box that finds a finding by any of its names: a combobox over the checklist of the page.
const MOST = 8;
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// 3 for a name that begins so, 2 for a word of the name, 1 for another name; 0 for none. Every word must be there.
function score(entry, query) {
  const words = query.split(/\s+/);
  if (entry.name.startsWith(query)) return 3;
  if (words.every((word) => entry.nameWords.some((own) => own.startsWith(word)))) return 2;
  return words.every((word) => entry.words.some((own) => own.startsWith(word))) ? 1 : 0;
}

export function finder(form, choose) {
  const root = document.querySelector("[data-find]");
  const input = root.querySelector("input");
  const list = root.querySelector("[role=listbox]");
  const split = (text) => folded(text).split(/[^\p{L}\p{N}&]+/u).filter(Boolean);
  const entries = [...form.querySelectorAll("[data-item]")].map((item) => {
    const label = item.querySelector("[data-name]").textContent;
    return { id: item.dataset.item, label, name: folded(label), nameWords: split(label), words: [...split(label), ...split(item.dataset.terms)] };
  });
  let active = -1;
  root.hidden = false;

  function show() {
    const query = folded(input.value.trim());
    const found = query ? entries.map((entry) => [score(entry, query), entry]).filter(([points]) => points)
      .sort((a, b) => b[0] - a[0] || a[1].label.length - b[1].label.length).slice(0, MOST).map(([, entry]) => entry) : [];
    list.replaceChildren(...found.map((entry, index) => {
      const option = document.createElement("li");
      option.id = `dx-found-${index}`;
      option.role = "option";
      option.dataset.id = entry.id;
      option.textContent = entry.label;
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    point(found.length ? 0 : -1);
  }

  function point(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function take(option, name) {
    if (!option) return;
    input.value = "";
    show();
    choose(option.dataset.id, name);
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const size = list.children.length;
    if (event.key === "Escape") { input.value = ""; show(); }
    if (event.key === "Enter") { event.preventDefault(); take(list.children[active], event.shiftKey ? "absent" : "present"); }
    if (!size || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    point((active + (event.key === "ArrowDown" ? 1 : size - 1)) % size);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]"), event.shiftKey ? "absent" : "present"));
  input.addEventListener("blur", () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("focus", show);
}
