"""Which options could help at all: everything that leads to what the role asks.

Starts from the open gaps and works backwards through what each option needs.
Where no option of the catalogue reaches a level, guided study with the hours of
the effort model stands in, so that every gap can be closed by something.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode, Skill, Teaching
from cairn.effort import effort_hours
from cairn.gap.values import GapReport
from cairn.profile.values import Profile
from cairn.provenance import Estimate, Source
from cairn.units import CredentialId, Money, OptionId, SkillId

_MOST_WAYS = 5
_MOST_WAYS_DEEPER = 2
_READY_WAYS = 2
_LONG_HOURS = 200
_MONEY_PER_HOUR = 25.0  # for ranking only: what a person would pay to save an hour
_EFFORT = Source(kind="assumption", name="the effort model", detail="hours by kind of skill and level step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the person stands, and how near counts as there.

    `levels` are the levels to plan from; an absent skill is 0. `credentials` are
    held. One may begin an option `start_tolerance` below its start; a level that
    misses the goal by less than `least_visible` reaches it.
    """

    levels: Mapping[SkillId, float]
    credentials: frozenset[CredentialId]
    start_tolerance: float
    least_visible: float
    fields: frozenset[str] = frozenset()

    def can_start(self, skill: SkillId, level: float) -> bool:
        """Whether the held level is near enough to begin at `level`."""
        return self.is_near(self.levels.get(skill, 0), level)

    def is_near(self, held: float, level: float) -> bool:
        """Whether `held` is near enough to begin at `level`."""
        return held >= level - self.start_tolerance

    def reaches(self, end: float, level: float) -> bool:
        """Whether ending at `end` counts as having reached `level`."""
        return end >= level - self.least_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Options worth considering, and the skills the role asks for, where their start matters."""

    options: tuple[Option, ...]
    goals: frozenset[SkillId]


@dataclass(slots=True)
class Wanted:
    """What is still to be reached, found so far: levels by skill, and credentials.

    `goals` are the skills that the role itself asks for.
    """

    levels: dict[SkillId, float] = field(default_factory=dict)
    credentials: set[CredentialId] = field(default_factory=set)
    goals: frozenset[SkillId] = frozenset()

    def everything(self) -> set[tuple[SkillId, float] | CredentialId]:
        """Each level and each credential wanted so far."""
        return set(self.levels.items()) | set(self.credentials)


def find_position(
    profile: Profile, gap: GapReport, *, catalogue: Catalogue, assumptions: Assumptions
) -> Position:
    """The person's levels and credentials as planning takes them."""
    role = catalogue.roles.get(gap.role)
    held_fields = {catalogue.roles[one.role].field for one in profile.roles if one.role in catalogue.roles}
    levels = {skill: held.level.value for skill, held in profile.skills.items()}
    levels |= {one.requirement.skill: one.held.value for one in gap.skills}
    return Position(
        levels=levels,
        credentials=frozenset(profile.credentials),
        start_tolerance=assumptions.number("plan.start_tolerance"),
        least_visible=assumptions.number("gap.least_visible"),
        fields=frozenset(held_fields | ({role.field} if role else set())),
    )


def find_candidates(
    gap: GapReport, position: Position, *, catalogue: Catalogue, assumptions: Assumptions, has_job: bool
) -> Candidates:
    """Options worth considering, catalogue ones first, in catalogue order.

    For each level wanted the few most efficient ways that reach it, of several
    kinds, and the stepping stones to where those begin; what they need is wanted
    in turn. Ranking narrows what is considered; the choice among it is exact.
    """
    wanted = _first_wanted(gap)
    usable = [
        one for one in catalogue.options.values() if has_job or not all(mode.at_work for mode in one.modes)
    ]
    chosen: dict[OptionId, Option] = {}
    seen: set[tuple[SkillId, float] | CredentialId] = set()
    first = set(wanted.levels.items())
    while new := wanted.everything() - seen:
        seen |= new
        for goal in sorted(new, key=str):
            most = _MOST_WAYS if goal in first else _MOST_WAYS_DEEPER
            for option in _ways(goal, usable, wanted, position, catalogue, most=most):
                chosen.setdefault(option.id, option)
        _want_prerequisites(chosen.values(), wanted, position)
    ordered = [one for one in catalogue.options.values() if one.id in chosen]
    options = (*ordered, *_stand_ins(ordered, wanted, position, catalogue, assumptions))
    return Candidates(options=options, goals=wanted.goals)


