// What is typed is kept in this browser until the server has it: against a lost session, a crash, a closed tab.

const WAIT = 600;

export class Keep {
  constructor(form) {
    this.form = form;
    this.key = `draft:${form.dataset.draft}`;
    this.state = form.querySelector("[data-state]");
    this.banner = form.querySelector(".kept-here");
    this.changed = "unsaved" in form.dataset;
    this.sending = false;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    addEventListener("beforeunload", (event) => { if (this.changed && !this.sending) event.preventDefault(); });
    this.banner.querySelector("[data-kept=restore]").addEventListener("click", () => this.restore());
    this.banner.querySelector("[data-kept=discard]").addEventListener("click", () => this.discard());
    this.offer();
  }

  get kept() {
    try { return JSON.parse(localStorage.getItem(this.key)); } catch { return null; }
  }

  fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  }

  offer() {
    const kept = this.kept;
    if (!kept) return;
    // The revision went on after a submit without an error: the server has the text.
    const arrived = kept.submitted && !this.changed && kept.revision !== this.form.dataset.revision;
    if (arrived || JSON.stringify(kept.fields) === JSON.stringify(this.fields())) return this.discard();
    if (this.changed) return undefined;
    this.banner.querySelector("time").textContent = new Date(kept.at).toLocaleString();
    this.banner.hidden = false;
    return undefined;
  }

  later() {
    this.changed = true;
    this.state.textContent = "Not saved";
    this.state.classList.add("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(false), WAIT);
  }

  write(submitted) {
    const entry = { at: Date.now(), revision: this.form.dataset.revision, submitted, fields: this.fields() };
    try {
      localStorage.setItem(this.key, JSON.stringify(entry));
      this.state.textContent = "Not saved; kept in this browser";
    } catch {
      this.state.textContent = "Not saved; this browser has no room to keep it";
    }
  }

  submitted() {
    clearTimeout(this.timer);
    this.sending = true;
    this.write(true);
  }

  discard() {
    localStorage.removeItem(this.key);
    this.banner.hidden = true;
  }

  // The server shows the kept text in its forms, without saving it.
  restore() {
    const form = document.createElement("form");
    form.method = "post";
    const csrf = ["csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...this.kept.fields, ["_restore", "1"], csrf]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    form.hidden = true;
    document.body.append(form);
    this.sending = true;
    form.submit();
  }
}
