"""What `cairn plan` cannot plan from or towards: one sentence, and nothing written."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cairn_cli.bakery import TODAY, contents_of, made_plan, plan, refusal

from cairn_cli.app import BAD_INPUT, run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--hours-per-week", "-3"), "more than 0"),
        (("--hours-per-week", "0"), "more than 0"),
        (("--hours-per-week", "200"), "at most 70"),
        (("--hours-per-week", "nan"), "--hours-per-week"),
        (("--hours-per-week", "inf"), "--hours-per-week"),
        (("--hours-at-work", "-1"), "0 to 40"),
        (("--hours-at-work", "nan"), "--hours-at-work"),
        (("--by", "2020-01-01"), "later date"),
        (("--by", "2026-12-01"), "later date"),
        (("--by", "0m"), "later date"),
        (("--by", "90y"), "nearer date"),
        (("--by", "next spring"), "2028-03-12"),
        (("--by", "12/03/2028"), "2028-03-12"),
        (("--by", "2028-02-30"), "2028-03-12"),
        (("--budget", "a lot"), "1500 USD"),
        (("--budget", "1500"), "1500 USD"),
        (("--budget", "-5 USD"), "1500 USD"),
        (("--budget", "nan USD"), "1500 USD"),
        (("--budget", "5 XYZ"), "XYZ"),
        (("--away", "July"), "2027-07-05"),
        (("--away", "2027-07-18..2027-07-05"), "before"),
        (("--away", "2027-07-05.."), "2027-07-05"),
        (("--protect", "Blursday"), "Tue 19:00-21:00"),
        (("--times", "Mon 18-19", "--hours-per-week", "4"), "room for 1 of 4 hours"),
        (("--away", "..2027-07-05"), "2027-07-05"),
        (("--today", "tomorrow"), "--today"),
        (("--answers", "no-such.toml"), "no-such.toml"),
        (("--ad", "no-such.txt"), "no-such.txt"),
    ],
)
def test_terms_nobody_can_mean_are_one_sentence(
    ada: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    assert told in refusal(capsys, ada, *words, "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("words", [("--hours-per-week", "many"), ("--no-such-option",), ("--by",)])
def test_options_that_are_no_options_leave_with_2(
    ada: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada, *words) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err


def test_without_a_role_it_says_how_to_name_one(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--target" in refusal(capsys, ada, target="")


def test_a_role_it_does_not_know_points_to_a_posting(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--ad" in refusal(capsys, ada, target="Quantum plumber")


@pytest.mark.parametrize(
    ("word", "title"),
    [("manager", "Operations manager"), ("teacher", "Secondary school teacher"), ("Chef", "Sous chef")],
)
def test_a_role_that_is_not_clear_lists_those_it_may_be(
    word: str, title: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = root / "examples" / "nurse.json"
    assert run(["plan", str(resume), "--target", word, *TODAY]) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    listed = [line.strip() for line in told.err.splitlines() if line.startswith("  ")]
    assert 2 <= len(listed) <= 5
    assert title in listed


def _not_a_resume(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text("the sea is wide\nand so are we\n", encoding="utf-8")
    return path


def _huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    return path


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(tmp_path: Path) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def _bomb(tmp_path: Path) -> Path:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 160_000_000)
    return path


_PDF_HEAD = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>\nendobj\n"
_LOCK = (
    b"4 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"41" * 32
    + b"> /U <"
    + b"42" * 32
    + b"> >>\nendobj\n"
)
_SCANNED = _PDF_HEAD + _PAGES + _PAGE + b"trailer\n<< /Size 4 /Root 1 0 R >>\n%%EOF\n"
_LOCKED = (
    _PDF_HEAD
    + _PAGES
    + _PAGE
    + _LOCK
    + b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\n%%EOF\n"
)
FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda tmp_path: tmp_path / "missing.pdf", "no file"),
    "a folder of nothing": (lambda tmp_path: tmp_path, "LinkedIn"),
    "empty": (_bytes("empty.pdf", b""), "empty"),
    "200 MB": (_huge, "200 MB"),
    "encrypted": (_bytes("locked.pdf", _LOCKED), "password"),
    "scanned": (_bytes("scan.pdf", _SCANNED), "no text"),
    "damaged docx": (_bytes("torn.docx", b"PK\x03\x04" + b"\0" * 400), "torn.docx"),
    "zip bomb": (_bomb, "unpacks"),
    "picture named pdf": (_bytes("photo.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 90), "picture"),
    "not text": (_bytes("noise.txt", bytes(range(256)) * 40), "not text"),
    "no resume": (_not_a_resume, "résumé"),
    "json of something else": (_bytes("other.json", b'{"a": 1}'), "JSON Resume"),
}


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("kind", FILES)
def test_a_file_it_cannot_plan_from_is_one_sentence_and_writes_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = FILES[kind]
    folder = tmp_path / "input"
    folder.mkdir()
    out = tmp_path / "plan"
    assert words in refusal(capsys, make(folder), "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("kind", ["empty", "no resume", "damaged docx"])
def test_a_refused_request_leaves_the_earlier_plan_as_it_was(
    kind: str, ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    before = made_plan(ada, out)
    refusal(capsys, FILES[kind][0](tmp_path), "--out", str(out))
    assert contents_of(out) == before


# ------------------------------------------------------------------ flaws that are told and borne


@pytest.mark.usefixtures("ada")
def test_a_wrong_ending_and_an_old_encoding_are_told_and_the_plan_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Zoë Brontë\n\nExperience\nBaker, Café Noir, Jan 2018 - present\n- Baked bread for three shops\n"
    odd = tmp_path / "zoe.pdf"
    odd.write_bytes(text.encode("cp1252"))
    capsys.readouterr()
    assert plan(odd) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Zoë Brontë" in told
    assert "ending" in told or "named" in told
    assert "UTF-8" in told or "encoding" in told or "characters" in told


@pytest.mark.parametrize("option", ["--answers", "--ad"])
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"caf\xe9 = 1", "UTF-8"), (b" " * 1_100_000, "larger than 1 MB"), (b"", "")],
)
def test_small_files_are_looked_at_before_they_are_believed(
    option: str,
    content: bytes,
    words: str,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(content)
    if option == "--answers" and not content:
        assert plan(ada, option, str(path)) == 0  # nothing was said, which is allowed
        return
    assert words in refusal(capsys, ada, option, str(path))


def test_a_posting_that_asks_nothing_we_know_says_what_to_do(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("Come and be happy with us!\n", encoding="utf-8")
    assert "paste" in refusal(capsys, ada, "--ad", str(ad))
