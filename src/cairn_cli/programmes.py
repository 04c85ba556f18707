"""Programmes side by side: coverage, cost, time, standing, notes, and what was decided."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import Any

from cairn.catalogue import Catalogue, Credential
from cairn.catalogue.decisions import Decision, add_decision, read_decisions
from cairn.catalogue.ways import Way
from cairn.errors import BadInput, UnknownName
from cairn.match.typed.names import NameIndex
from cairn.units import OptionId
from cairn_cli.output import as_table

_LEAST_SCORE = 0.6
_WIDTH = 44


def find_programmes(names: Sequence[str], ways: Sequence[Way]) -> tuple[Way, ...]:
    """The ways that names mean, by id or title, in the order named.

    Raises:
        UnknownName: none, or several; lists the nearest.
        BadInput: fewer than two different ones.
    """
    index = NameIndex.of([(one.option.id, one.option.title) for one in ways])
    known = {one.option.id: one for one in ways}
    found = [known.get(OptionId(name)) or known[_named(name, index, known)] for name in names]
    if len({one.option.id for one in found}) < 2:
        msg = "Name at least two different programmes to compare: --compare A --compare B."
        raise BadInput(msg)
    return tuple(found)


def comparison_table(ways: Sequence[Way], catalogue: Catalogue) -> str:
    """A row a question, a column a programme."""
    columns = [dict(_facts(one, catalogue)) for one in ways]
    rows = (row for name in columns[0] for row in _wrapped(name, [column[name] for column in columns]))
    return as_table(rows, headings=("", *(one.option.title[:_WIDTH] for one in ways)))


def _wrapped(name: str, cells: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """One row, or several where a cell is longer than its column."""
    lines = zip_longest(*(wrap(one, _WIDTH) for one in cells), fillvalue="")
    for at, line in enumerate(lines):
        yield ("" if at else name, *line)


def standing_of(way: Way, catalogue: Catalogue) -> list[str]:
    """What it ends with and who stands behind that; empty where it ends with no credential."""
    grants = (catalogue.credentials.get(one) for one in way.option.grants)
    return [_credential(one) for one in grants if one is not None]


def keep_decision(home: Path, chosen: str, ways: Sequence[Way], *, because: str, day: date) -> Decision:
    """Store which of the compared programmes was chosen, and why.

    Raises:
        BadInput: it is not among them, or no reason was given.
    """
    if not because.strip():
        msg = "Say why with --because, so that you know later: --choose A --because “it fits my evenings”."
        raise BadInput(msg)
    titles = {one.option.title.casefold(): one.option.id for one in ways}
    own = titles.get(chosen.casefold(), OptionId(chosen))
    if own not in titles.values():
        msg = f"“{chosen}” is not among the programmes compared: {', '.join(titles.values())}."
        raise BadInput(msg)
    among = tuple(one.option.id for one in ways)
    decision = Decision(day=day, among=among, chosen=own, because=because.strip())
    add_decision(home, decision)
    return decision


def decisions_on(home: Path, ways: Iterable[Way]) -> tuple[Decision, ...]:
    """What was decided before between any of these programmes, oldest first."""
    ids = {one.option.id for one in ways}
    return tuple(one for one in read_decisions(home) if len(ids & set(one.among)) > 1)


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as JSON values."""
    return {
        "day": decision.day.isoformat(),
        "among": list(decision.among),
        "chosen": decision.chosen,
        "because": decision.because,
    }


def _named(name: str, index: NameIndex[OptionId], known: dict[OptionId, Way]) -> OptionId:
    matches = index.search(name, top=4)
    clear = [one for one in matches if one.score >= _LEAST_SCORE]
    if clear and (len(clear) == 1 or clear[0].score - clear[1].score > 0.05):
        return clear[0].id
    labels = tuple(known[one.id].option.title for one in matches)
    msg = (
        f"“{name}” may mean several programmes; name one of these:"
        if labels
        else f"No way is called “{name}”."
    )
    raise UnknownName(msg, candidates=labels)


def _facts(way: Way, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    mode, option = way.mode, way.option
    low, high = f"{mode.cost_low:,.0f}", f"{mode.cost_high:,.0f}"
    yield "kind", option.kind.replace("_", " ")
    yield "covers", f"{100 * way.coverage.value:.0f} %" + (" (all)" if way.reaches else "")
    yield "hours", f"{way.hours.value:.0f} ({way.hours.low_value:.0f} to {way.hours.high_value:.0f})"
    yield "weeks", str(mode.weeks) if mode.weeks else "as you like"
    yield "pace", mode.pattern.replace("_", " ") + (", in paid time" if mode.at_work else "")
    yield "cost", f"{mode.cost.amount:,.0f} {mode.cost.currency} ({low} to {high})"
    yield "paid by", way.employer or "you"
    yield "levels for 100 h", f"{way.per_hour.value:.1f}"
    yield "with money", f"{way.bargain.value:.1f}"
    yield "provider", option.provider or "not named"
    yield "standing", "; ".join(standing_of(way, catalogue)) or "ends with no credential"
    yield "shows", option.proves
    yield "before it", ", ".join(way.first) or "nothing"
    yield "done when", option.done_when
    basis = option.source.detail.removeprefix(option.title).strip().removeprefix("(").removesuffix(")")
    yield "source", f"{option.layer}: {basis or option.source.name}"


def _credential(one: Credential) -> str:
    said = [one.kind, one.issuer and f"by {one.issuer}", one.country and f"in {one.country}"]
    if one.renewal_years:
        said.append(f"renewed every {one.renewal_years:g} years")
    said.append(one.note)
    return f"{one.label} ({', '.join(part for part in said if part)})"
