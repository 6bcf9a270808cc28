"""Names this app to Django, and asks the post to say when an invitation has gone."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "frankpledge.partners"
    label = "partners"
    verbose_name = "Partnership"

    def ready(self) -> None:
        from frankpledge.partners.changes.invitations import LETTERS_ABOUT, note_letter_sent
        from frankpledge.post.changes import tell_when_sent

        tell_when_sent(LETTERS_ABOUT, note_letter_sent)
