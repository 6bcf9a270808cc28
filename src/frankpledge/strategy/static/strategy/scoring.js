// In a scale, a number chooses that point and goes on to the next scale. Only while the cursor is in a scale, so that no
// key does anything anywhere else.
const form = document.querySelector("[data-scoring]");
if (form) {
  const scales = [...form.querySelectorAll(".fp-scale")];
  for (const hint of document.querySelectorAll(".fp-keys")) hint.hidden = false;
  form.addEventListener("keydown", (event) => {
    const scale = event.target.closest(".fp-scale");
    if (!scale || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    const points = [...scale.querySelectorAll("input[type=radio]")];
    const point = points.find((each) => each.value === event.key) || points[Number(event.key) - 1];
    if (!point) return;
    event.preventDefault();
    point.checked = true;
    point.dispatchEvent(new Event("change", { bubbles: true }));
    const next = scales[scales.indexOf(scale) + 1];
    const target = next
      ? next.querySelector("input:checked") || next.querySelector("input")
      : form.querySelector("[name=confidence]");
    if (target) target.focus();
  });
}
