// Prints the number at once where the page was opened for that, and goes back to the greeter's page.
const press = document.querySelector("[data-press]");
press.addEventListener("click", () => window.print());

if (document.querySelector("[data-print]")) {
  const back = document.querySelector("a.back");
  window.addEventListener("afterprint", () => back && location.replace(back.href), { once: true });
  window.print();
}
