"""A plan small enough to follow by hand, made from a toy catalogue of our own.

Six skills asked, one unknown, two covered; four hours a week from Monday
7 December 2026. `make_report` varies it: more steps, other names, nothing at all,
or an honest no.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from cairn.catalogue.values import (
    Codes,
    CredentialRequirement,
    Option,
    OptionMode,
    Requirement,
    Role,
    Teaching,
)
from cairn.errors import Place, Problem
from cairn.gap.values import CredentialGap, GapReport, SkillGap
from cairn.goals.values import Finding, Goal, Milestone
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Conflict,
    Infeasible,
    Load,
    Mode,
    Placement,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
    WayOut,
)
from cairn.plan.values import Away, Lift, Plan, Step, Terms
from cairn.profile.values import HeldCredential, HeldRole, HeldSkill, Profile, Testimony
from cairn.provenance import Derivation, Estimate, Rule, Source, leaf, leaf_estimate
from cairn.reading.values import Contact, Education, Experience, Quote
from cairn.report import Document, LeftOut, PlanReport, WhatIf, build_report
from cairn.review.values import Question
from cairn.schedule.timeline import DatedStep, Forecast, Session, Timeline, WeekLoad
from cairn.units import CredentialId, Money, Month, OptionId, RoleId, SkillId, monday_of

TODAY = date(2026, 12, 2)
START = date(2026, 12, 7)
WEEKLY_HOURS = 4
CATALOGUE = Source(kind="catalogue", name="toy catalogue", detail="a row", licence="Apache-2.0", year=2026)
RESUME = Source(kind="read", name="your résumé", detail="“Wrote the weekly report in Python”")
ASSUMED = Source(
    kind="assumption",
    name="Cairn's assumptions",
    detail="level.growth: levels gained by doing (our judgement)",
)
ENTERED = Source(kind="entered", name="--hours-per-week", detail="4")
SOLVED = Source(
    kind="solved", name="the schedule", detail="four hours a week bind in every week to the finish"
)

_LEVEL = Rule(name="level from practice", label="Level", formula="start + growth * years", unit="levels")
_SIZE = Rule(name="gap size", label="Missing", formula="max(0, required - held)", unit="levels")
_PRIORITY = Rule(name="priority", label="Priority", formula="importance * size / 25")
_EFFORT = Rule(name="effort", label="Usual hours", formula="size * hours_per_level", unit="hours")
_TOTAL = Rule(name="total", label="Total", formula="sum(parts)")
_SHARE = Rule(name="match", label="Match", formula="dot(shown, weight) / sum(weight)")

# A row: the label, its kind, then levels held and required, and the importance.
SKILLS = (
    ("Machine learning", "knowledge", 1.0, 4.0, 5.0),
    ("Statistics", "knowledge", 2.0, 4.0, 5.0),
    ("Python", "hard", 2.2, 4.0, 4.0),
    ("Model evaluation", "hard", None, 3.0, 3.0),
    ("Experiment design", "hard", 3.6, 3.0, 3.0),
    ("SQL", "hard", 4.0, 4.0, 4.0),
)
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


def _ranged(value: Derivation, spread: float) -> Derivation:
    ends = [
        leaf(f"{value.label}, {name}", max(0.0, value.value + sign * spread), source=ASSUMED, unit=value.unit)
        for name, sign in (("low", -1), ("high", 1))
    ]
    return replace(value, low=ends[0], high=ends[1])


def _held(label: str, level: float) -> HeldSkill:
    growth = leaf_estimate(
        "levels gained by doing", Estimate(value=0.5, low=0.3, high=0.8, source=ASSUMED), unit="levels a year"
    )
    start = leaf(f"First level of {label}", level - 1.0, source=RESUME, unit="levels")
    years = leaf("Years of it", 2.0, source=RESUME, unit="years")
    value = _ranged(_LEVEL(start=start, growth=growth, years=years, label=f"{label}, held"), 0.6)
    spread = leaf("Spread", 0.6, source=ASSUMED, unit="levels")
    testimony = Testimony(
        kind="done",
        quote=f"Used {label} every week",
        level=value,
        spread=spread,
        when=Month(2026, 10),
        experience=0,
    )
    slug = SkillId(label.lower().replace(" ", "-"))
    return HeldSkill(skill=slug, label=label, level=value, support="shown", testimonies=(testimony,))


def _skill_gap(label: str, kind: str, held: float | None, required: float, importance: float) -> SkillGap:
    skill = _held(label, held) if held is not None else None
    unknown = _ranged(leaf(f"{label}, unknown", 0.0, source=ASSUMED, unit="levels"), 2.0)
    level = skill.level if skill else unknown
    asked = leaf(f"{label}, asked", required, source=CATALOGUE, unit="levels")
    size = _SIZE(required=asked, held=level)
    rate = leaf_estimate("hours per level", Estimate(value=40, low=30, high=60, source=ASSUMED), unit="hours")
    effort = _EFFORT(size=size, hours_per_level=rate)
    low, high = (_EFFORT(size=size, hours_per_level=end) for end in (rate.low, rate.high) if end)
    weight = leaf("Importance", importance, source=CATALOGUE)
    gap_kind = "unknown" if skill is None else ("enhance" if size.value else "none")
    standing = "missing" if skill is None else "partial"
    if not size.value:
        standing = "exceeded" if level.value > required else "matched"
    return SkillGap(
        requirement=Requirement(
            skill=SkillId(label.lower().replace(" ", "-")),
            level=required,
            importance=importance,
            is_essential=True,
            source=CATALOGUE,
        ),
        label=label,
        skill_kind=kind,
        kind=gap_kind,
        standing=standing,
        held_skill=skill,
        required=asked,
        held=level,
        size=size,
        effort=replace(effort, low=low, high=high),
        priority=_PRIORITY(importance=weight, size=size),
        reason=f"The role asks {required:g} and nobody is hired without it."
        if size.value
        else "You have it.",
        is_checked_first=skill is None,
    )


def _gap() -> GapReport:
    skills = tuple(_skill_gap(*one) for one in SKILLS)
    shown = tuple(
        leaf(one.label, min(1, one.held.value / one.required.value), source=RESUME) for one in skills
    )
    weights = tuple(leaf("Importance", one.requirement.importance, source=CATALOGUE) for one in skills)
    degree = CredentialRequirement(
        any_of=(CredentialId("bachelor"),),
        is_essential=False,
        note="most postings name one",
        source=CATALOGUE,
    )
    certificate = replace(degree, any_of=(CredentialId("cert"),))
    return GapReport(
        role=RoleId("data-scientist"),
        title="Data scientist",
        skills=skills,
        credentials=(
            CredentialGap(
                requirement=degree,
                label="Bachelor's degree",
                held=CredentialId("bachelor"),
                reason="you hold it",
            ),
            CredentialGap(
                requirement=certificate, label="Cloud certificate", held=None, reason="it helps with hiring"
            ),
        ),
        match_score=_SHARE(shown=shown, weight=weights, label="Share of the role you show"),
        surplus=(_held("Spreadsheets", 4.2), _held("Training others", 3.1)),
    )


def _step(index: int, title: str, skill: str, weeks: int, cost: int, why: str) -> Step:
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


def _total(label: str, parts: Sequence[Derivation], unit: str) -> Derivation:
    ends = [
        _TOTAL(parts=[end or one for one in parts for end in (getattr(one, name),)], label=f"{label}, {name}")
        for name in ("low", "high")
    ]
    whole = _TOTAL(parts=tuple(parts), label=label, low=ends[0], high=ends[1])
    return replace(whole, unit=unit)


def _terms(deadline: date | None, budget: int | None) -> Terms:
    return Terms(
        today=TODAY,
        hours_per_week=leaf("Hours a week", WEEKLY_HOURS, source=ENTERED, unit="hours"),
        hours_at_work=leaf("Hours at work", 0, source=ENTERED, unit="hours"),
        budget=Money(amount=Decimal(budget), currency="USD") if budget is not None else None,
        deadline=deadline,
        away=(Away(first=date(2027, 3, 1), last=date(2027, 3, 14)),),
        defaults=("evenings and Saturday mornings for your hours",),
    )


def _periods(weeks: Sequence[int]) -> tuple[list[list[date]], date]:
    """Each step's Mondays, one after the other, none while away."""
    monday, out = START, []
    for count in weeks:
        mondays: list[date] = []
        while len(mondays) < count:
            if not date(2027, 3, 1) <= monday <= date(2027, 3, 14):
                mondays.append(monday)
            monday += timedelta(weeks=1)
        out.append(mondays)
    return out, monday


