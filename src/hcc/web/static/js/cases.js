// The names of the cases that papers, fees and time limits offer are those that stand in the form now.

const offered = document.getElementById("case-names");

document.addEventListener("focusin", (event) => {
  if (event.target.getAttribute("list") !== "case-names") return;
  const typed = [...document.querySelectorAll('ol[data-of="cases"] > li input[name="name"]')].map((one) => one.value.trim());
  offered.replaceChildren(...[...new Set(typed)].filter(Boolean).map((name) => new Option(name, name)));
});
