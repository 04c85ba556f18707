"""A plan as it is kept in plan.json, read back to values that can be planned again.

The record holds more than is read here (the résumé, the gap, every derivation); what
a change of the plan does not touch stays in it to the letter.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cairn.catalogue.values import Option, OptionMode
from cairn.errors import BadInput
from cairn.gap.values import GapReport
from cairn.plan.calendar import Week, lay_weeks
from cairn.plan.problem import ActivityId, Load, Placement, PlanningProblem, Solution
from cairn.plan.values import Away, Lift, Plan, Step, Terms
from cairn.plan.week_times import read_week_times
from cairn.provenance import Derivation, Estimate, Source, leaf, leaf_estimate
from cairn.schedule.problem_json import read_problem
from cairn.schedule.timeline import DatedStep, Session
from cairn.track.pace import FinishedWork
from cairn.units import Money, OptionId, RoleId, monday_of

VERSION = 1
Json = dict[str, Any]
_KEPT = Source(kind="read", name="plan.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A plan record and what it says, as values; periods count from `first_monday`."""

    record: Json
    terms: Terms
    problem: PlanningProblem
    solution: Solution
    steps: tuple[Step, ...]
    sessions: tuple[Session, ...]
    dates: tuple[DatedStep, ...]

    @property
    def first_monday(self) -> date:
        """The Monday of the first period."""
        return monday_of(self.terms.today)

    @property
    def title(self) -> str:
        """The role it leads to."""
        return str(self.record["target"]["title"])

    @property
    def finish(self) -> date:
        """The last day."""
        return date.fromisoformat(self.record["schedule"]["finish"])

    @property
    def by_id(self) -> Mapping[ActivityId, Step]:
        """The steps of the plan by id."""
        return {one.id: one for one in self.steps}

    @property
    def finished_work(self) -> tuple[FinishedWork, ...]:
        """Finished steps whose hours were told: what a person's pace is learned from."""
        by_id = self.by_id
        return tuple(
            FinishedWork(
                label=step.option.title,
                estimated_hours=step.hours.value,
                actual_hours=float(entry["hours"]),
                low=step.hours.low_value,
                high=step.hours.high_value,
            )
            for entry in self.record.get("log", ())
            if entry["kind"] == "finish" and entry["hours"] and (step := by_id.get(entry["step"]))
        )

    def as_plan(self, steps: tuple[Step, ...]) -> Plan:
        """A plan of these steps for placing their sessions; it holds no gaps and no candidates."""
        nothing = leaf("match", 0, source=_KEPT)
        return Plan(
            gap=GapReport(
                role=RoleId(""), title=self.title, skills=(), credentials=(), match_score=nothing, surplus=()
            ),
            terms=self.terms,
            problem=self.problem,
            candidates=(),
            steps=steps,
            hours=nothing,
            cost=nothing,
        )


def read_kept(record: object) -> Kept:
    """The plan in a record that `cairn plan` wrote.

    Raises:
        BadInput: it is no such record, or older than the planning problem in it.
    """
    if not isinstance(record, dict) or record.get("kind") != "cairn plan":
        msg = "This is not a plan; give the plan.json that “cairn plan … --out DIR” writes."
        raise BadInput(msg)
    if record.get("version") != VERSION or "problem" not in record:
        msg = "This plan.json comes from another version of Cairn; make the plan anew with “cairn plan”."
        raise BadInput(msg)
    try:
        return _kept(record)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        msg = f"This plan.json is damaged ({type(error).__name__}: {error}); make it anew with “cairn plan”."
        raise BadInput(msg) from error


def _kept(record: Json) -> Kept:
    terms = _terms(record["terms"])
    return Kept(
        record=record,
        terms=terms,
        problem=_problem(record),
        solution=_solution(record["proof"]),
        steps=tuple(_step(one, terms.currency) for one in record["plan"]["steps"]),
        sessions=tuple(_session(one) for one in record["schedule"]["sessions"]),
        dates=tuple(_dated(one) for one in record["plan"]["steps"] if one["first"]),
    )


def lay_kept_weeks(kept: Kept, terms: Terms, *, start: int) -> tuple[Week, ...]:
    """All weeks of the plan: past ones without hours, from `start` on as these terms say."""
    passed = tuple(
        Week(monday=one.monday, own=(), work=(), is_away=False) for one in lay_weeks(kept.terms, start)
    )
    return (*passed, *lay_weeks(terms, kept.problem.periods - start))


