// What scripts add to a form that works without them: focus on the list of faults, one sending a press, no lost typing.

const faults = document.querySelector("[data-error-summary]");
if (faults) faults.focus();

// A fault in one line of a long text leads to that line.
faults?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const box = link && document.querySelector(link.hash);
  if (!box?.setSelectionRange) return;
  event.preventDefault();
  const lines = box.value.split("\n");
  const before = lines.slice(0, link.dataset.line - 1);
  const start = before.join("\n").length + (before.length ? 1 : 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[before.length] ?? "").length);
  box.scrollTop = (box.scrollHeight * before.length) / lines.length;
});

// A form sent twice by a double press is held back once. The buttons stay enabled: a disabled button loses its value.
const HELD_BACK_MS = 8000; // a download or a print window leaves the page open, and then the form may be sent again

let typed = false;

// A file that the office cannot take is refused before it is sent: that may take minutes, and loses what was typed.
function tellTooBig(input) {
  const big = [...input.files].some((file) => file.size > Number(input.dataset.mostMb) * 2 ** 20);
  const told = document.getElementById(`${input.id}-big`);
  told.hidden = !big;
  told.classList.toggle("error", big);
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (big) described.add(told.id);
  else described.delete(told.id);
  if (described.size) input.setAttribute("aria-describedby", [...described].join(" "));
  else input.removeAttribute("aria-describedby");
  if (big) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return big;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file][data-most-mb]")) tellTooBig(event.target);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  const big = [...form.querySelectorAll("input[type=file][data-most-mb]")].find(tellTooBig);
  if (big) {
    event.preventDefault();
    big.focus();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  typed = false;
  setHeld(form, true);
  setTimeout(() => release(form), HELD_BACK_MS);
});

// A page that comes back from the browser's own store must be usable again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

document.addEventListener("input", (event) => {
  if (event.target.form?.hasAttribute("data-guard")) typed = true;
});

window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

function release(form) {
  delete form.dataset.sent;
  setHeld(form, false);
}

function setHeld(form, held) {
  for (const button of form.elements) {
    if (button.type !== "submit") continue;
    if (held) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// What is typed into a password field may be read while it is typed; it is hidden again before the form leaves, so that
// the browser does not keep it among the words to suggest.
for (const choice of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(choice.dataset.reveals);
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = false;
  box.addEventListener("change", () => (field.type = box.checked ? "text" : "password"));
  field.form.addEventListener("submit", () => (field.type = "password"));
}
