// Pages of papers: moved, turned and parted by keys on the page that has the focus. Without this, the fields do the same.

const leaves = document.querySelector(".leaves");

if (leaves) begin();

function begin() {
  for (const hint of document.querySelectorAll("[data-with-keys]")) hint.hidden = false;
  for (const leaf of all()) leaf.tabIndex = 0;
  leaves.addEventListener("change", (event) => show(event.target.closest("[data-leaf]")));
  leaves.addEventListener("keydown", (event) => {
    if (event.target !== event.target.closest("[data-leaf]")) return; // a field inside has keys of its own
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const act = { ArrowLeft: earlier, ArrowRight: later, r: turn, n: part }[event.key];
    if (!act) return;
    event.preventDefault();
    act(event.target);
  });
}

function all() {
  return [...leaves.querySelectorAll("[data-leaf]")];
}

function earlier(leaf) {
  if (leaf.previousElementSibling) leaf.previousElementSibling.before(leaf);
  number(leaf);
}

function later(leaf) {
  if (leaf.nextElementSibling) leaf.nextElementSibling.after(leaf);
  number(leaf);
}

function number(moved) {
  all().forEach((leaf, index) => (leaf.querySelector("[data-place]").value = index + 1));
  moved.focus(); // moving an element takes the focus away
}

function turn(leaf) {
  const field = leaf.querySelector("[data-turning]");
  field.value = (Number(field.value) + 90) % 360;
  show(leaf);
}

function part(leaf) {
  const box = leaf.querySelector("[data-beginning]");
  box.checked = !box.checked;
  show(leaf);
}

function show(leaf) {
  leaf.dataset.turn = leaf.querySelector("[data-turning]").value;
  leaf.toggleAttribute("data-begins", leaf.querySelector("[data-beginning]").checked);
}
