"""What somebody says has changed, as changes of the plan's problem and of its report.

The request is plain JSON; every key is optional:

    away            [[first, last], …] further days on which nothing is planned
    hours_per_week, hours_at_work      from this week on
    budget          an amount, or "none" for no limit
    deadline        a day, or "none"
    slips           [{"step", "hours"}] hours more than planned (or, negative, less)
    later           [{"step", "day"}] steps that cannot begin before a day
    drops           [{"step", "leave_open"}] steps not wanted, and whether what they close stays open
    options         [{"id", "title", "hours", "cost", "instead_of", …}] other ways
    deadline_moves  the deadline gives way where nothing else does
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Option, OptionMode
from cairn.errors import BadInput
from cairn.plan.build import deadline_period
from cairn.plan.calendar import check_hours
from cairn.plan.problem import Activity, ActivityId, Mode, PlanningProblem
from cairn.plan.values import UNITS_PER_HOUR, Away, Plan, Step, Terms
from cairn.provenance import Estimate, Source, leaf, leaf_estimate
from cairn.report import PlanReport
from cairn.schedule.replan.changes import with_deadline, with_option, with_release, with_slip, without_option
from cairn.track import Entry, fold_progress
from cairn.units import Money, OptionId
from cairn_web.jobs.packing import Segment
from cairn_web.jobs.standing import MONEY, OWN, WORK, KeptBasis

Json = Mapping[str, Any]
_SAID = Source(kind="entered", name="you")
_LEAST_HOURS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The plan's report and problem with the changes in them; `left_open` are labels of needs given up.

    `entries` is the log with what the changes say of steps under way.
    """

    report: PlanReport
    problem: PlanningProblem
    hours: tuple[Segment, ...]
    entries: tuple[Entry, ...]
    left_open: tuple[str, ...]


def apply_changes(
    kept: KeptBasis, changes: Json, *, entries: Sequence[Entry], today: date, assumptions: Assumptions
) -> Changed:
    """The plan as asked, from what holds.

    Raises:
        BadInput: a change names no step of the plan, or what nobody can mean.
    """
    terms = _terms(kept.report.plan.terms, changes, today)
    problem = _with_terms(kept.report.plan.problem, kept, terms, changes)
    candidates, problem, log = _slipped(kept, problem, changes, entries, today)
    for one in changes.get("later", ()):
        _known(kept, one["step"])
        release = ceil((date.fromisoformat(one["day"]) - kept.monday).days / 7)
        problem = with_release(problem, ActivityId(one["step"]), release)
    for one in changes.get("options", ()):
        candidates, problem = _with_way(kept, candidates, problem, one, assumptions)
    problem, left_open = _dropped(kept, problem, changes.get("drops", ()))
    plan = replace(kept.report.plan, terms=terms, candidates=candidates, problem=problem)
    return Changed(
        report=replace(kept.report, plan=plan),
        problem=problem,
        hours=_segments(kept, changes, terms, today),
        entries=log,
        left_open=left_open,
    )


def _known(kept: KeptBasis, step: str) -> Step:
    found = next((one for one in kept.report.plan.steps if one.id == step), None)
    if found is None:
        msg = f"There is no step “{step}” in the plan any more; look at it again."
        raise BadInput(msg)
    return found


# ------------------------------------------------------------------ hours, money, dates


def _terms(terms: Terms, changes: Json, today: date) -> Terms:
    """The terms with what was said; what was assumed before is no longer told as assumed."""
    told = list(terms.defaults)
    asked: dict[str, Any] = {"today": today}
    if changes.get("hours_per_week") is not None:
        check_hours(float(changes["hours_per_week"]))
        asked["hours_per_week"] = leaf("hours a week", changes["hours_per_week"], unit="hours", source=_SAID)
        told = [one for one in told if not one.endswith("hours a week")]
    if changes.get("hours_at_work") is not None:
        hours = leaf("hours a week at work", changes["hours_at_work"], unit="hours", source=_SAID)
        asked["hours_at_work"] = hours
        told = [one for one in told if "at work" not in one]
    if changes.get("budget"):
        said = changes["budget"]
        is_none = said == "none"
        asked["budget"] = None if is_none else Money(amount=Decimal(said), currency=terms.currency)
        told = [one for one in told if "money" not in one]
    if changes.get("deadline"):
        asked["deadline"] = _deadline(changes["deadline"], today)
        told = [one for one in told if "no date" not in one]
    away = [Away(first=date.fromisoformat(one), last=date.fromisoformat(two)) for one, two in _away(changes)]
    asked["away"] = tuple(sorted({*terms.away, *away}, key=lambda one: (one.first, one.last)))
    return replace(terms, **asked, defaults=tuple(told))


