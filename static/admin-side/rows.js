// Rows of the editor: add, move by button or by dragging, remove and take back.

export class Rows {
  constructor(form) {
    this.form = form;
    form.addEventListener("click", (event) => this.click(event));
    form.addEventListener("change", (event) => this.change(event));
    form.addEventListener("pointerdown", (event) => this.grip(event));
    form.addEventListener("dragstart", (event) => this.dragstart(event));
    form.addEventListener("dragover", (event) => this.dragover(event));
    form.addEventListener("drop", (event) => this.drop(event));
    form.addEventListener("dragend", () => this.dragend());
    for (const box of form.querySelectorAll(".remove input")) this.going(box);
  }

  click(event) {
    const add = event.target.closest("[data-add]");
    if (add) return this.add(add);
    const move = event.target.closest("[data-move]");
    if (!move) return undefined;
    const row = move.closest("[data-row]");
    const other = move.dataset.move === "1" ? row.nextElementSibling : row.previousElementSibling;
    if (!other) return undefined;
    if (move.dataset.move === "1") other.after(row); else other.before(row);
    move.focus();
    return this.number(row.parentElement);
  }

  change(event) {
    if (event.target.closest(".remove")) return this.going(event.target);
    const row = event.target.closest("[data-row]");
    if (row && event.target.name?.endsWith("-section")) this.toSection(row, event.target.value);
    this.say(event.target);
    return undefined;
  }

  // The heading of a folded row says what is chosen in it.
  say(field) {
    const name = field.closest("[data-field]")?.dataset.field;
    const line = field.closest(".fold")?.querySelector(`:scope > details > summary [data-says="${name}"]`);
    if (!line) return;
    const chip = field.closest(".lookup")?.querySelector(".chip-name");
    line.textContent = chip?.textContent || field.selectedOptions?.[0]?.textContent || field.value;
  }

  going(box) {
    const row = box.closest("[data-row]");
    row.classList.toggle("going", box.checked);
    box.nextElementSibling.textContent = box.checked ? "Keep" : "Remove";
  }

  add(button) {
    const prefix = button.dataset.add;
    const total = this.form.elements[`${prefix}-TOTAL_FORMS`];
    const nested = button.dataset.blankName;
    const blank = this.form.querySelector(`template[data-blank="${nested || prefix}"]`);
    const placeholder = nested ? `findings-__prefix__-${nested}-__prefix__` : `${prefix}-__prefix__`;
    const made = document.createElement("template");
    made.innerHTML = blank.innerHTML.replaceAll(placeholder, `${prefix}-${total.value}`);
    total.value = Number(total.value) + 1;
    const row = made.content.querySelector("[data-row]");
    const rows = button.closest("[data-rows]");
    row.querySelector(":scope > details")?.setAttribute("open", "");
    const section = row.querySelector("[name$='-section']");
    if (section) section.value = rows.dataset.section;
    const list = rows.querySelector(":scope > [data-list]");
    list.append(row);
    this.number(list);
    row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
    row.querySelector("textarea:not([hidden]), input[role=combobox], input[type=text]:not([hidden])")?.focus();
  }

  toSection(row, kind) {
    const list = this.form.querySelector(`[data-section="${kind}"] > [data-list]`);
    if (!list || list.contains(row)) return;
    list.append(row);
    this.number(list);
    row.scrollIntoView({ block: "center" });
  }

  number(list) {
    [...list.children].forEach((row, index) => {
      const order = row.querySelector(":scope > .tools .order");
      if (order) order.value = index + 1;
    });
    const counts = list.parentElement.querySelector(".count");
    if (counts) counts.textContent = list.children.length;
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  grip(event) {
    const grip = event.target.closest(".grip");
    const row = grip?.closest("[data-row]");
    if (row) row.draggable = true;
  }

  dragstart(event) {
    if (!event.target.matches?.("[data-row]")) return;
    this.dragged = event.target;
    this.dragged.classList.add("dragging");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.dragged.id);
  }

  over(event) {
    const row = event.target.closest("[data-row]");
    return this.dragged && row && row !== this.dragged && row.parentElement === this.dragged.parentElement ? row : null;
  }

  dragover(event) {
    const row = this.over(event);
    if (!row) return;
    event.preventDefault();
    this.form.querySelector(".row.over")?.classList.remove("over");
    row.classList.add("over");
  }

  drop(event) {
    const row = this.over(event);
    if (!row) return;
    event.preventDefault();
    row.before(this.dragged);
    this.number(row.parentElement);
  }

  dragend() {
    this.form.querySelector(".row.over")?.classList.remove("over");
    if (!this.dragged) return;
    this.dragged.classList.remove("dragging");
    this.dragged.draggable = false;
    this.dragged = null;
  }
}
