"""A built package holds everything that it needs to run."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy, so that the repository stays clean."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("src", "requirements"):
        shutil.copytree(root / name, copy / name, ignore=IGNORED)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, copy)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*build, "--wheel-dir", str(copy / "dist"), str(copy)], check=True, capture_output=True)
    return next((copy / "dist").glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path, root: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        one.relative_to(root / "src").as_posix()
        for one in (root / "src").rglob("*")
        if one.is_file() and "__pycache__" not in one.parts and ".egg-info" not in str(one)
    }
    assert wanted - packed == set()


def test_the_wheel_names_what_it_needs_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        parts = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}
        metadata = archive.read(parts["METADATA"]).decode()
        commands = archive.read(parts["entry_points.txt"]).decode()
    assert "Requires-Dist: numpy>=" in metadata
    assert 'Requires-Dist: Django<5.3,>=5.2; extra == "web"' in metadata
    assert "License-Expression: Apache-2.0" in metadata
    assert "cairn = cairn_cli.__main__:main" in commands


def test_the_wheel_runs_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cairn_cli", "role", "Registered nurse", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert '"title": "Registered nurse"' in done.stdout
