"""What happened to a plan and what is to change in it, as typed: for `replan` and `branch`."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import BadInput
from cairn_cli.kept_plan import find_step, read_amount, split_pair
from cairn_cli.terms import read_terms

if TYPE_CHECKING:
    from cairn.plan.problem import ActivityId
    from cairn.plan.values import Away, Terms
    from cairn.provenance import Derivation
    from cairn.report.keeping.kept import Kept
    from cairn.schedule.replan.days import Told

_MOST_HOURS = 10_000
_MOST_WEEKS = 260

Done = Annotated[
    list[str] | None,
    typer.Option("--done", metavar="STEP[=HOURS]", help="Finished, and the hours it took; may repeat."),
]
Left = Annotated[
    list[str] | None,
    typer.Option("--left", metavar="STEP=HOURS", help="Hours still to do of a step under way."),
]
NotDone = Annotated[
    list[str] | None, typer.Option("--not-done", metavar="STEP", help="Planned by now and not begun.")
]
Slipped = Annotated[
    list[str] | None,
    typer.Option("--slipped", metavar="STEP=WEEKS", help="Behind, or put off, by so many weeks."),
]
Drop = Annotated[list[str] | None, typer.Option("--drop", metavar="STEP", help="Given up.")]
AwayDays = Annotated[
    list[str] | None, typer.Option("--away", metavar="FROM..TO", help="Further days off; may repeat.")
]
Pause = Annotated[
    list[str] | None,
    typer.Option("--pause", metavar="FROM..TO", help="Nothing at all between these days; may repeat."),
]
Hours = Annotated[
    float | None, typer.Option("--hours-per-week", metavar="H", help="Own hours a week from now on.")
]
HoursAtWork = Annotated[
    float | None, typer.Option("--hours-at-work", metavar="H", help="Paid hours a week from now on.")
]
Budget = Annotated[str, typer.Option("--budget", metavar="AMOUNT", help="Another limit, or “none”.")]
By = Annotated[str, typer.Option("--by", metavar="DATE|SPAN", help="Another date to be ready by, or “none”.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened, in the words that were typed."""

    done: list[str] | None = None
    left: list[str] | None = None
    not_done: list[str] | None = None
    slipped: list[str] | None = None
    drop: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """Other terms from now on, in the words that were typed."""

    hours_per_week: float | None = None
    hours_at_work: float | None = None
    budget: str = ""
    by: str = ""
    away: list[str] | None = None
    pause: list[str] | None = None


def read_told(happened: Happened, kept: "Kept", *, today: date) -> "Told":
    """What was typed about steps, each step by its id.

    Raises:
        UnknownName: a step that the plan does not have.
        BadInput: a number that is none.
    """
    from cairn.schedule.replan.days import Told

    done = [_pair(one, "--done", kept) for one in happened.done or ()]
    left = [_pair(one, "--left", kept) for one in happened.left or ()]
    slipped = [_pair(one, "--slipped", kept) for one in happened.slipped or ()]
    return Told(
        today=today,
        done=frozenset(step for step, _ in done),
        hours={step: read_amount(text, "--done", most=_MOST_HOURS) for step, text in done if text},
        left={step: read_amount(text, "--left", most=_MOST_HOURS) for step, text in left},
        not_done=frozenset(find_step(one, kept) for one in happened.not_done or ()),
        slipped={step: _weeks(text) for step, text in slipped},
        dropped=frozenset(find_step(one, kept) for one in happened.drop or ()),
    )


def _pair(text: str, option: str, kept: "Kept") -> "tuple[ActivityId, str]":
    step, value = split_pair(text, option)
    return find_step(step, kept), value


def _weeks(text: str) -> int:
    weeks = read_amount(text, "--slipped", most=_MOST_WEEKS)
    if weeks != int(weeks):
        msg = f"--slipped takes whole weeks, as in --slipped ml-course=2, not “{text}”."
        raise BadInput(msg)
    return int(weeks)


def change_terms(terms: "Terms", wished: Wished, *, today: date) -> "Terms":
    """The terms from now on: what was not typed stays, days off are added to those there were.

    Raises:
        BadInput: hours nobody has, a date that has passed, or a form we do not read.
    """
    from cairn.assumptions import load_assumptions
    from cairn.plan.terms import check_asked

    typed = read_terms(
        today=today,
        hours=wished.hours_per_week,
        at_work=wished.hours_at_work,
        budget="" if wished.budget == "none" else wished.budget,
        by="" if wished.by == "none" else wished.by,
        away=[*(wished.away or ()), *(wished.pause or ())],
        times=[],
        protect=[],
    )
    check_asked(typed, load_assumptions())
    if typed.budget is not None and typed.budget.currency != terms.currency:
        msg = f"The plan reckons in {terms.currency}; give the budget in that."
        raise BadInput(msg)
    return replace(
        terms,
        hours_per_week=_hours("hours a week", typed.hours_per_week) or terms.hours_per_week,
        hours_at_work=_hours("hours a week at work", typed.hours_at_work) or terms.hours_at_work,
        budget=None if wished.budget == "none" else typed.budget or terms.budget,
        deadline=None if wished.by == "none" else typed.deadline or terms.deadline,
        away=_all_away(terms.away, typed.away),
    )


def _hours(label: str, hours: float | None) -> "Derivation | None":
    from cairn.provenance import Source, leaf

    return (
        None if hours is None else leaf(label, hours, unit="hours", source=Source(kind="entered", name="you"))
    )


def _all_away(old: "tuple[Away, ...]", new: "tuple[Away, ...]") -> "tuple[Away, ...]":
    return tuple(sorted({*old, *new}, key=lambda one: (one.first, one.last)))


def in_words(happened: Happened, wished: Wished) -> str:
    """The change as a reason to keep with the version, where none was typed."""
    lists = [
        *(("done", happened.done), ("left", happened.left), ("not done", happened.not_done)),
        *(("slipped", happened.slipped), ("dropped", happened.drop)),
        *(("away", wished.away), ("pause", wished.pause)),
    ]
    said = [f"{name} {', '.join(words)}" for name, words in lists if words]
    if wished.hours_per_week is not None:
        said.append(f"{wished.hours_per_week:g} hours a week")
    if wished.hours_at_work is not None:
        said.append(f"{wished.hours_at_work:g} hours a week at work")
    said += [f"{name} {words}" for name, words in (("budget", wished.budget), ("by", wished.by)) if words]
    return "; ".join(said) or "planned again"
