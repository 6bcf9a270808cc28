"""The front door: any file's bytes and name in, a document out, or a refusal that says what to do."""

from __future__ import annotations

from collections.abc import Callable

from frankpledge.formats.document import Document, DocumentRefused
from frankpledge.formats.refusals import refusal
from frankpledge.formats.safety import decode, kind_of


def read_document(data: bytes, filename: str) -> Document:
    """Read a file of any kind Frankpledge knows; what it is told by its content, and its name must agree.

    Raises nothing but :class:`DocumentRefused`.
    """
    kind = kind_of(data, filename)
    try:
        return _READERS[kind](data)
    except DocumentRefused:
        raise
    except RecursionError as problem:
        raise refusal("too-deep") from problem
    except MemoryError as problem:
        raise refusal("too-large") from problem
    except Exception as problem:
        raise refusal("reader-failed") from problem


def _word(data: bytes) -> Document:
    from frankpledge.formats.word import read_word  # lxml is loaded only where it is needed

    return read_word(data)


def _html(data: bytes) -> Document:
    from frankpledge.formats.html import read_html

    return read_html(decode(data, html=True))


def _markdown(data: bytes) -> Document:
    from frankpledge.formats.text import read_text

    return read_text(decode(data))


def _plain(data: bytes) -> Document:
    from frankpledge.formats.text import read_text

    return read_text(decode(data), markdown=False)


def _opendocument(data: bytes) -> Document:
    from frankpledge.formats.opendocument import read_opendocument

    return read_opendocument(data)


def _spreadsheet(data: bytes) -> Document:
    from frankpledge.formats.spreadsheet import read_spreadsheet

    return read_spreadsheet(data)


def _delimited(data: bytes) -> Document:
    from frankpledge.formats.delimited import read_delimited

    return read_delimited(decode(data))


_READERS: dict[str, Callable[[bytes], Document]] = {
    "docx": _word,
    "odt": _opendocument,
    "xlsx": _spreadsheet,
    "html": _html,
    "md": _markdown,
    "txt": _plain,
    "csv": _delimited,
}