def _away(changes: Json) -> Iterable[tuple[str, str]]:
    return [(first, last) for first, last in changes.get("away", ())]


def _deadline(said: str, today: date) -> date | None:
    if said == "none":
        return None
    day = date.fromisoformat(said)
    if day <= today:
        msg = f"The date to be ready by, {said}, has passed; set a later one."
        raise BadInput(msg)
    return day


def _with_terms(problem: PlanningProblem, kept: KeptBasis, terms: Terms, changes: Json) -> PlanningProblem:
    """Money and the latest finish as the terms now have them; hours follow from the calendar."""
    if changes.get("budget"):
        most = sum(
            max((mode.costs.get(MONEY, 0) for mode in one.modes), default=0) for one in problem.activities
        )
        money = most if terms.budget is None else int(terms.budget.amount)
        problem = replace(
            problem,
            budgets=tuple(
                replace(one, available=(money,) * problem.periods) if one.id == MONEY else one
                for one in problem.budgets
            ),
        )
    if changes.get("deadline_moves") or terms.deadline is None:
        return with_deadline(problem, None)
    latest = deadline_period(replace(terms, today=kept.began))
    return with_deadline(problem, min(latest, problem.periods))


def _segments(kept: KeptBasis, changes: Json, terms: Terms, today: date) -> tuple[Segment, ...]:
    """The hours so far, and from this week on those of the terms where they were changed."""
    if changes.get("hours_per_week") is None and changes.get("hours_at_work") is None:
        return kept.hours
    now = kept.period_of(today)
    before = tuple(one for one in kept.hours if one[0] < now)
    return (*before, (now, terms.hours_per_week.value, terms.hours_at_work.value))


# ------------------------------------------------------------------ steps that take longer


def _slipped(
    kept: KeptBasis, problem: PlanningProblem, changes: Json, entries: Sequence[Entry], today: date
) -> tuple[tuple[Step, ...], PlanningProblem, tuple[Entry, ...]]:
    """A step not begun gets other hours, for one under way the log says what is still to do."""
    candidates, log = kept.report.plan.candidates, list(entries)
    progress, _ = fold_progress(kept.report.plan.steps, entries)
    for one in changes.get("slips", ()):
        step, hours = _known(kept, one["step"]), float(one["hours"])
        stands = progress.by_step[step.id]
        if stands.standing == "started":
            left = max(_LEAST_HOURS, stands.hours_left + hours)
            log.append(Entry(step=step.id, kind="left", day=today, hours=left))
            continue
        candidates = tuple(_longer(way, hours) if way.id == step.id else way for way in candidates)
        units = round(hours * UNITS_PER_HOUR)
        problem = with_slip(problem, step.id, _more_units(problem, step.id, units))
    return candidates, problem, tuple(log)


def _more_units(problem: PlanningProblem, step: ActivityId, units: int) -> dict[str, int]:
    """The units for whichever hours the step takes, never so few that none is left."""
    modes = next(one for one in problem.activities if one.id == step).modes
    least = {name: min(mode.work[name] for mode in modes if name in mode.work) for name in (OWN, WORK)
             if any(name in mode.work for mode in modes)}  # fmt: skip
    return {name: max(units, 1 - there) for name, there in least.items()}


def _longer(step: Step, hours: float) -> Step:
    """The step with other hours in every mode, its range stretched alike."""
    modes = tuple(replace(mode, hours=_stretched(mode.hours, hours)) for mode in step.option.modes)
    option = replace(step.option, modes=modes)
    mode = next(one for one in modes if one.id == step.mode.id)
    told = leaf_estimate(f"hours for “{option.title}”", mode.hours, unit="hours")
    return replace(step, option=option, mode=mode, hours=told)


