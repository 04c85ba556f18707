"""What has to be there: the goals of the plan, what each step builds on, what comes first.

Every level or credential to have is a need that any one of several activities meets.
"""

from collections.abc import Iterable

from cairn.catalogue.values import Catalogue, Option
from cairn.gap.values import CredentialGap, GapReport, SkillGap
from cairn.plan.candidates import Position, can_provide, prerequisites
from cairn.plan.problem import ActivityId, Need, Precedence
from cairn.plan.values import Step
from cairn.units import CredentialId, SkillId

_SMALL_STEP_WEIGHT = 0.5
_CREDENTIAL_WEIGHT = 25.0
# Left out last: what nobody is hired without weighs nearly three times what is asked at importance 3.
_MOST_IMPORTANT = 5.0


def goal_needs(steps: Iterable[Step], gap: GapReport, position: Position, catalogue: Catalogue) -> list[Need]:
    """The levels and credentials the role insists on, and the small steps every plan may have."""
    listed = list(steps)
    options = [(one.id, one.option) for one in listed]
    needs = [_level_goal(one, options, position) for one in gap.open_skills if one.requirement.is_essential]
    needs += [
        _credential_goal(one, options, catalogue)
        for one in gap.open_credentials
        if one.requirement.is_essential
    ]
    return needs + [
        Need(id=one.id, label=one.option.title, any_of=(one.id,), weight=_SMALL_STEP_WEIGHT)
        for one in listed
        if one.origin in {"check", "show"}
    ]


def _level_goal(one: SkillGap, options: list[tuple[ActivityId, Option]], position: Position) -> Need:
    level = one.requirement.level
    return Need(
        id=f"skill:{one.requirement.skill}",
        label=f"{one.label} at level {level:g}",
        any_of=_reaching(options, one.requirement.skill, level - position.least_visible),
        weight=one.requirement.importance**2 / _MOST_IMPORTANT,
    )


def _credential_goal(
    one: CredentialGap, options: list[tuple[ActivityId, Option]], catalogue: Catalogue
) -> Need:
    asked = set(one.requirement.any_of)
    return Need(
        id=f"credential:{one.requirement.any_of[0]}",
        label=one.label,
        any_of=tuple(
            identity
            for identity, option in options
            if asked & catalogue.included_credentials(frozenset(option.grants))
        ),
        weight=_CREDENTIAL_WEIGHT,
    )


def _reaching(
    options: list[tuple[ActivityId, Option]], skill: SkillId, level: float
) -> tuple[ActivityId, ...]:
    return tuple(
        identity
        for identity, option in options
        if any(one.skill == skill and one.end >= level - 1e-9 for one in option.teaches)
    )


def step_needs(
    steps: Iterable[Step], position: Position, goals: frozenset[SkillId], catalogue: Catalogue
) -> list[Need]:
    """What each option builds on: a level or a credential that another one brings."""
    listed = list(steps)
    options = [(one.id, one.option) for one in listed]
    by_id = dict(options)
    needs: list[Need] = []
    for step in listed:
        for skill, level in sorted(_asked_first(step.option, goals).items()):
            if not position.can_start(skill, level):
                able = [
                    identity
                    for identity in _reaching(options, skill, level - position.start_tolerance)
                    if can_provide(by_id[identity], skill, position, goals)
                ]
                needs.append(
                    _need(step.id, f"{skill} {level:g}", tuple(one for one in able if one != step.id))
                )
        needs += [
            _need(step.id, credential, _granting(options, credential, catalogue, step.id))
            for credential in step.option.needs_credentials
            if credential not in position.credentials
        ]
    return needs


def _asked_first(option: Option, goals: frozenset[SkillId]) -> dict[SkillId, float]:
    asked: dict[SkillId, float] = {}
    for skill, level in prerequisites(option, goals):
        asked[skill] = max(level, asked.get(skill, 0))
    return asked


def _granting(
    options: list[tuple[ActivityId, Option]], credential: CredentialId, catalogue: Catalogue, but: ActivityId
) -> tuple[ActivityId, ...]:
    return tuple(
        identity
        for identity, option in options
        if identity != but and credential in catalogue.included_credentials(frozenset(option.grants))
    )


def _need(activity: ActivityId, what: str, any_of: tuple[ActivityId, ...]) -> Need:
    return Need(id=f"{activity} needs {what}", label=what.replace("-", " "), any_of=any_of, activity=activity)


def checks_first(steps: Iterable[Step], gap: GapReport) -> tuple[Precedence, ...]:
    """The hour that finds out a level comes before learning that skill."""
    listed = list(steps)
    check = next((one.id for one in listed if one.origin == "check"), None)
    if check is None:
        return ()
    checked = {one.requirement.skill for one in gap.open_skills if one.is_checked_first}
    return tuple(
        Precedence(before=check, after=one.id)
        for one in listed
        if one.id != check and any(teaching.skill in checked for teaching in one.option.teaches)
    )
