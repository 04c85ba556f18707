"""Every requirement of a role against one person, with a reason for each number.

required − held, where held is the combined level of all witnesses; for a skill
that nobody mentioned it is the low end, and the plan begins with an hour that
finds out. Formulas: `docs/method/gap.md`.
"""

from dataclasses import replace

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, CredentialRequirement, Requirement, Role
from cairn.effort import effort_hours
from cairn.gap.values import CredentialGap, GapKind, GapReport, SkillGap, Standing
from cairn.profile.values import WORKING_LIFE, HeldSkill, Profile
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.units import LEVEL_NAMES

SIZE = Rule(
    name="gap.size",
    label="gap",
    formula="at_least(max(0, required - held), least_visible)",
    unit="levels",
)
PRIORITY = Rule(
    name="gap.priority",
    label="priority",
    formula="100 * importance * size * goals / max(1, effort)",
)
COVERED = Rule(
    name="gap.covered", label="part of the level held", formula="min(held, required)", unit="levels"
)
MATCH = Rule(
    name="gap.match",
    label="match with the role",
    formula="dot(importances, covered) / dot(importances, required)",
    unit="share",
)
_EXCEEDS_BY = 0.75
_EVIDENCE_FROM_IMPORTANCE = 3
_WORTH_TELLING = 2.0


def find_gaps(profile: Profile, role: Role, *, catalogue: Catalogue, assumptions: Assumptions) -> GapReport:
    """Compare a person with a role: gaps by priority, credentials apart."""
    gaps = [_skill_gap(one, profile, catalogue, assumptions) for one in role.requirements]
    asked = {one.skill for one in role.requirements}
    surplus = [one for skill, one in profile.skills.items() if skill not in asked and _is_telling(one)]
    return GapReport(
        role=role.id,
        title=role.title,
        skills=tuple(
            sorted(gaps, key=lambda gap: (-gap.priority.value, -gap.requirement.importance, gap.label))
        ),
        credentials=tuple(_credential_gap(one, profile, catalogue) for one in role.credentials),
        match_score=_match(gaps),
        surplus=tuple(sorted(surplus, key=lambda one: -one.level.value)),
    )


def _is_telling(one: HeldSkill) -> bool:
    """Shown, claimed, or worked with for long: a chef cooks, though no line of the résumé says so."""
    worked = any(said.kind == "role" and said.quote != WORKING_LIFE for said in one.testimonies)
    return one.support != "inferred" or (worked and one.level.value >= _WORTH_TELLING)


def _skill_gap(
    requirement: Requirement, profile: Profile, catalogue: Catalogue, assumptions: Assumptions
) -> SkillGap:
    skill = catalogue.skills[requirement.skill]
    held_skill = profile.skills.get(requirement.skill)
    required = leaf("asked by the role", requirement.level, unit="levels", source=requirement.source)
    held = held_skill.level if held_skill else _unknown(assumptions)
    size = SIZE(required=required, held=held, least_visible=assumptions["gap.least_visible"])
    effort = effort_hours(
        assumptions,
        kind=skill.effort or skill.kind,
        start=min(held.value, required.value),
        end=required.value if size.value > 0 else min(held.value, required.value),
    )
    kind = _kind(held_skill, size.value, requirement)
    return SkillGap(
        requirement=requirement,
        label=skill.label,
        skill_kind=skill.kind,
        kind=kind,
        standing=_standing(held_skill, size.value, required.value),
        held_skill=held_skill,
        required=required,
        held=held,
        size=size,
        effort=effort,
        priority=_priority(requirement, size, effort),
        reason=_reason(kind, held_skill, required),
        is_checked_first=(
            kind == "unknown"
            and requirement.is_essential
            and effort.value >= assumptions.number("plan.check_worth_hours")
        ),
    )


def _unknown(assumptions: Assumptions) -> Derivation:
    """Not mentioned anywhere: planned from nothing, but anything up to `high` is possible."""
    source = Source(kind="read", name="your résumé", detail="not mentioned; planned from the low end")
    low = leaf("low end", 0, unit="levels", source=source)
    high = assumptions["level.unknown_high"]
    return replace(leaf("not mentioned", 0, unit="levels", source=source), low=low, high=high)


def _priority(requirement: Requirement, size: Derivation, effort: Derivation) -> Derivation:
    importance = leaf("importance for the role", requirement.importance, source=requirement.source)
    goals = leaf("goals it serves", 1, source=Source(kind="counted", name="your goals"))
    return PRIORITY(importance=importance, size=size, goals=goals, effort=effort)


def _kind(held: HeldSkill | None, size: float, requirement: Requirement) -> GapKind:
    if size > 0:
        return "unknown" if held is None else "acquire" if held.level.value < 1 else "enhance"
    is_unproved = held is not None and held.support != "shown"
    return "practise" if is_unproved and requirement.importance >= _EVIDENCE_FROM_IMPORTANCE else "none"


def _standing(held: HeldSkill | None, size: float, required: float) -> Standing:
    if held is None:
        return "missing"
    if size > 0:
        return "partial" if held.level.value >= 1 else "missing"
    return "exceeded" if held.level.value >= required + _EXCEEDS_BY else "matched"


def _reason(kind: GapKind, held: HeldSkill | None, required: Derivation) -> str:
    """One sentence: what is asked, what speaks for it, what follows."""
    asked = f"asked at {required.value:g} ({LEVEL_NAMES[round(required.value)]})"
    if held is None:
        return f"{asked}; your résumé does not mention it, so the plan starts from nothing"
    first = held.testimonies[0]
    quote = first.quote if len(first.quote) <= 90 else first.quote[:87].rsplit(" ", 1)[0] + "…"
    level = f"{held.level.value:.1f}"
    spoken = {
        "done": f"“{quote}” speaks for {level}",
        "credential": f"“{quote}” speaks for {level}",
        "listed": f"you list “{quote}”, which speaks for {level} until something shows it",
        "rated": f"you say “{quote}”, which speaks for {level} until something shows it",
        "related": f"“{quote}” shows it in part, about {level}",
        "role": f"usual after {quote}, about {level}",
        "answer": f"your answer speaks for {level}",
    }[first.kind]
    follows = {"practise": "; one dated example would prove it", "none": ""}.get(kind, "")
    return f"{asked}; {spoken}{follows}"


def _credential_gap(asked: CredentialRequirement, profile: Profile, catalogue: Catalogue) -> CredentialGap:
    held = next((one for one in asked.any_of if one in profile.credentials), None)
    labels = " or ".join(catalogue.credentials[one].label for one in asked.any_of)
    if held is not None:
        reason = f"held: {profile.credentials[held].quote}"
    else:
        reason = asked.note or ("required" if asked.is_essential else "often asked")
    return CredentialGap(requirement=asked, label=labels, held=held, reason=reason)


def _match(gaps: list[SkillGap]) -> Derivation:
    importances = [
        leaf(f"importance of {gap.label}", gap.requirement.importance, source=gap.requirement.source)
        for gap in gaps
    ]
    return MATCH(
        importances=importances,
        covered=[
            COVERED(held=gap.held, required=gap.required, label=f"{gap.label}: part held") for gap in gaps
        ],
        required=[gap.required for gap in gaps],
    )
