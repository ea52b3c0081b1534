// Tables with data-sortable get buttons in their headings. A finding is one tbody, so its studies stay with it.
// Cells say what they sort by in data-value; a heading with data-order="none" can't be sorted.
const collator = new Intl.Collator("en-GB", { numeric: true });

function valueOf(body, column) {
  const values = [...body.rows].map((row) => {
    const cells = [...row.cells];
    // A row that continues a finding lacks the cells that span from the first one.
    return cells[column - (body.rows[0].cells.length - cells.length)]?.dataset.value;
  });
  return values.find((value) => value !== undefined && value !== "") ?? "";
}

function compare(a, b, numeric) {
  if (a === "" || b === "") return (a === "") - (b === "");
  return numeric ? Number(a) - Number(b) : collator.compare(a, b);
}

function sort(table, heading) {
  const column = heading.cellIndex;
  const numeric = heading.dataset.order === "number";
  const before = heading.getAttribute("aria-sort");
  const descending = before ? before === "ascending" : numeric;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const bodies = [...table.tBodies].map((body) => [valueOf(body, column), body]);
  bodies.sort(([a], [b]) => (descending && a !== "" && b !== "" ? compare(b, a, numeric) : compare(a, b, numeric)));
  table.append(...bodies.map(([, body]) => body));
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table.tBodies.length < 3) continue;
  for (const heading of table.tHead.rows[0].cells) {
    if (heading.dataset.order === "none") continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(table, heading));
  }
}
