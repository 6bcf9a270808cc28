"""What may be typed about problems, their scores, and the matrix they are scored on."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.plans.forms.plans import Versioned, long_text, small_boxes
from frankpledge.strategy.models import Finding, MatrixVersion, Score
from frankpledge.strategy.scoring.matrix import COMBINATION_WORDS, Combination, Criterion, Matrix, Part, body_of
from frankpledge.strategy.scoring.shipped import shipped


class ProblemForm(GovukForm):
    """A problem in the words of the problem triangle."""

    title = forms.CharField(max_length=200, label="Problem", help_text="For example: Theft from cars at stations")
    what = long_text("What happens", rows=3)
    where = long_text("Where and when", rows=2, help_text="Places and times, never anybody’s home.")
    victims = long_text("Who is harmed", rows=2, help_text="A group of people, never a name.")
    offenders = long_text("Who does it", rows=2, help_text="What is known of them as a group, never a name.")
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(), required=False, widget=small_boxes(), label="Which findings does it come from?"
    )

    def __init__(self, *args: Any, findings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]
        if not findings:
            del self.fields["findings"]


class ProblemEditForm(Versioned, ProblemForm):
    """The same, of a problem there is."""


class ScoreForm(Versioned):
    """One choice for each criterion of a matrix, in big words."""

    evidence = long_text("On what evidence?", rows=3)
    confidence = forms.ChoiceField(label="How sure are you?", choices=Score.Confidence, widget=forms.RadioSelect)

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matrix = matrix
        for criterion in matrix.criteria:
            self.fields[criterion.key] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.question,
                choices=[(point.value, point.word) for point in criterion.points],
                widget=forms.RadioSelect,
            )

    @property
    def points(self) -> dict[str, str]:
        return {criterion.key: self.cleaned_data[criterion.key] for criterion in self.matrix.criteria}


class OverrideForm(GovukForm):
    """Another rank, and why."""

    rank = forms.IntegerField(min_value=1, label="Rank it should have")
    reason = long_text("Why it belongs there", rows=4, required=True)


class ChooseMatrixForm(GovukForm):
    """Which version of which matrix an assessment is scored on."""

    matrix = forms.ModelChoiceField(MatrixVersion.objects.none(), label="Which matrix?", widget=forms.RadioSelect,
                                    empty_label=None)  # fmt: skip

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matrix"].queryset = versions  # type: ignore[attr-defined]


class AdoptMatrixForm(GovukForm):
    """Which of the shipped matrices to begin with."""

    slug = forms.ChoiceField(label="Which one?", widget=forms.RadioSelect)
    name = forms.CharField(max_length=200, required=False, help_text="Leave it empty to keep its own name.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].choices = [  # type: ignore[attr-defined]
            (each.slug, f"{each.matrix.name}. {each.matrix.description}") for each in shipped()
        ]


HOW = [(how.value, words.capitalize()) for how, words in COMBINATION_WORDS.items()]


def _narrow(label: str, value: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=12, initial=value, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )


class MatrixForm(Versioned):
    """A whole matrix: its parts, its criteria with their words, and its arithmetic."""

    description = long_text("What it is", rows=4)
    how = forms.ChoiceField(label="How the parts become one score", choices=HOW)
    confidence = long_text(
        "Multipliers for how sure a scorer is",
        rows=3,
        help_text="One on each line, such as: low = 0.8. Empty: it is shown and changes nothing.",
    )
    thresholds = long_text("Words for scores", rows=4, help_text="One on each line, such as: 24 = High")
    why = long_text("What changed, and why", rows=3, required=True)

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matrix = matrix
        why = self.fields.pop("why")
        for part in matrix.parts:
            self._ask_part(part)
            for criterion in part.criteria:
                self._ask_criterion(criterion)
            self.fields[f"new_{part.key}"] = long_text(
                f"Another criterion in “{part.name}”", rows=4,
                help_text="Its name on the first line, its question on the second, then a point on each line.",
            )  # fmt: skip
        self.fields["why"] = why

    def _ask_part(self, part: Part) -> None:
        self.fields[f"how_{part.key}"] = forms.ChoiceField(
            label=f"How the criteria of “{part.name}” become one number", choices=HOW, initial=part.how.value
        )
        self.fields[f"weight_part_{part.key}"] = _narrow(f"Weight of “{part.name}”", part.weight)

    def _ask_criterion(self, criterion: Criterion) -> None:
        name = criterion.name
        self.fields[f"name_{criterion.key}"] = forms.CharField(
            label=f"Criterion “{name}”", max_length=120, initial=name, required=False,
            help_text="Empty it to leave this criterion out.",
        )  # fmt: skip
        self.fields[f"question_{criterion.key}"] = forms.CharField(
            label=f"Question of “{name}”", max_length=300, initial=criterion.question, required=False
        )
        self.fields[f"weight_{criterion.key}"] = _narrow(f"Weight of “{name}”", criterion.weight)
        points = long_text(
            f"Points of “{name}”",
            rows=5,
            required=True,
            help_text="One on each line, lowest first, such as: 2 = Moderate: heals in time",
        )
        points.initial = "\n".join(
            f"{point.value} = {point.word}: {point.meaning}".removesuffix(": ") for point in criterion.points
        )
        self.fields[f"points_{criterion.key}"] = points

    @property
    def body(self) -> dict[str, Any]:
        """The matrix's data as typed; whether it adds up is for ``matrix_from`` to say."""
        said, old = self.cleaned_data, body_of(self.matrix)
        parts = []
        for part in old["parts"]:
            criteria = [
                {**each, "name": said[f"name_{key}"], "question": said[f"question_{key}"],
                 "weight": said[f"weight_{key}"], "points": _points(said[f"points_{key}"])}
                for each in part["criteria"] if said[f"name_{(key := each['key'])}"].strip()
            ]  # fmt: skip
            criteria += _another(said[f"new_{part['key']}"], {each.key for each in self.matrix.criteria})
            if criteria:
                how, weight = said[f"how_{part['key']}"], said[f"weight_part_{part['key']}"]
                parts.append({**part, "how": how, "weight": weight, "criteria": criteria})
        return {
            **old,
            "description": said["description"],
            "how": Combination(said["how"]).value,
            "parts": parts,
            "thresholds": [{"at": at, "word": word} for at, word in _pairs(said["thresholds"])],
            "confidence": dict(_pairs(said["confidence"])),
        }


