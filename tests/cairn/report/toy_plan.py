"""Five steps of four hours a week, as options of a toy catalogue and as a problem for the solver."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.cairn.report.toy_gap import CATALOGUE, ENTERED

from cairn.catalogue.values import Option, OptionMode, Teaching
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Load,
    Mode,
    Placement,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.plan.values import Away, Lift, Step, Terms
from cairn.provenance import Derivation, Estimate, Rule, leaf, leaf_estimate
from cairn.units import Money, OptionId, SkillId

TODAY = date(2026, 12, 2)
START = date(2026, 12, 7)
WEEKLY_HOURS = 4
_TOTAL = Rule(name="total", label="Total", formula="sum(parts)")

# A row: the title, the skill it raises, weeks, price, its reason, weeks it may move by.
STEPS = (
    ("Statistics, second course", "Statistics", 6, 0, "Closes the gap in statistics.", 0),
    ("Rewrite the monthly report in Python", "Python", 5, 0, "Closes the gap in Python and shows it.", 3),
    ("Machine learning certificate", "Machine learning", 12, 640, "Closes the largest gap.", 0),
    (
        "Check: how well can you evaluate a model?",
        "Model evaluation",
        1,
        0,
        "Nobody knows your level yet.",
        5,
    ),
    ("Forecast project", "Model evaluation", 6, 0, "Shows model evaluation on real data.", 0),
)


def toy_step(index: int, title: str, skill: str, weeks: int, cost: int, why: str) -> Step:
    hours = Estimate(value=weeks * WEEKLY_HOURS, low=weeks * 3, high=weeks * 6, source=CATALOGUE)
    mode = OptionMode(
        id="self",
        pattern="self_paced",
        hours=hours,
        weeks=1,
        hours_per_week=0,
        cost=Money(amount=Decimal(cost), currency="USD"),
        cost_low=Decimal(cost),
        cost_high=Decimal(cost),
        at_work=False,
    )
    slug = SkillId(skill.lower().replace(" ", "-"))
    option = Option(
        id=OptionId(f"option-{index}"),
        title=title,
        kind="course",
        teaches=(Teaching(skill=slug, start=1, end=4),),
        modes=(mode,),
        proves="A piece of work that others can look at",
        first_step="Open the first chapter and do its first exercise",
        done_when="The last exercise is solved and somebody has looked at it",
        provider="Open course" if cost else "",
        source=CATALOGUE,
    )
    return Step(
        id=ActivityId(f"s{index}"),
        option=option,
        mode=mode,
        origin="check" if title.startswith("Check") else "option",
        lifts=(Lift(skill=slug, label=skill, start=1, end=4, is_asked=True),),
        hours=leaf_estimate(f"Hours of {title}", hours, unit="hours"),
        cost=leaf(f"Cost of {title}", cost, source=CATALOGUE, unit="USD"),
        why=why,
        instead_of="A longer course, 40 h more for the same level" if cost else "",
        why_now="it needs the statistics course first" if index == 2 else "",
    )


def total(label: str, parts: Sequence[Derivation], unit: str) -> Derivation:
    ends = [
        _TOTAL(parts=[end or one for one in parts for end in (getattr(one, name),)], label=f"{label}, {name}")
        for name in ("low", "high")
    ]
    whole = _TOTAL(parts=tuple(parts), label=label, low=ends[0], high=ends[1])
    return replace(whole, unit=unit)


def toy_terms(deadline: date | None, budget: int | None) -> Terms:
    return Terms(
        today=TODAY,
        hours_per_week=leaf("Hours a week", WEEKLY_HOURS, source=ENTERED, unit="hours"),
        hours_at_work=leaf("Hours at work", 0, source=ENTERED, unit="hours"),
        budget=Money(amount=Decimal(budget), currency="USD") if budget is not None else None,
        deadline=deadline,
        away=(Away(first=date(2027, 3, 1), last=date(2027, 3, 14)),),
        defaults=("evenings and Saturday mornings for your hours",),
    )


def toy_problem(steps: Sequence[Step], weeks: int) -> PlanningProblem:
    activities = tuple(
        Activity(
            id=step.id,
            label=step.option.title,
            modes=(Mode(id="self", duration=1, work={"own": 16}, costs={}),),
        )
        for step in steps
    )
    chain = [Precedence(before=steps[0].id, after=steps[2].id)] if len(steps) > 4 else []
    chain += [Precedence(before=steps[2].id, after=steps[4].id)] if len(steps) > 4 else []
    return PlanningProblem(
        periods=weeks,
        resources=(Resource(id="own", label="your own hours", capacity=(16,) * weeks),),
        budgets=(),
        activities=activities,
        precedences=tuple(chain),
    )


def toy_solution(steps: Sequence[Step], weeks: int) -> Solution:
    placements = tuple(
        Placement(
            activity=step.id,
            mode="self",
            start=0,
            finish=1,
            loads=(Load(period=0, resource="own", amount=16),),
        )
        for step in steps
    )
    return Solution(
        status="optimal",
        placements=placements,
        finish=weeks,
        bound=weeks,
        cost=640,
        cost_bound=640,
        binding=("your four hours a week, in every week",) if steps else (),
        method="branch and bound over options, then over weeks",
        seconds=0.2,
    )
