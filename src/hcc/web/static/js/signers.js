// Certified signatures by keyboard: the page opens at the scanner's box, goes on to the paper once a card was read, and
// Enter goes to the next field instead of taking a number.

const form = document.getElementById("form");
const box = form?.querySelector("[data-scan]");

if (box) begin();

function begin() {
  const fields = () => [...form.querySelectorAll("input.input, select")].filter((one) => one.offsetParent);
  const title = form.querySelector("[name=title]");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.isComposing || event.defaultPrevented) return;
    if (!event.target.matches("input.input") || (event.target === box && box.value.trim())) return;
    event.preventDefault();
    const all = fields();
    all[all.indexOf(event.target) + 1]?.focus();
  });
  if (document.querySelector("[data-error-summary]")) return;
  const read = [...form.querySelectorAll("[name=number]")].every((one) => one.value);
  (read && !title.value ? title : box).focus();
}
