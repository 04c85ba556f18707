"""The files under examples come from their sources, and from nothing else."""

import io
import json
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import jsonschema
import pypdfium2
import pytest

PEOPLE = ("product-analyst", "nurse", "warehouse-worker")


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, made once more."""
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, str(root / "examples" / "make.py"), str(folder)], check=True)
    return folder


def words_of(path: Path) -> list[str]:
    """What a reader would find in the file, whatever made it."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [word for page in document for word in page.get_textpage().get_text_range().split()]
    if path.suffix == ".docx":
        return [one.text for one in docx.Document(str(path)).paragraphs]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [f"{name}: {archive.read(name).decode()}" for name in sorted(archive.namelist())]
    return [path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    "name",
    [f"{person}.{kind}" for person in PEOPLE for kind in ("pdf", "docx", "json")]
    + ["product-analyst-linkedin.zip"],
)
def test_a_committed_example_is_what_its_source_makes(name: str, made: Path, root: Path) -> None:
    assert words_of(made / name) == words_of(root / "examples" / name)


def test_nothing_is_made_that_is_not_committed(made: Path, root: Path) -> None:
    committed = {one.name for one in (root / "examples").iterdir()}
    assert {one.name for one in made.iterdir()} <= committed


@pytest.mark.parametrize("person", PEOPLE)
def test_each_form_of_a_person_tells_the_same(person: str, root: Path) -> None:
    """Every job, employer and highlight of the JSON stands in the PDF and the DOCX too."""
    resume = json.loads((root / "examples" / f"{person}.json").read_text(encoding="utf-8"))
    told = [part[key] for part in resume["work"] for key in ("position", "name")]
    told += [line for part in resume["work"] for line in part["highlights"]]
    for kind in ("pdf", "docx"):
        text = "".join("".join(words_of(root / "examples" / f"{person}.{kind}")).split())
        hyphenated = text.replace("\ufffe", "").replace("\u00ad", "").replace("-", "")
        assert [one for one in told if "".join(one.split()).replace("-", "") not in hyphenated] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_the_json_keeps_to_the_json_resume_schema(person: str, root: Path, shared: Path) -> None:
    schemas = list((shared / "bench" / "jsonresume").glob("*schema*.json"))
    assert schemas
    resume = json.loads((root / "examples" / f"{person}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(json.loads(schemas[0].read_text(encoding="utf-8"))).validate(resume)


def test_the_same_source_gives_the_same_file(root: Path) -> None:
    make = runpy.run_path(str(root / "examples" / "make.py"))
    person = make["read_person"]("nurse")
    assert make["as_docx"](person) == make["as_docx"](person)
    assert make["as_pdf"](person, "plain") == make["as_pdf"](person, "plain")
    with zipfile.ZipFile(io.BytesIO(make["as_linkedin"](make["read_person"]("product-analyst")))) as archive:
        assert all(one.date_time == make["MADE_ON"] for one in archive.infolist())
