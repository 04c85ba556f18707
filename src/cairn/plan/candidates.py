"""Which options could help at all: everything that leads to what the role asks.

Starts from the open gaps and works backwards through what each option needs.
Where no option of the catalogue reaches a level, guided study with the hours of
the effort model stands in, so that every gap can be closed by something.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option
from cairn.gap.values import GapReport
from cairn.plan.home import ELSEWHERE, known_here
from cairn.plan.stand_ins import credential_option, study_option
from cairn.profile.values import Profile
from cairn.units import CredentialId, OptionId, SkillId

__all__ = [
    "Candidates",
    "Position",
    "Wanted",
    "can_provide",
    "find_candidates",
    "find_position",
    "prerequisites",
    "study_option",
]

_MOST_WAYS = 5
_MOST_WAYS_DEEPER = 2
_READY_WAYS = 2
_LONG_HOURS = 200
_MONEY_PER_HOUR = 25.0  # for ranking only: what a person would pay to save an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the person stands, and how near counts as there.

    `levels` are the levels to plan from; an absent skill is 0. `credentials` are
    held. One may begin an option `start_tolerance` below its start; a level that
    misses the goal by less than `least_visible` reaches it. `country` is an ISO code
    or "".
    """

    levels: Mapping[SkillId, float]
    credentials: frozenset[CredentialId]
    start_tolerance: float
    least_visible: float
    fields: frozenset[str] = frozenset()
    country: str = ""

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
    profile: Profile, gap: GapReport, *, catalogue: Catalogue, assumptions: Assumptions, country: str = ""
) -> Position:
    """The person's levels and credentials as planning takes them."""
    role = catalogue.roles.get(gap.role)
    held_fields = {
        catalogue.roles[one.role].field
        for one in profile.roles
        if one.is_current and one.role in catalogue.roles
    }
    levels = {skill: held.level.value for skill, held in profile.skills.items()}
    levels |= {one.requirement.skill: one.held.value for one in gap.skills}
    return Position(
        levels=levels,
        credentials=frozenset(profile.credentials),
        start_tolerance=assumptions.number("plan.start_tolerance"),
        least_visible=assumptions.number("gap.least_visible"),
        fields=frozenset(held_fields | ({role.field} if role else set())),
        country=country,
    )


