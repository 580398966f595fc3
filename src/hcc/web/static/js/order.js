// Rows of a folder are put in order by dragging a handle. Without this, and from the keyboard, the buttons beside it do.

let dragged = null;
let before = null;

show();
// The table is made anew when files were brought in.
new MutationObserver(show).observe(document.querySelector("main"), { childList: true, subtree: true });

function show() {
  for (const handle of document.querySelectorAll("[data-order][hidden]")) handle.hidden = false;
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-order]");
  if (!handle || event.button) return;
  event.preventDefault();
  dragged = handle.closest("tr");
  before = dragged.nextElementSibling;
  dragged.classList.add("dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  event.preventDefault();
  const others = [...dragged.parentElement.children].filter((one) => one !== dragged);
  const below = others.find((one) => event.clientY < middle(one)) ?? null;
  if (dragged.nextElementSibling !== below) dragged.parentElement.insertBefore(dragged, below);
});

document.addEventListener("pointerup", () => {
  if (!dragged) return;
  const row = drop();
  if (row.nextElementSibling === before) return;
  const places = [...row.parentElement.querySelectorAll("[data-order]")];
  const first = Math.min(...places.map((one) => Number(one.dataset.place)));
  const handle = row.querySelector("[data-order]");
  const form = document.getElementById("order");
  for (const [name, value] of [["name", handle.dataset.order], ["place", first + places.indexOf(handle)]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.requestSubmit();
});

document.addEventListener("pointercancel", () => {
  if (!dragged) return;
  const row = drop();
  row.parentElement.insertBefore(row, before);
});

function drop() {
  const row = dragged;
  row.classList.remove("dragged");
  dragged = null;
  return row;
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
