// What axe does not look at (design/screens.md, section 5). Gives a list of faults in words; run after the page loaded.
// `least` is the smallest side of a target in CSS pixels, `fresh` says that nothing was pressed since the page came.
({ least, fresh }) => {
  const faults = [];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (one) =>
    `<${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""}${one.className && one.className.baseVal === undefined ? "." + one.className : ""}>` +
    ` “${(one.textContent || one.value || "").trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Nothing stands outside the window.
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) {
    const scrolls = (one) => one.closest(".table, .rail ul, .scrolls");
    const out = all("body *").filter((one) => shown(one) && !scrolls(one) && one.getBoundingClientRect().right > wide + 1);
    faults.push(`sideways scroll of ${document.documentElement.scrollWidth - wide}px: ${out.slice(-3).map(name).join("; ")}`);
  }

  // Every reference leads somewhere.
  const ids = all("[id]").map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push(`id ${id} stands twice`));
  all("label[for]").forEach((one) => byId(one.htmlFor) || faults.push(`label without field: ${name(one)}`));
  for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "form"])
    all(`[${attribute}]`).forEach((one) =>
      one.getAttribute(attribute).split(" ").forEach((id) => byId(id) || faults.push(`${attribute}=${id} of ${name(one)} leads nowhere`)));
  all('a[href^="#"]').forEach((one) => byId(one.hash.slice(1)) || faults.push(`link to ${one.hash} leads nowhere`));

  // Fields have labels, groups have legends.
  const fields = all("input, select, textarea").filter((one) => !["hidden", "submit", "button"].includes(one.type));
  fields.forEach((one) => one.labels.length || one.ariaLabel || faults.push(`no label: ${name(one)}`));
  fields.filter((one) => one.type === "radio").forEach((one) => {
    const group = one.closest("fieldset");
    if (!group?.querySelector("legend")?.textContent.trim()) faults.push(`radio without legend: ${name(one)}`);
  });

  // An error is tied to its field, which says that it is wrong.
  all(".error").forEach((error) => {
    const control = all(`[aria-describedby~="${error.id || "none"}"]`)[0];
    if (!control) faults.push(`error tied to no field: ${name(error)}`);
    else if (control.tagName !== "FIELDSET" && control.getAttribute("aria-invalid") !== "true")
      faults.push(`field not marked as wrong: ${name(control)}`);
  });
  all('[aria-invalid="true"]').forEach((one) => {
    const told = (one.getAttribute("aria-describedby") ?? "").split(" ").some((id) => byId(id)?.classList.contains("error"));
    if (!told) faults.push(`wrong field without words: ${name(one)}`);
  });
  const summary = document.querySelector("[data-error-summary]");
  if (summary && fresh) {
    if (document.activeElement !== summary) faults.push(`the summary has no focus, but ${name(document.activeElement)} has`);
    if (!/^\s*(Lỗi|Error):/.test(document.title)) faults.push(`title does not begin with the error: ${document.title}`);
    if (!summary.querySelectorAll("li").length) faults.push("an empty summary");
  }
  if (fresh && !summary && (all(".error").length || all('[aria-invalid="true"]').length)) faults.push("errors without a summary");
  all("[autofocus]").forEach((one) => faults.push(`autofocus: ${name(one)}`));

  // Targets are large enough; links within a line of text are excused, and a label is part of its field.
  const focusable = all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter(
    (one) => shown(one) && one.tabIndex >= 0 && !one.classList.contains("vh") && !one.classList.contains("skip") && !one.disabled);
  for (const one of focusable) {
    const style = getComputedStyle(one);
    if (style.display === "inline") continue;
    let box = one.getBoundingClientRect();
    if (getComputedStyle(one, "::after").position === "absolute" && one.offsetParent) box = one.offsetParent.getBoundingClientRect();
    let { width, height } = box;
    for (const label of one.labels ?? []) {
      const other = label.getBoundingClientRect();
      width = Math.max(width, other.right - box.left);
      height = Math.max(height, other.height, one.parentElement.classList.contains("choice") ? one.parentElement.clientHeight : 0);
    }
    if (Math.min(width, height) < least - 0.5)
      faults.push(`target of ${Math.round(width)} × ${Math.round(height)} px: ${name(one)}`);
  }

  // What has the focus can be seen beside bars that stay in place.
  const before = [scrollX, scrollY, document.activeElement];
  for (const one of focusable) {
    one.focus();
    if (document.activeElement !== one) {
      faults.push(`takes no focus: ${name(one)}`);
      continue;
    }
    const parts = [...one.getClientRects()].filter((rect) => rect.width && rect.height);
    const seen = parts.some((rect) =>
      [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]].some(([x, y]) => {
        const at = document.elementFromPoint(rect.left + rect.width * x, rect.top + rect.height * y);
        return at && (one.contains(at) || at.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(at)));
      }));
    const style = getComputedStyle(one), after = getComputedStyle(one, "::after");
    const ringed = [style, after].some((s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none");
    if (!seen) faults.push(`hidden while it has the focus: ${name(one)}`);
    if (!ringed && one.matches(":focus-visible")) faults.push(`focus cannot be seen: ${name(one)}`);
  }
  document.activeElement?.blur();
  before[2]?.focus?.({ preventScroll: true });
  scrollTo(before[0], before[1]);
  return faults;
}
