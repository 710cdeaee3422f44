// What the pages gain from JavaScript; without it everything can still be read and searched.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// An empty field of a search form does not clutter the address.
for (const form of document.querySelectorAll("form[role=search]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

// A field with data-suggest offers what the vocabulary knows, through the browser's own list.
const WAIT_MS = 150;
const LONG_ENOUGH = 2;

for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-list`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting = 0;
  let latest = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = field.value.trim();
    if (words.length < LONG_ENOUGH || words.includes(":")) return;
    waiting = setTimeout(() => suggest(words, ++latest), WAIT_MS);
  });

  async function suggest(words, turn) {
    const question = new URLSearchParams({ q: words, lang: document.documentElement.lang, limit: "8" });
    const answer = await fetch(`${field.dataset.suggest}?${question}`).catch(() => null);
    if (!answer?.ok || turn !== latest) return;
    const { data } = await answer.json();
    list.replaceChildren(
      ...data.map((concept) => {
        const option = document.createElement("option");
        option.value = concept.id;
        option.label = concept.notation ? `${concept.notation} ${concept.label}` : concept.label;
        return option;
      }),
    );
  }
}

// In a tree the arrows go up and down, open and close; Home and End go to its ends. Tab works as everywhere.
for (const tree of document.querySelectorAll("[data-tree]")) {
  for (const hint of document.querySelectorAll("[data-tree-hint]")) hint.hidden = false;
  const stops = () => [...tree.querySelectorAll("summary, .leaf a")].filter((stop) => stop.checkVisibility());
  tree.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = event.target;
    const all = stops();
    const place = all.indexOf(here);
    if (place < 0) return;
    const folder = here.matches("summary") ? here.parentElement : null;
    let next = null;
    if (event.key === "ArrowDown") next = all[place + 1];
    else if (event.key === "ArrowUp") next = all[place - 1];
    else if (event.key === "Home") next = all[0];
    else if (event.key === "End") next = all.at(-1);
    else if (event.key === "ArrowRight" && folder) {
      if (folder.open) next = all[place + 1];
      else folder.open = true;
    } else if (event.key === "ArrowLeft") {
      if (folder?.open) folder.open = false;
      else next = here.closest("li").parentElement.closest("details")?.querySelector("summary");
    } else return;
    event.preventDefault();
    next?.focus();
  });
}
