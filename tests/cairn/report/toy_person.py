"""Who the toy plan is for, what they aim at and are asked, and the no they may get."""

from collections.abc import Sequence
from datetime import date

from tests.cairn.report.toy_gap import SOLVED, held_skill

from cairn.errors import Place, Problem
from cairn.goals.values import Finding, Goal, Milestone
from cairn.plan.problem import Conflict, Infeasible, Solution, WayOut
from cairn.plan.values import Step
from cairn.profile.values import HeldCredential, HeldRole, Profile
from cairn.provenance import leaf
from cairn.reading.values import Contact, Education, Experience, Quote
from cairn.review.values import Question
from cairn.schedule.timeline import Timeline
from cairn.units import CredentialId, Month, RoleId


def toy_person(name: str) -> Profile:
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
        skills={one.skill: one for one in (held_skill("SQL", 4.0), held_skill("Python", 2.2))},
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


def toy_goal(finish: date) -> tuple[Goal, tuple[Finding, ...]]:
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


def toy_question() -> Question:
    effect = leaf("Hours that hang on it", 60, source=SOLVED, unit="hours")
    return Question(
        key="levels.model-evaluation",
        kind="level",
        text="How well can you evaluate a model?",
        answers=(("0", "not at all"), ("3", "alone on ordinary cases")),
        effect=effect,
        consequence="At 3 the project is not needed and you finish six weeks earlier.",
    )


def toy_no(partial: Solution) -> Infeasible:
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


def toy_milestones(steps: Sequence[Step], timeline: Timeline) -> tuple[Milestone, ...]:
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
