// Rows of a form are added and put in order in the page: by their buttons, by Alt and an arrow, and with the mouse.
// Without this, the buttons send the form and it comes back with the new row, or in the new order.

const ADD = "__add__";
const UP = "__up__";
const DOWN = "__down__";
const said = document.querySelector("[data-moved]");

let dragged = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest(`ol[data-order] > li > button:is([name=${UP}], [name=${DOWN}])`);
  if (!button) return;
  event.preventDefault();
  const row = button.parentElement;
  move(row, button.name === UP ? -1 : 1);
  const other = row.querySelector(`:scope > [name=${button.name === UP ? DOWN : UP}]`);
  (button.offsetParent ? button : other).focus(); // the first row has no way up, the last none down
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
  const step = event.key === "ArrowUp" ? -1 : 1;
  if (event.target.matches("textarea[data-lines]")) {
    event.preventDefault();
    return moveLine(event.target, step);
  }
  const row = event.target.closest("ol[data-order] > li");
  if (!row) return;
  event.preventDefault();
  move(row, step);
  event.target.focus(); // moving an element takes the focus away
});

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  settle(row);
}

// What follows from a new order: the numbers, the draft, and a word for those who do not see it.
function settle(row, words = said?.dataset.moved) {
  const rows = [...row.parentElement.children];
  rows.forEach((one, index) => one.querySelectorAll("[data-number]").forEach((place) => (place.textContent = index + 1)));
  row.dispatchEvent(new Event("change", { bubbles: true }));
  row.scrollIntoView({ block: "nearest" });
  if (said) said.textContent = words.replace("{number}", rows.indexOf(row) + 1).replace("{count}", rows.length);
}

// A new row is drawn by the server, as it is without scripts; all that stands in the page stays as it is.
let added = 0;
const adding = new WeakSet(); // what was pressed and is not done: aria-disabled also stands where the form was just sent

document.addEventListener("click", async (event) => {
  const button = event.target.closest(`ol[data-order] + button[name=${ADD}]`);
  if (!button) return;
  event.preventDefault();
  if (adding.has(button)) return; // pressed twice
  adding.add(button);
  button.setAttribute("aria-disabled", "true");
  let drawn;
  try {
    drawn = await draw(button.previousElementSibling, button);
  } catch {
    return send(button); // the server says what is the matter
  }
  done(button);
  put(drawn, button);
});

function done(button) {
  adding.delete(button);
  if (!button.form?.dataset.sent) button.removeAttribute("aria-disabled");
}

// A form that was just sent and left the page open is held back for a while (forms.js): this waits for it.
function send(button) {
  if (button.form?.dataset.sent) return setTimeout(() => send(button), 200);
  done(button);
  button.form?.requestSubmit(button);
}

// What the server draws, before anything of it stands in the page.
async function draw(list, button) {
  const body = new FormData(button.form, button);
  for (const [name, value] of [...body]) if (typeof value !== "string" && value.size) throw new Error("a file is chosen");
  const answer = await fetch(button.form.action, { method: "POST", body });
  if (!answer.ok || answer.redirected) throw new Error("not added");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = [...button.form.querySelectorAll("ol[data-order]")].indexOf(list);
  const theirs = page.getElementById(button.form.id).querySelectorAll("ol[data-order]")[place];
  if (theirs?.dataset.of !== list.dataset.of) throw new Error("another form");
  const row = ours(theirs.lastElementChild, button.getAttribute("formaction"));
  const counts = [...page.querySelectorAll("nav.contents .quiet")].map((one) => one.textContent);
  return { list, row, counts, last: theirs.nextElementSibling?.name !== ADD };
}

// From here on the row is there: whatever goes wrong, it is not asked for again.
function put({ list, row, counts, last }, button) {
  list.append(row);
  if (last) button.remove(); // there may be no more of them
  document.querySelectorAll("nav.contents .quiet").forEach((one, index) => (one.textContent = counts[index]));
  settle(row, said?.dataset.added);
  (row.querySelector("input:not([type=hidden]), select, textarea") ?? row.querySelector("button"))?.focus();
}

// The fields of a page are numbered through: those of a row from another page get numbers that this one does not have.
function ours(row, formaction) {
  added += 1;
  const html = row.outerHTML.replaceAll(/deformField\d+/g, `$&-${added}`);
  const one = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html").querySelector("li");
  one.querySelectorAll("button[formaction]").forEach((button) => button.setAttribute("formaction", formaction));
  one.querySelectorAll("[data-handle]").forEach(take);
  return document.adoptNode(one);
}

// A list of one entry a line: the line the cursor is in changes places with its neighbour.
function moveLine(area, step) {
  const lines = area.value.split("\n");
  const before = area.value.slice(0, area.selectionStart).split("\n");
  const from = before.length - 1;
  const to = from + step;
  if (to < 0 || to >= lines.length) return;
  const column = before[from].length;
  [lines[from], lines[to]] = [lines[to], lines[from]];
  area.value = lines.join("\n");
  const start = lines.slice(0, to).reduce((sum, line) => sum + line.length + 1, 0) + column;
  area.setSelectionRange(start, start);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// The handle is dragged with a mouse, a pen or a finger.
const EDGE = 70; // pixels from the edge of the window at which the page moves along
const STEP = 14;

document.querySelectorAll("[data-handle]").forEach(take);

function take(handle) {
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    dragged = handle.closest("li");
    dragged.classList.add("dragged");
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    else if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const others = [...dragged.parentElement.children].filter((one) => one !== dragged);
    const below = others.find((one) => event.clientY < middle(one));
    const place = below ?? null;
    if (dragged.nextElementSibling === place) return;
    dragged.parentElement.insertBefore(dragged, place);
    handle.setPointerCapture(event.pointerId); // moving an element lets the pointer go
  });
  for (const end of ["pointerup", "pointercancel"]) {
    handle.addEventListener(end, () => {
      if (!dragged) return;
      dragged.classList.remove("dragged");
      settle(dragged);
      dragged = null;
    });
  }
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
