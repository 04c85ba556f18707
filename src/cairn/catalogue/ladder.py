"""Career ladders: tracks, levels, what each expects, and what lies between two of them.

A ladder is what an organisation writes down about getting on. Its words are kept;
where it names a skill and a level, these are on Cairn's scale. A ladder never says
everything: `find_unsaid` lists what one has to ask about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.errors import UnknownName
from cairn.units import MAX_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One thing a level expects. `level` 0–5 is 0 where the ladder states none."""

    id: str
    theme: str
    text: str
    skill: str = ""
    level: float = 0
    examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.level <= MAX_LEVEL:
            msg = f"Expectation.level: {self.level} is not between 0 and {MAX_LEVEL}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLevel:
    """A rung: `rank` counts from 1; rungs of one rank on several tracks lie side by side.

    An empty track is the trunk, from which every track goes on. `role` is a role of
    the catalogue, where the ladder names one.
    """

    id: str
    title: str
    rank: int
    track: str = ""
    role: str = ""
    expectations: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A whole ladder, rungs in order of rank; `themes` are the names expectations stand under."""

    id: str
    title: str
    levels: tuple[LadderLevel, ...]
    themes: tuple[str, ...] = ()
    summary: str = ""

    def level(self, words: str) -> LadderLevel:
        """The rung by its id or title.

        Raises:
            UnknownName: there is none; names those there are.
        """
        wanted = words.strip().casefold()
        for one in self.levels:
            if wanted in {one.id.casefold(), one.title.casefold()}:
                return one
        msg = f"The ladder {self.title} has no level “{words}”; it has:"
        raise UnknownName(msg, candidates=tuple(one.id for one in self.levels))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDifference:
    """What one theme expects at the second rung and not at the first, and what it raises."""

    theme: str
    added: tuple[Expectation, ...]
    raised: tuple[tuple[Expectation, float], ...]
    dropped: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCount:
    """How many pieces of evidence stand beside an expectation; none is a fact too, not a tick left out."""

    expectation: Expectation
    count: int


def next_up(ladder: Ladder, level: LadderLevel) -> tuple[LadderLevel, ...]:
    """The rungs one step above: on the same track, or on any where the trunk ends or tracks meet."""
    above = [one for one in ladder.levels if one.rank > level.rank]
    if not above:
        return ()
    reachable = [one for one in above if not level.track or one.track in {"", level.track}]
    nearest = min((one.rank for one in reachable), default=0)
    return tuple(one for one in reachable if one.rank == nearest)


def across(ladder: Ladder, level: LadderLevel) -> tuple[LadderLevel, ...]:
    """The rungs of the same rank on other tracks."""
    return tuple(one for one in ladder.levels if one.rank == level.rank and one.id != level.id)


def find_difference(ladder: Ladder, start: LadderLevel, end: LadderLevel) -> tuple[ThemeDifference, ...]:
    """Theme by theme, what `end` expects beyond `start`; themes without a difference left out.

    Expectations are the same where they name the same skill, or use the same words.
    """
    found = (_theme_difference(theme, start, end) for theme in ladder.themes)
    return tuple(one for one in found if one.added or one.raised or one.dropped)


def find_unsaid(ladder: Ladder) -> tuple[str, ...]:
    """Sentences on what the ladder leaves open, to be asked of whoever keeps it."""
    said: list[str] = []
    for level in ladder.levels:
        themes = {one.theme for one in level.expectations}
        missing = [one for one in ladder.themes if one not in themes]
        if not level.expectations:
            said.append(f"{level.title}: nothing is expected in writing.")
        elif missing:
            said.append(f"{level.title}: nothing is said about {', '.join(missing)}.")
        bare = sum(not one.level for one in level.expectations)
        if bare:
            said.append(f"{level.title}: {bare} of {len(level.expectations)} expectations state no level.")
    if not any(one.examples for level in ladder.levels for one in level.expectations):
        said.append("No expectation has an example of what would show it.")
    if len({one.rank for one in ladder.levels}) < len(ladder.levels):
        said.append("Nothing is said about pay or about how one changes between tracks.")
    else:
        said.append("Nothing is said about pay.")
    return tuple(said)


def count_evidence(level: LadderLevel, records: Iterable[str]) -> tuple[EvidenceCount, ...]:
    """For each expectation of a rung, how many records name its id; fewest first."""
    counts: dict[str, int] = {}
    for one in records:
        counts[one] = counts.get(one, 0) + 1
    found = [EvidenceCount(expectation=one, count=counts.get(one.id, 0)) for one in level.expectations]
    return tuple(sorted(found, key=lambda one: one.count))


def _theme_difference(theme: str, start: LadderLevel, end: LadderLevel) -> ThemeDifference:
    before, after = (_by_key(level, theme) for level in (start, end))
    return ThemeDifference(
        theme=theme,
        added=tuple(one for key, one in after.items() if key not in before),
        raised=tuple(
            (one, before[key].level)
            for key, one in after.items()
            if key in before and one.level > before[key].level
        ),
        dropped=tuple(one for key, one in before.items() if key not in after and one.skill),
    )


def _by_key(level: LadderLevel, theme: str) -> Mapping[str, Expectation]:
    return {
        one.skill or " ".join(one.text.casefold().split()): one
        for one in level.expectations
        if one.theme == theme
    }
