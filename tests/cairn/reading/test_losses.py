"""What goes out is told: nothing is lost in silence, and what comes in with our fields goes out again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cairn.reading.checks import TODAY, assert_places_hold
from tests.cairn.reading.invented import invent
from tests.cairn.reading.layouts import LAYOUTS

from cairn.errors import Place
from cairn.reading import find_losses, plain_json_resume, read_json_resume, to_json_resume
from cairn.reading.detect import read_file
from cairn.units import Month

EVIDENCE = {
    "text": "The store was full. I moved it. It holds twice as much.",
    "date": "2021-05",
    "situation": "The store was full",
    "action": "I moved it",
    "result": "It holds twice as much",
    "confirmedBy": "Dr Maier",
    "links": ["https://archive.example.org/move"],
    "skills": ["inventory-management"],
    "refused": ["project-management"],
}
DOCUMENT = {
    "basics": {"name": "Edda Winter"},
    "work": [
        {
            "name": "Stadtarchiv",
            "position": "Archivist",
            "startDate": "2019-04",
            "x-evidence": [EVIDENCE, {**EVIDENCE, "mine": 3, "date": "2020-02-11"}],
        }
    ],
    "education": [{"institution": "Graz", "studyType": "BA", "x-location": "Graz", "x-dates": "autumn 2018"}],
    "certificates": [{"name": "First aid", "x-expires": "2027-01"}],
    "publications": [{"name": "Maps", "x-authors": "E. Winter, A. B."}],
}


def test_evidence_comes_in_and_goes_out_the_same() -> None:
    read = read_json_resume(DOCUMENT)
    first = read.experiences[0].evidence[0]
    assert (str(first.date), first.confirmed_by, first.skills) == (
        "2021-05",
        "Dr Maier",
        ("inventory-management",),
    )
    assert read.text[first.quote.place.start : first.quote.place.end] == EVIDENCE["text"]
    assert to_json_resume(read) == DOCUMENT
    assert_places_hold(read)


@pytest.mark.parametrize("evidence", ["none", [3], [{"skills": ["x"]}], [{"text": "T", "links": "one"}]])
def test_evidence_of_another_shape_is_kept_as_it_came(evidence: object) -> None:
    document = {"work": [{"position": "Archivist", "x-evidence": evidence}]}
    assert to_json_resume(read_json_resume(document)) == document


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_our_fields_hold_every_layout_whole(layout: str, tmp_path: Path) -> None:
    ending, made = LAYOUTS[layout]
    path = tmp_path / f"resume{ending}"
    path.write_bytes(made(invent(2)))
    assert find_losses(read_file(path, today=TODAY)) == ()


@pytest.mark.parametrize("is_current", [True, False])
@pytest.mark.parametrize("start", [None, Month(2020, 3)])
@pytest.mark.parametrize("end", [None, Month(2021)])
def test_whether_it_goes_on_survives_the_way_out(
    start: Month | None, end: Month | None, is_current: bool
) -> None:
    read = read_json_resume(DOCUMENT)
    job = replace(read.experiences[0], start=start, end=end, is_current=is_current)
    study = replace(read.education[0], start=start, end=end, is_current=is_current)
    back = read_json_resume(to_json_resume(replace(read, experiences=(job,), education=(study,), extra=())))
    assert back.experiences[0].is_current == is_current
    assert back.education[0].is_current == is_current


def test_a_lost_field_is_told_with_its_place() -> None:
    """The day that came in beside a month wins over a coarser date, so the coarser one is lost."""
    read = read_json_resume({"work": [{"position": "Clerk", "name": "Dock 5", "startDate": "2019-04-01"}]})
    place = Place(line=7)
    job = replace(read.experiences[0], start=Month(2019), place=place)
    (lost,) = find_losses(replace(read, experiences=(job,)))
    assert "start of “Clerk” (2019)" in lost.message
    assert (lost.code, lost.where) == ("loss", place)


def test_an_interest_without_words_cannot_be_held() -> None:
    read = read_json_resume({"interests": [{"name": "Rowing"}]})
    quote = replace(read.interests[0], text=" ")
    (lost,) = find_losses(replace(read, interests=(quote,)))
    assert "interest" in lost.message


def test_the_plain_form_names_each_field_it_leaves_out() -> None:
    plain, losses = plain_json_resume(DOCUMENT)
    assert "x-" not in json.dumps(plain)
    told = " ".join(one.message for one in losses)
    assert {one.code for one in losses} == {"loss"}
    for word in ("x-evidence", "2027-01", "E. Winter", "autumn 2018", "Graz"):
        assert word in told


def test_a_plain_document_loses_nothing() -> None:
    document = {"basics": {"name": "A"}, "work": [{"position": "B"}]}
    assert plain_json_resume(document) == (document, ())


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["x-a", "dates", "work", "name"]), inner, max_size=3)
        ),
        max_leaves=12,
    ).map(lambda held: {"work": held})
)
def test_what_is_left_out_is_told_and_the_rest_stays(document: dict) -> None:
    plain, losses = plain_json_resume(document)
    assert "x-a" not in json.dumps(plain)
    assert (plain != document) == bool(losses)
    assert plain_json_resume(plain) == (plain, ())
