"""Two plans from toy catalogues: one small enough to follow by hand, one made by the main job.

`make_report` varies the first: more steps, other names, nothing at all, or an honest no.
`make_plan` bends an ordinary request for the second.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from tests.cairn.report.baker_plans import POOR, TERMS, MakePlan
from tests.cairn.report.toy_gap import toy_gap
from tests.cairn.report.toy_person import toy_goal, toy_milestones, toy_no, toy_person, toy_question
from tests.cairn.report.toy_plan import START, STEPS, total, toy_problem, toy_solution, toy_step, toy_terms
from tests.cairn.report.toy_weeks import periods, toy_timeline

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.values import Codes, Role
from cairn.plan.values import Plan, Terms
from cairn.profile import Answers, Finders
from cairn.reading.values import Resume
from cairn.report import Document, LeftOut, PlanReport, WhatIf, build_report
from cairn.report.compose import Request, Setting, plan_career
from cairn.units import RoleId

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
        steps = tuple(toy_step(index, *row) for index, row in enumerate(titled))
        mondays, end = periods([row[2] for row in rows])
        timeline = toy_timeline(steps, [row[5] for row in rows], mondays)
        weeks = (end - START).days // 7
        solution = toy_solution(steps, weeks)
        goal, findings = toy_goal(timeline.finish)
        plan = Plan(
            gap=toy_gap(),
            terms=toy_terms(deadline, budget),
            problem=toy_problem(steps, weeks),
            candidates=steps,
            steps=steps,
            hours=total("Hours of the plan", [one.hours for one in steps], "hours"),
            cost=total("Cost of the plan", [one.cost for one in steps], "USD"),
            is_complete=not is_infeasible,
            unmet=("Machine learning",) if is_infeasible else (),
        )
        return PlanReport(
            person=toy_person(name),
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
            outcome=toy_no(solution) if is_infeasible else solution,
            solution=solution,
            timeline=timeline,
            goal=goal,
            findings=findings,
            milestones=toy_milestones(steps, timeline),
            questions=(toy_question(),),
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


@pytest.fixture(scope="session")
def setting(toy: Catalogue, toy_finders: Finders, assumptions: Assumptions) -> Setting:
    return Setting(catalogue=toy, finders=toy_finders, assumptions=assumptions)


@pytest.fixture(scope="session")
def make_plan(setting: Setting, baker_resume: Resume) -> MakePlan:
    """The baker's plan for a role; every argument bends the ordinary request."""

    def make(
        terms: Terms = TERMS,
        *,
        role: str = "head-baker",
        answers: Answers | None = None,
        resume: Resume = baker_resume,
        why: str = "",
        comparing: float = 20.0,
    ) -> PlanReport:
        request = Request(
            role=setting.catalogue.roles[RoleId(role)],
            terms=terms,
            answers=answers or Answers(),
            relevance=why,
            source_name="ada.json",
            comparing_seconds=comparing,
        )
        return plan_career(resume, request, setting)

    return make


@pytest.fixture(scope="session")
def fitting(make_plan: MakePlan) -> PlanReport:
    return make_plan(why="I want my own bakery")


@pytest.fixture(scope="session")
def refused(make_plan: MakePlan) -> PlanReport:
    """300 USD cannot buy the master baker school, which costs 800."""
    return make_plan(POOR)
