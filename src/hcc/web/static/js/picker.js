// A procedure by a few letters: a combobox after the WAI-ARIA pattern on the plain field, which says "picked".

for (const box of document.querySelectorAll("[data-picker]")) picker(box);

function picker(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let active = -1;
  let timer = 0;
  let waiting = null;
  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  status.className = "vh";
  status.setAttribute("role", "status");
  box.append(list, status);
  const roles = [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]];
  for (const [name, value] of roles) input.setAttribute(name, value);
  // The page is opened to type here, unless something has to be read first.
  if ("begins" in input.dataset && !document.querySelector("[data-error-summary]")) input.focus();

  function close() {
    clearTimeout(timer);
    waiting?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function mark(index) {
    active = index;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function show(items) {
    options = items.map((item, n) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${n}`;
      option.setAttribute("role", "option");
      option.dataset.value = `${item.code} ${item.title}`;
      option.append(element("span", `${item.code} ${item.title}`));
      if (item.name) option.append(element("small", item.name));
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length ? box.dataset.found.replace("{n}", options.length) : "";
    mark(options.length ? 0 : -1);
  }

  async function ask() {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    waiting?.abort();
    const mine = (waiting = new AbortController());
    try {
      const answer = await fetch(`${box.dataset.picker}?q=${encodeURIComponent(input.value)}`, { signal: mine.signal });
      const { items } = await answer.json();
      if (!mine.signal.aborted && document.activeElement === input) show(items ?? []);
    } catch {
      // The next letter came first, or the office is away: the field is a plain one.
    }
  }

  function take(option) {
    if (option) input.value = option.dataset.value;
    close();
    input.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    if (event.key === "Escape" && open) close();
    else if (event.key === "ArrowDown" && open) mark((active + 1) % options.length);
    else if (event.key === "ArrowUp" && open) mark((active + options.length - 1) % options.length);
    else if (event.key === "ArrowDown") ask();
    else if (event.key === "Enter") {
      event.preventDefault();
      if (!open && input.value.trim()) await ask();
      return take(options[active]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest('[role="option"]')));
  input.addEventListener("blur", close);
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
