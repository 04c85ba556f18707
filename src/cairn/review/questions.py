"""What to ask next: the unknowns whose answers would change the plan most.

For a skill that is unknown or only inferred, the effect of an answer is the
learning it would save or add: the hours from the low end of its range to what the
role asks, against the hours from the high end. For a credential it is the hours
of the steps that earn it.
"""

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue
from cairn.effort import effort_hours
from cairn.gap.values import CredentialGap, SkillGap
from cairn.plan.values import Plan
from cairn.profile import Answers
from cairn.provenance import Derivation, Rule
from cairn.review.values import Question
from cairn.units import LEVEL_NAMES

SWING = Rule(
    name="question.swing",
    label="hours between the best and the worst answer",
    formula="from_low - from_high",
    unit="hours",
)
EARNING = Rule(
    name="question.earning", label="hours of the steps that earn it", formula="sum(hours)", unit="hours"
)


def ask_next(
    plan: Plan,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    answers: Answers | None = None,
    most: int = 3,
) -> tuple[Question, ...]:
    """At most `most` questions, the one with the largest effect first; none in `answers` already."""
    answers = answers or Answers()
    asked = [
        _about_skill(gap, catalogue, assumptions)
        for gap in plan.gap.skills
        if _is_open(gap) and gap.requirement.skill not in answers.levels and not _is_learnt_anyway(gap, plan)
    ]
    asked += [
        found
        for gap in plan.gap.open_credentials
        if gap.requirement.is_essential
        and gap.requirement.any_of[0] not in answers.credentials
        and (found := _about_credential(gap, plan))
    ]
    worth = [one for one in asked if one.effect.value >= 1]
    return tuple(sorted(worth, key=lambda one: (-one.effect.value, one.key))[:most])


def _is_open(gap: SkillGap) -> bool:
    is_shown = gap.held_skill is not None and gap.held_skill.support == "shown"
    return gap.requirement.is_essential and not is_shown


def _is_learnt_anyway(gap: SkillGap, plan: Plan) -> bool:
    """Whether all that raises it is there to earn a credential, so that no answer would spare it."""
    asked = {
        name
        for one in plan.gap.open_credentials
        if one.requirement.is_essential
        for name in one.requirement.any_of
    }
    raising = [step for step in plan.steps if any(one.skill == gap.requirement.skill for one in step.lifts)]
    return bool(raising) and all(asked & set(step.option.grants) for step in raising)


def _about_skill(gap: SkillGap, catalogue: Catalogue, assumptions: Assumptions) -> Question:
    skill = catalogue.skills[gap.requirement.skill]

    def hours(held: float) -> Derivation:
        return effort_hours(
            assumptions,
            kind=skill.effort or skill.kind,
            start=min(held, gap.required.value),
            end=gap.required.value,
        )

    swing = SWING(from_low=hours(gap.held.low_value), from_high=hours(gap.held.high_value))
    return Question(
        key=f"levels.{gap.requirement.skill}",
        kind="level",
        text=f"Where do you stand in “{gap.label}”, honestly?",
        answers=tuple((str(level), name) for level, name in enumerate(LEVEL_NAMES)),
        effect=swing,
        consequence=f"between nothing and about {_hours(swing.value)} of learning",
    )


def _about_credential(gap: CredentialGap, plan: Plan) -> Question | None:
    earning = [step.hours for step in plan.steps if set(step.option.grants) & set(gap.requirement.any_of)]
    if not earning:
        return None
    effect = EARNING(hours=earning)
    return Question(
        key=f"credentials.{gap.requirement.any_of[0]}",
        kind="credential",
        text=f"Do you hold this already: {gap.label}?",
        answers=(("true", "yes"), ("false", "no")),
        effect=effect,
        consequence=f"about {_hours(effect.value)}",
    )


def _hours(hours: float) -> str:
    return f"{hours:.0f} hour{'s' if round(hours) != 1 else ''}"
