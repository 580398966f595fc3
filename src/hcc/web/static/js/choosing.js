// A box in the head of a table's column of boxes: it ticks all of this page, or none.
for (const head of document.querySelectorAll("th[data-choose-all]")) {
  const boxes = [...head.closest("table").querySelectorAll("tbody .chooses input[type=checkbox]")];
  if (boxes.length < 2) continue;
  const wrap = document.createElement("span"), all = document.createElement("input");
  const label = document.createElement("label"), words = document.createElement("span");
  all.type = "checkbox";
  all.id = `choose-all-${boxes[0].id}`;
  label.htmlFor = all.id;
  words.className = "vh";
  words.textContent = head.dataset.chooseAll;
  wrap.className = "choice bare";
  label.append(words);
  wrap.append(all, label);
  head.replaceChildren(wrap);
  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", look);
  look();
}
