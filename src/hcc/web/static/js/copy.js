// The copy sheet: a press of Enter copies the marked row and goes on to the next. Without this, a click into a value
// chooses all of it, to be copied by hand.

const table = document.querySelector("[data-copies]");
const status = document.querySelector("[data-copied]");

for (const how of document.querySelectorAll("[data-how]")) how.hidden = false;
for (const button of table?.querySelectorAll("[data-copy]") ?? []) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const row = button.closest("tr");
  const value = row.querySelector("[data-value]");
  if (!(await put(value))) return;
  mark(row);
  status.textContent = `${table.dataset.done}: ${row.querySelector("th").firstChild.textContent}`;
  const next = [...table.querySelectorAll("tr:has([data-copy])")];
  const follower = next[next.indexOf(row) + 1];
  if (follower) go(follower);
}

// Browsers give the clipboard to pages of https and of this computer alone; elsewhere the older way is left.
async function put(value) {
  try {
    await navigator.clipboard.writeText(value.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(value);
    return document.execCommand("copy");
  }
}

function mark(row) {
  row.classList.add("done");
  const word = row.querySelector("[data-copy] span");
  word.textContent = table.dataset.done;
}

function go(row) {
  table.querySelectorAll("tr.current").forEach((one) => one.classList.remove("current"));
  row.classList.add("current");
  row.tabIndex = -1;
  row.focus();
}
