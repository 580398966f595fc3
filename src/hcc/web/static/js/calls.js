// The screen in the hall: asks every few seconds which numbers are called. It runs for months, so it keeps nothing, adds
// no elements, and asks one question at a time. Without it the page reloads itself.
const board = document.querySelector("[data-board]");
const part = (name) => document.querySelector(`[data-${name}]`);
const GIVE_UP_MS = 8_000; // an answer that takes longer is not waited for
const FAILURES = 3; // in a row, before people are told
const FRESH_MS = 6_000;
const HIDDEN = 5; // a page nobody looks at asks so many times less often

let failures = 0;
let fading = 0;

async function look() {
  try {
    const answer = await fetch(board.dataset.board, { cache: "no-cache", signal: AbortSignal.timeout(GIVE_UP_MS) });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    failures = 0;
  } catch {
    failures += 1;
  }
  part("lost").hidden = failures < FAILURES;
  again();
}

function again() {
  setTimeout(look, Number(board.dataset.askEvery) * (document.hidden ? HIDDEN : 1));
}

function show({ calls, opening, program }) {
  if (program !== board.dataset.program) return location.reload(); // the office has a new version
  const [first, ...before] = calls;
  write(part("opening"), opening);
  part("none").hidden = Boolean(first);
  part("before").hidden = !before.length;
  part("before").querySelectorAll("tbody tr").forEach((row, place) => {
    row.hidden = !before[place];
    write(row.cells[0], before[place]?.number ?? "");
    write(row.cells[1], before[place]?.counter ?? "");
  });
  const now = part("now");
  now.hidden = !first;
  if (!first || String(first.call) === now.dataset.now) return;
  now.dataset.now = first.call;
  write(part("number"), first.number);
  write(part("counter"), first.counter);
  now.classList.add("fresh");
  clearTimeout(fading);
  fading = setTimeout(() => now.classList.remove("fresh"), FRESH_MS);
}

// Only what differs is written: a reader's software would say it again.
function write(element, words) {
  if (element.textContent !== String(words)) element.textContent = words;
}

again(); // the page itself was the first answer
