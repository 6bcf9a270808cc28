"""Pages of matrices: those the partnership has, one with its versions, and making another version."""

from __future__ import annotations

from django.http import Http404

from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.tables import KINDS
from frankpledge.strategy.changes.matrices import adopt_matrix, revise_matrix
from frankpledge.strategy.forms.scoring import AdoptMatrixForm, MatrixForm, initial_of
from frankpledge.strategy.queries.lists import matrices_listed
from frankpledge.strategy.scoring.matrix import COMBINATION_WORDS, matrix_from
from frankpledge.strategy.scoring.shipped import shipped
from frankpledge.strategy.views.pages import Area, Form, MatrixPage, json_response
from frankpledge.strategy.writing.plain import arithmetic_words


class MatrixList(Area):
    """The partnership's matrices, and those that come with the software."""

    template_name = "strategy/matrix_list.html"

    def crumbs(self):
        return [*super().crumbs(), ("Matrices",)]

    def get_context_data(self, **kwargs):
        files = [(kind.upper(), self.address("matrix-list-file", kind)) for kind in KINDS]
        matrices = matrices_listed(self.partnership)
        return super().get_context_data(matrices=matrices, files=files, shipped=shipped(), **kwargs)


class MatrixAdopt(Form):
    """Take a copy of a shipped matrix."""

    form_class = AdoptMatrixForm
    heading = "Take a matrix"
    lede = "You get a copy of your own. Change its words and its arithmetic as you like: each change is a version."
    submit_text = "Take this one"
    saved = "The matrix is yours."

    def back(self):
        return self.address("matrix-list")

    def crumbs(self):
        return [*super().crumbs(), ("Matrices", self.back()), (self.heading,)]

    def change(self, form):
        said = form.cleaned_data
        made = adopt_matrix(slug=said["slug"], name=said["name"], by=self.access, now=self.now)
        return made.matrix.get_absolute_url()


class OneVersion(MatrixPage):
    """A page of one version of a matrix: the one asked for, or the newest."""

    def find(self, **kwargs):
        super().find(**kwargs)
        versions = list(self.matrix.versions.all())
        asked = self.request.GET.get("version", "")
        if not versions:
            raise Http404
        self.version = next((each for each in versions if str(each.number) == asked), versions[0])
        self.versions = versions


class MatrixDetail(OneVersion):
    """A matrix in words: its questions, its scales, its arithmetic, its versions."""

    template_name = "strategy/matrix_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (self.matrix.name,)]

    def get_context_data(self, **kwargs):
        read = matrix_from(self.version.body)
        makers = hands([each.made_by for each in self.versions], self.access)
        return super().get_context_data(
            version=self.version,
            read=read,
            arithmetic=arithmetic_words(read),
            parts=[(part, COMBINATION_WORDS[part.how]) for part in read.parts],
            versions=[(each, makers[each.made_by].body, each.scores.count()) for each in self.versions],
            is_newest=self.version == self.versions[0],
            **kwargs,
        )


class MatrixJson(OneVersion):
    """The version as its data."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        body = self.version.body
        return json_response({**body, "version": self.version.number, "sha256": self.version.sha256})


class MatrixRevise(Form, OneVersion):
    """Make another version."""

    form_class = MatrixForm
    heading = "Make another version"
    lede = "Scores already given stay with the version they were given under."
    submit_text = "Make the version"
    saved = "The new version is made. Choose it for an assessment to score with it."

    def form_options(self):
        return {"matrix": matrix_from(self.versions[0].body)}

    def initial(self):
        return {**initial_of(matrix_from(self.versions[0].body)), "version": self.matrix.version}

    def now_reads(self, current):
        return initial_of(matrix_from(current.versions.first().body))

    def back(self):
        return self.matrix.get_absolute_url()

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def change(self, form):
        revise_matrix(
            matrix=self.matrix, body=form.body, why=form.cleaned_data["why"],
            version=form.cleaned_data["version"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()
