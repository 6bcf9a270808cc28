"""What is loaded, asked of the catalogue alone, so that a banner costs no page anything."""

from __future__ import annotations

from frankpledge.crimestore.catalogue import Catalogue
from frankpledge.insight.made_up import LICENCE
from frankpledge.insight.store import folder_of
from frankpledge.partners.models import Partnership


def is_made_up(partnership: Partnership) -> bool:
    """Whether any month or area that figures are made from is of the made-up district."""
    path = folder_of(partnership) / "catalogue.sqlite"
    if not path.exists():
        return False
    catalogue = Catalogue(path)
    try:
        found = catalogue.rows(
            "SELECT EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file_id WHERE (f.licence = ? "
            "OR f.name LIKE 'made-up-%') AND p.replaced_at IS NULL AND p.forgotten_at IS NULL)",
            (LICENCE,),
        )
    finally:
        catalogue.close()
    return bool(found[0][0])
