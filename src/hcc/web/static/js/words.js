// How many words a text that is read aloud has, while it is typed. What counts is told when it is saved.

for (const box of document.querySelectorAll("[data-word-count]")) {
  const field = box.querySelector("textarea");
  const shown = box.querySelector("[data-words]");
  field.addEventListener("input", () => {
    shown.textContent = field.value.trim() ? field.value.trim().split(/\s+/).length : 0;
  });
}
