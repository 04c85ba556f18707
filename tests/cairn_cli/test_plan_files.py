"""The files of `cairn plan`: all or none, and only where they may be written."""

import errno
import os
from pathlib import Path
from typing import IO, Any

import pytest
from tests.cairn_cli.bakery import contents_of, made_plan, plan, refusal

from cairn_cli import plan_files
from cairn_cli.plan_files import NAMES

# ------------------------------------------------------------------ its files


def test_all_five_files_are_written_and_for_their_owner_only(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "plan"
    assert plan(ada, "--out", str(out)) == 0
    assert {one.name for one in out.iterdir()} == set(NAMES)
    assert str(out) in capsys.readouterr().err
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "<html" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "plan.md").read_text(encoding="utf-8").startswith("#")
    assert (out / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    if os.name == "posix":
        assert {one.stat().st_mode & 0o077 for one in out.iterdir()} == {0}


def test_it_can_be_run_again_over_its_own_output(ada: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert plan(ada, "--out", str(out)) == 0
    first = {name: (out / name).read_bytes() for name in NAMES}
    assert plan(ada, "--out", str(out)) == 0
    assert {one.name for one in out.iterdir()} == set(NAMES)
    assert (out / "plan.json").read_bytes() == first["plan.json"]
    assert (out / "plan.ics").read_bytes() == first["plan.ics"]
    assert plan(ada, "--out", str(out), "--hours-per-week", "3") == 0
    assert (out / "plan.json").read_bytes() != first["plan.json"]


def test_an_empty_folder_is_taken(ada: Path, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert plan(ada, "--out", str(tmp_path / "plan")) == 0


# ------------------------------------------------------------------ where it will not write


def test_a_folder_with_something_else_in_it_is_left_alone(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "plan.json").write_text('{"my": "own"}', encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(folder))
    assert contents_of(folder) == {"plan.json": b'{"my": "own"}'}


def test_a_plan_json_that_is_no_object_is_not_ours(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "plan.json").write_text("[1]", encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(folder))


def test_a_file_where_the_folder_should_be_is_refused(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan").write_text("mine", encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(tmp_path / "plan"))
    assert (tmp_path / "plan").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_to_is_refused_before_any_work(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere, so the refusal of the system is played.
    def refuse(**_: object) -> IO[bytes]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(plan_files.tempfile, "TemporaryFile", refuse)
    told = refusal(capsys, ada, "--out", str(tmp_path / "plan"))
    assert "Permission denied" in told
    assert "--out" in told


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_full_disk_leaves_the_earlier_plan_and_nothing_half_written(
    after: int,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "plan"
    before = made_plan(ada, out)
    written = iter(range(99))
    real = os.fdopen

    def fill(handle: int, mode: str) -> IO[Any]:
        if next(written) < after:
            return real(handle, mode)
        os.close(handle)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(plan_files.os, "fdopen", fill)
    told = refusal(capsys, ada, "--out", str(out), "--hours-per-week", "3")
    assert "No space left" in told
    assert contents_of(out) == before


@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_move_that_fails_half_way_brings_the_earlier_plan_back(
    after: int,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "plan"
    before = made_plan(ada, out)
    real, moved = Path.replace, []

    def move(self: Path, target: Path) -> Path:
        if target.name in NAMES and self.name.startswith(f".{target.name}.") and len(moved) == after:
            moved.append(target)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        moved.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", move)
    refusal(capsys, ada, "--out", str(out), "--hours-per-week", "3")
    monkeypatch.undo()
    assert contents_of(out) == before


def test_a_first_plan_that_cannot_be_moved_leaves_an_empty_folder(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan"
    real = Path.replace

    def move(self: Path, target: Path) -> Path:
        if target.name == "plan.ics":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", move)
    refusal(capsys, ada, "--out", str(out))
    assert list(out.iterdir()) == []