def _pairs(text: str) -> list[tuple[str, str]]:
    """Lines such as "24 = High".

    >>> _pairs("0 = Low\\n24 = High")
    [('0', 'Low'), ('24', 'High')]
    """
    found = (line.partition("=") for line in text.splitlines() if line.strip())
    return [(left.strip(), right.strip()) for left, _, right in found]


def _points(text: str) -> list[dict[str, str]]:
    """Lines such as "2 = Moderate: heals in time"."""
    points = []
    for value, rest in _pairs(text):
        word, _, meaning = rest.partition(":")
        points.append({"value": value, "word": word.strip(), "meaning": meaning.strip()})
    return points


def _another(text: str, taken: set[str]) -> list[dict[str, Any]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    key = "".join(letter for letter in lines[0].lower() if letter.isalnum())[:40] or "criterion"
    while key in taken:
        key += "x"
    question = lines[1] if len(lines) > 1 else ""
    points = _points("\n".join(lines[2:]))
    return [{"key": key, "name": lines[0].strip(), "question": question.strip(), "weight": "1", "points": points}]


def initial_of(matrix: Matrix) -> dict[str, Any]:
    """What the matrix's form shows first."""
    return {
        "description": matrix.description,
        "how": matrix.how.value,
        "confidence": "\n".join(f"{word} = {value}" for word, value in matrix.confidence.items()),
        "thresholds": "\n".join(f"{each.at} = {each.word}" for each in matrix.thresholds),
    }