def _sessions(steps: Sequence[Step], mondays: Sequence[Sequence[date]]) -> tuple[Session, ...]:
    return tuple(
        Session(
            step=step.id,
            title=step.option.title,
            day=monday + timedelta(days=day),
            start=time(hour),
            minutes=120,
        )
        for step, several in zip(steps, mondays, strict=True)
        for monday in several
        for day, hour in ((1, 19), (5, 10))
    )


def _timeline(steps: Sequence[Step], slack: Sequence[int], mondays: Sequence[Sequence[date]]) -> Timeline:
    sessions = _sessions(steps, mondays)
    finish = max((one.day for one in sessions), default=TODAY)
    used = {monday for several in mondays for monday in several}
    last = monday_of(finish)
    weeks = []
    monday = START
    while sessions and monday <= last:
        is_away = monday not in used
        hours = 0.0 if is_away else float(WEEKLY_HOURS)
        weeks.append(
            WeekLoad(
                monday=monday,
                planned_hours=hours,
                capacity_hours=hours,
                work_hours=0,
                work_capacity_hours=0,
                is_away=is_away,
            )
        )
        monday += timedelta(weeks=1)
    dated = tuple(
        DatedStep(
            step=step.id,
            first=several[0] + timedelta(days=1),
            last=several[-1] + timedelta(days=5),
            slack_weeks=room,
        )
        for step, several, room in zip(steps, mondays, slack, strict=True)
    )
    forecast = Forecast(
        p50=finish + timedelta(weeks=2),
        p80=finish + timedelta(weeks=6),
        by_step=(),
        decides=tuple((step.id, 0.5 if room else 1.0) for step, room in zip(steps, slack, strict=True)),
        buys_weeks=tuple((step.id, 0.5) for step in steps),
        runs=2000,
        note="Hours of different steps vary independently.",
    )
    why = leaf("Finish", (finish - TODAY).days, source=SOLVED, unit="days after 2 Dec 2026")
    return Timeline(
        finish=finish, steps=dated, sessions=sessions, weeks=tuple(weeks), finish_why=why, forecast=forecast
    )


