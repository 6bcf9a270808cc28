"""The example that ships is the plan as the partnership published it."""

from __future__ import annotations

from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "east-herts-action-plan-2008-09.md"


def test_the_example_is_the_published_plan_to_the_letter(data_folder: Path) -> None:
    published = next((data_folder / "plan").glob("*.md"))

    assert EXAMPLE.read_bytes() == published.read_bytes()
