// The draft of a form is kept while it is typed. Without this, its button "Save the draft" does.

const saved = document.querySelector("[data-draft]");
const form = document.getElementById("form");
const REST = 900; // milliseconds of rest before the draft is kept
const KEPT_ALIVE = 60_000; // letters a browser still sends when its page is left

let timer = 0;
let changed = false;
let stopped = false;

if (saved && form) begin();

function begin() {
  document.querySelectorAll('button[name="keep"]').forEach((button) => (button.hidden = true));
  for (const name of ["input", "change", "card"]) form.addEventListener(name, soon);
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", keep);
  if (saved.dataset.unkept !== undefined) soon(); // it came back from the server with what was typed, kept nowhere
  // A page that comes back from the browser's own store keeps again.
  window.addEventListener("pageshow", () => (stopped = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed && !stopped && saved.classList.contains("lost")) event.preventDefault();
  });
}

function soon() {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(keep, REST);
}

async function keep() {
  if (stopped || !changed) return;
  changed = false;
  clearTimeout(timer);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  try {
    const keepalive = body.toString().length < KEPT_ALIVE;
    const answer = await fetch(saved.dataset.draft, { method: "POST", body, keepalive });
    const { at } = await answer.json();
    if (!at) throw new Error("not kept");
    tell(saved.dataset.words.replace("{at}", at), false);
  } catch {
    changed = true; // tried again with the next letter
    tell(saved.dataset.lost, true);
  }
}

function tell(words, lost) {
  saved.classList.toggle("lost", lost);
  if (saved.textContent !== words) saved.textContent = words;
}
