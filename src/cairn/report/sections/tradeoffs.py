"""Other plans that could be had: faster, cheaper, surer, or with less of what is asked.

Each row is a full plan that passed the checker, beside the plan as it stands. What is
asked first is what most people can turn; what time does not allow is left out rather
than guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.plan.build import Draft, build_plan
from cairn.plan.problem import ActivityId, Need, Solution
from cairn.plan.values import Plan
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.report.bundle import PlanReport, Tradeoff
from cairn.report.document import Block, Figure, Paragraph, Section, Spans, Strong, Table
from cairn.report.figures import solved_day
from cairn.report.otherwise import LATER, Allowance, finish_leaf
from cairn.report.phrases import day_text, hours_text, money_text, number_text, weeks_text
from cairn.schedule.date_plan import date_steps, find_links, place_sessions
from cairn.schedule.solve import solve_or_none
from cairn.schedule.timeline import Timeline

MORE_MONEY = 100
SURER = 0.9
REACHED = Rule(
    name="tradeoff.reached",
    label="share of what is missing that is reached",
    formula="1 - dropped / asked",
    unit="share",
)
_KINDS = {"planned": "As planned", "faster": "Faster", "cheaper": "Cheaper", "surer": "Surer", "less": "Less"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The plan as it stands, which every other is compared with."""

    draft: Draft
    plan: Plan
    solution: Solution
    timeline: Timeline


def tell_tradeoffs(
    stand: Stand, hour_more: tuple[Draft, Solution] | None, allowance: Allowance
) -> tuple[tuple[Tradeoff, ...], bool | None]:
    """The plan and its alternatives as rows, and whether more money is proved to buy nothing.

    Nothing is compared with a plan that is not proved earliest or not whole.
    """
    if stand.solution.status != "optimal" or not stand.plan.is_complete or not stand.plan.steps:
        return (), None
    rows = [_row(stand, stand.draft, stand.solution, "planned", "as planned")]
    if hour_more is not None and hour_more[1].finish < stand.solution.finish:
        rows.append(_row(stand, *hour_more, "faster", "one more hour a week"))
    money, is_vain = _more_money(stand, allowance)
    rows += money
    rows += _cheapest(stand, allowance)
    rows += _surer(stand)
    rows += _with_less(stand, allowance)
    return (tuple(rows) if len(rows) > 1 else ()), is_vain


# ------------------------------------------------------------------ one row each


def _more_money(stand: Stand, allowance: Allowance) -> tuple[list[Tradeoff], bool | None]:
    """What a little more money buys; nothing where the budget holds the dearest of everything."""
    budget = stand.plan.terms.budget
    if budget is None:
        return [], None
    problem = stand.draft.problem
    dearest = sum(
        max((sum(mode.costs.values()) for mode in one.modes), default=0) for one in problem.activities
    )
    if dearest <= float(budget.amount):
        return [], True
    if allowance.is_over:
        return [], None
    more = tuple(
        replace(one, available=tuple(there + MORE_MONEY for there in one.available))
        for one in problem.budgets
    )
    found = solve_or_none(replace(problem, budgets=more), limits=allowance.limits())
    if found is None or found.status != "optimal":
        return [], None
    if found.finish >= stand.solution.finish:
        return [], True
    words = f"{money_text(MORE_MONEY, stand.plan.terms.currency)} more"
    return [_row(stand, stand.draft, found, "faster", words)], False


def _cheapest(stand: Stand, allowance: Allowance) -> Iterator[Tradeoff]:
    if stand.solution.cost < MORE_MONEY or allowance.is_over:
        return
    found = solve_or_none(stand.draft.problem, limits=allowance.limits(), aims=("cost", "finish"))
    if found is not None and found.status == "optimal" and found.cost < stand.solution.cost:
        yield _row(stand, stand.draft, found, "cheaper", "the least money")


def _surer(stand: Stand) -> Iterator[Tradeoff]:
    """The day by which nine in ten futures have finished: the same plan, told later."""
    day = dict(stand.timeline.forecast.spread).get(SURER)
    if day is None or day <= stand.timeline.finish:
        return
    runs = number_text(stand.timeline.forecast.runs)
    why = f"the 90th of every 100 finishes in {runs} simulated runs"
    plan = _row(stand, stand.draft, stand.solution, "surer", "the same plan, promised for 9 times in 10")
    finish = solved_day(day_text(day), "Finish, 9 times in 10", day, today=stand.plan.terms.today, why=why)
    weeks = round((day - stand.timeline.finish).days / 7)
    yield replace(plan, weeks=weeks, finish=(finish,))


def _with_less(stand: Stand, allowance: Allowance) -> Iterator[Tradeoff]:
    """Without the one requirement that takes longest, of those there was time to try."""
    best: tuple[int, Need, Solution] | None = None
    problem = stand.draft.problem
    for need in _by_weight_of_work(stand):
        if allowance.is_over:
            break
        rest = replace(problem, needs=tuple(one for one in problem.needs if one.id != need.id))
        found = solve_or_none(rest, limits=allowance.limits())
        if found is not None and found.status == "optimal" and (best is None or found.finish < best[0]):
            best = (found.finish, need, found)
    if best is not None and best[0] < stand.solution.finish:
        _, need, found = best
        row = _row(stand, stand.draft, found, "less", f"without “{need.label}”")
        yield replace(row, reached=(_reached(stand, need),))