def _first_wanted(gap: GapReport) -> Wanted:
    wanted = Wanted()
    for one in gap.open_skills:
        if one.requirement.is_essential:
            wanted.levels[one.requirement.skill] = one.requirement.level
    wanted.goals = frozenset(wanted.levels)
    for credential in gap.open_credentials:
        if credential.requirement.is_essential:
            wanted.credentials.update(credential.requirement.any_of)
    return wanted


def _ways(
    goal: tuple[SkillId, float] | CredentialId,
    usable: list[Option],
    wanted: Wanted,
    position: Position,
    catalogue: Catalogue,
    *,
    most: int,
) -> list[Option]:
    """The options to consider for one level or one credential."""
    if isinstance(goal, str):
        granting = [one for one in usable if goal in catalogue.included_credentials(frozenset(one.grants))]
        own = [one for one in granting if not one.fields or position.fields & set(one.fields)]
        return own or granting
    skill, level = goal
    held = position.levels.get(skill, 0)
    teaching = [
        one
        for one in usable
        if any(
            taught.skill == skill and taught.end > held + position.least_visible and taught.start < level
            for taught in one.teaches
        )
        and can_provide(one, skill, position, wanted.goals)
        and not _is_too_much(one, wanted, position, catalogue)
    ]
    home = position.fields | set(catalogue.skills[skill].fields if skill in catalogue.skills else ())
    near = [one for one in teaching if not one.fields or home & set(one.fields)]
    reaching = [one for one in near if _reaches(one, goal, position)]
    far = [] if reaching else [one for one in teaching if one not in near and _reaches(one, goal, position)]
    best = _best_of(reaching or far, wanted, position, most=most)
    stones = [one for one in near if not _reaches(one, goal, position)]
    return best + _best_of(stones, wanted, position, most=most)


def can_provide(option: Option, skill: SkillId, position: Position, goals: Container[SkillId]) -> bool:
    """Whether an option can bring a level of `skill` that something else needs.

    For what the role asks, chains of options count; for other skills only what can
    begin from where the person stands.
    """
    return skill in goals or any(
        one.skill == skill and position.can_start(skill, one.start) for one in option.teaches
    )


def _is_too_much(option: Option, wanted: Wanted, position: Position, catalogue: Catalogue) -> bool:
    """Nobody takes a degree, an exam or an apprenticeship for one of its subjects."""
    grants = catalogue.included_credentials(frozenset(option.grants))
    is_wanted = bool(grants & (wanted.credentials - position.credentials))
    is_long = min(mode.hours.value for mode in option.modes) > _LONG_HOURS
    return bool(grants) and (is_long or option.kind in {"degree", "exam"}) and not is_wanted


def _reaches(option: Option, goal: tuple[SkillId, float], position: Position) -> bool:
    return any(one.skill == goal[0] and position.reaches(one.end, goal[1]) for one in option.teaches)


def _best_of(options: list[Option], wanted: Wanted, position: Position, *, most: int) -> list[Option]:
    """The most efficient ones, two that can begin at once, and the best of every other kind."""
    ranked = sorted(options, key=lambda one: (-_efficiency(one, wanted, position), one.id))
    ready = [one for one in ranked if _can_begin(one, wanted, position)]
    best = list(dict.fromkeys([*ready[:_READY_WAYS], *ranked[:most]]))
    kinds = {one.kind for one in best}
    for option in ranked:
        if option.kind not in kinds and len(best) < 2 * most:
            best.append(option)
            kinds.add(option.kind)
    return best


def _can_begin(option: Option, wanted: Wanted, position: Position) -> bool:
    levels = prerequisites(option, wanted.goals)
    return all(position.can_start(*one) for one in levels) and position.credentials.issuperset(
        option.needs_credentials
    )


def _efficiency(option: Option, wanted: Wanted, position: Position) -> float:
    """Wanted levels gained for each hour, money counted as hours."""
    gained = sum(
        max(0.0, min(one.end, wanted.levels[one.skill]) - max(one.start, position.levels.get(one.skill, 0)))
        for one in option.teaches
        if one.skill in wanted.levels
    )
    burden = min(mode.hours.value + float(mode.cost.amount) / _MONEY_PER_HOUR for mode in option.modes)
    return gained / max(1.0, burden)


def _want_prerequisites(options: Iterable[Option], wanted: Wanted, position: Position) -> None:
    for option in options:
        for skill, level in prerequisites(option, wanted.goals):
            if not position.can_start(skill, level):
                wanted.levels[skill] = max(level, wanted.levels.get(skill, 0))
        wanted.credentials.update(set(option.needs_credentials) - position.credentials)


