// A table laid out as a list on a phone loses its meaning to some screen readers; saying the roles keeps it.
const ROLES = [
  ["thead, tbody, tfoot", "rowgroup"],
  ["tr", "row"],
  ["th[scope=row], tbody th", "rowheader"],
  ["thead th", "columnheader"],
  ["td", "cell"],
];

export function labelStackedTables(part) {
  for (const table of part.querySelectorAll("table.fp-table--stack")) {
    table.setAttribute("role", "table");
    for (const [selector, role] of ROLES) {
      for (const element of table.querySelectorAll(selector)) {
        if (!element.hasAttribute("role")) element.setAttribute("role", role);
      }
    }
  }
}