def find_candidates(
    gap: GapReport,
    position: Position,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    has_job: bool,
    budget_usd: float | None = None,
) -> Candidates:
    """Options worth considering, catalogue ones first, in catalogue order.

    For each level wanted the few most efficient ways that reach it, of several
    kinds, and the stepping stones to where those begin; what they need is wanted
    in turn. Ranking narrows what is considered; the choice among it is exact. Where
    `budget_usd` may not pay for it all, guided study stands beside what costs money,
    save where a degree is asked: nobody becomes a physiotherapist by reading.
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
    options = [*ordered, *_stand_ins(ordered, wanted, position, catalogue, assumptions)]
    asked = [set(one.requirement.any_of) for one in gap.open_credentials if one.requirement.is_essential]
    is_schooled = any(all(catalogue.credentials[one].kind == "degree" for one in names) for names in asked)
    earned = sum(_cheapest(ordered, names, catalogue) for names in asked)
    all_of_it = _usual_cost(ordered, wanted, position, catalogue) + earned
    if budget_usd is not None and not is_schooled and budget_usd <= all_of_it:
        free = [one for one in options if any(mode.cost.amount == 0 for mode in one.modes)]
        known = {one.id for one in options}
        options += [
            one
            for one in _stand_ins(free, wanted, position, catalogue, assumptions, has_credentials=False)
            if one.id not in known
        ]
    return Candidates(options=tuple(options), goals=wanted.goals)


def _cheapest(options: Iterable[Option], names: set[CredentialId], catalogue: Catalogue) -> float:
    """What the cheapest way to one of these credentials costs, 0 where none is offered."""
    costs = (
        float(mode.cost.amount)
        for one in options
        if names & catalogue.included_credentials(frozenset(one.grants))
        for mode in one.modes
    )
    return min(costs, default=0.0)


def _usual_cost(options: list[Option], wanted: Wanted, position: Position, catalogue: Catalogue) -> float:
    """Roughly what is to be paid: for each level that nothing free leads to, the cheapest paid way."""
    free = [one for one in options if any(mode.cost.amount == 0 for mode in one.modes)]
    levels, _ = _reachable(free, wanted, position, catalogue)
    cheapest: dict[SkillId, float] = {}
    for option in (one for one in options if one not in free):
        cost = min(float(mode.cost.amount) for mode in option.modes)
        for one in option.teaches:
            if not position.reaches(levels.get(one.skill, 0), wanted.levels.get(one.skill, 0)):
                cheapest[one.skill] = min(cost, cheapest.get(one.skill, cost))
    return sum(cheapest.values())


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
        return _offered_here(own or granting, position.country, catalogue)
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
        and not _is_foreign(one, position.country, catalogue)
    ]
    home = position.fields | set(catalogue.skills[skill].fields if skill in catalogue.skills else ())
    near = [one for one in teaching if not one.fields or home & set(one.fields)]
    reaching = [one for one in near if _reaches(one, goal, position)]
    far = [] if reaching else [one for one in teaching if one not in near and _reaches(one, goal, position)]
    best = _best_of(reaching or far, wanted, position, most=most)
    stones = [one for one in near if not _reaches(one, goal, position)]
    return best + _best_of(stones, wanted, position, most=most)


def _offered_here(options: list[Option], country: str, catalogue: Catalogue) -> list[Option]:
    """Those whose own credentials count where the person lives; all of them where none does."""
    granted = {name for option in options for name in option.grants}
    here = set(known_here(granted, country, catalogue))
    return [one for one in options if here.issuperset(one.grants)] or options


def _is_foreign(option: Option, country: str, catalogue: Catalogue) -> bool:
    """Whether it ends with a credential of another country, or with the others' where there is an own one."""
    given = [catalogue.credentials[name] for name in option.grants if catalogue.credentials[name].country]
    others = [one for one in given if country and one.country not in {country, ELSEWHERE}]
    stand_ins = [one for one in given if one.country == ELSEWHERE]
    own = (one for one in catalogue.credentials.values() if one.country and one.country == country)
    return bool(others) or any(set(one.includes) & set(mine.includes) for mine in own for one in stand_ins)


def can_provide(option: Option, skill: SkillId, position: Position, goals: Container[SkillId]) -> bool:
    """Whether an option can bring a level of `skill` that something else needs.

    For what the role asks, chains of options count; for other skills only what can
    begin from where the person stands.
    """
    return skill in goals or any(
        one.skill == skill and position.can_start(skill, one.start) for one in option.teaches
    )


def _is_too_much(option: Option, wanted: Wanted, position: Position, catalogue: Catalogue) -> bool:
    """Nobody takes a degree, an exam, a licence or an apprenticeship for one of its subjects."""
    grants = catalogue.included_credentials(frozenset(option.grants))
    is_wanted = bool(grants & (wanted.credentials - position.credentials))
    is_long = min(mode.hours.value for mode in option.modes) > _LONG_HOURS
    is_licence = any(catalogue.credentials[one].kind == "licence" for one in option.grants)
    is_heavy = is_long or is_licence or option.kind in {"degree", "exam"}
    return bool(grants) and is_heavy and not is_wanted


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
    options: list[Option],
    wanted: Wanted,
    position: Position,
    catalogue: Catalogue,
    assumptions: Assumptions,
    *,
    has_credentials: bool = True,
) -> list[Option]:
    """Guided study for each wanted level, and a path to each credential, that nothing reaches.

    A path to a credential is left out without `has_credentials`: none of them is free.
    """
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
        if has_credentials and credential in catalogue.credentials
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
