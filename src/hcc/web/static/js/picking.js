// Pictures and files of the folder, and pages to lead to, in a window above the text. Without this they are a page of
// their own, from which a line is copied.
import { block, put } from "./markdown.js";

for (const button of document.querySelectorAll("[data-pick]")) button.addEventListener("click", () => open(button));

async function open(button) {
  const field = button.closest("[data-markdown]").querySelector("textarea");
  const dialog = made(button);
  const shown = (page) => show(dialog, page, field);
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

function show(dialog, found, field) {
  const picks = found?.querySelector("[data-picks]");
  if (!picks) return;
  const content = dialog.lastElementChild;
  ownIds(picks);
  content.replaceChildren(document.adoptNode(picks));
  for (const button of content.querySelectorAll("[data-put]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      dialog.close();
      const mark = button.dataset.put;
      if (mark.startsWith("!")) block(field, `${mark}\n`);
      else put(field, apart(field) + mark);
    });
  }
  const first = ["[data-error-summary]", "[data-put]", "[name=q]"].map((one) => content.querySelector(one)).find(Boolean);
  first?.focus();
}

// A space, where a link would else stick to the word before it.
function apart(field) {
  return /[^\s([{<“‘«]$/.test(field.value.slice(0, field.selectionStart)) ? " " : "";
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