def prerequisites(option: Option, goals: Container[SkillId]) -> list[tuple[SkillId, float]]:
    """Levels to have before an option starts.

    What it needs, and where it begins in the skills that the role asks for; what it
    also teaches, nobody here asks for, so its beginning does not matter.
    """
    starts = [(one.skill, one.start) for one in option.teaches if one.skill in goals]
    return starts + [(one.skill, one.level) for one in option.needs]


# ------------------------------------------------------------------ where the catalogue has nothing


def _stand_ins(
    options: list[Option], wanted: Wanted, position: Position, catalogue: Catalogue, assumptions: Assumptions
) -> list[Option]:
    """Guided study for each wanted level, and a path to each credential, that nothing reaches."""
    levels, credentials = _reachable(options, wanted, position, catalogue)
    found = [
        study_option(
            catalogue.skills[skill], start=position.levels.get(skill, 0), end=level, assumptions=assumptions
        )
        for skill, level in wanted.levels.items()
        if not position.reaches(levels.get(skill, 0), level) and skill in catalogue.skills
    ]
    return found + [
        credential_option(catalogue, credential, assumptions)
        for credential in sorted(wanted.credentials - credentials)
        if credential in catalogue.credentials
    ]


def _reachable(
    options: list[Option], wanted: Wanted, position: Position, catalogue: Catalogue
) -> tuple[dict[SkillId, float], frozenset[CredentialId]]:
    """The highest levels and all credentials that a chain of options leads to."""
    levels, credentials = dict(position.levels), set(position.credentials)
    waiting = list(options)
    while True:
        ready = [one for one in waiting if _is_ready(one, wanted, levels, credentials, position)]
        if not ready:
            return levels, frozenset(credentials)
        for option in ready:
            credentials |= catalogue.included_credentials(frozenset(option.grants))
            for one in option.teaches:
                levels[one.skill] = max(one.end, levels.get(one.skill, 0))
        waiting = [one for one in waiting if one not in ready]


def _is_ready(
    option: Option,
    wanted: Wanted,
    levels: Mapping[SkillId, float],
    credentials: set[CredentialId],
    position: Position,
) -> bool:
    can_start = all(
        position.is_near(levels.get(skill, 0), level) for skill, level in prerequisites(option, wanted.goals)
    )
    return can_start and set(option.needs_credentials) <= credentials


def study_option(skill: Skill, *, start: float, end: float, assumptions: Assumptions) -> Option:
    """Guided study and practice from one level to another, hours from the effort model."""
    effort = effort_hours(assumptions, kind=skill.effort or skill.kind, start=start, end=end)
    alone = assumptions.number("effort.alone")
    hours = Estimate(
        value=round(effort.value * alone, 2),
        low=round(effort.low_value, 2),
        high=round(effort.high_value * alone, 2),
        source=_EFFORT,
    )
    return Option(
        id=OptionId(f"study:{skill.id}"),
        title=f"Guided study and practice: {skill.label}",
        kind="practice",
        teaches=(Teaching(skill=skill.id, start=0, end=end),),
        modes=(_free_mode(hours),),
        proves="notes and one worked example of your own",
        first_step=f"Pick one book or course on {skill.label} and one task to try it on",
        done_when=f"somebody who knows {skill.label} has looked at your worked example",
        source=_EFFORT,
    )


def credential_option(catalogue: Catalogue, credential: CredentialId, assumptions: Assumptions) -> Option:
    """A credential that no option grants, at the usual hours of its kind."""
    entry = catalogue.credentials[credential]
    name = f"effort.credential.{entry.kind}"
    assumed = assumptions[name]
    hours = Estimate(value=assumed.value, low=assumed.low_value, high=assumed.high_value, source=_EFFORT)
    return Option(
        id=OptionId(f"obtain:{credential}"),
        title=f"Obtain: {entry.label}",
        kind="certificate",
        teaches=(),
        modes=(_free_mode(hours),),
        proves=entry.label,
        first_step=f"Ask {entry.issuer or 'the issuing body'} what it takes and what it costs",
        done_when=f"you hold it: {entry.label}",
        grants=(credential,),
        source=_EFFORT,
    )


def _free_mode(hours: Estimate) -> OptionMode:
    return OptionMode(
        id="self_paced",
        pattern="self_paced",
        hours=hours,
        weeks=0,
        hours_per_week=0,
        cost=Money(amount=Decimal(0), currency="USD"),
        cost_low=Decimal(0),
        cost_high=Decimal(0),
        at_work=False,
    )
