"""The launcher makes its environment once, and again when something changed.

The tests run it on a copy of the repository whose lists of packages are empty, so they
need no package index; the lists themselves are tried by `script/test`, which installs
from them.
"""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PRINT_ARGUMENTS = "import sys; print(sys.argv[1:], sys.flags.safe_path, sys.flags.utf8_mode)"


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with nothing to install, whose program prints what it was called with."""
    folder = tmp_path_factory.mktemp("clone of cairn")
    shutil.copy(root / "cairn", folder)
    shutil.copytree(root / "script", folder / "script", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "requirements").mkdir()
    for name in ("base", "web", "model"):
        (folder / "requirements" / f"{name}.txt").write_text("# nothing\n", encoding="utf-8")
    program = folder / "src" / "cairn_cli"
    program.mkdir(parents=True)
    (program / "__init__.py").touch()
    (program / "__main__.py").write_text(PRINT_ARGUMENTS, encoding="utf-8")
    return folder


def start(copy: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Call the launcher as a person would."""
    named = {key: value for key, value in os.environ.items() if not key.startswith("CAIRN_")}
    return subprocess.run(
        [sys.executable, str(copy / "cairn"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**named, **surroundings},
    )


def test_the_first_call_sets_up_and_the_second_goes_straight_through(copy: Path) -> None:
    first = start(copy, "read", "a résumé.pdf")
    second = start(copy, "read", "a résumé.pdf")
    assert first.stdout == second.stdout == "['read', 'a résumé.pdf'] True 1\n"
    assert "Setting up Cairn" in first.stderr
    assert "Ready after" in first.stderr
    assert second.stderr == ""


def test_a_killed_set_up_is_noticed_and_made_anew(copy: Path) -> None:
    start(copy)
    (copy / ".venv" / "cairn-stamp.txt").unlink()
    (copy / ".venv" / "half-written").touch()
    (copy / ".venv.making").touch()
    again = start(copy, "x")
    assert again.stdout.startswith("['x']")
    assert not (copy / ".venv" / "half-written").exists()
    assert not (copy / ".venv.making").exists()


def test_a_changed_list_is_installed_on_the_next_call(copy: Path) -> None:
    start(copy)
    (copy / "requirements" / "base.txt").write_text("# still nothing\n", encoding="utf-8")
    assert "Setting up Cairn" in start(copy).stderr
    assert start(copy).stderr == ""


def test_the_web_list_is_installed_for_the_web_commands_and_stays(copy: Path) -> None:
    start(copy)
    assert "Setting up Cairn" in start(copy, "start").stderr
    assert start(copy, "serve").stderr == ""
    assert start(copy, "read").stderr == ""
    (copy / "requirements" / "base.txt").write_text("# nothing once more\n", encoding="utf-8")
    assert "Setting up Cairn" in start(copy, "read").stderr
    assert start(copy, "start").stderr == ""


def test_the_sentence_model_is_installed_only_when_asked_for_and_stays(copy: Path) -> None:
    start(copy)
    assert start(copy, "match", "roles").stderr == ""
    assert "Setting up Cairn" in start(copy, "match", "model").stderr
    assert start(copy, "match", "model").stderr == ""
    assert "model\n" in (copy / ".venv" / "cairn-stamp.txt").read_text(encoding="utf-8")
    (copy / "requirements" / "base.txt").write_text("# changed\n", encoding="utf-8")
    start(copy, "plan")
    assert "model\n" in (copy / ".venv" / "cairn-stamp.txt").read_text(encoding="utf-8")


def test_an_environment_of_somebody_else_is_used_and_never_emptied(copy: Path, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    (place / "kept").touch()
    assert start(copy, "x", CAIRN_VENV=str(place)).stdout.startswith("['x']")
    assert (place / "kept").exists()


def test_two_first_calls_at_once_wait_for_each_other(copy: Path) -> None:
    start(copy)
    (copy / ".venv" / "cairn-stamp.txt").unlink()
    calls = [
        subprocess.Popen(
            [sys.executable, str(copy / "cairn"), word],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={key: value for key, value in os.environ.items() if not key.startswith("CAIRN_")},
        )
        for word in ("one", "two")
    ]
    said = [call.communicate(timeout=120) for call in calls]
    assert [out for out, _ in said] == ["['one'] True 1\n", "['two'] True 1\n"]
    assert sum("Ready after" in err for _, err in said) == 1


def test_a_package_that_no_index_has_is_one_sentence_and_exit_2(copy: Path) -> None:
    listed = copy / "requirements" / "base.txt"
    before = listed.read_text(encoding="utf-8")
    listed.write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    try:
        refused = start(copy, "read", PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    finally:
        listed.write_text(before, encoding="utf-8")
    assert refused.returncode == 2
    assert refused.stderr.strip().splitlines()[-1].startswith("Cairn's packages cannot be fetched")
    assert "Traceback" not in refused.stderr
    assert start(copy, "x").stdout.startswith("['x']")


@pytest.fixture
def installing(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that drives pip, which belongs to no package."""
    monkeypatch.syspath_prepend(root / "script")
    return importlib.import_module("installing")


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "fingerprint"),
        (
            "Temporary failure in name resolution\nERROR: No matching distribution found for a==1",
            "no package index",
        ),
        ("ERROR: No matching distribution found for numpy==9.9", "no numpy==9.9 for this system"),
        ("ERROR: something new", "(ERROR: something new)"),
        ("", "gave no reason"),
    ],
)
def test_what_pip_prints_becomes_one_sentence(installing: ModuleType, printed: str, says: str) -> None:
    sentence = installing.explain_failure(printed.splitlines(keepends=True), Path("the.log"))
    assert says in sentence
    assert "\n" not in sentence


def test_a_package_in_two_lists_or_versions_counts_once(installing: ModuleType) -> None:
    first = "numpy==2.4 ; python_full_version < '3.12' \\\n    --hash=sha256:1\nnumpy==2.5 \\\n"
    second = "colorama==1 ; sys_platform == 'win32' \\\nnumpy==2.5 \\\nDjango==5.2 \\\n"
    on_windows = {"colorama"} if sys.platform == "win32" else set()
    assert installing.wanted_packages([first, second]) == {"numpy", "django"} | on_windows


def test_a_python_without_venv_names_the_command_that_adds_it(root: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, 'script'); sys.version_info = (3, 12, 1);"
        "from environment_making import missing_venv;"
        "[print(missing_venv(system)) for system in ('ubuntu debian', 'fedora', 'solaris')]"
    )
    said = subprocess.run(
        [sys.executable, "-B", "-c", script], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert "apt install python3.12-venv" in said
    assert "dnf install python3.12" in said
    assert "python.org" in said


def test_an_old_python_is_told_which_one_is_needed(root: Path) -> None:
    script = (
        "import sys; sys.version_info = (3, 9); sys.argv = ['cairn', 'plan'];"
        "exec(compile(open('cairn').read(), 'cairn', 'exec'), {'__name__': '__main__', '__file__': 'cairn'})"
    )
    refused = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "needs Python 3.11 or newer, and this is Python 3.9" in refused.stderr


def test_the_launcher_is_written_in_words_that_old_pythons_read(root: Path) -> None:
    import ast

    tree = ast.parse((root / "cairn").read_text(encoding="utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.Starred, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


def test_a_later_call_imports_next_to_nothing(copy: Path) -> None:
    start(copy)
    called = [sys.executable, "-S", "-X", "importtime", str(copy / "cairn")]
    told = subprocess.run(called, capture_output=True, text=True, check=True).stderr
    imported = {line.split("|")[-1].strip() for line in told.splitlines()}
    assert "environment" in imported
    assert imported.isdisjoint({"pathlib", "subprocess", "re", "hashlib", "environment_making", "installing"})
