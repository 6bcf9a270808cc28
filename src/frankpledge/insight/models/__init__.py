"""What is kept of crime figures besides the store: what was brought in, worked out, noted, raised and frozen."""

from frankpledge.insight.models.kept import KeptAnswer
from frankpledge.insight.models.loading import Intake, IntakeFile
from frankpledge.insight.models.nominations import Nomination
from frankpledge.insight.models.packs import Pack, PackFile
from frankpledge.insight.models.saved import SavedView

__all__ = ["Intake", "IntakeFile", "KeptAnswer", "Nomination", "Pack", "PackFile", "SavedView"]
