// Turns a long select marked data-autocomplete into one that can be typed into. The select stays what is sent.
import accessibleAutocomplete from "accessible-autocomplete";

export function enhanceSelects(part) {
  for (const select of part.querySelectorAll("select[data-autocomplete]:not([data-enhanced])")) {
    if (select.multiple) continue; // the component chooses one
    select.setAttribute("data-enhanced", "");
    const { id } = select;
    const describedBy = select.getAttribute("aria-describedby");
    accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: select.selectedOptions[0]?.value ? undefined : "",
      showAllValues: true,
      preserveNullOptions: true,
      confirmOnBlur: true,
      inputClasses: "govuk-input",
    });
    const input = document.getElementById(id);
    if (describedBy && input) input.setAttribute("aria-describedby", `${describedBy} ${input.getAttribute("aria-describedby") ?? ""}`.trim());
  }
}
