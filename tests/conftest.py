"""What every test may lean on: the shared material, and the rule that CI skips nothing.

Test material that is too large for the repository lies in a folder beside it, or
where `CAIRN_SHARED` says. Without it the tests that need it are skipped, loudly;
where `CI` is set, a skip is a failure unless the test carries
`@pytest.mark.allowed_skip("why")`.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test material; skips where it is not there."""
    folder = Path(os.environ.get("CAIRN_SHARED") or ROOT.parent / "shared")
    if not (folder / "bench").is_dir():
        pytest.skip(f"no shared test material at {folder}; set CAIRN_SHARED to its folder")
    return folder


def _must_not_skip() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    excused = hasattr(report, "wasxfail") or item.get_closest_marker("allowed_skip")
    if report.skipped and _must_not_skip() and not excused:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and _must_not_skip():
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report
