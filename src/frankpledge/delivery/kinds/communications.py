"""Communications: campaigns, press releases, stories, posts. Cleared by somebody who did not write them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.kinds.shadowing import Shadowing
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class Communication(DeliveryRecord):
    """Something said to the public."""

    class Channel(models.TextChoices):
        CAMPAIGN = "campaign", "Campaign"
        PRESS = "press", "Press release"
        MAGAZINE = "magazine", "Magazine story"
        NEWSLETTER = "newsletter", "Newsletter story"
        SOCIAL = "social", "Social media post"
        WEB = "web", "Web page"

    channel = models.CharField(max_length=20, choices=Channel)
    audience = models.CharField(max_length=200, blank=True, help_text="Whom it is for, for example residents of a ward")
    has_logo = models.BooleanField("it carries the partnership’s logo", default=False)
    is_success_story = models.BooleanField("it tells of something that worked", default=False)
    wording = models.TextField("words to be published", blank=True)
    web = models.URLField("where it can be read on the web", blank=True)
    published_on = models.DateField("published on", null=True, blank=True)
    reach_count = models.PositiveIntegerField(
        "how many it reached", null=True, blank=True, help_text="Copies, readers or views, as the channel counts them"
    )
    tells_of = models.ForeignKey(
        Shadowing, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories",
        verbose_name="the shadowing it tells of", help_text="Where it is a story of a PCSO’s day with another agency",
    )  # fmt: skip
    coverage = models.TextField("coverage", blank=True, help_text="Who took it up: papers, radio, other bodies’ pages")

    # Of the public page: given with the first showing and kept, so that a reader of the feed knows a story again.
    public_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    public_at = models.DateTimeField(null=True, blank=True, editable=False)  # none: it is not on the public page
    public_by = models.CharField(max_length=80, blank=True, editable=False)  # the audit's name for who let it be there

    class Meta:
        verbose_name = "communication"
        verbose_name_plural = "communications"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reach_count__isnull=True) | models.Q(reach_count__gte=0), name="communication_reach"
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"wording", "coverage"}
        retention = "six years after it was published"

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it: published, and let onto the public page by somebody who did not write it."""
        return self.state == "published" and self.public_at is not None


KINDS.add(
    RecordKind(
        slug="communications",
        family=TELLING,
        prefix="COM",
        model=Communication,
        purpose="Something said to the public: a campaign, a press release, a story or a post.",
        states=StateMachine(
            labels={
                "draft": "Draft", "cleared": "Cleared", "published": "Published", "declined": "Not cleared",
                "withdrawn": "Withdrawn",
            },
            initial="draft",
            colours={"draft": "amber", "cleared": "blue", "published": "green"},
            void=frozenset({"declined", "withdrawn"}),
            reopens={"cleared": "draft"},
            besides={"show": "Show it on the public page", "hide": "Take it off the public page"},
            moves=(
                Move("clear", "Clear it for publication", ("draft",), "cleared", ("wording",), by_another=True),
                Move("decline", "Do not clear it", ("draft",), "declined", asks_reason=True, by_another=True),
                Move("publish", "Record that it is published", ("cleared",), "published", ("published_on",)),
                Move("redraft", "Write it again", ("declined", "cleared"), "draft"),
                Move("withdraw", "Withdraw it", ("draft", "cleared", "published"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "channel", "audience", "wording", "has_logo", "is_success_story", "tells_of", "published_on", "web",
            "reach_count", "coverage",
        ),
        later=("published_on", "web", "reach_count", "coverage"),
        columns=("channel", "audience"),
        words=(
            "publicity", "publicise", "campaign", "press", "media", "magazine", "newsletter", "website", "promote",
            "communication", "communicate", "inform", "success stories", "positive message",
            "publish", "stories", "logo", "leaflet", "distribut",
        ),
        late={
            "published": ("web", "reach_count", "coverage", "tells_of"),
            "declined": (),
            "withdrawn": (),
        },
    )
)  # fmt: skip
