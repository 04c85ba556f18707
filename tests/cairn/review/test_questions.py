"""What is asked next: unknowns only, the largest effect first, each answerable in an answers file."""

from dataclasses import replace
from datetime import date

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.effort import effort_hours
from cairn.gap import find_gaps
from cairn.plan.build import build_plan, draft_plan
from cairn.plan.problem import Solution
from cairn.plan.values import Plan, Terms
from cairn.profile import Answers, Finders, assemble_profile, read_answers
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.reading.values import Resume
from cairn.review.questions import ask_next
from cairn.schedule import solve
from cairn.units import CredentialId, RoleId, SkillId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("hours at work", 2, source=TYPED),
    budget=None,
    deadline=None,
)


class Asking:
    """The questions that the baker's plan raises, with whatever answers were given."""

    def __init__(
        self, resume: Resume, catalogue: Catalogue, finders: Finders, assumptions: Assumptions
    ) -> None:
        self.resume, self.catalogue, self.finders, self.assumptions = resume, catalogue, finders, assumptions

    def plan(self, answers: Answers, role: str = "head-baker") -> Plan:
        profile = assemble_profile(
            self.resume,
            catalogue=self.catalogue,
            finders=self.finders,
            assumptions=self.assumptions,
            today=TODAY,
            answers=answers,
        )
        target = self.catalogue.roles[RoleId(role)]
        gap = find_gaps(profile, target, catalogue=self.catalogue, assumptions=self.assumptions)
        draft = draft_plan(profile, gap, catalogue=self.catalogue, terms=TERMS, assumptions=self.assumptions)
        solution = solve(draft.problem)
        assert isinstance(solution, Solution)
        return build_plan(draft, solution)

    def asked(self, answers: Answers | None = None, *, most: int = 9) -> list[str]:
        answers = answers or Answers()
        asked = ask_next(
            self.plan(answers),
            catalogue=self.catalogue,
            assumptions=self.assumptions,
            answers=answers,
            most=most,
        )
        return [one.key for one in asked]


@pytest.fixture(scope="module")
def asking(baker_resume: Resume, toy: Catalogue, toy_finders: Finders, assumptions: Assumptions) -> Asking:
    return Asking(baker_resume, toy, toy_finders, assumptions)


@pytest.fixture(scope="module")
def plan(asking: Asking) -> Plan:
    return asking.plan(Answers())


def test_what_is_shown_is_not_asked(asking: Asking) -> None:
    # Six years of baking are dated; nobody need ask.
    assert "levels.baking" not in asking.asked()


def test_what_nothing_mentions_is_asked(asking: Asking) -> None:
    assert {"levels.leading-people", "levels.cost-control"} <= set(asking.asked())


def test_what_the_role_merely_likes_is_not_asked(asking: Asking) -> None:
    assert not {"levels.pastry", "credentials.bachelor-degree"} & set(asking.asked())


def test_what_is_learnt_anyway_on_the_way_to_a_licence_is_not_asked(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    # The school that earns the licence is made the only step that raises leading people.
    others = [step for step in plan.steps if all(lift.skill != "leading-people" for lift in step.lifts)]
    raising = next(lift for step in plan.steps for lift in step.lifts if lift.skill == "leading-people")
    steps = tuple(
        replace(step, lifts=(*step.lifts, raising)) if step.id == "master-school" else step for step in others
    )
    keys = {
        one.key
        for one in ask_next(replace(plan, steps=steps), catalogue=toy, assumptions=assumptions, most=9)
    }
    assert "levels.leading-people" not in keys
    assert "credentials.master-baker" in keys


def test_the_largest_effect_comes_first_and_at_most_three_are_asked(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    everything = ask_next(plan, catalogue=toy, assumptions=assumptions, most=9)
    effects = [one.effect.value for one in everything]
    assert effects == sorted(effects, reverse=True)
    assert ask_next(plan, catalogue=toy, assumptions=assumptions) == everything[:3]


def test_the_effect_of_a_level_is_the_learning_between_its_two_ends(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    asked = ask_next(plan, catalogue=toy, assumptions=assumptions, most=9)
    leading = next(one for one in asked if one.key == "levels.leading-people")
    high = assumptions.number("level.unknown_high")
    model = [effort_hours(assumptions, kind="soft", start=start, end=3).value for start in (0, min(high, 3))]
    assert leading.effect.value == pytest.approx(model[0] - model[1])
    assert leading.effect.unit == "hours"


def test_the_effect_of_a_credential_is_the_hours_of_the_steps_that_earn_it(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    asked = ask_next(plan, catalogue=toy, assumptions=assumptions, most=9)
    master = next(one for one in asked if one.key == "credentials.master-baker")
    school = next(step for step in plan.steps if step.id == "master-school")
    assert master.effect.value == school.hours.value == 100
    assert [value for value, _ in master.answers] == ["true", "false"]


def test_every_effect_replays_and_is_told_in_words(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    for one in ask_next(plan, catalogue=toy, assumptions=assumptions, most=9):
        assert replay(derivation_json(one.effect)) == pytest.approx(one.effect.value)
        assert one.effect.value >= 1
        assert f"{one.effect.value:.0f} hour" in one.consequence
        assert one.text.endswith("?")


def test_an_effect_of_one_hour_is_told_in_the_singular(
    plan: Plan, toy: Catalogue, assumptions: Assumptions
) -> None:
    gaps = tuple(
        replace(gap, requirement=replace(gap.requirement, level=1.0), required=leaf("asked", 1, source=TYPED))
        for gap in plan.gap.skills
    )
    small = replace(plan, gap=replace(plan.gap, skills=gaps))
    own = assumptions.override({"effort.soft.step1": 1.0, "level.unknown_high": 1.0})
    asked = ask_next(small, catalogue=toy, assumptions=own, most=9)
    one_hour = [one for one in asked if round(one.effect.value) == 1]
    assert one_hour
    assert not any("1 hours" in one.consequence for one in one_hour)


@pytest.mark.parametrize("level", [0.0, 2.0, 5.0])
def test_an_answered_level_is_not_asked_again(asking: Asking, level: float) -> None:
    answers = Answers(levels={SkillId("leading-people"): level})
    assert "levels.leading-people" not in asking.asked(answers)


@pytest.mark.parametrize("is_held", [True, False])
def test_an_answered_credential_is_not_asked_again(asking: Asking, is_held: bool) -> None:
    answers = Answers(credentials={CredentialId("master-baker"): is_held})
    assert "credentials.master-baker" not in asking.asked(answers)


def test_every_key_is_one_that_an_answers_file_takes(asking: Asking, toy: Catalogue) -> None:
    for key in asking.asked():
        table, _, name = key.partition(".")
        value = "3" if table == "levels" else "true"
        answers = read_answers(f"[{table}]\n{name} = {value}\n", catalogue=toy)
        assert answers.levels or answers.credentials
