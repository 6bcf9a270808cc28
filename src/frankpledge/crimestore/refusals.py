"""What the store will not do, each with its reason and what to do about it."""

from __future__ import annotations


class StoreRefused(Exception):
    """Something was asked that the store will not do; nothing was changed.

    ``message`` says what is wrong, ``advice`` what the person can do.
    """

    code = "refused"

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class StoreBusy(StoreRefused):
    """Somebody else is writing to the store: the same can be asked again when they are done."""

    code = "busy"


class FileRefused(StoreRefused):
    """A file cannot be loaded; the whole load was dropped and the store is as it was."""

    code = "file"


class BombRefused(FileRefused):
    """An archive or compressed file would unfold beyond reason."""

    code = "bomb"


class MappingRefused(StoreRefused):
    """A column mapping cannot be used, or does not fit the file."""

    code = "mapping"


class AreaUnknown(StoreRefused):
    """No area of that code or name is known to the store."""

    code = "area"


class DefinitionRefused(StoreRefused):
    """A crime definition cannot be read."""

    code = "definition"


class DecisionRefused(StoreRefused):
    """A decision about a repeated crime number that cannot be recorded: no such number, no such copy, no reason."""

    code = "decision"


class QuestionRefused(StoreRefused):
    """A question that makes no sense: an unknown grouping, a period the wrong way round."""

    code = "question"


class DefinitionOutOfDate(QuestionRefused):
    """No version of the definition held in all of the months asked, and none was named."""

    code = "definition-dates"


class NeedsExtract(QuestionRefused):
    """The loaded sources cannot measure this; a police extract could."""

    code = "needs-extract"


class VintagesMixed(QuestionRefused):
    """The months asked for carry area codes of different years, which must not be joined silently."""

    code = "vintages"


class SnapPoints(QuestionRefused):
    """Positions were asked of data whose points are anonymised."""

    code = "snap-points"


class EngineMissing(StoreRefused):
    """The engine that a setting names is not installed."""

    code = "engine"


class DownloadFailed(StoreRefused):
    """The publisher did not answer, or answered with something else."""

    code = "download"
