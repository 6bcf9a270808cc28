// Turns a long select marked data-autocomplete into one that can be typed into. The select stays what is sent,
// so what is typed and what is chosen must never differ unseen.
import accessibleAutocomplete from "accessible-autocomplete";

export function enhanceSelects(part) {
  for (const select of part.querySelectorAll("select[data-autocomplete]:not([data-enhanced])")) {
    if (!select.multiple) enhance(select); // the component chooses one
  }
}

function enhance(select) {
  select.setAttribute("data-enhanced", "");
  const { id } = select;
  const describedBy = select.getAttribute("aria-describedby");
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.value ? undefined : "",
    showAllValues: true,
    inputClasses: "govuk-input",
  });
  const input = document.getElementById(id);
  if (describedBy) input.setAttribute("aria-describedby", `${describedBy} ${input.getAttribute("aria-describedby") ?? ""}`.trim());
  input.addEventListener("input", () => input.setCustomValidity(""));
  select.form?.addEventListener("submit", (event) => {
    if (agree(select, input)) return;
    event.preventDefault();
    input.setCustomValidity(select.dataset.autocomplete || "Choose one from the list");
    input.reportValidity();
  });
}

function agree(select, input) {
  const typed = input.value.trim();
  const option = [...select.options].find((each) => (typed ? each.textContent.trim() === typed : each.value === ""));
  if (option) option.selected = true;
  return Boolean(option);
}
