"""Every reason for which a file is not read, in words for the person who chose it."""

from __future__ import annotations

from frankpledge.formats.document import DocumentRefused

_SAVE_AS = (
    "Open it in the program it was made with and save it as Word (.docx) or Excel (.xlsx), then choose that file."
)
_SPLIT = "Take out what is not part of the plan, or split the file into several, and choose it again."
_AGAIN = "Open it, save it again under a new name, and choose the new file."

# code: (what is wrong, what to do). The codes are permanent: they are printed in the documentation and in --json.
_TABLE: dict[str, tuple[str, str]] = {
    "empty": ("The file is empty.", "Check that it is the file you meant and that it was saved."),
    "too-large": ("The file is too large to be read safely.", _SPLIT),
    "too-slow": ("Reading the file took too long, so it was stopped.", _SPLIT),
    "too-wide": ("A table in the file has too many columns.", "Delete the empty columns to the right of the table."),
    "too-many-rows": ("The file has too many table rows.", _SPLIT),
    "too-many-cells": ("The file has too many table cells.", _SPLIT),
    "too-deep": ("The file has lists or tables inside one another too many times.", _AGAIN),
    "damaged": ("The file is damaged or only part of it arrived.", f"{_AGAIN} If it came by e-mail, ask for it again."),
    "not-text": ("The file is not text that can be read.", _SAVE_AS),
    "unknown-encoding": (
        "The file's letters are stored in a way that cannot be read.",
        'Save it again as "UTF-8" text, or as Word (.docx) or Excel (.xlsx).',
    ),
    "wrong-type": (
        "The file is not what its name says it is.",
        "Give it the ending that fits what it is, or save it again from the program it was made with.",
    ),
    "unknown-type": ("This kind of file cannot be read.", _SAVE_AS),
    "old-word": ("This is a Word file of the kind made before 2007 (.doc).", "Open it in Word and save it as .docx."),
    "old-excel": (
        "This is an Excel file of the kind made before 2007 (.xls).",
        "Open it in Excel and save it as .xlsx.",
    ),
    "old-office": ("This is an Office file of the kind made before 2007.", _SAVE_AS),
    "pdf": (
        "This is a PDF, which keeps how a table looks but not its rows and columns.",
        "Ask for the Word file it was made from, or open the PDF in Word and save it as .docx.",
    ),
    "rtf": ("This is a rich text file (.rtf).", "Open it in Word and save it as .docx."),
    "pages": ("This is an Apple Pages, Numbers or Keynote file.", "Open it there and export it to Word or Excel."),
    "slides": ("This is a presentation, not a document with tables.", "Copy the plan's table into Word and save that."),
    "opendocument-sheet": ("This is an OpenDocument spreadsheet.", "Open it in LibreOffice and save it as .xlsx."),
    "binary-sheet": ("This is an Excel binary workbook (.xlsb).", "Open it in Excel and save it as .xlsx."),
    "flat-xml": ("This is a document saved as a single XML file.", _SAVE_AS),
    "image": ("This is a picture.", "Ask for the document it shows; words in a picture cannot be read."),
    "archive": ("This is an archive of files, not a document.", "Take the document out of it and choose that."),
    "web-archive": ("This is a web page saved with its pictures in one file.", 'Save it as a "web page, HTML only".'),
    "program": ("This is a program, not a document.", "Do not open it unless you know who sent it and why."),
    "password": (
        "The file is protected with a password.",
        "Open it, take the password off, save it, and choose it again.",
    ),
    "macros": (
        "The file holds macros, which are small programs.",
        "Save it as .docx or .xlsx (without macros) and choose that file.",
    ),
    "embedded-object": (
        "The file has another program's object inside it.",
        "Delete the embedded objects, or paste them in as pictures, and save it again.",
    ),
    "nested-archive": ("The file has an archive inside it.", f"That is not usual in a document. {_AGAIN}"),
    "unsafe-name": ("The file holds a part whose name points outside it.", f"It may be meant to do harm. {_AGAIN}"),
    "link-inside": ("The file holds a link to somewhere on the computer.", f"It may be meant to do harm. {_AGAIN}"),
    "too-many-parts": ("The file is made of too many parts.", _AGAIN),
    "bomb": ("The file is small but would unpack to something very large.", f"It may be meant to do harm. {_AGAIN}"),
    "entities": (
        "The file defines its own XML abbreviations, which documents never need.",
        f"It may be meant to do harm. {_AGAIN}",
    ),
    "picture-too-large": (
        "The picture has too many dots to be opened safely.",
        "Send it from the telephone in a smaller size, or save it smaller, and choose it again.",
    ),
    "pdf-acts": (
        "The PDF does something by itself when it is opened, or carries other files.",
        "Print it to a new PDF, and choose that.",
    ),
    "not-attached": (
        "Only photographs (JPEG, PNG or WebP), PDF, Word (.docx) and Excel (.xlsx) files can be attached.",
        "Save it as one of these, and choose that file.",
    ),
    "reader-failed": (
        "The file could not be read.",
        f"{_AGAIN} If that does not help, save it as another kind, for example .html.",
    ),
}

REFUSALS: dict[str, str] = {code: f"{message} {advice}" for code, (message, advice) in _TABLE.items()}


def refusal(code: str, detail: str = "") -> DocumentRefused:
    """The exception to raise for one code; ``detail`` is a whole sentence said after what is wrong.

    >>> str(refusal("too-wide", "Table 1 has 10,000 columns."))
    'A table in the file has too many columns. Table 1 has 10,000 columns. Delete the empty columns to the right of the table.'
    """  # noqa: E501 - one printed line
    message, advice = _TABLE[code]
    return DocumentRefused(code, f"{message} {detail}" if detail else message, advice)
