// Rows of a form are put in order in the page: by their buttons, by Alt and an arrow, and with the mouse. Without this,
// the buttons send the form and it comes back in the new order.

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
function settle(row) {
  const rows = [...row.parentElement.children];
  rows.forEach((one, index) => one.querySelectorAll("[data-number]").forEach((place) => (place.textContent = index + 1)));
  row.dispatchEvent(new Event("change", { bubbles: true }));
  row.scrollIntoView({ block: "nearest" });
  if (said) said.textContent = said.dataset.moved.replace("{number}", rows.indexOf(row) + 1).replace("{count}", rows.length);
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

for (const handle of document.querySelectorAll("[data-handle]")) {
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
