// A list of folders is sifted while a part of a name is typed. Without this, the list alone does.

for (const box of document.querySelectorAll("[data-folders]")) sift(box);

function sift(box) {
  const [field, list, status] = ["input", "select", "[role=status]"].map((one) => box.querySelector(one));
  const every = [...list.options].map((option) => {
    const words = option.ariaLabel ?? option.textContent;
    return { option, words, plain: plain(words), indented: option.textContent };
  });
  box.querySelector(".sift").hidden = every.length < 8; // so few are seen at once
  field.addEventListener("input", (event) => {
    event.stopPropagation(); // what is looked for is nothing that would be lost
    show();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      list.focus();
      if (list.selectedIndex < 0) list.selectedIndex = [...list.options].findIndex((one) => !one.disabled);
    }
  });

  function show() {
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    const chosen = list.selectedOptions[0];
    // What is chosen stays in the list: else it would be chosen no longer.
    const fits = (one) => !one.option.disabled && asked.every((word) => one.plain.includes(word));
    const found = asked.length ? every.filter((one) => fits(one)) : every;
    const shown = asked.length ? every.filter((one) => one.option === chosen || found.includes(one)) : every;
    for (const one of every) one.option.textContent = asked.length ? one.words : one.indented;
    list.replaceChildren(...shown.map((one) => one.option));
    if (chosen) chosen.selected = true;
    if (!asked.length) status.textContent = "";
    else status.textContent = found.length ? status.dataset.found.replace("{count}", found.length) : status.dataset.none;
  }
}

function plain(words) {
  return words.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").trim();
}
