// The field in which a page is written: marks by buttons and keys, and how the text will look, drawn by the server.
// Without this there is a button that shows the form again with how it will look.

const REST = 500; // milliseconds of rest before the look is asked for
const LINK = /^(https?:\/\/|mailto:|tel:|\/)\S+$/;

for (const box of document.querySelectorAll("[data-markdown]")) begin(box);

function begin(box) {
  const field = box.querySelector("textarea");
  for (const one of box.querySelectorAll("[data-without-scripts]")) one.hidden = true;
  const marks = box.querySelector("[data-marks]");
  marks.hidden = false;
  marks.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) mark(field, button.dataset.mark, button.dataset.words);
  });
  field.addEventListener("keydown", (event) => keys(event, field, marks));
  look(box, field);
}

function keys(event, field, marks) {
  if (event.isComposing || event.altKey || event.shiftKey) return;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) return goOn(event, field);
  const name = (event.ctrlKey || event.metaKey) && { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
  if (!name) return;
  event.preventDefault();
  event.stopPropagation();
  mark(field, name, marks.querySelector(`[data-mark="${name}"]`).dataset.words);
}

function mark(field, name, words) {
  const act = { bold: () => around(field, "**", words), italic: () => around(field, "*", words) };
  act.link = () => link(field, words);
  act.heading = () => lines(field, (line) => (/^#{1,6} /.test(line) ? line.replace(/^#{1,6} /, "") : `## ${line}`));
  act.list = () => lines(field, (line) => (line.startsWith("- ") ? line.slice(2) : `- ${line}`));
  act.numbers = () => lines(field, (line, n) => (/^\d+\. /.test(line) ? line.replace(/^\d+\. /, "") : `${n + 1}. ${line}`));
  act.quote = () => lines(field, (line) => (line.startsWith("> ") ? line.slice(2) : `> ${line}`));
  act.table = () => {
    const heads = words.split("|");
    const row = (cells) => `| ${cells.join(" | ")} |\n`;
    block(field, row(heads) + row(heads.map(() => "---")) + row(heads.map(() => " ")));
  };
  act[name]();
}

// Typed in as by hand, so that the browser's own "undo" takes it back.
export function put(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Marks on both sides of what is chosen, or away from there; spaces stay outside, where marks need them.
function around(field, sign, words) {
  let { selectionStart: start, selectionEnd: end, value } = field;
  while (start < end && /\s/.test(value[start])) start++;
  while (end > start && /\s/.test(value[end - 1])) end--;
  const size = sign.length;
  const chosen = value.slice(start, end) || words;
  const marked = value.slice(start - size, start) === sign && value.slice(end, end + size) === sign;
  if (marked && start < end) {
    put(field, chosen, start - size, end + size);
    return field.setSelectionRange(start - size, end - size);
  }
  put(field, sign + chosen + sign, start, end);
  field.setSelectionRange(start + size, start + size + chosen.length);
}

function link(field, words) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end).trim();
  const isAddress = LINK.test(chosen);
  const [text, address] = isAddress ? [words, chosen] : [chosen || words, "/"];
  put(field, `[${text}](${address})`, start, end);
  const from = isAddress || !chosen ? start + 1 : start + text.length + 3;
  field.setSelectionRange(from, from + (isAddress || !chosen ? text.length : address.length));
}

// Each chosen line anew.
function lines(field, change) {
  const { selectionStart, selectionEnd, value } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const stop = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart ? 1 : 0), start));
  const end = stop < 0 ? value.length : stop;
  const made = value.slice(start, end).split("\n").map(change).join("\n");
  put(field, made, start, end);
  if (selectionStart === selectionEnd) field.setSelectionRange(start + made.length, start + made.length);
  else field.setSelectionRange(start, start + made.length);
}

// Lines of their own, with an empty one before and behind.
export function block(field, text) {
  const before = field.value.slice(0, field.selectionEnd);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  put(field, gap + text, field.selectionEnd, field.selectionEnd);
}

// Enter in a list begins the next line of it; in an empty one it ends the list.
function goOn(event, field) {
  const { selectionStart: at, selectionEnd, value } = field;
  if (at !== selectionEnd) return;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const found = /^(\s*)([-*]|(\d+)\.) (.*)$/.exec(value.slice(start, at));
  if (!found) return;
  event.preventDefault();
  if (!found[4].trim()) return put(field, "\n", start, at);
  put(field, `\n${found[1]}${found[3] ? `${Number(found[3]) + 1}.` : found[2]} `);
}

function look(box, field) {
  const side = box.querySelector("[data-look]");
  const [html, refused] = [side.querySelector("[data-html]"), side.querySelector("[data-refused]")];
  let timer = 0;
  let waiting = null;
  side.hidden = false;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  };
  field.addEventListener("input", soon);
  if (field.value.trim()) ask();

  // The office would not even read a text this long: it is not sent, so that nothing of it is lost.
  field.form.addEventListener(
    "submit",
    (event) => {
      if (!tooLong()) return;
      event.preventDefault();
      event.stopPropagation();
      field.focus();
    },
    { capture: true },
  );

  function tooLong() {
    const long = field.value.length > Number(box.dataset.most);
    if (long) refused.textContent = box.dataset.tooLong;
    refused.hidden = !long;
    return long;
  }

  async function ask() {
    waiting?.abort();
    if (tooLong()) return;
    const mine = (waiting = new AbortController());
    const body = new URLSearchParams({ text: field.value, csrf_token: field.form.elements.csrf_token.value });
    try {
      const answer = await fetch(box.dataset.markdown, { method: "POST", body, signal: mine.signal });
      const said = await answer.text();
      if (mine.signal.aborted) return;
      refused.hidden = answer.status !== 422;
      if (answer.status === 422) refused.textContent = said;
      if (!answer.ok) return;
      const made = new DOMParser().parseFromString(said, "text/html");
      html.replaceChildren(...made.body.childNodes);
    } catch {
      // The next letter came first, or the office is away: what is typed stays, and the look comes with the next letter.
    }
  }
}
