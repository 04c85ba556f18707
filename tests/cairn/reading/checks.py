"""What every reading must hold, whatever the file."""

from collections.abc import Iterator
from datetime import date

from cairn.errors import Place
from cairn.reading.values import Quote, Resume

TODAY = date(2026, 11, 22)


def quotes_of(read: Resume) -> Iterator[Quote]:
    """Every quote in a résumé."""
    yield from read.summary
    yield from read.interests
    yield from read.not_understood
    for one in (*read.experiences, *read.education):
        yield from one.highlights


def places_of(read: Resume) -> Iterator[Place]:
    """Every place in a résumé."""
    for part in (
        read.experiences,
        read.education,
        read.skills,
        read.certificates,
        read.languages,
        read.publications,
    ):
        yield from (one.place for one in part)
    yield from (quote.place for quote in quotes_of(read))


def assert_places_hold(read: Resume) -> None:
    """Quotes are the words at their place; places lie within the text; skills stand where they say."""
    for quote in quotes_of(read):
        assert read.text[quote.place.start : quote.place.end] == quote.text
    for skill in read.skills:
        assert read.text[skill.place.start : skill.place.end] == skill.text
    lines = read.text.split("\n")
    for place in places_of(read):
        assert 0 <= place.start <= place.end <= len(read.text)
        assert 1 <= place.line <= len(lines) + 1
