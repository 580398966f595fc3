// Suggestions under the search boxes: a combobox with a list, after the WAI-ARIA pattern. Without it the form is plain.
const WAIT = 150; // Milliseconds of rest before a question is asked.

for (const form of document.querySelectorAll('form[role="search"]')) {
  const input = form.querySelector('input[type="search"][name="q"]');
  if (input) combobox(form, input);
}

function combobox(form, input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const box = input.closest(".searchbox");
  let options = [], active = -1, timer = 0, asked = "", waiting = null;

  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : input.name);
  status.className = "vh";
  status.setAttribute("role", "status");
  box.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  // Closed for good: nothing that is still on its way opens the list again.
  function stop() {
    clearTimeout(timer);
    waiting?.abort();
    close();
  }

  function go(option) {
    stop();
    location.assign(option.dataset.url);
  }

  function choose(index) {
    active = index;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === index ? "true" : "false"));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function show(items) {
    options = items.map((item, n) => {
      const option = document.createElement("li"), title = document.createElement("span");
      option.id = `${list.id}-${n}`;
      option.setAttribute("role", "option");
      option.dataset.url = item.url;
      title.textContent = item.title;
      option.append(title);
      if (item.name) {
        const name = document.createElement("small");
        name.textContent = item.name;
        option.append(name);
      }
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length ? (input.dataset.found || "{n}").replace("{n}", options.length) : "";
    choose(-1);
  }

  async function ask() {
    const typed = input.value;
    if (typed.trim().length < 2) return stop();
    if (typed === asked && !list.hidden) return;
    waiting?.abort();
    const mine = waiting = new AbortController();
    asked = typed;
    let items = [];
    try {
      const answer = await fetch(`/thu-tuc/suggest?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
      if (answer.ok) items = (await answer.json()).items || [];
    } catch {
      // Gone offline, or the next letter came first: the form still works.
    }
    if (mine !== waiting || mine.signal.aborted) return;
    if (document.activeElement === input) show(items);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden, last = options.length - 1;
    if (event.key === "Escape" && open) stop();
    else if (event.key === "ArrowDown" && open) choose(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && open) choose(active > 0 ? active - 1 : last);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") ask();
    else if (event.key === "Enter" && active >= 0) go(options[active]);
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus, which closes the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) go(option);
  });
  input.addEventListener("blur", stop);
  form.addEventListener("submit", stop);
}
