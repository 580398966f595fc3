// The pages of a scan show the stamp where it is chosen to stand, at once. Without this, a button shows it.

const pictures = document.querySelectorAll("img[data-stamped]");
const form = document.querySelector("#form");

if (pictures.length && form) begin();

function begin() {
  document.querySelector("button[name=show]").hidden = true;
  form.addEventListener("change", (event) => {
    if (!["pages", "corner"].includes(event.target.name)) return;
    const place = new URLSearchParams(["pages", "corner"].map((name) => [name, form.querySelector(`[name=${name}]:checked`).value]));
    for (const picture of pictures) picture.src = `${picture.dataset.stamped}&${place}`;
  });
}
