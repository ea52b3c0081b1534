// One click ticks all parts of a group; a review with unsaved ticks or comments warns before it is left.
const form = document.getElementById("review");
let changed = false;
form.addEventListener("input", () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

for (const heading of form.querySelectorAll(".part h3")) {
  const boxes = [];
  for (let at = heading.nextElementSibling; at && at.tagName !== "H3"; at = at.nextElementSibling) {
    boxes.push(...at.querySelectorAll("input[name=sign]"));
  }
  if (boxes.length < 2) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "add";
  button.textContent = `Tick all ${boxes.length}`;
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    changed = true;
  });
  heading.append(" ", button);
}