def _problem(steps: Sequence[Step], weeks: int) -> PlanningProblem:
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


def _solution(steps: Sequence[Step], weeks: int) -> Solution:
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


def _person(name: str) -> Profile:
    place = Place(page=1, line=3, start=40, end=80)
    job = Experience(
        kind="job",
        title="Product analyst",
        organisation="Harbour shop",
        start=Month(2022, 3),
        is_current=True,
        highlights=(Quote(text="Wrote the weekly report in Python", place=place),),
        place=place,
    )
    study = Education(
        degree="BSc Economics", institution="Leeds", start=Month(2016), end=Month(2019), place=place
    )
    return Profile(
        contact=Contact(name=name, email="someone@example.com", phone="+44 7700 900000"),
        headline="Product analyst",
        experiences=(job,),
        education=(study,),
        skills={one.skill: one for one in (_held("SQL", 4.0), _held("Python", 2.2))},
        credentials={
            CredentialId("bachelor"): HeldCredential(
                credential=CredentialId("bachelor"), label="Bachelor's degree", quote="BSc Economics"
            )
        },
        roles=(
            HeldRole(
                role=RoleId("product-analyst"), title="Product analyst", months=56, is_current=True, score=1.0
            ),
        ),
        own_skills=("returns desk",),
        unsure=(
            Problem(severity="warning", code="dates", message="The end of one job has no month", where=place),
        ),
    )


def _goal(finish: date) -> tuple[Goal, tuple[Finding, ...]]:
    goal = Goal(
        statement="Be ready to apply as a data scientist",
        measure="six skills shown at the level asked",
        relevance="you asked for it",
        deadline=finish,
        horizon="short",
        role="data-scientist",
    )
    letters = ("S", "M", "A", "R", "T")
    findings = tuple(Finding(letter=one, passed=True, sentence=f"letter {one} holds") for one in letters)
    mended = Finding(letter="R", passed=False, sentence="no reason was given", hint="say why you want it")
    return goal, (*findings[:3], mended, findings[4])


