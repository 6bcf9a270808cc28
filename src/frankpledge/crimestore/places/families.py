"""LSOAs that changed between 2011 and 2021, taken together until they cover the same ground in both years."""

from __future__ import annotations

from frankpledge.crimestore.places.tables import Places


def families(places: Places) -> dict[str, str]:
    """Each changed LSOA of either year → the family's name, the lowest of its codes of 2021 and a sign for how many.

    A family is whatever splitting, merging and moving edges connect, so that nothing has to be shared out by guess.
    """
    parent: dict[str, str] = {}

    def root(code: str) -> str:
        parent.setdefault(code, code)
        while parent[code] != code:
            parent[code] = parent[parent[code]]
            code = parent[code]
        return code

    pairs = places.ask("successors", "kind = 'lsoa'", (), "old, new")
    newer = {new for _, new in pairs}
    for old, new in pairs:
        parent[root(old)] = root(new)
    groups: dict[str, set[str]] = {}
    for code in list(parent):
        groups.setdefault(root(code), set()).add(code)
    named: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            of_2021 = sorted(group & newer)
            more = f"+{len(of_2021) - 1}" if len(of_2021) > 1 else ""
            named |= dict.fromkeys(group, f"{of_2021[0]}{more}")
    return named


def rural_lsoas(places: Places) -> set[str]:
    """Codes of either year that the ONS calls rural; a retired one where all that became of it is."""
    rural = {code for (code,) in places.ask("attributes", "key = 'rural' AND value = 'yes'", (), "code")}
    if not rural:
        return set()
    after: dict[str, set[str]] = {}
    for old, new in places.ask("successors", "kind = 'lsoa' AND old <> new", (), "old, new"):
        after.setdefault(old, set()).add(new)
    return rural | {old for old, new in after.items() if new <= rural}
