"""Something changed: the plan that moves least, as a proposal; and some of a proposal, taken.

A proposal holds the whole new plan, so that taking it is exact: what was shown is what
is kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.plan.problem import ActivityId, Infeasible, Solution
from cairn.report import PlanReport
from cairn.schedule import Limits, solve
from cairn.schedule.replan import Healing, Item, accept, compare_plans, heal
from cairn.schedule.replan.changes import with_deadline
from cairn_web.jobs.changing import apply_changes
from cairn_web.jobs.composing import Taken, compose_plan, earlier_this_week, tell_days
from cairn_web.jobs.packing import pack_plan
from cairn_web.jobs.standing import Situation, read_basis, read_entries, stand_at
from cairn_web.wire import from_json, to_json

Json = dict[str, Any]
Tell = Callable[[str], None]
_HEAL = Limits(seconds=3.0)
_BOUND = Limits(seconds=2.0)


def adapt(request: Mapping[str, Any], tell: Tell) -> Json:
    """The proposal, with its difference and its plan; or an honest no with its ways out."""
    tell("Looking at where the plan stands")
    at, left_open = _situation(request)
    tell("Looking for the plan that moves least")
    deciding = [ActivityId(one) for one in request.get("commitments", ())]
    found = heal(at.rest, at.left, touched=at.touched, commitments=deciding, limits=_HEAL)
    if isinstance(found, Infeasible):
        tell("Looking for what would make it fit")
        return {"no": _tell_no(found, at, deciding), "left_open": list(left_open)}
    tell("Proving what could be earlier, and forecasting")
    taken = _taken(at, found.solution, found.difference.moved, left_open, request)
    report = compose_plan(at, taken)
    tell("Writing it down with the reason for every number")
    days = tell_days(at.kept.report.timeline.steps), tell_days(report.timeline.steps)
    return {
        "items": [
            *(_tell_item(one, days, at, deciding) for one in found.difference.items),
            *_asked_away(at, found, days),
        ],
        "later": found.difference.finish_after - found.difference.finish_before,
        "slack": found.difference.slack_after,
        "weight": found.weight,
        "bound": found.bound,
        "left_open": list(left_open),
        "earliest": taken.bound,
        "finish": taken.solution.finish,
        "healing": _keep(found),
        "plan": _pack(report, at),
    }


def settle(request: Mapping[str, Any], tell: Tell) -> Json:
    """The plan with only some items of a proposal; or the rules it would break and what would mend them."""
    tell("Checking that the items go together")
    at, left_open = _situation(request)
    healing = _read(request["healing"])
    steps = [ActivityId(one) for one in request["steps"]]
    settled = accept(healing, steps)
    if settled.unsettled:
        return {
            "unsettled": [one.sentence for one in settled.unsettled[:5]],
            "go_with": list(settled.go_with),
            "steps": list(steps),
        }
    tell("Writing it down with the reason for every number")
    moved = [one for one in healing.difference.moved if one.step in set(steps)]
    report = compose_plan(at, _taken(at, settled.solution, moved, left_open, request))
    return {"plan": _pack(report, at)}


def _pack(report: PlanReport, at: Situation) -> Json:
    """The plan packed, and in its record this week's earlier sessions, which can still be ticked off."""
    packed = pack_plan(report, at.assumptions, began=at.kept.began, hours=at.hours)
    earlier = [
        {
            "step": one.step,
            "title": one.title,
            "start": f"{one.day.isoformat()}T{one.start:%H:%M}",
            "minutes": one.minutes,
            "at_work": one.at_work,
        }
        for one in earlier_this_week(at)
    ]
    schedule = packed["record"]["schedule"]
    schedule["sessions"] = [*earlier, *schedule["sessions"]]
    return packed


