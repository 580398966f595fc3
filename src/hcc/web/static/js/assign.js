// A digit on a paper of the list says which needed paper it is. Without this, the field and its button do the same.

tell();
document.addEventListener("papers", tell); // uploads.js: a row came

function tell() {
  for (const hint of document.querySelectorAll("[data-assign] [data-with-keys]")) hint.hidden = false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const paper = event.target.closest?.("[data-scan]");
  const place = paper?.querySelector("[data-assign]");
  // A field inside the row has digits of its own.
  if (!place || !/^[1-9]$/.test(event.key) || event.target.matches("select, input:not([type=hidden])")) return;
  const field = place.querySelector("select");
  const choice = field.options[Number(event.key)];
  if (!choice) return;
  event.preventDefault();
  field.value = choice.value;
  place.querySelector("button").click();
});
