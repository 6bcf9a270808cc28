"""Webhooks: whom we tell of changes, what they were told, and trying one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.api.changes import webhooks as changes
from frankpledge.api.events import EVENTS
from frankpledge.api.forms import WebhookEditForm, WebhookForm
from frankpledge.api.models import Webhook
from frankpledge.api.queries.webhooks import webhook_row, webhooks_of
from frankpledge.api.views.pages import ListFile, ProgramPage, ShownOnce
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import Answering

LATEST = 25


class WebhookPage(ProgramPage):
    permission = Permission.WEBHOOK_EDIT

    def crumbs(self):
        return [*super().crumbs()[:2], ("Webhooks", self.address("webhook-list"))]


class WebhookList(WebhookPage):
    template_name = "api/webhook_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(webhooks=webhooks_of(self.partnership), heading="Webhooks", **kwargs)


class WebhookFile(ListFile, WebhookPage):
    """The same rows to take away, without the secrets."""

    name = "webhooks"
    columns = ("address", "told_of", "state", "failures", "added_at")

    def rows(self):
        return [webhook_row(each) for each in webhooks_of(self.partnership)]


class WebhookAdd(ShownOnce, WebhookPage):
    made_template = "api/webhook_made.html"
    webhook: Webhook | None = None
    change_permission = Permission.WEBHOOK_EDIT
    heading = "Add a webhook"
    lede = "The address is sent a signed message when something happens: what, when and where to ask for the rest."
    submit_text = "Add the webhook"
    form_class = WebhookForm

    def change(self, form):
        self.webhook, secret = changes.add_webhook(by=self.access, now=self.now, **form.cleaned_data)
        return secret

    def get_context_data(self, **kwargs):
        return super().get_context_data(webhook=self.webhook, **kwargs)

    def back(self):
        return self.address("webhook-list")


class OneWebhook(WebhookPage):
    webhook: Webhook

    def find(self, **kwargs):
        self.webhook = get_object_or_404(Webhook.objects.within(self.partnership), pk=kwargs["pk"])

    def crumbs(self):
        return [*super().crumbs(), ("This webhook", self.address("webhook-detail", self.webhook.pk))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(webhook=self.webhook, **kwargs)

    def there(self):
        return HttpResponseRedirect(self.address("webhook-detail", self.webhook.pk))


class WebhookDetail(OneWebhook):
    template_name = "api/webhook_detail.html"

    def get_context_data(self, **kwargs):
        chosen = [words for key, words in EVENTS.items() if key in self.webhook.events]
        return super().get_context_data(chosen=chosen, deliveries=self.webhook.deliveries.all()[:LATEST], **kwargs)


class WebhookEdit(Answering, OneWebhook):
    change_permission = Permission.WEBHOOK_EDIT
    heading = "Change the webhook"
    form_class = WebhookEditForm
    saved = "The webhook is changed."

    def initial(self):
        return {name: getattr(self.webhook, name) for name in ("address", "events", "is_on", "version")}

    def now_reads(self, current):
        return {"address": current.address}

    def change(self, form):
        changes.edit_webhook(webhook=self.webhook, by=self.access, now=self.now, **form.cleaned_data)
        return self.address("webhook-detail", self.webhook.pk)

    def back(self):
        return self.address("webhook-detail", self.webhook.pk)


class WebhookTry(OneWebhook):
    """Only sent, from its page."""

    change_permission = Permission.WEBHOOK_EDIT
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        changes.try_webhook(webhook=self.webhook, by=self.access, now=self.now)
        messages.success(request, "A trial message is on its way. Look again in a few seconds.")
        return self.there()


class WebhookRemove(OneWebhook):
    """Only sent, from its page."""

    change_permission = Permission.WEBHOOK_EDIT
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        changes.remove_webhook(webhook=self.webhook, by=self.access, now=self.now)
        messages.success(request, "The webhook is taken away.")
        return HttpResponseRedirect(self.address("webhook-list"))
