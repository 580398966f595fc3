// Pages of a paper are turned with the arrow keys too. Without this the two links do.

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.("input, select, textarea") || document.querySelector("dialog[open]")) return;
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = turn && document.querySelector(`.turn a[rel=${turn}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

// The page that is open is seen in the strip of all pages.
document.querySelector(".strip [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
