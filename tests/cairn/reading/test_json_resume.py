"""JSON Resume in and out: identity on what came in, valid against the schema on what goes out."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold
from tests.cairn.reading.invented import invent
from tests.cairn.reading.layouts import LAYOUTS

from cairn.errors import BadInput
from cairn.reading import read_json_resume, to_json_resume
from cairn.reading.detect import read_file
from cairn.reading.values import Resume
from cairn.reading.wire import from_wire, to_wire

DOCUMENT = {
    "basics": {
        "name": "Edda Winter",
        "label": "Archivist",
        "image": "edda.png",
        "email": "edda@example.org",
        "url": "https://edda.example.org",
        "summary": "Keeps things.\n\nFinds them again.",
        "location": {"city": "Graz", "countryCode": "AT"},
        "profiles": [{"network": "Mastodon", "username": "edda", "url": "https://social.example.org/@edda"}],
    },
    "work": [
        {
            "name": "Stadtarchiv",
            "position": "Archivist",
            "startDate": "2019-04-01",
            "summary": "All of the maps.",
            "highlights": ["Catalogued 9,000 maps", "Moved the store"],
            "url": "https://archive.example.org",
            "x-mine": {"deep": [1, None, True]},
        }
    ],
    "education": [
        {
            "institution": "University of Graz",
            "studyType": "BA",
            "area": "History",
            "endDate": "2018",
            "courses": [],
        }
    ],
    "skills": [{"name": "Cataloguing", "level": "expert"}, {"name": "Tools", "keywords": ["Access", "EAD"]}],
    "languages": [{"language": "German", "fluency": "native"}],
    "interests": [{"name": "Rowing", "keywords": ["eights"]}],
    "references": [{"name": "A. B.", "reference": "Good."}],
    "x-unknown": 7,
}


def test_what_comes_in_goes_out_the_same() -> None:
    assert to_json_resume(read_json_resume(DOCUMENT)) == DOCUMENT


def test_the_published_sample_goes_out_the_same(shared: Path) -> None:
    sample = json.loads((shared / "bench/jsonresume/sample.resume.json").read_text(encoding="utf-8"))
    assert to_json_resume(read_json_resume(sample)) == sample


def test_values_are_read_and_placed() -> None:
    read = read_json_resume(DOCUMENT)
    (job,) = read.experiences
    assert (job.title, job.organisation, str(job.start), job.is_current) == (
        "Archivist",
        "Stadtarchiv",
        "2019-04",
        True,
    )
    assert [quote.text for quote in job.highlights] == [
        "All of the maps.",
        "Catalogued 9,000 maps",
        "Moved the store",
    ]
    assert {(one.text, one.group) for one in read.skills} == {
        ("Cataloguing", ""),
        ("Access", "Tools"),
        ("EAD", "Tools"),
    }
    assert_places_hold(read)


def test_an_edited_value_wins_over_what_came_in() -> None:
    from dataclasses import replace

    read = read_json_resume(DOCUMENT)
    job = replace(read.experiences[0], title="Head archivist", start=None)
    out = to_json_resume(replace(read, experiences=(job,)))
    assert out["work"][0]["position"] == "Head archivist"
    assert out["work"][0]["x-mine"] == {"deep": [1, None, True]}


@pytest.mark.parametrize("layout", ["left_sidebar", "word_table", "markdown", "web_page"])
def test_what_was_read_from_a_file_fits_the_schema(layout: str, shared: Path, tmp_path: Path) -> None:
    ending, made = LAYOUTS[layout]
    path = tmp_path / f"resume{ending}"
    path.write_bytes(made(invent(2)))
    schema = json.loads((shared / "bench/jsonresume/schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(to_json_resume(read_file(path, today=TODAY)), schema)


@pytest.mark.parametrize("document", [[], "x", {}, {"name": "x"}])
def test_other_json_is_refused_with_what_to_do(document: object) -> None:
    with pytest.raises(BadInput, match="JSON Resume"):
        read_json_resume(document)  # type: ignore[arg-type]


def test_wrong_shapes_are_told_and_kept() -> None:
    document = {"basics": None, "work": "none", "education": [3, {"institution": 5, "endDate": "soon"}]}
    read = read_json_resume(document)
    assert {problem.code for problem in read.problems} == {"json-shape", "date"}
    assert to_json_resume(read)["work"] == "none"


def test_values_cross_the_pipe_unchanged() -> None:
    read = read_json_resume(DOCUMENT)
    assert from_wire(Resume, json.loads(json.dumps(to_wire(read)))) == read


def test_a_made_up_answer_from_the_child_builds_nothing() -> None:
    with pytest.raises((ValueError, TypeError)):
        from_wire(Resume, {"format": "exe", "contact": {}, "text": ""})


@pytest.mark.parametrize("link", ["[", "http://[/a", "https://[::1"])
def test_an_address_that_is_none_is_kept_as_it_stands(link: str) -> None:
    document = {"basics": {"name": "Ada Example", "url": link, "profiles": [{"network": "X", "url": link}]}}
    written = to_json_resume(read_json_resume(document))
    assert link in json.dumps(written["basics"])
