// Files chosen, dropped or pasted on the page of a dossier, at the counter or in a folder of pages are sent at once, each
// as a request of its own. What became of one file stands beside its name and touches no other. Without this the form
// sends what was chosen and loads the page anew.

const box = document.querySelector("[data-uploads]");
const form = box?.closest("form");
const within = box === form ? document : box; // what an answer may take the place of: elsewhere the counter is typed in
const input = box?.querySelector("input[type=file]");
const AT_ONCE = 2; // the office looks at so many files at the same time
const NAME_LETTERS = 200;

const queue = [];
const begun = new Set();
let latest = 0;

if (box) begin();

function begin() {
  latest = Number(scans(document).dataset.scans);
  for (const one of box.querySelectorAll("[data-with-scripts]")) one.hidden = one.disabled = false;
  for (const one of box.querySelectorAll("[data-without-scripts]")) one.hidden = true;
  input.multiple = true;
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  input.setAttribute("aria-describedby", [...described.add(`${input.id}-hint`)].join(" "));
  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  form.addEventListener("submit", hold, { capture: true });
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, over);
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? box.classList.remove("over"));
  document.addEventListener("drop", drop);
  document.addEventListener("paste", paste);
  window.addEventListener("beforeunload", (event) => {
    if (queue.length || begun.size) event.preventDefault();
  });
}

// The form of the counter leaves once every file has arrived: what is on its way would be missing from the dossier.
function hold(event) {
  const going = queue.length || begun.size;
  if (box !== form && !going) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (going) waiting(true);
}

function waiting(shown) {
  const words = box.querySelector("[data-wait]");
  if (words.hidden === shown) words.hidden = !shown;
}

function over(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  box.classList.add("over");
}

function drop(event) {
  box.classList.remove("over");
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  add(event.dataTransfer.files);
}

function paste(event) {
  if (!event.clipboardData?.files.length) return;
  event.preventDefault();
  add(event.clipboardData.files);
}

function add(files) {
  for (const file of files) {
    const row = box.querySelector("template[data-sending]").content.firstElementChild.cloneNode(true);
    for (const place of row.querySelectorAll("[data-name]")) place.textContent = file.name;
    const one = { file, row, key: newKey(), component: form.elements.component?.value ?? "" };
    row.querySelector("[data-send]").addEventListener("click", () => enqueue(one));
    box.querySelector("[data-sendings]").append(row);
    if (file.size > Number(box.dataset.uploads)) show(one, "big");
    else enqueue(one);
  }
  tell();
}

// The same key each time a file is sent: what arrived although the connection was cut is not kept twice.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function enqueue(one) {
  show(one, "waiting");
  queue.push(one);
  next();
}

function next() {
  while (queue.length && begun.size < AT_ONCE) {
    const one = queue.shift();
    begun.add(one);
    send(one).then((state) => {
      begun.delete(one);
      show(one, state);
      tell();
      next();
    });
  }
}

async function send(one) {
  if (one.stale && !(await renewToken())) return "signed-out";
  const { status, page } = await post(one);
  one.stale = status === 400 || status === 403;
  if (one.stale) return "signed-out";
  if (!status) return "cut";
  if (status === 413) return "big";
  if (status === 200 && page && scans(page)) {
    merge(page);
    follow(one, page);
    return "kept";
  }
  if (status === 409 && page?.querySelector("[data-there]")) return "there";
  const why = page?.querySelector("[data-why]") ?? page?.querySelector("[data-error-summary] li");
  if (status !== 409 || !why) return "broken";
  one.row.querySelector("[data-why]").textContent = why.textContent.trim();
  merge(page);
  return "refused";
}

function post(one) {
  const body = new FormData(form); // what is typed at the counter is kept with the file
  body.delete("scan");
  body.set("key", one.key);
  if (form.elements.component) body.set("component", one.component);
  body.set(input.name, one.file, one.file.name.slice(-NAME_LETTERS));
  const bar = one.row.querySelector("progress");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", box.dataset.to ?? form.action);
    request.responseType = "document";
    request.upload.onprogress = (event) => (bar.value = event.total ? (100 * event.loaded) / event.total : 0);
    request.upload.onload = () => show(one, "checking");
    request.onload = () => done({ status: request.status, page: request.response });
    for (const name of ["onerror", "onabort", "ontimeout"]) request[name] = () => done({ status: 0, page: null });
    show(one, "sending");
    request.send(body);
  });
}

async function renewToken() {
  try {
    const answer = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-uploads]")?.closest("form").elements.csrf_token;
    if (!fresh) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = fresh.value;
    return true;
  } catch {
    return false;
  }
}

function show(one, state) {
  for (const words of one.row.querySelectorAll("[data-state]")) words.hidden = words.dataset.state !== state;
  one.row.dataset.now = state;
  one.row.querySelector("progress").hidden = state !== "sending";
  one.row.querySelector("[data-send]").hidden = !one.row.querySelector(`[data-state="${state}"][data-again]`);
}

function tell() {
  const told = box.querySelector("[data-told]");
  const rows = [...box.querySelectorAll(".sending[data-now]")];
  const kept = rows.filter((row) => ["kept", "there"].includes(row.dataset.now)).length;
  if (!begun.size && !queue.length) waiting(false);
  if (!begun.size && rows.length) told.textContent = told.dataset.told.replace("{kept}", kept).replace("{all}", rows.length);
}

function scans(page) {
  return page.querySelector("[data-scans]");
}

// What the answer says of the dossier takes the place of what this page said; answers may overtake each other.
export function merge(page) {
  const [here, there] = [scans(document), scans(page)];
  if (!there || Number(there.dataset.scans) < latest) return;
  here.dataset.scans = latest = Number(there.dataset.scans);
  const named = (list, number) => [...list.children].find((one) => one.dataset.scan === number);
  for (const one of [...here.children]) if (!named(there, one.dataset.scan)) one.remove();
  for (const one of [...there.children]) if (!named(here, one.dataset.scan)) here.append(document.adoptNode(one));
  for (const part of within.querySelectorAll("[data-live]:not([data-of])")) {
    const other = page.getElementById(part.id);
    if (other && ("whole" in part.dataset || !part.contains(document.activeElement))) replace(part, other);
  }
  document.dispatchEvent(new Event("papers"));
}

// What was ticked in a part and what had the focus is so in the one that takes its place.
function replace(part, other) {
  const ticked = [...part.querySelectorAll("input:checked")].map((one) => one.id);
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(document.adoptNode(other));
  for (const id of ticked) if (id && other.querySelector(`#${CSS.escape(id)}`)) document.getElementById(id).checked = true;
  if (focused) document.getElementById(focused)?.focus();
}

// The next paper that is missing is meant next, unless another was chosen meanwhile.
function follow(one, page) {
  const [here, there] = [form.elements.component, page.querySelector("[data-uploads] [name=component]")];
  if (here && there && here.value === one.component && !queue.length && begun.size < 2) here.value = there.value;
}
