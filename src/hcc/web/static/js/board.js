// The notice board in the hall goes on by itself, unless the reader asked for less motion and did not ask for it here.
// When the office does not answer, what stands there stays, and it is asked again.
const { next, seconds, run } = document.body.dataset;
const GIVE_UP_MS = 8_000;

async function goOn() {
  try {
    const answer = await fetch(next, { cache: "no-cache", signal: AbortSignal.timeout(GIVE_UP_MS) });
    if (answer.ok) return location.replace(next);
  } catch {
    // The network is away for a while.
  }
  wait();
}

function wait() {
  setTimeout(goOn, Number(seconds) * 1000);
}

if (next && (run || !matchMedia("(prefers-reduced-motion: reduce)").matches)) {
  document.body.classList.add("moving");
  wait();
}
