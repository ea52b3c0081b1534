// Look-up fields: type a few letters, choose with the arrow keys; the plain field behind holds the ids.
// The value is one id a line, for citations followed by " | locator".

const WAIT = 150;
let serial = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class Lookup {
  constructor(root) {
    this.root = root;
    this.field = root.querySelector("textarea, input");
    this.single = "single" in root.dataset;
    this.located = root.dataset.kind === "citations";
    this.labels = JSON.parse(root.dataset.labels || "{}");
    this.field.hidden = true;
    this.chips = make("ul", { class: "chips" });
    const id = `lookup-${++serial}`;
    this.list = make("ul", { role: "listbox", id: `${id}-list`, class: "options", hidden: "" });
    const words = this.located ? "author, year or title" : "name";
    const named = document.querySelector(`label[for="${CSS.escape(this.field.id)}"]`);
    const label = named?.textContent.trim().replace(/:$/, "") || "Look up";
    if (named) named.htmlFor = id; // the plain field is hidden: a click on its name leads to the box
    this.box = make("input", {
      type: "text", role: "combobox", id, autocomplete: "off", "aria-autocomplete": "list", maxlength: "200",
      "aria-expanded": "false", "aria-controls": this.list.id, "aria-label": `${label}: type ${words}`,
      placeholder: this.located ? "Cite: author, year or title" : "Type a name",
    });
    this.status = make("span", { class: "visually-hidden", role: "status" });
    root.append(this.chips, this.box, this.list, this.status);
    this.box.addEventListener("input", () => this.later());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.field.addEventListener("set", () => this.draw());
    this.draw();
  }

  get entries() {
    return this.field.value.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
      const [id, ...rest] = line.split("|");
      return { id: id.trim(), locator: rest.join("|").trim() };
    });
  }

  set entries(entries) {
    this.field.value = entries.map((e) => (e.locator ? `${e.id} | ${e.locator}` : e.id)).join("\n");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.draw();
  }

  draw() {
    const entries = this.entries;
    this.chips.replaceChildren(...entries.map((entry, index) => this.chip(entry, index)));
    this.box.hidden = this.single && entries.length > 0;
  }

  chip(entry, index) {
    const text = this.labels[entry.id] || entry.id;
    const chip = make("li", { title: `${text} (${entry.id})` }, make("span", { class: "chip-name" }, text));
    if (this.located) {
      const place = make("input", { type: "text", class: "place", placeholder: "page", maxlength: "300",
        "aria-label": `Where in ${text}`, value: entry.locator });
      place.addEventListener("input", () => {
        const all = this.entries;
        all[index].locator = place.value.replaceAll("\n", " ").trim();
        this.field.value = all.map((e) => (e.locator ? `${e.id} | ${e.locator}` : e.id)).join("\n");
        this.field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      chip.append(place);
    }
    const remove = make("button", { type: "button", "aria-label": `Remove ${text}` }, "×");
    remove.addEventListener("click", () => {
      this.entries = this.entries.filter((_, i) => i !== index);
      this.box.focus();
    });
    chip.append(remove);
    return chip;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT);
  }

  async search() {
    const query = this.box.value.trim();
    if (!query) return this.close();
    const url = `${this.root.dataset.lookup}?q=${encodeURIComponent(query)}`;
    let results;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      results = (await answer.json()).results;
    } catch {
      return this.say("The search did not answer; are you still logged in?");
    }
    if (query !== this.box.value.trim()) return undefined;
    return this.show(results);
  }

  show(results) {
    const taken = new Set(this.entries.map((entry) => entry.id));
    this.options = results.filter((result) => !taken.has(result.id));
    if (!this.options.length) return this.say("Nothing found.");
    this.list.replaceChildren(...this.options.map((option, index) => {
      const item = make("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" },
        option.label);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(index); });
      return item;
    }));
    this.open();
    this.mark(0);
    this.status.textContent = `${this.options.length} found`;
    return undefined;
  }

  say(text) {
    this.options = [];
    this.list.replaceChildren(make("li", { class: "nothing" }, text));
    this.status.textContent = text;
    this.open();
  }

  open() { this.list.hidden = false; this.box.setAttribute("aria-expanded", "true"); }

  close() {
    this.list.hidden = true;
    this.options = [];
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  mark(index) {
    this.at = index;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  key(event) {
    const count = this.options?.length || 0;
    if (event.key === "ArrowDown" && count) this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp" && count) this.mark((this.at - 1 + count) % count);
    else if (event.key === "Enter" && (count || this.box.value)) { if (count) this.choose(this.at); }
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "Backspace" && !this.box.value && this.entries.length && !this.single) {
      this.entries = this.entries.slice(0, -1);
    } else return;
    event.preventDefault();
  }

  choose(index) {
    const option = this.options[index];
    this.labels[option.id] = option.label;
    this.box.value = "";
    this.close();
    this.entries = [...(this.single ? [] : this.entries), { id: option.id, locator: "" }];
    if (!this.single) this.box.focus();
  }
}

export function enhance(scope) {
  for (const root of scope.querySelectorAll("[data-lookup]")) {
    if (root.closest("template") || root.querySelector(".chips")) continue;
    new Lookup(root);
  }
}

enhance(document);
document.addEventListener("rows:added", (event) => enhance(event.target));
