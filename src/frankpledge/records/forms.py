"""The forms of every kind, made from its declaration: to record, to edit, to take a step, to narrow a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.http import QueryDict

from frankpledge.core.forms import GovukForm, GovukModelForm
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership
from frankpledge.records.changes.records import COMMON
from frankpledge.records.ground import Drawing, NoPostcodes
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.models import Record, Records, area_name
from frankpledge.records.places import offer_places
from frankpledge.records.seen import changed_from, refill
from frankpledge.records.squares import Nowhere, Square, read_at

FIRST = ("title",)
THEN = ("starts_on", "place")
FOLDED = frozenset({"ends_on", "place_area", "postcode", "easting", "northing", "lead_group", "agencies"})
ANOTHER = "another"  # the answer that it is none of those recorded already
# asked or carried by a form, and no field of the record
BESIDES = frozenset({"photo", "same", "version", "was", "reason", "postcode"})
LAST = tuple(name for name in COMMON if name not in (*FIRST, *THEN))


class RecordForm(GovukModelForm):
    """What a record says. Bodies are offered as far as the writer's permission reaches; the change asks again."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)  # marks of what each field said (records.seen)
    postcode = forms.CharField(
        label="Postcode", required=False, max_length=10, help_text="Of the street or the building: it finds the point"
    )

    def __init__(self, *args: Any, access: Access, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []  # what whoever filled it in must be told, once it is saved
        if not self.instance.pk:
            del self.fields["was"]
        self._ask_for_a_point()
        for field in self.fields.values():
            _tap(field)
        self._name_and_offer(access)
        reach = access.reach(self.instance.registry.write)
        agencies = Agency.objects.within(access.partnership).filter(_open(today) | Q(pk=self.instance.lead_agency_id))
        groups = ActionGroup.objects.within(access.partnership).filter(_open(today) | Q(pk=self.instance.lead_group_id))
        _offer_own(self, access)
        self._offer("agencies", agencies)
        only_agency = bool(reach.agencies) and not reach.groups and not reach.everywhere
        only_group = bool(reach.groups) and not reach.agencies and not reach.everywhere
        self._offer("lead_agency", agencies.filter(pk__in=reach.agencies) if only_agency else agencies, only_agency)
        self._offer("lead_group", groups.filter(pk__in=reach.groups) if only_group else groups, only_group)

    def _name_and_offer(self, access: Access) -> None:
        """What the kind calls a common field, and what its registry offers in a field of plain words."""
        kind = self.instance.declared
        for name, field in list(self.fields.items()):
            if name in kind.labels:
                field.label = kind.label_of(name)
            choices = self.instance.registry.offered(kind.slug, name)
            offered = list(choices(access)) if choices else []
            if offered:
                self.fields[name] = _choosing(field, offered, getattr(self.instance, name))

    def _offer(self, name: str, rows: Any, is_needed: bool = False) -> None:
        field: Any = self.fields.get(name)
        if field is None:
            return
        field.queryset = rows.order_by("name")
        field.required = field.widget.is_required = is_needed
        if name == "agencies":
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            field.help_text = "Select all that apply"

    def _ask_for_a_point(self) -> None:
        """A postcode is asked for wherever a point is, just before it."""
        if not self.asks_for_a_point:
            del self.fields["postcode"]
            return
        names = [name for name in self.fields if name != "postcode"]
        at = names.index("easting")
        self.order_fields([*names[:at], "postcode", *names[at:]])

    @property
    def asks_for_a_point(self) -> bool:
        return {"place", "easting", "northing"} <= self.fields.keys()

    @property
    def drawing(self) -> Drawing | None:
        """The ground to be pointed at, where its outlines are known."""
        ground = self.instance.registry.ground
        return ground.drawing(self.instance.partnership) if ground and self.asks_for_a_point else None

    def _find_postcode(self, said: dict[str, Any]) -> None:
        """A postcode gives the point, unless one was typed as well; without a table it is kept among the words."""
        postcode = " ".join(said.get("postcode", "").upper().split())
        if not postcode or self._says_a_point(said):
            return
        ground = self.instance.registry.ground
        try:
            point = ground.point_of(self.instance.partnership, postcode) if ground else None
        except NoPostcodes:
            said["place"] = ", ".join(each for each in (said.get("place", ""), postcode) if each)
            said["postcode"] = ""
            self.notes.append(
                f"No postcodes are loaded, so {postcode} stands beside the place and not on the map. "
                "A manager can bring in a table of postcodes under Crime data."
            )
            return
        if point is None:
            self.add_error("postcode", "That postcode is not in the table. Check it, or give the place another way")
        else:
            said["easting"], said["northing"] = point
            said["postcode"] = ""

    def _says_a_point(self, said: dict[str, Any]) -> bool:
        """Whether a point was typed: it differs from the page's, which somebody may have changed since."""
        point = {name: said.get(name) for name in ("easting", "northing")}
        return bool(changed_from(said["was"], point) if said.get("was") else {*point}.intersection(self.changed_data))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self._find_postcode(said)
        texts = {name: value.replace("\r\n", "\n") for name, value in said.items() if isinstance(value, str)}
        many = {"agencies": list(said["agencies"])} if "agencies" in said else {}
        return {**said, **texts, **many}

    @property
    def main(self) -> list[forms.BoundField]:
        """What is usually filled in."""
        return [bound for bound in self.visible_fields() if bound.name not in FOLDED or bound.field.required]

    @property
    def folded(self) -> list[forms.BoundField]:
        """What can usually be left: shown folded, unless something in it is wrong."""
        return [bound for bound in self.visible_fields() if bound.name in FOLDED and not bound.field.required]

    @property
    def is_unfolded(self) -> bool:
        return any(bound.errors for bound in self.folded)

    def values(self) -> dict[str, Any]:
        """What was typed, for a change."""
        return {name: value for name, value in self.cleaned_data.items() if name not in BESIDES}

    def changed(self) -> dict[str, Any]:
        """Of what was typed, what is not as the page showed it."""
        return changed_from(self.cleaned_data.get("was", ""), self.values())

    def refilled(self, current: Mapping[str, Any], kept: frozenset[str]) -> QueryDict:
        """The data to show again: what was typed in the fields ``kept``, the rest as it says now."""
        sent: Any = self.data
        data: QueryDict = sent.copy()
        for bound in self.visible_fields():
            is_mine = bound.name in kept or bound.name not in current
            refill(data, bound, self.cleaned_data.get(bound.name) if is_mine else current[bound.name])
        return data


class StepForm(RecordForm):
    """What one step asks: the fields it requires, and why where it needs a reason."""

    reason = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept in the history. Name no people."
    )

    def __init__(self, *args: Any, asks_reason: bool, offers: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("was", None)  # a step is of the record as it was read: nothing is merged
        if not asks_reason:
            del self.fields["reason"]
        for name, field in self.fields.items():
            field.required = field.widget.is_required = name not in ("version", *offers)


class PartForm(GovukModelForm):
    """One line of a table inside a record."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _tap(field)
        _offer_own(self, access)

    def values(self) -> dict[str, Any]:
        """What was typed, for a change."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NarrowForm(GovukForm):
    """How a list is narrowed."""

    says_optional = False

    words = forms.CharField(label="Words", required=False, help_text="In the number, the title or the place")
    state = forms.ChoiceField(label="State", required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="Any")
    group = forms.ModelChoiceField(ActionGroup.objects.none(), label="Action group", required=False, empty_label="Any")
    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="Until", required=False)
    at = forms.CharField(required=False, widget=forms.HiddenInput)  # a part of the map, chosen there
    area = forms.CharField(required=False, widget=forms.HiddenInput, max_length=130)  # chosen from a record's page

    def __init__(self, *args: Any, access: Access, kind: RecordKind | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if kind is None:
            del fields["state"]
        else:
            fields["state"].choices = [("", "Any"), *kind.states.labels.items()]
        fields["agency"].queryset = Agency.objects.within(access.partnership).order_by("name")
        fields["group"].queryset = ActionGroup.objects.within(access.partnership).order_by("name")

    def clean_at(self) -> Square | Nowhere | None:
        said = self.cleaned_data["at"]
        if said and read_at(said) is None:
            raise forms.ValidationError("That is no part of the map")
        return read_at(said)

    @property
    def where(self) -> str:
        """Where it is narrowed to, in words."""
        said = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        at, area = said.get("at"), said.get("area")
        return " and ".join([*([f"in {area_name(area)}"] if area else []), *([at.words] if at else [])])


def ask_whether_same(form: RecordForm, alike: Sequence[tuple[Record, str]]) -> None:
    """Before a form that was filled in rightly is recorded: is it one of these? Where none is left, it says so."""
    choices = [(str(row.pk), f"This is the same: {row}, {why}") for row, why in alike]
    choices.append((ANOTHER, "It is another one: record it anyway" if alike else "Record it"))
    form.fields["same"] = forms.ChoiceField(
        label="Is it recorded already?", choices=choices, widget=forms.RadioSelect,
        help_text="If it is the same, what you typed becomes a comment there, and it is counted as seen once more",
    )  # fmt: skip
    form.order_fields(["same"])
    words = "This may be recorded already. Say whether it is the same" if alike else "What you chose is closed by now"
    form.add_error("same", words)


def record_form(kind: RecordKind, *, names: tuple[str, ...], base: type[RecordForm] = RecordForm) -> Any:
    """The form of a kind, or of some of its fields, in the order they are asked for."""
    every = (*FIRST, *THEN, *kind.fields, *LAST)
    wanted = tuple(name for name in every if name in names)
    return forms.modelform_factory(kind.model, form=base, fields=wanted, formfield_callback=_field)


def part_form(part: Part) -> Any:
    """The form of one line, its fields in the order they are asked for."""
    return forms.modelform_factory(part.model, form=PartForm, fields=part.fields, formfield_callback=_field)


def initial_of(kind: RecordKind, access: Access, today: Any) -> dict[str, Any]:
    """What can be known before anything is typed: today, and the one body the writer records for."""
    reach = access.reach(kind.model.registry.write)
    agencies = reach.agencies if not reach.everywhere else access.agencies
    return {
        "starts_on": today,
        "lead_agency": next(iter(sorted(agencies)), None),
        "lead_group": next(iter(sorted(reach.groups)), None) if len(reach.groups) == 1 else None,
    }


def values_of(record: Record, names: Any) -> dict[str, Any]:
    """What the record says now, for laying beside what was typed."""
    many: Any = record
    return {name: list(many.agencies.all()) if name == "agencies" else getattr(record, name) for name in names}


def _offer_own(form: Any, access: Access) -> None:
    """Whatever a field names of a partnership - another record, a body, a person's place - is offered from this one."""
    for name, field in form.fields.items():
        rows: Any = getattr(field, "queryset", None)
        if isinstance(rows, Records):
            field.queryset = rows.visible_to(access)
        elif rows is not None and rows.model is Membership:
            offer_places(field, access, getattr(form.instance, f"{name}_id"))
        elif hasattr(rows, "within"):
            field.queryset = rows.within(access.partnership)


def _choosing(field: forms.Field, offered: list[tuple[str, Any]], current: str) -> forms.ChoiceField:
    """The field as a list to choose from. What it says now stays among the choices, offered or not."""
    flat = {key for key, words in offered if not isinstance(words, list | tuple)}
    flat |= {key for _, words in offered if isinstance(words, list | tuple) for key, _ in words}
    choices = offered if "" in flat else [("", "Choose one"), *offered]
    if current and current not in flat:
        choices = [*choices, (current, f"{current}, as it was chosen")]
    return forms.ChoiceField(
        label=field.label, help_text=field.help_text, required=field.required, choices=choices, initial=field.initial
    )


def _tap(field: forms.Field) -> None:
    """A required choice is a row of buttons a thumb can reach, not a list to open."""
    if isinstance(field, forms.TypedChoiceField) and field.required and type(field.widget) is forms.Select:
        choices: Any = field.choices
        field.choices = [choice for choice in choices if choice[0] != ""]
        field.widget = forms.RadioSelect(choices=field.choices)
        field.widget.is_required = True
    if isinstance(field.widget, forms.TimeInput):
        field.widget = forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"})
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3


def _field(column: Any, **options: Any) -> Any:
    """The column's own form field; an address typed without its scheme is taken to be a safe one."""
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
    return column.formfield(**options)


def _open(today: Any) -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gt=today)
