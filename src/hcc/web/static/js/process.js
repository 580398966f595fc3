// The drawing beside the steps of an internal process follows what is typed. Without this the button "Xem thử" shows it.
const form = document.querySelector(".process-edit form");
const PAUSE_MS = 600;

let waiting = 0;
let asked = null;

async function look() {
  asked?.abort(); // what was typed meanwhile counts
  asked = new AbortController();
  const typed = new FormData(form);
  typed.append("preview", "preview");
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed, signal: asked.signal });
    if (!answer.ok) return; // the button tells what is wrong
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const seen = page.querySelector("[data-process-seen]");
    if (seen) document.querySelector("[data-process-seen]").replaceChildren(...seen.childNodes);
  } catch {
    // no connection just now: the drawing stays as it was, and the next change asks again
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE_MS);
});
