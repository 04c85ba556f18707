# ruff: noqa: E501 - templates and tables read better unbroken
"""Bad input gets one sentence that tells what to do, never a traceback and never a hang."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from tests.cairn.reading.checks import TODAY
from tests.cairn.reading.invented import invent
from tests.cairn.reading.layouts import LAYOUTS

from cairn.errors import CairnError, UnreadableFile
from cairn.reading import Limits, read_resume, start_reading


def _docx(text: str = "Experience") -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def _with_member(package: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    return out.getvalue()


def _pdf(*objects: str, trailer: str = "") -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


_CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_EMPTY_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
_LOCK = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"

CASES = {
    "empty.pdf": (b"", "empty"),
    "scan.pdf": (_pdf(_CATALOG, _PAGES, _EMPTY_PAGE), "no text"),
    "locked.pdf": (
        _pdf(_CATALOG, _PAGES, _EMPTY_PAGE, _LOCK, trailer="/Encrypt 4 0 R /ID [<00> <00>]"),
        "password",
    ),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
    "damaged.docx": (_docx()[:2000], "damaged"),
    "broken.docx": (_with_member(_docx(), "word/document.xml", b"<w:document"), "damaged"),
    "bomb.docx": (_with_member(_docx(), "word/media/x.xml", b"0" * 160_000_000), "unpacks"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word file"),
    "text.rtf": (b"{\\rtf1 Nurse}", "RTF"),
    "photo.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
    "noise.txt": (bytes(range(256)) * 40, "not text"),
    "spaces.txt": (b" \n \n", "no text"),
    "half.json": (b'{"basics": {"name": ', "JSON"),
    "other.json": (b'{"a": 1}', "JSON Resume"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    data, words = CASES[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CairnError, match=words) as told:
        read_resume(tmp_path / name, today=TODAY)
    assert "\n" not in str(told.value)
    assert str(told.value).endswith(".")


def test_a_missing_file_is_refused_before_a_child_is_started(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no file"):
        start_reading(tmp_path / "none.pdf", today=TODAY)
    with pytest.raises(UnreadableFile, match="no file"):
        start_reading(tmp_path / "\0", today=TODAY)


def test_a_file_over_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableFile, match="200 MB"):
        read_resume(path, today=TODAY)


def test_a_reading_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "resume.txt"
    path.write_bytes(LAYOUTS["plain_text"][1](invent(1)))
    with pytest.raises(UnreadableFile, match="longer than"):
        read_resume(path, today=TODAY, limits=Limits(seconds=0.001))


def test_a_reading_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "resume.txt"
    path.write_bytes(b"word " * 8_000_000)
    with pytest.raises(UnreadableFile):
        read_resume(path, today=TODAY, limits=Limits(memory_bytes=60_000_000))


def test_reading_goes_on_beside_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "resume.txt"
    path.write_bytes(LAYOUTS["plain_text"][1](invent(1)))
    first, second = (start_reading(path, today=TODAY) for _ in range(2))
    assert first.result() == second.result() == first.result()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Zoë Brontë\nÉcole normale\n".encode("cp1252"), "encoding"),
        ("Zoë Brontë\nÉcole normale\n".encode() + b"caf\xe9\n", "encoding"),
        ("Zoë Brontë\nÉcole normale, caf".encode("utf-16-le"), "encoding"),
    ],
)
def test_other_encodings_are_read_and_told(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "resume.txt").write_bytes(data)
    read = read_resume(tmp_path / "resume.txt", today=TODAY)
    assert "Zoë Brontë\nÉcole normale" in read.text
    assert code in {problem.code for problem in read.problems}


def test_a_wrong_ending_is_told_and_the_file_read(tmp_path: Path) -> None:
    path = tmp_path / "resume.docx"
    path.write_bytes(LAYOUTS["pipes"][1](invent(1)))
    read = read_resume(path, today=TODAY)
    assert read.format == "pdf"
    assert next(problem.code for problem in read.problems) == "wrong-ending"


def test_a_page_that_is_no_resume_says_so(tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text("the sea is wide\nand so are we", encoding="utf-8")
    assert "nothing-read" in {problem.code for problem in read_resume(path, today=TODAY).problems}


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    plain = zipfile.ZipFile(io.BytesIO(_docx("Nurse &x;"))).read("word/document.xml")
    body = plain.replace(b"&amp;x;", b"&x;").split(b"?>", 1)[1]
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + body
    path = tmp_path / "resume.docx"
    path.write_bytes(_with_member(_docx(), "word/document.xml", xml))
    try:
        text = read_resume(path, today=TODAY).text
    except UnreadableFile:
        return  # refusing it is as good
    assert "SECRET" not in text


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = tmp_path / "resume.docm"
    path.write_bytes(_with_member(_docx("Experience"), "word/vbaProject.bin", b"Shell"))
    assert "macros" in {problem.code for problem in read_resume(path, today=TODAY).problems}


def test_ten_thousand_pages_are_read_in_part(tmp_path: Path) -> None:
    count = 10_000
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + count))
    words = "BT /F1 12 Tf 72 700 Td (Staff Nurse, Hill Hospital, 2019 - 2021) Tj ET"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    data = _pdf(
        _CATALOG,
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([page] * count),
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(data)
    read = read_resume(path, today=TODAY)
    assert read.experiences[0].organisation == "Hill Hospital"
    assert "too-many-pages" in {problem.code for problem in read.problems}


def test_a_deep_page_tree_ends_in_a_result_or_a_sentence(tmp_path: Path) -> None:
    depth = 5000
    nodes = [
        f"<< /Type /Pages /Parent {at + 1} 0 R /Kids [{at + 3} 0 R] /Count 1 >>" for at in range(1, depth)
    ]
    data = _pdf(_CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *nodes, _EMPTY_PAGE)
    path = tmp_path / "deep.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read_resume(path, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "Nurse, Hill Hospital, 2019 - 2021 " * 30_000,
        "(" * 200_000,
        "1 " * 300_000,
        "a.b@" * 100_000,
        "Jan 2019 - " * 50_000,
        "a, " * 200_000,
        "\n".join(["Experience"] * 100_000),
        "<div>" * 50_000 + "Nurse",
        "- " * 300_000,
        "\t" * 500_000 + "x",
        "[](" * 150_000,
        "**" * 200_000,
        "# " * 200_000,
        "e x p e r i e n c e " * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_odd_long_texts_end_in_time(text: str, tmp_path: Path) -> None:
    path = tmp_path / "resume.md"
    path.write_text(f"Ana Ruiz\n{text}\nSkills\nPython", encoding="utf-8")
    assert read_resume(path, today=TODAY, limits=Limits(seconds=15)).text
