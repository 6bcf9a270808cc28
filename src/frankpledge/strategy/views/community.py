"""Pages of the community's views: what was heard, its themes, and what is answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.strategy.changes.community import (
    ViewWords,
    add_theme,
    bring_views,
    code_view,
    edit_theme,
    edit_view,
    record_view,
    remove_view,
    write_answer,
)
from frankpledge.strategy.forms.assessments import (
    AnswerForm,
    CodeForm,
    ThemeEditForm,
    ThemeForm,
    ViewEditForm,
    ViewForm,
)
from frankpledge.strategy.heard import not_yet_here
from frankpledge.strategy.models import Answer, View, ViewTheme
from frankpledge.strategy.queries.voices import voices_of
from frankpledge.strategy.views.assessments import OfAssessment
from frankpledge.strategy.views.pages import AssessmentPage, Removal, csv_response, json_response, paged


class ViewsAsked(AssessmentPage):
    """The views that the address asks for."""

    def asked(self):
        rows = View.objects.filter(assessment=self.assessment).prefetch_related("themes")
        self.theme = None
        theme = self.request.GET.get("theme", "")
        if theme == "none":
            rows = rows.filter(coded_at__isnull=True)
        elif theme.isascii() and theme.isdigit() and len(theme) < 19:
            self.theme = ViewTheme.objects.within(self.partnership).filter(pk=theme).first()
            rows = rows.filter(themes=self.theme) if self.theme else rows
        return rows


class ViewList(ViewsAsked):
    """What was heard, counted by theme above, each view below."""

    template_name = "strategy/view_list.html"

    def get_context_data(self, **kwargs):
        page = paged(self.asked(), self.request)
        query = self.request.GET.urlencode()
        return super().get_context_data(
            **{
                "breadcrumbs": [*self.crumbs(), ("Community views",)],
                "page_obj": page,
                "voices": voices_of(self.assessment),
                "theme": self.theme,
                "waiting": not_yet_here(self.assessment),
                "is_uncoded": self.request.GET.get("theme") == "none",
                "csv_url": f"{self.address('view-list-csv', self.assessment.pk)}?{query}",
                "json_url": f"{self.address('view-list-json', self.assessment.pk)}?{query}",
                **kwargs,
            }
        )


class ViewBring(AssessmentPage):
    """Bring in what other rooms heard. Only sent, by a button above the views."""

    http_method_names = ["post", "options"]
    change_permission = Permission.STRATEGY_EDIT

    def post(self, request, *args, **kwargs):
        try:
            brought, left = bring_views(assessment=self.assessment, by=self.access, now=self.now)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{brought} brought in." if brought else "Nothing was brought in.")
            if left:
                messages.warning(request, f"{left} left out: each seems to name somebody. Put it right where it is.")
        return HttpResponseRedirect(self.address("view-list", self.assessment.pk))


class ViewListCsv(ViewsAsked):
    """The same views as a table."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        rows = [
            (each.heard_on, each.heard_at, each.whose, each.words, each.people_count, _themes(each))
            for each in self.asked()
        ]
        head = ("Heard on", "Where", "Whose view", "What was said", "People", "Themes")
        return csv_response(f"{self.partnership.slug}-community-views", [head, *rows])


class ViewListJson(ViewsAsked):
    """The same views for programs."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        said = [
            {
                "heard_on": each.heard_on, "heard_at": each.heard_at, "whose": each.whose, "words": each.words,
                "people": each.people_count, "themes": [theme.name for theme in each.themes.all()],
            }
            for each in self.asked()
        ]  # fmt: skip
        return json_response({"views": said})


class OfViews(OfAssessment):
    """A form that leads back to the views."""

    def back(self):
        return self.address("view-list", self.assessment.pk)

    def themes(self):
        return ViewTheme.objects.within(self.partnership)


class ViewAdd(OfViews):
    """Record a view."""

    form_class = ViewForm
    heading = "Record a view"
    lede = "What people said, where and when: never who said it."
    submit_text = "Record the view"
    saved = "The view is recorded."

    def form_options(self):
        return {"themes": self.themes()}

    def initial(self):
        return {"people_count": 1}

    def change(self, form):
        record_view(
            assessment=self.assessment,
            words=self.words(ViewWords, form),
            themes=list(form.cleaned_data["themes"]),
            by=self.access,
            now=self.now,
        )
        return self.back()


class OneView(OfViews):
    """A form about one view."""

    def find(self, **kwargs):
        super().find(**kwargs)
        self.view = get_object_or_404(View.objects.filter(assessment=self.assessment), pk=kwargs["view"])
        self.view.assessment = self.assessment

    def row(self):
        return self.view


class ViewEdit(OneView):
    """Put it right."""

    form_class = ViewEditForm
    heading = "Edit the view"

    def change(self, form):
        edit_view(
            view=self.view,
            words=self.words(ViewWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class ViewCode(OneView):
    """Say which themes it speaks of; then the next that waits."""

    form_class = CodeForm
    heading = "Code the view to themes"
    submit_text = "Save and go to the next"
    saved = "The view is coded."

    def form_options(self):
        return {"themes": self.themes()}

    def initial(self):
        return {"themes": list(self.view.themes.all())}

    def draft(self):
        return ""

    def change(self, form):
        code_view(view=self.view, themes=list(form.cleaned_data["themes"]), by=self.access, now=self.now)
        waiting = View.objects.filter(assessment=self.assessment, coded_at__isnull=True).last()
        return self.address("view-code", self.assessment.pk, waiting.pk) if waiting else self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(heard=self.view, **kwargs)


class ViewRemove(Removal, OneView):
    """Take it away."""

    heading = "Take this view away?"
    saved = "The view is taken away."

    def change(self, form):
        remove_view(view=self.view, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.back()


class ThemeAdd(OfViews):
    """A new theme."""

    form_class = ThemeForm
    heading = "Add a theme"
    submit_text = "Add the theme"
    saved = "The theme is added."

    def change(self, form):
        add_theme(name=form.cleaned_data["name"], about=form.cleaned_data["about"], by=self.access, now=self.now)
        return self.back()


class OneTheme(OfViews):
    """A form about one theme."""

    def find(self, **kwargs):
        super().find(**kwargs)
        self.theme = get_object_or_404(self.themes(), pk=kwargs["theme"])


class ThemeEdit(OneTheme):
    """Its name and what counts."""

    form_class = ThemeEditForm
    heading = "Edit the theme"

    def row(self):
        return self.theme

    def change(self, form):
        said = form.cleaned_data
        edit_theme(
            theme=self.theme, name=said["name"], about=said["about"], version=said["version"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.back()


class AnswerEdit(OneTheme):
    """You said, we did."""

    form_class = AnswerForm
    saved = "The answer is saved."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.answer = Answer.objects.filter(assessment=self.assessment, theme=self.theme).first()

    @property
    def heading(self):
        return f"You said, we did: {self.theme.name}"

    def row(self):
        return self.answer

    def initial(self):
        return super().initial() if self.answer else {"version": 0}

    def change(self, form):
        said = form.cleaned_data
        write_answer(
            assessment=self.assessment, theme=self.theme, said=said["said"], did=said["did"],
            version=said["version"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()


def _themes(view):
    return ", ".join(theme.name for theme in view.themes.all())
