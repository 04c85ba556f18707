# ruff: noqa: E501 - templates and tables read better unbroken
"""Whatever the bytes: a résumé whose places hold, or a refusal; never another error."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cairn.reading.checks import TODAY, assert_places_hold
from tests.cairn.reading.invented import invent
from tests.cairn.reading.layouts import LAYOUTS
from tests.cairn.reading.test_linkedin import packed

from cairn.errors import CairnError
from cairn.reading import read_resume, to_json_resume
from cairn.reading.html import read_html
from cairn.reading.json_resume import read_json_resume
from cairn.reading.lines import Page
from cairn.reading.linkedin import read_zip
from cairn.reading.plain import read_markdown, read_text
from cairn.reading.segment import segment

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_WORDS = st.sampled_from(
    [
        "Experience", "Education", "Skills:", "Nurse", "Hill Hospital", "2019 - 2021", "Jan 2020", "present", "•", "|", "\t",
        "\n", "\n\n", ",", "(", ")", "University of X", "BSc", "Python", "German (native)", "a@example.org", "+44 20 7946 0100",
        "山田太郎", "مهندس", "😀", "\u202e", "\x00", "–", "at", "**", "#", "<b>", "</p>", "20XX", "'19", "§",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(_WORDS, max_size=60).map(" ".join))


@QUICK
@given(TEXTS)
@pytest.mark.parametrize("reader", [read_text, read_markdown, read_html])
def test_any_text_is_read(reader: Callable[[str], Page], text: str) -> None:
    read = segment(reader(text), form="text", today=TODAY)
    assert_places_hold(read)
    to_json_resume(read)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2019-03", "2019-13-40"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "basics",
                    "work",
                    "name",
                    "position",
                    "startDate",
                    "highlights",
                    "education",
                    "skills",
                    "keywords",
                    "location",
                    "profiles",
                    "url",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(["basics", "work", "education", "skills", "languages", "projects", "x"]), _JSON
    )
)
def test_any_json_is_read_or_refused(document: dict) -> None:
    try:
        read = read_json_resume(document)
    except CairnError:
        return
    assert_places_hold(read)
    assert to_json_resume(read) == document


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(["Positions.csv", "Skills.csv", "x/Profile.csv", "Education.csv"]), TEXTS, min_size=1
    )
)
def test_any_export_is_read(tables: dict[str, str]) -> None:
    safe = {name: text.encode("utf-8", "replace").decode() for name, text in tables.items()}
    assert_places_hold(read_zip(packed(safe), "x.zip", today=TODAY))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wounds=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=8))
@pytest.mark.parametrize("layout", ["pipes", "word_table"])
def test_a_damaged_file_is_read_or_refused(layout: str, wounds: list, tmp_path: Path) -> None:
    ending, made = LAYOUTS[layout]
    clean = tmp_path / f"clean{ending}"
    if not clean.exists():
        clean.write_bytes(made(invent(1)))
    data = bytearray(clean.read_bytes())
    for share, piece in wounds:
        at = int(share * len(data))
        data[at : at + len(piece)] = piece
    path = tmp_path / f"wounded{ending}"
    path.write_bytes(data)
    try:
        read = read_resume(path, today=TODAY)
    except CairnError:
        return
    assert_places_hold(read)