def _by_weight_of_work(stand: Stand) -> list[Need]:
    """Goals of the role, those first whose share of the steps' hours is largest.

    A step's hours are shared among the goals that it, or what builds on it, serves.
    """
    goals = [one for one in stand.draft.problem.needs if one.activity is None and _is_of_the_role(one)]
    served = _goals_served(stand, goals)
    work = dict.fromkeys((one.id for one in goals), 0.0)
    for step in stand.plan.steps:
        for goal in served[step.id]:
            work[goal] += step.hours.value / len(served[step.id])
    return sorted((one for one in goals if work[one.id]), key=lambda one: (-work[one.id], one.id))


def _is_of_the_role(need: Need) -> bool:
    return need.id.startswith(("skill:", "credential:"))


def _goals_served(stand: Stand, goals: Sequence[Need]) -> Mapping[ActivityId, frozenset[str]]:
    served = {
        step.id: frozenset(goal.id for goal in goals if step.id in goal.any_of) for step in stand.plan.steps
    }
    for _ in stand.plan.steps:  # what builds on a step passes its goals on, one link a round
        for need in stand.draft.problem.needs:
            if need.activity is not None and need.activity in served:
                for one in need.any_of:
                    if one in served:
                        served[one] |= served[need.activity]
    return served


def _row(stand: Stand, draft: Draft, solution: Solution, kind: str, choice: str) -> Tradeoff:
    terms = stand.plan.terms
    plan = build_plan(draft, solution)
    finish = finish_of(draft, plan, solution)
    why = f"the last day of that plan, in week {solution.finish}; {solution.method}"
    spans: list[str | Figure] = [solved_day(day_text(finish), "Finish", finish, today=terms.today, why=why)]
    weeks = LATER(
        now=finish_leaf("finish as planned", stand.solution), then=finish_leaf("finish then", solution)
    )
    if weeks.value:
        when = "later" if weeks.value > 0 else "earlier"
        spans += [", ", Figure(shown=weeks_text(abs(weeks.value)), derivation=weeks), f" {when}"]
    return Tradeoff(
        kind=kind,  # type: ignore[arg-type]
        choice=choice,
        weeks=round(weeks.value),
        finish=tuple(spans),
        cost=(Figure(shown=money_text(plan.cost.value, terms.currency), derivation=plan.cost),),
        work=(Figure(shown=hours_text(plan.hours.value), derivation=plan.hours),),
        reached=("all of it",),
    )


def _reached(stand: Stand, dropped: Need) -> Figure:
    goals = [one for one in stand.draft.problem.needs if one.activity is None]
    share = REACHED(
        dropped=_weight("importance of what is left out", dropped.weight, dropped.label),
        asked=_weight("importance of all that is missing", sum(one.weight for one in goals), "added up"),
    )
    return Figure(shown=f"{number_text(share.value * 100, 0)}\N{NO-BREAK SPACE}%", derivation=share)


def _weight(label: str, weight: float, detail: str) -> Derivation:
    return leaf(label, weight, source=Source(kind="counted", name="the role's importances", detail=detail))


def finish_of(draft: Draft, plan: Plan, solution: Solution) -> date:
    """The last day of a plan."""
    links = find_links(draft.problem, solution)
    sessions = place_sessions(plan, solution, draft.weeks, links)
    return max(
        (one.last for one in date_steps(solution, draft.weeks, sessions, links, draft.problem)),
        default=plan.terms.today,
    )


# ------------------------------------------------------------------ telling


def tradeoffs_section(report: PlanReport) -> Section | None:
    """The plan and the others as a table, the plan first; None where there is no other."""
    if {one.kind for one in report.tradeoffs} <= {"planned", "surer"}:
        return None
    table = Table(
        caption="The plan and what else could be had",
        columns=("Choice", "Finish", "Cost"),
        rows=tuple(map(_told, report.tradeoffs)),
        numeric=(2,),
    )
    blocks: list[Block] = [table]
    if report.is_more_money_vain:
        amount = money_text(MORE_MONEY, report.plan.terms.currency)
        words = f"{amount} more would buy no earlier finish; that is proved."
        blocks.append(Paragraph(spans=(words,), tone="aside"))
    return Section(id="tradeoffs", title="What you could trade", short="Trade-offs", blocks=tuple(blocks))


def _told(row: Tradeoff) -> tuple[Spans, ...]:
    if row.kind == "planned":
        return (Strong(text=_KINDS["planned"]),), row.finish, row.cost
    reached: Spans = (", which reaches ", *row.reached, " of what is missing") if row.kind == "less" else ()
    return (Strong(text=_KINDS[row.kind]), f": {row.choice}", *reached), row.finish, row.cost
