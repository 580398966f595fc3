// Pictures and files of the folder, and pages to lead to, in a window above the text; for a field that takes an address
// or codes, what there is of its kind. Without this they are a page of their own, from which a line is copied.
import { block, put } from "./markdown.js";

for (const button of document.querySelectorAll("[data-pick]")) button.addEventListener("click", () => open(button));
for (const box of document.querySelectorAll("[data-choosing]")) choosing(box);

async function open(button) {
  const box = button.closest("[data-choosing]");
  const field = (box ?? button.closest("[data-markdown]")).querySelector("input, textarea");
  const take = box ? (chosen) => choose(box, field, chosen.put, chosen.title) : (chosen) => putIn(field, chosen.put);
  const dialog = made(button);
  const shown = (page) => show(dialog, page, take);
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send(event.target, event.submitter).then(shown);
  });
  dialog.addEventListener("close", () => dialog.remove());
  shown(await page(fetch(button.dataset.pick)));
  dialog.showModal();
}

function made(button) {
  const dialog = document.createElement("dialog");
  dialog.className = "pick-dialog";
  dialog.setAttribute("aria-label", button.textContent.trim());
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn plain little";
  close.textContent = button.dataset.close;
  close.addEventListener("click", () => dialog.close());
  const content = document.createElement("div");
  dialog.append(close, content);
  document.body.append(dialog);
  return dialog;
}

async function page(answer) {
  try {
    return new DOMParser().parseFromString(await (await answer).text(), "text/html");
  } catch {
    return null; // the office is away: the window stays as it is
  }
}

function send(form, button) {
  if (form.method === "get") {
    return page(fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`));
  }
  button?.setAttribute("aria-disabled", "true");
  return page(fetch(form.action, { method: "POST", body: new FormData(form) }));
}

function show(dialog, found, take) {
  const picks = found?.querySelector("[data-picks]");
  if (!picks) return;
  const content = dialog.lastElementChild;
  ownIds(picks);
  content.replaceChildren(document.adoptNode(picks));
  for (const button of content.querySelectorAll("[data-put]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      dialog.close();
      take(button.dataset);
    });
  }
  const first = ["[data-error-summary]", "[data-put]", "[name=q]"].map((one) => content.querySelector(one)).find(Boolean);
  first?.focus();
}

function putIn(field, mark) {
  if (mark.startsWith("!")) block(field, `${mark}\n`);
  else put(field, apart(field) + mark);
}

// A space, where a link would else stick to the word before it; none behind a mark or bracket that has just been opened.
function apart(field) {
  const before = field.value.slice(0, field.selectionStart);
  return /(^|[\s([{<“‘«])[*_~"'“‘«([{<]*$/.test(before) ? "" : " ";
}

function choosing(box) {
  const field = box.querySelector("input, textarea");
  const open = box.querySelector("[data-pick]");
  const link = box.querySelector("[data-without-scripts]");
  if (open) [open.hidden, link.hidden] = [false, true];
  field.addEventListener("input", () => told(box, field));
}

// An address takes the place of the one that stood there, a code stands below those that do.
function choose(box, field, chosen, title) {
  const kept = box.dataset.choosing === "lines" ? parts(field) : [];
  field.value = [...kept.filter((one) => one !== chosen), chosen].join("\n");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.focus();
  const stands = box.querySelector("[data-stands]");
  const line = document.createElement("li");
  const words = document.createElement("strong");
  line.dataset.key = chosen;
  words.textContent = title;
  if (box.dataset.choosing === "lines") line.append(`${chosen} `);
  line.append(words);
  stands.append(line);
}

const parts = (field) => field.value.split(/[\s,;]+/).filter(Boolean);

// What stands beside a field is of what is still in it.
function told(box, field) {
  const kept = box.dataset.choosing === "lines" ? parts(field) : [field.value.trim()];
  for (const line of box.querySelectorAll("[data-key]")) if (!kept.includes(line.dataset.key)) line.remove();
}

// Two forms stand in one document now: the fields of this one get ids of their own.
function ownIds(part) {
  const names = ["id", "for", "form", "aria-describedby", "aria-labelledby"];
  for (const one of part.querySelectorAll("*")) {
    for (const name of names) {
      const ids = one.getAttribute(name);
      if (ids) one.setAttribute(name, ids.replace(/\S+/g, "picking-$&"));
    }
    if (one.getAttribute("href")?.startsWith("#")) one.setAttribute("href", `#picking-${one.getAttribute("href").slice(1)}`);
  }
}