def _stretched(hours: Estimate, more: float) -> Estimate:
    value = max(_LEAST_HOURS, hours.value + more)
    ratio = value / hours.value
    source = Source(kind="entered", name="you", detail=f"{more:+g} hours on {hours.value:g}")
    return Estimate(value=value, low=hours.low * ratio, high=hours.high * ratio, source=source)


# ------------------------------------------------------------------ steps dropped, other ways


def _dropped(
    kept: KeptBasis, problem: PlanningProblem, drops: Iterable[Json]
) -> tuple[PlanningProblem, tuple[str, ...]]:
    """Without the steps; what only they close is left open where the person says so."""
    placed = {one.activity for one in kept.report.solution.placements}
    given_up: list[str] = []
    for one in drops:
        step = _known(kept, one["step"]).id
        if one.get("leave_open"):
            alone = [
                need
                for need in problem.needs
                if need.activity is None and step in need.any_of and not (placed - {step}) & set(need.any_of)
            ]
            given_up += [need.label for need in alone]
            problem = replace(problem, needs=tuple(need for need in problem.needs if need not in alone))
        problem = without_option(problem, step)
        placed -= {step}
    return problem, tuple(dict.fromkeys(given_up))


def _with_way(
    kept: KeptBasis,
    candidates: tuple[Step, ...],
    problem: PlanningProblem,
    said: Json,
    assumptions: Assumptions,
) -> tuple[tuple[Step, ...], PlanningProblem]:
    """Another way in the place of a step: it brings what that one brings."""
    old = _known(kept, said["instead_of"])
    new = make_way(old, said, kept.report.plan, assumptions)
    mode = new.mode
    units = max(1, ceil(mode.hours.value * UNITS_PER_HOUR - 1e-9))
    price = ceil(new.cost.value)
    activity = Activity(
        id=new.id,
        label=new.option.title,
        is_required=True,
        modes=(
            Mode(
                id=mode.id,
                duration=max(1, mode.weeks),
                work={WORK if mode.at_work else OWN: units},
                costs={MONEY: price} if price else {},
                can_pause=True,
                work_low=mode.hours.low / mode.hours.value,
                work_high=mode.hours.high / mode.hours.value,
            ),
        ),
    )
    meets = [need.id for need in problem.needs if old.id in need.any_of]
    problem = without_option(with_option(problem, activity, meets=meets), old.id)
    return (*(one for one in candidates if one.id != new.id), new), problem


def make_way(old: Step, said: Json, plan: Plan, assumptions: Assumptions) -> Step:
    """A way to learn that the person found, as a step that stands for another one."""
    hours = float(said["hours"])
    source = Source(kind="entered", name="you", detail="a way you found yourself")
    low, high = (assumptions.number(f"pace.usual_{end}") for end in ("low", "high"))
    cost = Decimal(str(said.get("cost") or 0))
    mode = OptionMode(
        id="only",
        pattern="self_paced",
        hours=Estimate(value=hours, low=hours * low, high=hours * high, source=source),
        weeks=int(said.get("weeks") or 0),
        hours_per_week=0,
        cost=Money(amount=cost, currency=plan.terms.currency),
        cost_low=cost,
        cost_high=cost,
        at_work=bool(said.get("at_work")),
    )
    option = Option(
        id=OptionId(said["id"]),
        title=said["title"],
        kind="course",
        teaches=old.option.teaches,
        modes=(mode,),
        proves=old.option.proves,
        first_step=said.get("first_step") or f"Sign up for “{said['title']}”",
        done_when=said.get("done_when") or old.option.done_when,
        grants=old.option.grants,
        provider=said.get("provider") or "",
        source=source,
        layer="own",
    )
    return Step(
        id=ActivityId(said["id"]),
        option=option,
        mode=mode,
        origin="option",
        lifts=old.lifts,
        hours=leaf_estimate(f"hours for “{option.title}”", mode.hours, unit="hours"),
        cost=leaf(f"cost of “{option.title}”", float(cost), unit=plan.terms.currency, source=source),
        why=old.why,
        instead_of=f"you put it in the place of “{old.option.title}”",
    )
