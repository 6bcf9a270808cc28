"""Takes the guides' pictures again, from the demonstration, as its people see it. Run by ``make screenshots``."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from PIL import Image  # comes with the library that draws the reports' charts

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from tests.browsers import CHROMIUM, chromium  # noqa: E402
from tests.journeys.browsing import PHONE, Visitor  # noqa: E402
from tests.journeys.site import Site, site_in  # noqa: E402

IMAGES = ROOT / "docs" / "guide" / "images"
DESK = {"width": 1280, "height": 800}
PLAN = "/p/east-herts/plans/{plan}/"
OBJECTIVE = PLAN + "objectives/{objective}/"
BUDGET = 2_500_000  # bytes, of all pictures together
MOST = 150_000  # bytes of one


@dataclass(frozen=True)
class Picture:
    """One picture: of which page, as whom, on what, and what to do there first."""

    name: str
    path: str
    who: str = "manager"
    settings: dict[str, Any] = field(default_factory=lambda: {"viewport": DESK})
    first: Callable[[Any], object] | None = None


def phone() -> dict[str, Any]:
    return {"viewport": PHONE, "is_mobile": True, "has_touch": True, "device_scale_factor": 1.5}


def answer_in_the_letter(page: Any) -> None:
    """The owner's page with a first answer in it, below what it says of itself."""
    page.locator("textarea").first.fill("Fourteen patrols in Ware and Hertford; four people sent away.")
    page.locator("[id^=s-]").first.get_by_text("Saved at").wait_for()


def type_update(page: Any) -> None:
    page.get_by_label("Update").fill("Patrols held weekly. Two hotspots closed, one moved to Castle Gardens.")


PICTURES = (
    Picture("log-in", "/account/login/", ""),
    Picture("partnership", "/p/newmarch/partnership/", "newcomer"),
    Picture("usual-groups", "/p/newmarch/groups/usual/", "newcomer"),
    Picture("invite", "/p/east-herts/invitations/add/", "administrator"),
    Picture("audit", "/p/east-herts/audit/", "auditor"),
    Picture("my-work", "/p/east-herts/"),
    Picture("import-preview", "/p/east-herts/plans/imports/{applied_run}/"),
    Picture("import-differences", "/p/east-herts/plans/imports/{run}/differences/{plan}/"),
    Picture("plan", PLAN, settings={"viewport": {"width": 1280, "height": 1250}}),
    Picture("findings", PLAN + "findings/"),
    Picture("objective", OBJECTIVE),
    Picture("update", OBJECTIVE + "updates/Q1/", "lead_officer", first=type_update),
    Picture("take-away", PLAN + "export/"),
    Picture("quarter", PLAN + "quarters/Q3/"),
    Picture("grid", "/p/east-herts/quarters/grid/", settings={"viewport": {"width": 1280, "height": 1150}}),
    Picture(
        "cell",
        PLAN + "objectives/{rated_objective}/quarters/Q2/",
        settings={"viewport": {"width": 1280, "height": 950}},
    ),
    Picture("board", PLAN + "quarters/Q2/board/", "board", {"viewport": {"width": 1280, "height": 1000}}),
    Picture("letter-on-a-phone", "/answer/{answer_token}/", "", phone(), answer_in_the_letter),
    Picture("problems", "/p/east-herts/assessments/{assessment}/problems/"),
    Picture("report", "/p/east-herts/reports/{report}/", settings={"viewport": {"width": 1280, "height": 1100}}),
    Picture("stories", "/p/east-herts/stories/"),
    Picture("my-work-on-a-phone", "/p/east-herts/", "contributor", phone()),
    Picture("update-on-a-phone", OBJECTIVE + "updates/Q1/", "lead_officer", phone()),
)


def smaller(taken: bytes) -> bytes:
    """The picture with 255 colours of its own: a third of its size, and no eye sees the difference on such pages."""
    written = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(255).save(written, "PNG", optimize=True)
    return written.getvalue()


def take(browser: Any, site: Site, picture: Picture) -> bytes:
    """The picture, as PNG."""
    session = site.facts["sessions"][picture.who] if picture.who else ""
    visitor = Visitor(browser, site.address, session=session, locale="en-GB", **picture.settings)
    visitor.go(picture.path.format(**site.facts))
    if picture.first:
        picture.first(visitor.page)
    taken = smaller(visitor.page.screenshot())
    complaints = visitor.close()
    if complaints:
        raise SystemExit(f"{picture.name} was not as it must be: {complaints}")
    return taken


def main() -> None:
    if CHROMIUM is None:
        raise SystemExit("There is no Chromium on this machine. Install it (apt-get install chromium) and try again.")

    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, site_in(Path(folder), FRANKPLEDGE_DEMONSTRATION="true") as site:
        click.echo("Making the demonstration …")
        site.facts = site.scene("year")
        site.environment["FRANKPLEDGE_DEMONSTRATION"] = "false"  # the pages as a real installation shows them
        site.up()
        with chromium(flags=("--lang=en-GB",), env={**os.environ, "LANGUAGE": "en_GB"}) as browser:
            for picture in PICTURES:
                content = take(browser, site, picture)
                if len(content) > MOST:
                    raise SystemExit(f"{picture.name}.png has {len(content) // 1000} kB: show less of the page.")
                (IMAGES / f"{picture.name}.png").write_bytes(content)
                click.echo(f"{picture.name}.png, {len(content) // 1000} kB")
    total = sum(file.stat().st_size for file in IMAGES.glob("*.png"))
    click.echo(f"{len(PICTURES)} pictures in docs/guide/images, {total // 1000} kB together")
    if total > BUDGET:
        raise SystemExit(f"That is more than {BUDGET // 1000} kB: take fewer, or smaller ones.")


if __name__ == "__main__":
    main()
