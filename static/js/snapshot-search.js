/* Searches the index of a snapshot, from a file and without a network. A classic script: a file can't load modules. */
(function () {
  "use strict";

  const index = self.SEARCH_INDEX.map((row) => ({
    row,
    name: fold(row.name),
    names: row.names.filter(Boolean).map(fold),
    text: fold(row.text),
  }));

  function fold(text) {
    return text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9.+]+/g, " ")
      .trim();
  }

  function score(entry, words, phrase) {
    let sum = 0;
    for (const word of words) {
      const inName = entry.names.some((name) => startsWord(name, word));
      if (inName) sum += 10;
      else if (startsWord(entry.text, word)) sum += 1;
      else return 0;
    }
    if (entry.name.startsWith(phrase)) sum += 50;
    if (entry.names.includes(phrase)) sum += 40;
    else if (entry.names.some((name) => name.startsWith(phrase))) sum += 30;
    return sum + ({ Condition: 60, Finding: 20 }[entry.row.kind] || 0);
  }

  function startsWord(text, word) {
    return text.startsWith(word) || text.includes(" " + word);
  }

  function find(query, filters) {
    const phrase = fold(query);
    const words = phrase.split(" ").filter(Boolean);
    return index
      .filter(({ row }) => filters.every(([key, value]) => [].concat(row[key] || []).includes(value)))
      .map((entry) => ({ row: entry.row, score: words.length ? score(entry, words, phrase) : 1 }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.row.name.localeCompare(b.row.name));
  }

  function show(query, filters) {
    const list = document.querySelector("[data-results]");
    const found = query || filters.length ? find(query, filters) : [];
    list.replaceChildren(...found.slice(0, 50).map(({ row }) => item(row)));
    const count = document.querySelector("[data-count]");
    if (query || filters.length) count.textContent = found.length === 1 ? "1 result" : `${found.length} results`;
    else count.textContent = "";
  }

  function item(row) {
    const article = document.createElement("li");
    article.className = "hit";
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = row.url;
    link.textContent = row.name;
    const body = document.createElement("div");
    const about = document.createElement("p");
    about.className = "gist";
    about.textContent = row.summary;
    const kind = document.createElement("p");
    kind.className = "aside";
    kind.textContent = row.edition ? `${row.kind}, edition ${row.edition}` : row.kind;
    heading.append(link);
    body.append(heading, about);
    article.append(body, kind);
    return article;
  }

  const parameters = new URLSearchParams(location.search);
  const filters = [...parameters].filter(([key, value]) => ["region", "category"].includes(key) && value);
  const form = document.querySelector("[data-copy-search]");
  const input = form.querySelector("input");
  input.value = parameters.get("q") || "";
  if (filters.length) {
    const names = filters.map(([, value]) => value.replace(/-/g, " "));
    document.querySelector("[data-heading]").textContent = `Search: ${names.join(", ")}`;
  }
  input.addEventListener("input", () => show(input.value, filters));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(input.value, filters);
  });
  show(input.value, filters);
})();
