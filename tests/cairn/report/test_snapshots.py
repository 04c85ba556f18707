"""The toy plan as it is told, whole.

After a change that is meant, renew with
`CAIRN_RENEW_SNAPSHOTS=1 pytest tests/cairn/report/test_snapshots.py` and read the difference.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cairn.report import PlanReport, build_report, render_calendar, render_markdown, render_terminal

MakeReport = Callable[..., PlanReport]
FOLDER = Path(__file__).parent / "snapshots"


def check(name: str, text: str) -> None:
    place = FOLDER / name
    if os.environ.get("CAIRN_RENEW_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        place.write_bytes(text.encode())
    assert place.read_bytes().decode() == text


@pytest.mark.parametrize(
    ("name", "change"), [("fits", {}), ("no", {"is_infeasible": True, "count": 3}), ("nothing", {"count": 0})]
)
def test_the_report_reads_as_before(make_report: MakeReport, name: str, change: dict[str, int]) -> None:
    document = build_report(make_report(**change))
    check(f"{name}.txt", render_terminal(document, width=88))
    check(f"{name}.md", render_markdown(document))


def test_the_calendar_reads_as_before(make_report: MakeReport) -> None:
    check("plan.ics", render_calendar(make_report(count=2)))