def _question() -> Question:
    effect = leaf("Hours that hang on it", 60, source=SOLVED, unit="hours")
    return Question(
        key="levels.model-evaluation",
        kind="level",
        text="How well can you evaluate a model?",
        answers=(("0", "not at all"), ("3", "alone on ordinary cases")),
        effect=effect,
        consequence="At 3 the project is not needed and you finish six weeks earlier.",
    )


def _infeasible(partial: Solution) -> Infeasible:
    return Infeasible(
        conflict=Conflict(
            knobs=("own", "deadline"),
            sentence="four hours a week do not reach machine learning by 1 March 2027",
        ),
        ways_out=(
            WayOut(knob="own", sentence="two more hours a week", amount=2.0, unit="h a week"),
            WayOut(knob="budget", sentence="more money alone does not help", amount=None, unit="USD"),
        ),
        partial=partial,
        dropped=("machine-learning",),
    )


def _milestones(steps: Sequence[Step], timeline: Timeline) -> tuple[Milestone, ...]:
    last = {one.step: one.last for one in timeline.steps}
    return tuple(
        Milestone(
            day=last[step.id],
            title=f"{step.lifts[0].label} shown",
            criterion="Somebody has looked at it",
            horizon="short" if last[step.id] < date(2027, 6, 1) else "mid",
            step=step.id,
        )
        for step in steps
        if step.origin != "check"
    )


MakeReport = Callable[..., PlanReport]


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """A factory of reports; every argument changes one thing of the toy plan."""

    def make(
        *,
        name: str = "Ada Example",
        titles: Sequence[str] = (),
        count: int = len(STEPS),
        fits: bool = True,
        is_infeasible: bool = False,
        deadline: date | None = date(2027, 12, 1),
        budget: int | None = 1500,
    ) -> PlanReport:
        rows = [STEPS[index % len(STEPS)] for index in range(count)]
        titled = [
            (titles[index] if index < len(titles) else row[0], *row[1:5]) for index, row in enumerate(rows)
        ]
        steps = tuple(_step(index, *row) for index, row in enumerate(titled))
        mondays, end = _periods([row[2] for row in rows])
        timeline = _timeline(steps, [row[5] for row in rows], mondays)
        weeks = (end - START).days // 7
        solution = _solution(steps, weeks)
        goal, findings = _goal(timeline.finish)
        plan = Plan(
            gap=_gap(),
            terms=_terms(deadline, budget),
            problem=_problem(steps, weeks),
            candidates=steps,
            steps=steps,
            hours=_total("Hours of the plan", [one.hours for one in steps], "hours"),
            cost=_total("Cost of the plan", [one.cost for one in steps], "USD"),
            is_complete=not is_infeasible,
            unmet=("Machine learning",) if is_infeasible else (),
        )
        return PlanReport(
            person=_person(name),
            role=Role(
                id=RoleId("data-scientist"),
                title="Data scientist",
                field="data",
                seniority=2,
                summary="Answers questions with data.",
                aliases=(),
                codes=Codes(onet="15-2051.00"),
                requirements=tuple(one.requirement for one in plan.gap.skills),
                credentials=(),
                up=(),
                sideways=(),
                pay=(),
                experience_years=2,
            ),
            plan=plan,
            outcome=_infeasible(solution) if is_infeasible else solution,
            solution=solution,
            timeline=timeline,
            goal=goal,
            findings=findings,
            milestones=_milestones(steps, timeline),
            questions=(_question(),),
            left_out=(
                LeftOut(
                    chosen="Machine learning certificate",
                    left="A degree",
                    difference=("it takes 900 h more",),
                    step="s2",
                    is_proved=True,
                ),
            ),
            what_ifs=(WhatIf(change="one more hour a week", effect=("it finishes 6 weeks earlier",)),),
            if_checks_pass=timeline.finish - timedelta(weeks=6) if steps else None,
            fits=fits and not is_infeasible,
            source_name="ada.pdf",
            credits=("Toy catalogue, written for these tests.",),
        )

    return make


@pytest.fixture(scope="session")
def report(make_report: MakeReport) -> PlanReport:
    """The toy plan as it is."""
    return make_report()


@pytest.fixture(scope="session")
def document(report: PlanReport) -> Document:
    """The toy plan told."""
    return build_report(report)
