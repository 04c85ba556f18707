"""How long the main job takes beside a bare import of its arithmetic, and where the time goes.

    python benchmarks/main_job.py [--runs 5]

Whole processes, in turn: `cairn plan` on the example with all five files written, and
`python -c "import numpy, scipy.optimize"`. Medians of the runs; the ratio is what counts.
The split comes from one more run inside this process.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cairn.report import PlanReport

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = [
    str(ROOT / "examples" / "product-analyst.pdf"),
    *("--target", "Data scientist", "--hours-per-week", "6", "--budget", "1500 USD", "--by", "24m"),
    *("--today", "2026-11-22"),
]
BARE = [sys.executable, "-c", "import numpy, scipy.optimize"]
HELP = [sys.executable, "-m", "cairn_cli", "--help"]


def run_once(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of the largest process of one whole run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(runs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        job = [sys.executable, "-m", "cairn_cli", "plan", *ARGUMENTS, "--out", folder]
        for command in (job, BARE, HELP):
            run_once(command)
        rounds = [[run_once(command) for command in (job, BARE, HELP)] for _ in range(runs)]
        sizes = {one.name: one.stat().st_size for one in sorted(Path(folder).iterdir())}
    ratios = [main[0] / bare[0] for main, bare, _ in rounds]
    return {
        "runs": runs,
        "main_job_seconds": round(statistics.median(one[0][0] for one in rounds), 3),
        "bare_import_seconds": round(statistics.median(one[1][0] for one in rounds), 3),
        "ratio": round(statistics.median(ratios), 2),
        "ratio_from_to": [round(min(ratios), 2), round(max(ratios), 2)],
        "main_job_megabytes": round(max(one[0][1] for one in rounds)),
        "help_seconds": round(statistics.median(one[2][0] for one in rounds), 3),
        "file_bytes": sizes,
    }


class Split:
    """Seconds by step, in the order of the main job; imports count at their first use."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 4)


def split() -> dict[str, float]:
    spent, today = Split(), date(2026, 11, 22)
    with spent.step("read the résumé (child process)"):
        from cairn.reading import read_resume

        resume = read_resume(Path(ARGUMENTS[0]), today=today)
    with spent.step("load the catalogue"):
        from cairn.catalogue import load_catalogue

        catalogue = load_catalogue()
    with spent.step("build the finders"):
        from cairn.profile import Answers, Finders

        finders = Finders.of(catalogue)
    with spent.step("know, compare, choose, place, forecast"):
        from cairn.assumptions import load_assumptions
        from cairn.plan.terms import Asked, complete_terms, has_job
        from cairn.report.compose import Request, Setting, plan_career
        from cairn.units import parse_deadline, parse_money
        from cairn_cli.naming import find_role_among

        setting = Setting(catalogue=catalogue, finders=finders, assumptions=load_assumptions())
        asked = Asked(
            today=today,
            hours_per_week=6,
            budget=parse_money("1500 USD"),
            deadline=parse_deadline("24m", today=today),
        )
        terms = complete_terms(asked, setting.assumptions, has_job=has_job(resume))
        role = find_role_among("Data scientist", catalogue, finders.roles)
        report = plan_career(resume, Request(role=role, terms=terms, answers=Answers()), setting)
    return spent.seconds | tell(report)


def tell(report: "PlanReport") -> dict[str, float]:
    from cairn import report as telling

    spent = Split()
    with spent.step("build the report"):
        document = telling.build_report(report)
    for renderer in (telling.render_html, telling.render_pdf, telling.render_markdown):
        with spent.step(renderer.__name__):
            renderer(document)
    with spent.step("render_calendar"):
        telling.render_calendar(report)
    with spent.step("report_json"):
        telling.report_json(report, document)
    return spent.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print(json.dumps({**measure(arguments.runs), "split_seconds": split()}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
