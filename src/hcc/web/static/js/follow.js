// A page that waits for something the office does behind it: asks every while how far that is, and loads itself anew
// once it is done. Without this the page reloads itself.
const ASK_MS = 1_000;
const GIVE_UP_MS = 8_000; // an answer that takes longer is not waited for
const HIDDEN = 5; // a page nobody looks at asks so many times less often

const here = document.querySelector("[data-follow]");

async function look() {
  try {
    const answer = await fetch(here.dataset.follow, { cache: "no-cache", signal: AbortSignal.timeout(GIVE_UP_MS) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-follow]");
    if (!answer.ok || !now) return location.reload();
    // Only what differs is written: a reader's software would say it again.
    if (!now.isEqualNode(here)) here.replaceChildren(...now.childNodes);
  } catch {
    // The office is away for a moment: asked again.
  }
  again();
}

function again() {
  setTimeout(look, ASK_MS * (document.hidden ? HIDDEN : 1));
}

if (here) again();
