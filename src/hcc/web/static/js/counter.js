// The counter: papers, fee and due moment follow what is chosen, and the draft is kept.
// Everything it does the page can do without it, by its buttons.

import { merge } from "./uploads.js";

const form = document.querySelector("[data-counter]");
const REST = 250; // milliseconds of rest before the page asks what follows from what was typed
const KEEP_REST = 900; // and before the draft is kept

if (form) begin();

function begin() {
  hidePlain();
  form.addEventListener("card", cardRead);
  form.addEventListener("picked", picked);
  field("procedure")?.addEventListener("change", followSoon);
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => stopKeeping());
  document.addEventListener("keydown", paperKeys);
  document.addEventListener("papers", () => (hidePlain(), followSoon()));
  form.addEventListener("click", actOnPaper);
  form.addEventListener("change", assign);
  window.addEventListener("pagehide", keepNow);
  const wrong = document.querySelector("[data-error-summary]");
  if (!wrong) form.querySelector("[data-scan]").focus();
}

function hidePlain() {
  document.querySelectorAll("[data-plain]").forEach((one) => (one.hidden = true));
}

function field(name) {
  return form.querySelector(`[name="${name}"]`);
}

function body(...more) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "scan") data.append(name, value);
  for (const name of more) data.append(name, name);
  return data;
}

// What follows from what was typed

let liveTimer = 0;
let live = null;

function typed(event) {
  keepSoon();
  if (event.target.matches("[data-scan], [name=procedure]")) return;
  const asks = "[name=citizen_number], [name=birth], [name=case], [name=channel], [name=name]";
  if (event.target.matches(asks) || event.target.closest("[data-ticks]")) followSoon();
}

function followSoon() {
  clearTimeout(liveTimer);
  liveTimer = setTimeout(follow, REST);
}

async function follow() {
  clearTimeout(liveTimer);
  live?.abort();
  const mine = (live = new AbortController());
  try {
    const answer = await fetch(form.action, { method: "POST", body: body("choose"), signal: mine.signal });
    if (mine.signal.aborted || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted || !page.querySelector("[data-counter]")) return;
    for (const part of form.querySelectorAll("[data-live]")) swap(part, page.getElementById(part.id));
    hidePlain();
    showProcedureFault(page);
  } catch {
    // Away or overtaken by the next letter: the buttons still work.
  }
}

// Papers and case are drawn anew only for another procedure or case: what is ticked meanwhile stays.
function swap(old, fresh) {
  if (!fresh || Number(fresh.dataset.scans) < Number(old.dataset.scans)) return; // a file came meanwhile
  const same = "of" in old.dataset ? old.dataset.of === fresh.dataset.of : old.contains(document.activeElement);
  if (same && old.id === "papers") sayWhatIsAttached(old, fresh);
  if (same && old.id !== "earlier") return;
  const again = old.querySelector("[name=again]")?.checked;
  old.replaceWith(fresh);
  if (again && fresh.querySelector("[name=again]")) fresh.querySelector("[name=again]").checked = true;
}

// A paper nobody has ticked says by itself whether a file is there.
function sayWhatIsAttached(old, fresh) {
  for (const select of old.querySelectorAll("[data-tick] select")) {
    const other = fresh.querySelector(`#${CSS.escape(select.id)}`);
    if (other) select.options[0].textContent = other.options[0].textContent;
  }
}

function showProcedureFault(page) {
  const input = field("procedure");
  if (!input || input.type === "hidden") return;
  const old = input.closest(".field");
  const fresh = page.getElementById(input.id)?.closest(".field");
  old.querySelectorAll(".error").forEach((one) => one.remove());
  old.classList.toggle("wrong", Boolean(fresh?.classList.contains("wrong")));
  const fault = fresh?.querySelector(".error");
  if (fault) input.before(fault);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = fresh?.querySelector(`#${CSS.escape(input.id)}`)?.getAttribute(name);
    if (value) input.setAttribute(name, value);
    else input.removeAttribute(name);
  }
}

// The draft is kept

let keepTimer = 0;
let stopped = false;
let changed = false;

function keepSoon() {
  changed = true;
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keepNow, KEEP_REST);
}

function stopKeeping() {
  stopped = true;
  clearTimeout(keepTimer);
}

async function keepNow() {
  if (stopped || !changed) return;
  changed = false;
  clearTimeout(keepTimer);
  try {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: body(), keepalive: true });
    const { at } = await answer.json();
    const saved = document.querySelector("[data-saved]");
    if (at && saved) saved.textContent = saved.dataset.words.replace("{at}", at);
  } catch {
    changed = true; // tried again with the next letter
  }
}

// A page that comes back from the browser's own store keeps again.
window.addEventListener("pageshow", () => (stopped = false));

// The card was read (card.js)

function cardRead(event) {
  event.preventDefault(); // where to go on is decided here
  keepSoon();
  follow();
  (field("procedure") ?? form.querySelector("[data-ticks]"))?.focus();
}

// The procedure was chosen: the papers follow

async function picked(event) {
  keepSoon();
  await follow();
  const ticks = form.querySelector("[data-ticks]");
  if (document.activeElement === event.target || document.activeElement === document.body) ticks?.focus();
}

// 1 to 9 tick a paper as handed in and right, and take the tick away; arrows move among the papers

function paperKeys(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const inside = event.target.closest?.("input, textarea, select, [data-scan]");
  if (inside && !inside.closest("[data-ticks]")) return;
  const papers = [...form.querySelectorAll("[data-tick] select")];
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  if (digit && papers[digit - 1]) {
    const select = papers[digit - 1];
    select.value = select.value === "passed" ? "" : "passed";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  } else if (event.target.matches?.("[data-ticks]") && /^Arrow(Down|Up)$/.test(event.key) && papers.length) {
    papers[event.key === "ArrowDown" ? 0 : papers.length - 1].focus();
    event.preventDefault();
  }
}

// Which paper a file is, and that it is taken away, without loading the page anew

function assign(event) {
  if (event.target.matches("[data-assign] select")) event.target.closest("[data-assign]").querySelector("button").click();
}

async function actOnPaper(event) {
  const button = event.target.closest("[data-scan] button[formaction]");
  if (!button) return;
  event.preventDefault();
  const data = body();
  data.set("key", Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join(""));
  data.append(button.name, button.value);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.querySelector("[data-scans]")) throw new Error("not done");
    merge(page);
    if (document.activeElement === document.body) field("paper").focus(); // its row went
  } catch {
    form.requestSubmit(button); // the page itself says why
  }
}
