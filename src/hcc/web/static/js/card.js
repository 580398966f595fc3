// The code of an identity card, typed by a scanner into the box for it: what it says goes into the fields of the form,
// and "card" tells the form so. Without this, the button beside the box does it.

const BURST = 50; // milliseconds between two keys of a scanner; people are slower
const SCANNED = 20; // letters that no name typed by hand into the box would have in one burst

const box = document.querySelector("[data-scan]");
if (box) begin();

function begin() {
  box.form.querySelector("[name=read]").hidden = true;
  let last = 0;
  let burst = 0;
  let timer = 0;
  box.addEventListener("keydown", (event) => {
    const now = performance.now();
    burst = now - last < BURST ? burst + 1 : 1;
    last = now;
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      if (box.value.trim()) read();
    }
  });
  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    // Scanners may end without Enter, or paste in one piece.
    if (burst >= SCANNED || event.inputType === "insertFromPaste") timer = setTimeout(read, 3 * BURST);
  });
  if (!field("citizen_number").value && !document.querySelector("[data-error-summary]")) box.focus();
}

function field(name) {
  return box.form.querySelector(`[name="${name}"]`);
}

async function read() {
  const text = box.value;
  box.value = "";
  if (!text.trim()) return;
  const note = document.querySelector("[data-card]");
  try {
    const data = new URLSearchParams({ csrf_token: field("csrf_token").value, text });
    const answer = await fetch(box.dataset.scan, { method: "POST", body: data });
    const { card, warnings, parts } = await answer.json();
    if (card) fill(card);
    tell(note, card ? note.dataset.read : note.dataset.unread, warnings, card ? [] : parts, Boolean(card));
    if (card && box.form.dispatchEvent(new CustomEvent("card", { cancelable: true }))) firstEmpty()?.focus();
  } catch {
    tell(note, note.dataset.offline, [], [], false);
  }
}

function fill(card) {
  for (const [name, value] of Object.entries(card)) {
    const one = field(name);
    if (!one || !value || (name === "address" && one.value)) continue;
    one.value = value;
  }
}

function firstEmpty() {
  const fields = [...box.form.querySelectorAll("input[type=text], input[type=tel]")];
  return fields.find((one) => one !== box && !one.value && one.offsetParent);
}

function tell(note, words, warnings, parts, good) {
  note.hidden = false;
  note.className = `note ${good && !warnings.length ? "ok" : "warn"}`;
  const inside = note.querySelector("div");
  inside.replaceChildren(element("strong", words));
  for (const warning of warnings) inside.append(element("p", warning.text));
  if (!parts.length) return;
  const list = element("div", "");
  list.className = "parts";
  for (const part of parts) {
    const button = element("button", part);
    button.type = "button";
    button.className = "btn plain little";
    button.addEventListener("click", () => put(part, button));
    list.append(button);
  }
  inside.append(list);
}

// A piece of an unknown code goes into the field that fits its shape and is empty; nothing is guessed over what stands.
function put(part, button) {
  const digits = part.replace(/\D/g, "");
  const name = /^\d{12}$/.test(part) ? "citizen_number" : /^\d{9}$/.test(part) ? "old_number" : digits.length === 8 ? "birth" : part.length > 30 ? "address" : "name";
  const one = field(name);
  if (!one) return;
  one.value = part;
  one.dispatchEvent(new Event("input", { bubbles: true }));
  button.disabled = true;
  one.focus();
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
