// The keyboard of the desks. An element says its key in data-key; a table body with data-rows has a current row.
// Single letters work only outside fields and can be switched off (WCAG 2.1.4); Ctrl+Enter and Esc always work.

// Letters that are switched off stay off for this browser, also after signing out, which empties its storage.
const OFF = "hcc_letters_off";
const YEAR = 365 * 24 * 3600;
const help = document.getElementById("keys");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
  const key = (event.ctrlKey ? "Ctrl+" : "") + event.key;
  if (help?.open) return; // the browser closes a dialog on Esc
  const inside = event.target.closest?.("input, select, textarea, [contenteditable]");
  const typing = inside && !/^(checkbox|radio|button|submit|file)$/.test(inside.type ?? "");
  if (key === "Ctrl+Enter") return press(event, find("Ctrl+Enter") ?? document.querySelector(".btn.primary"));
  if (key === "Escape") {
    if (typing) return inside.blur();
    return press(event, find("Esc"));
  }
  if (/^F\d+$/.test(key)) return press(event, find(key));
  if (event.ctrlKey || typing) return;
  if (key === "Enter") return enter(event);
  if (key.length !== 1 || lettersOff()) return;
  if (key === "?") return show(event);
  if (key === "j" || key === "k") return move(event, key === "j" ? 1 : -1);
  if (key === "x") return choose(event);
  press(event, find(key));
});

function find(key) {
  const found = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key);
  const row = document.activeElement?.closest("[data-rows] > tr");
  return found.find((one) => row?.contains(one)) ?? found.find((one) => !one.closest("[data-rows] > tr"));
}

function press(event, element) {
  if (!element || element.getAttribute("aria-disabled") === "true") return;
  event.preventDefault();
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), select, textarea")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function rows() {
  return [...document.querySelectorAll("[data-rows] > tr")];
}

function current() {
  return document.activeElement?.closest("[data-rows] > tr") ?? document.querySelector("[data-rows] > tr.current");
}

function move(event, step) {
  const all = rows();
  if (!all.length) return;
  event.preventDefault();
  const at = all.indexOf(current());
  focusRow(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
}

function focusRow(row) {
  rows().forEach((one) => one.classList.toggle("current", one === row));
  row.tabIndex = -1;
  row.focus();
}

function enter(event) {
  // Enter on a link or a button is the browser's own; on the row itself it does the row's next act.
  const row = current();
  if (!row || event.target.closest("a, button, summary, input")) return;
  press(event, row.querySelector("[data-act]") ?? row.querySelector("a[href], button"));
}

// x chooses the row and goes on to the next: so many rows, so many keys.
function choose(event) {
  const row = current() ?? rows()[0];
  const box = row?.querySelector("input[type=checkbox]");
  if (!box) return;
  press(event, box);
  focusRow(rows()[rows().indexOf(row) + 1] ?? row);
}

function show(event) {
  if (!help) return;
  event.preventDefault();
  const list = help.querySelector("[data-keys-list]");
  const seen = new Set();
  list.replaceChildren();
  for (const one of document.querySelectorAll("[data-key]")) {
    if (seen.has(one.dataset.key)) continue;
    seen.add(one.dataset.key);
    list.append(entry(one.dataset.key, words(one)));
  }
  for (const given of help.querySelectorAll("[data-keys-words] > div")) {
    const key = given.querySelector("dt").textContent;
    if (key !== "?" && !rows().length) continue;
    list.append(entry(key, given.querySelector("dd").textContent));
  }
  help.showModal();
}

function entry(key, meaning) {
  const [pair, term, what, cap] = ["div", "dt", "dd", "kbd"].map((name) => document.createElement(name));
  cap.textContent = key;
  what.textContent = meaning;
  term.append(cap);
  pair.append(term, what);
  return pair;
}

function words(element) {
  const named = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  if (named) return named.trim();
  const copy = element.cloneNode(true);
  // What is said for the ear alone names the row, and the key is for every row.
  copy.querySelectorAll("kbd, svg, .vh").forEach((part) => part.remove());
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function lettersOff() {
  return document.cookie.split("; ").includes(`${OFF}=1`);
}

function showSwitch() {
  const off = lettersOff();
  for (const one of help.querySelectorAll("[data-when]")) one.hidden = (one.dataset.when === "off") !== off;
}

if (help) {
  showSwitch();
  help.querySelector("[data-keys-switch]").addEventListener("click", () => {
    document.cookie = `${OFF}=1; path=/; SameSite=Lax; max-age=${lettersOff() ? 0 : YEAR}`;
    showSwitch();
  });
}
for (const opener of document.querySelectorAll("[data-open-keys]")) opener.addEventListener("click", show);

// After an act the server marks the row to go on with.
const marked = document.querySelector("[data-rows] > tr.current");
if (marked && !document.querySelector("[data-error-summary]")) focusRow(marked);

// A dossier that is shown was looked at: its badge in the lists goes away. Opening it changes nothing by itself.
const shown = /^\/ho-so\/[A-Za-z0-9_-]+\/$/.test(location.pathname);
const token = document.querySelector("form.out [name=csrf_token]");
if (shown && token) {
  const seen = document.querySelector("[name=seen]")?.value ?? "";
  const body = new URLSearchParams({ csrf_token: token.value, seen });
  fetch(`${location.pathname}looked`, { method: "POST", body, keepalive: true }).catch(() => {});
}