def _situation(request: Mapping[str, Any]) -> tuple[Situation, tuple[str, ...]]:
    kept = read_basis(request["basis"])
    today = date.fromisoformat(request["today"])
    changed = apply_changes(
        kept,
        request.get("changes", {}),
        entries=read_entries(request["entries"]),
        today=today,
        assumptions=load_assumptions(),
    )
    at = stand_at(
        kept,
        changed.report,
        changed.problem,
        entries=changed.entries,
        today=today,
        hours=changed.hours,
    )
    return at, changed.left_open


def _taken(
    at: Situation,
    solution: Solution,
    moved: Sequence[Item],
    left_open: tuple[str, ...],
    request: Mapping[str, Any],
) -> Taken:
    changes = request.get("changes", {})
    return Taken(
        solution=solution,
        bound=_earliest(at, solution),
        moved=len(moved),
        unmet=left_open,
        is_redated=bool(changes.get("deadline_moves")),
    )


def _earliest(at: Situation, solution: Solution) -> int:
    """The proved earliest finish of what is left, were everything free to move."""
    if not solution.placements:
        return solution.finish
    outcome = solve(at.rest, limits=_BOUND)
    return min(outcome.bound, solution.finish) if isinstance(outcome, Solution) else 0


# ------------------------------------------------------------------ telling


def _tell_no(no: Infeasible, at: Situation, commitments: Iterable[ActivityId]) -> Json:
    """Why it does not fit, each single change that would make it, and where a free date would lead."""
    ways = [
        {"knob": one.knob, "sentence": one.sentence, "amount": one.amount, "unit": one.unit}
        for one in no.ways_out
        if one.amount is not None
    ]
    told: Json = {"sentence": no.conflict.sentence, "ways_out": ways}
    if at.rest.deadline is not None:
        free = heal(
            with_deadline(at.rest, None), at.left, touched=at.touched, commitments=commitments, limits=_HEAL
        )
        if isinstance(free, Healing):
            last = at.weeks[max(free.solution.finish, 1) - 1].monday + timedelta(days=6)
            told["would_end"] = last.isoformat()
    return told


def _asked_away(
    at: Situation, found: Healing, days: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]]
) -> list[Json]:
    """Steps that the person does not want, or that give way to another, as items of the difference."""
    told = {one.step for one in found.difference.items}
    there = {one.activity for one in found.solution.placements} | {one.step for one in at.stands}
    return [
        {
            "step": step.id,
            "label": step.option.title,
            "kind": "dropped",
            "was": list(days[0][step.id]) if step.id in days[0] else None,
            "now": None,
            "is_with_others": False,
            "is_asked": True,
        }
        for step in at.kept.report.plan.steps
        if step.id not in there and step.id not in told and not _is_finished(at, step.id)
    ]


def _is_finished(at: Situation, step: ActivityId) -> bool:
    return at.progress.by_step[step].standing == "finished"


def _tell_item(
    one: Item,
    days: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]],
    at: Situation,
    commitments: Iterable[ActivityId],
) -> Json:
    was, now = (told.get(one.step) for told in days)
    titles = {step.id: step.option.title for step in (*at.report.plan.candidates, *at.report.plan.steps)}
    return {
        "step": one.step,
        "label": titles.get(one.step, one.label),
        "kind": one.kind,
        "was": list(was) if was and one.before else None,
        "now": list(now) if now and one.after else None,
        "is_with_others": one.step in set(commitments),
    }


# ------------------------------------------------------------------ keeping a proposal


def _keep(healing: Healing) -> Json:
    told = {"problem": healing.problem, "before": healing.before, "solution": healing.solution}
    touched = [one.step for one in healing.difference.items if one.kind == "touched"]
    return {
        **{name: to_json(one) for name, one in told.items()},
        "weight": healing.weight,
        "bound": healing.bound,
        "touched": touched,
    }


def _read(told: Mapping[str, Any]) -> Healing:
    problem, before, solution = (from_json(told[name]) for name in ("problem", "before", "solution"))
    touched = [ActivityId(one) for one in told["touched"]]
    return Healing(
        problem=problem,
        before=before,
        solution=solution,
        difference=compare_plans(problem, before, solution, touched=touched),
        weight=told["weight"],
        bound=told["bound"],
    )
