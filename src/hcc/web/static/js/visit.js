// The visit of certified copies by keyboard: papers by a few letters, Enter for the next row, the fee while typing.
// Without it the form is plain: rows come by its buttons, and the fee stands on the page that follows.

const form = document.querySelector(".visit form");
const REST = 150; // milliseconds of rest before the fee is asked for
const SHOWN = 7; // names offered at once

if (form) begin();

function begin() {
  const rows = form.querySelector("ol.rows");
  const kinds = [...form.querySelectorAll("datalist option")].map((one) => one.value || one.textContent);
  const most = Number(document.querySelector("[data-fees]").dataset.most);
  let made = 0;
  let timer = 0;
  let waiting = null;
  for (const row of rows.children) dress(row);
  form.addEventListener("keydown", onEnter);
  form.addEventListener("input", reckonSoon);
  form.addEventListener("focusin", reckonSoon);
  form.addEventListener("submit", leaveOutEmptyRows);
  form.querySelector("[name=__add__]")?.addEventListener("click", (event) => {
    event.preventDefault();
    addRow();
  });
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[name=__remove__]");
    if (!button || rows.children.length < 2) return;
    event.preventDefault();
    const row = button.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    title(next).focus();
    reckonSoon();
  });
  // A card is read by card.js; without one Enter goes on to the name.
  const box = form.querySelector("[data-scan]");
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !box.value.trim()) field("name").focus();
  });
  if (!document.querySelector("[data-error-summary]")) (field("name").value ? title(rows.children[0]) : box).focus();
  reckon();

  function title(row) {
    return row.querySelector("[name=title]");
  }

  function empty(row) {
    return [...row.querySelectorAll("input.input")].every((one) => one.name === "holder" || !one.value.trim());
  }

  function dress(row) {
    const input = title(row);
    input.removeAttribute("list");
    if (!row.querySelector("output")) {
      const said = document.createElement("output");
      said.className = "fee";
      row.querySelector("fieldset").append(said);
    }
    picker(input, kinds, ++made);
  }

  function addRow() {
    const last = rows.lastElementChild;
    if (rows.children.length >= most) return title(last);
    const fresh = last.cloneNode(true);
    fresh.querySelectorAll(".error, .suggestions, [role=status], datalist").forEach((one) => one.remove());
    fresh.querySelectorAll(".wrong").forEach((one) => one.classList.remove("wrong"));
    for (const one of fresh.querySelectorAll("[id], label[for]")) {
      for (const name of ["id", "for"]) if (one.hasAttribute(name)) one.setAttribute(name, `${one.getAttribute(name)}-${made + 1}`);
    }
    for (const one of fresh.querySelectorAll("input.input")) {
      one.value = "";
      ["aria-describedby", "aria-invalid", "aria-activedescendant"].forEach((name) => one.removeAttribute(name));
    }
    fresh.querySelector("fieldset").removeAttribute("aria-describedby");
    fresh.querySelector("output").textContent = "";
    rows.append(fresh);
    dress(fresh);
    renumber();
    title(fresh).focus();
  }

  function renumber() {
    [...rows.children].forEach((row, n) => {
      for (const words of row.querySelectorAll("legend, [name=__remove__] .vh")) words.textContent = words.textContent.replace(/\d+(?=\D*$)/, n + 1);
    });
  }

  // Enter goes on: from a row to the next one, which is made when there is none; elsewhere to the next field.
  function onEnter(event) {
    if (event.defaultPrevented || event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
    if (!event.target.matches("input.input")) return;
    event.preventDefault();
    const row = event.target.closest("ol.rows > li");
    if (!row) {
      const fields = [...form.querySelectorAll("input.input")];
      fields[fields.indexOf(event.target) + 1]?.focus();
    } else if (row.nextElementSibling) title(row.nextElementSibling).focus();
    else if (!empty(row)) addRow();
  }

  function leaveOutEmptyRows() {
    for (const row of [...rows.children]) if (rows.children.length > 1 && empty(row)) row.remove();
  }

  // The fee is reckoned in one place, by the server.

  function reckonSoon() {
    clearTimeout(timer);
    timer = setTimeout(reckon, REST);
  }

  async function reckon() {
    const panel = document.querySelector("[data-fees]");
    const query = new URLSearchParams();
    for (const row of rows.children) query.append("row", ["pages", "copies"].map((name) => row.querySelector(`[name=${name}]`).value.trim()).join("x"));
    waiting?.abort();
    const mine = (waiting = new AbortController());
    try {
      const answer = await fetch(`${panel.dataset.fees}?${query}`, { signal: mine.signal });
      const { fees, total, said } = await answer.json();
      if (mine.signal.aborted) return;
      fees.forEach((fee, n) => {
        const output = rows.children[n]?.querySelector("output");
        if (output) output.replaceChildren(...(fee ? [element("b", fee.amount), element("span", fee.how)] : []));
      });
      panel.querySelector("[data-total]").textContent = total;
      panel.querySelector("[data-said]").textContent = said;
      const here = fees[[...rows.children].indexOf(document.activeElement?.closest("ol.rows > li"))] ?? fees.find((one) => one);
      panel.querySelector("[data-lines]").replaceChildren(...(here ? here.lines : []).map((line) => element("li", line)));
    } catch {
      // The next digit came first, or the office is away: the fee stands on the next page.
    }
  }
}

function field(name) {
  return form.querySelector(`[name="${name}"]`);
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

// A name by its first letters (gks), the beginning of it or of one of its words; typed with marks or without.

function fold(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}

function matches(kinds, typed) {
  const asked = fold(typed).replace(/\s+/g, " ").trim();
  if (asked.length < 2) return [];
  const places = [
    (words) => words.map((word) => word[0]).join("").startsWith(asked.replaceAll(" ", "")),
    (words) => words.join(" ").startsWith(asked),
    (words) => words.some((_, n) => words.slice(n).map((word) => word[0]).join("").startsWith(asked)),
    (words) => words.some((_, n) => words.slice(n).join(" ").startsWith(asked)),
  ];
  const ranked = kinds.map((kind) => [places.findIndex((fits) => fits(fold(kind).split(/[\s,()]+/).filter(Boolean))), kind]);
  return ranked.filter(([rank]) => rank >= 0).sort((one, other) => one[0] - other[0]).map(([, kind]) => kind).slice(0, SHOWN);
}

// A combobox after the WAI-ARIA pattern: Enter takes the marked name, Tab and Esc leave what was typed.

function picker(input, kinds, number) {
  const list = document.createElement("ul");
  const box = input.closest(".field");
  let options = [];
  let active = -1;
  box.classList.add("picker");
  list.id = `kinds-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  box.append(list);
  const roles = [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]];
  for (const [name, value] of roles) input.setAttribute(name, value);

  function mark(index) {
    active = index;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[index].id);
  }

  function show(names) {
    options = names.map((name, n) => {
      const option = element("li", name);
      option.id = `${list.id}-${n}`;
      option.setAttribute("role", "option");
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    mark(options.length ? 0 : -1);
  }

  function take(option) {
    if (!option) return;
    input.value = option.textContent;
    show([]);
  }

  input.addEventListener("input", () => show(matches(kinds, input.value)));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || list.hidden) return;
    if (event.key === "Enter") take(options[active]);
    else if (event.key === "Escape") show([]);
    else if (event.key === "ArrowDown") mark((active + 1) % options.length);
    else if (event.key === "ArrowUp") mark((active + options.length - 1) % options.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
  input.addEventListener("blur", () => show([]));
}
