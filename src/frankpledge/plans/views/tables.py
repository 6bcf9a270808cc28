"""A list as a page of twenty-five rows, and the same list as .csv and .json from the same query."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.text import slugify

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded

A_PAGE = 25
KINDS = ("csv", "json")
CALLED = {"docx": "Word"}  # what people call a kind, where they do not use its ending


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go. ``about`` is read out after the words where they alone would not say of what."""

    words: str
    href: str
    about: str = ""
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, perhaps as a link or a status, a quieter note under them, and links."""

    words: str = ""
    href: str = ""
    colour: str = ""  # a status: the words with a shape and a colour
    note: str = ""
    number: bool = False
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings. The first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    empty: str = "Nothing here."
    numbers: frozenset[str] = frozenset()  # headings of columns of figures

    @property
    def cells(self) -> list[list[tuple[str, Cell]]]:
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]

    @property
    def last(self) -> list[tuple[str, Cell]]:
        return list(zip(self.heads, self.foot, strict=True)) if self.foot else []


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of filtering: its name, and its links."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the summary above a list."""

    number: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says while there is nothing in it."""

    title: str
    why: str
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything a list's page shows."""

    tables: tuple[Table, ...]
    lede: str = ""
    add: Link | None = None
    figures: tuple[Figure, ...] = ()
    choices: tuple[Choice, ...] = ()
    warnings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    empty: Empty | None = field(default=None)


class TablePage(Guarded):
    """A list. ``listed`` says what one page of it shows; the files hold all of it."""

    template_name = "plans/table_page.html"
    columns: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = KINDS
    heading = ""
    request: Any

    @abstractmethod
    def rows(self) -> list[Any]:
        """Every row asked for, in order."""

    @abstractmethod
    def line(self, row: Any) -> tuple[object, ...]:
        """One row for the files, a value for each of ``columns``."""

    @abstractmethod
    def listed(self, rows: list[Any]) -> Listed:
        """What the page shows of these rows, which are one page of them."""

    @abstractmethod
    def file_address(self, kind: str) -> str:
        """Where the list is as a file of that kind."""

    def asked(self, name: str, allowed: Iterable[str]) -> str:
        """A filter from the address, if it is one of those there are."""
        said = str(self.request.GET.get(name, ""))
        return said if said in set(allowed) else ""

    def choice(self, name: str, label: str, options: Iterable[tuple[str, str]]) -> Choice:
        """A filter as links that keep the other filters."""
        here = str(self.request.GET.get(name, ""))
        links = []
        for value, words in options:
            query = self.request.GET.copy()
            query.pop("page", None)
            query.pop(name, None)
            if value:
                query[name] = value
            links.append(Link(words, f"?{query.urlencode()}", is_here=value == here))
        return Choice(label, tuple(links))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), A_PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.urlencode()
        files = [
            Link(
                f"Take this list away as {CALLED.get(kind, kind.upper())}",
                f"{self.file_address(kind)}{'?' if query else ''}{query}",
            )
            for kind in self.kinds
            if self.columns
        ]
        return super().get_context_data(
            page_obj=page, listed=self.listed(list(page)), heading=self.heading, files=files, **kwargs
        )


class TableFile(TablePage):
    """The same list as a file. Mixed in before the page."""

    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if kwargs["kind"] not in self.kinds:
            raise Http404

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        name = f"{self.partnership.slug}-{slugify(self.heading)}"
        return table_file(name, self.columns, (self.line(row) for row in self.rows()), kwargs["kind"])


def table_file(name: str, columns: Sequence[str], lines: Iterable[Sequence[object]], kind: str) -> HttpResponse:
    """The lines as a file to take away: CSV in which nothing runs, or JSON with the columns' names as keys.

    ``kind`` is one of ``KINDS``; ``name`` has no ending and is safe in a header.
    """
    response: HttpResponse
    if kind == "csv":
        table = [columns, *(["" if value is None else value for value in line] for line in lines)]
        response = HttpResponse(delimited_file(table), content_type="text/csv; charset=utf-8")
    else:
        names = [slugify(column).replace("-", "_") for column in columns]
        response = JsonResponse({"rows": [dict(zip(names, line, strict=True)) for line in lines]})
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