# ------------------------------------------------------------------ from JSON to values


def _problem(record: Json) -> PlanningProblem:
    """What has to be planned, without what the plan leaves open on purpose."""
    whole = read_problem(json.dumps(record["problem"]), "plan.json")
    dropped = frozenset(record["proof"].get("dropped", ()))
    return replace(whole, needs=tuple(one for one in whole.needs if one.id not in dropped))


def _terms(given: Json) -> Terms:
    budget = given["budget"]
    return Terms(
        today=date.fromisoformat(given["today"]),
        hours_per_week=_typed("hours a week", given["hours_per_week"]["value"]),
        hours_at_work=_typed("hours a week at work", given["hours_at_work"]["value"]),
        budget=Money(amount=Decimal(str(budget["amount"])), currency=budget["currency"]) if budget else None,
        deadline=date.fromisoformat(given["deadline"]) if given["deadline"] else None,
        away=tuple(
            Away(first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]))
            for one in given["away"]
        ),
        free=read_week_times(";".join(given.get("free", ()))),
        protected=read_week_times(";".join(given.get("protected", ()))),
        currency=given["currency"],
    )


def _typed(label: str, hours: float) -> Derivation:
    return leaf(label, float(hours), unit="hours", source=_KEPT)


def _solution(proof: Json) -> Solution:
    return Solution(
        status=proof["status"],
        placements=tuple(
            Placement(
                activity=ActivityId(one["step"]),
                mode=one["mode"],
                start=int(one["start_week"]),
                finish=int(one["finish_week"]),
                loads=tuple(
                    Load(period=int(period), resource=str(resource), amount=int(amount))
                    for period, resource, amount in one["loads"]
                ),
            )
            for one in proof["placements"]
        ),
        finish=int(proof["finish_weeks"]),
        bound=int(proof["bound_weeks"]),
        cost=int(proof["cost"]),
        cost_bound=int(proof["cost_bound"]),
        method=proof["method"],
    )


def _step(one: Json, currency: str) -> Step:
    """A step with what planning again asks of it; its option has this one mode."""
    hours = one["hours"]
    likely = float(hours["value"])
    range_ = Estimate(
        value=likely, low=float(hours.get("low", likely)), high=float(hours.get("high", likely)), source=_KEPT
    )
    price = Decimal(str(one["cost"]["value"]))
    mode = OptionMode(
        id=one["mode"],
        pattern=one["pattern"],
        hours=range_,
        weeks=0,
        hours_per_week=0.0,
        cost=Money(amount=price, currency=currency),
        cost_low=price,
        cost_high=price,
        at_work=bool(one["at_work"]),
    )
    option = Option(
        id=OptionId(one["option"]),
        title=str(one["title"]),
        kind=one["kind"],
        teaches=(),
        modes=(mode,),
        proves=one["proves"],
        first_step=one["first_step"],
        done_when=one["done_when"],
        provider=one["provider"],
        source=_KEPT,
    )
    return Step(
        id=ActivityId(one["id"]),
        option=option,
        mode=mode,
        origin=one["origin"],
        lifts=tuple(
            Lift(skill=lift["skill"], label=lift["label"], start=lift["from"], end=lift["to"], is_asked=True)
            for lift in one["lifts"]
        ),
        hours=leaf_estimate(f"hours for “{option.title}”", range_, unit="hours"),
        cost=leaf(f"cost of “{option.title}”", float(price), unit=currency, source=_KEPT),
        why=one["why"],
    )


def _session(one: Json) -> Session:
    when = datetime.fromisoformat(one["start"])
    return Session(
        step=ActivityId(one["step"]),
        title=one["title"],
        day=when.date(),
        start=when.time(),
        minutes=int(one["minutes"]),
        at_work=bool(one["at_work"]),
    )


def _dated(one: Json) -> DatedStep:
    return DatedStep(
        step=ActivityId(one["id"]),
        first=date.fromisoformat(one["first"]),
        last=date.fromisoformat(one["last"]),
        slack_weeks=int(one["slack_weeks"] or 0),
    )
