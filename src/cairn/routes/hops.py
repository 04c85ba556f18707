"""One move into a role: what it gains, what it takes, and what makes it harder.

The cost of a hop is the hours of its gap, the credentials it needs among them, with
what hours do not show turned into hours: changing jobs at all, unlike work, rungs
skipped or lost, years of experience that are asked for and not brought. A step that
the catalogue itself names skips no rung. Formula and limits: `docs/method/routes.md`.
"""

from collections.abc import Sequence

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue, CredentialRequirement, Requirement, Role
from cairn.effort import effort_hours
from cairn.provenance import Derivation, Rule, Source, high_end, leaf, low_end
from cairn.routes.qualify import CredentialWay, Qualifying
from cairn.routes.standing import Standing
from cairn.routes.values import CredentialStep, Gain, Hop, HopDirection
from cairn.units import SkillId

SHARE = Rule(
    name="routes.share",
    label="share of what the role asks that carries over",
    formula="dot(importances, covered) / dot(importances, asked)",
    unit="share",
)
HOURS = Rule(
    name="routes.hours",
    label="hours to learn and obtain",
    formula="sum(skills) + sum(credentials)",
    unit="hours",
)
SHORT = Rule(
    name="routes.years_short",
    label="years of experience that are asked for and not brought",
    formula="max(0, asked - counted * held)",
    unit="years",
)
COST = Rule(
    name="routes.cost",
    label="hours, and what makes the move harder counted in hours",
    formula="hours + move + unlike * strange ** 2 + rung * skipped + down * lost + year * short",
    unit="hours",
)
STRANGE = Rule(
    name="routes.strange", label="share that nothing prepares for", formula="1 - share", unit="share"
)
_BROUGHT = Source(kind="counted", name="what the roles before ask", detail="and years spent in them")

_NAMED = Source(kind="catalogue", name="catalogue", detail="named as a way up or sideways")


def measure_hop(
    start: Role,
    role: Role,
    standing: Standing,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    qualifying: Qualifying,
) -> Hop:
    """The move from `start` into `role` by somebody who brings `standing`."""
    credentials = _credential_steps(role, standing, catalogue, qualifying)
    gains = _gains(role, standing, catalogue, assumptions)
    share = _share(role, standing)
    hours = _hours([one.hours for one in gains], [one.hours for one in credentials])
    is_named = role.id in {*start.up, *start.sideways}
    rungs = role.seniority - start.seniority
    short = SHORT(
        asked=leaf(f"asked by {role.title}", role.experience_years, source=_role_source(role), unit="years"),
        counted=share if role.field != start.field else leaf("in the same field", 1, source=_BROUGHT),
        held=leaf("years held", standing.years, source=_BROUGHT, unit="years"),
    )
    cost = COST(
        hours=hours,
        move=assumptions["routes.move_hours"],
        unlike=assumptions["routes.unlike_hours"],
        strange=_strange(share, is_named=is_named),
        rung=assumptions["routes.rung_hours"],
        skipped=_count("rungs skipped", 0 if is_named else max(0, rungs - 1), role),
        down=assumptions["routes.down_hours"],
        lost=_count("rungs lost", max(0, -rungs), role),
        year=assumptions["routes.year_hours"],
        short=short,
    )
    return Hop(
        start=start,
        role=role,
        direction=direction_of(start, role),
        is_named=is_named,
        share=share,
        gains=gains,
        credentials=credentials,
        hours=hours,
        years_short=short,
        cost=cost,
    )


def direction_of(start: Role, role: Role) -> HopDirection:
    """Up or down by what the catalogue calls a step up, else by seniority."""
    if role.id in start.up:
        return "up"
    if start.id in role.up or role.seniority < start.seniority:
        return "down"
    return "up" if role.seniority > start.seniority else "sideways"


def _gains(
    role: Role, standing: Standing, catalogue: Catalogue, assumptions: Assumptions
) -> tuple[Gain, ...]:
    """The skills below what is asked, heaviest first."""
    lacking = [
        (one, held) for one in role.requirements if (held := standing.levels.get(one.skill, 0.0)) < one.level
    ]
    ordered = sorted(lacking, key=lambda pair: -pair[0].importance * (pair[0].level - pair[1]))
    return tuple(
        Gain(
            skill=one.skill,
            start=held,
            end=one.level,
            hours=effort_hours(
                assumptions, kind=effort_kind(one.skill, catalogue), start=held, end=one.level
            ),
        )
        for one, held in ordered
    )


def effort_kind(skill: SkillId, catalogue: Catalogue) -> str:
    """The row of the effort model for a skill."""
    entry = catalogue.skills[skill]
    return entry.effort or entry.kind


def credential_ways(
    role: Role, standing: Standing, catalogue: Catalogue, qualifying: Qualifying
) -> list[tuple[CredentialRequirement, CredentialWay]]:
    """Required credentials not held, with the way to each; what one brings the next need not."""
    found: list[tuple[CredentialRequirement, CredentialWay]] = []
    held = standing.held
    for requirement in role.credentials:
        if not requirement.is_essential or standing.satisfies(requirement, catalogue):
            continue
        way = qualifying.find_way(requirement, held, role.field)
        if way.hours:
            found.append((requirement, way))
            got = {grant for one in way.options for grant in catalogue.options[one].grants}
            held |= catalogue.included_credentials(frozenset({*got, *way.alone}))
    return found


def _credential_steps(
    role: Role, standing: Standing, catalogue: Catalogue, qualifying: Qualifying
) -> tuple[CredentialStep, ...]:
    return tuple(
        CredentialStep(
            requirement=requirement,
            credential=way.credential,
            options=way.options,
            hours=qualifying.derive(way),
        )
        for requirement, way in credential_ways(role, standing, catalogue, qualifying)
    )


def _share(role: Role, standing: Standing) -> Derivation:
    def covered(one: Requirement) -> Derivation:
        return leaf("brought", min(one.level, standing.levels.get(one.skill, 0.0)), source=_BROUGHT)

    return SHARE(
        importances=[leaf("importance", one.importance, source=one.source) for one in role.requirements],
        covered=[covered(one) for one in role.requirements],
        asked=[leaf("asked", one.level, source=one.source) for one in role.requirements],
    )


def _hours(skills: Sequence[Derivation], credentials: Sequence[Derivation]) -> Derivation:
    return HOURS(
        skills=skills,
        credentials=credentials,
        low=HOURS(skills=list(map(low_end, skills)), credentials=list(map(low_end, credentials))),
        high=HOURS(skills=list(map(high_end, skills)), credentials=list(map(high_end, credentials))),
    )


def _strange(share: Derivation, *, is_named: bool) -> Derivation:
    """What is new in the role; nothing counts as strange where the catalogue calls it a usual step."""
    return leaf("a usual step", 0, source=_NAMED, unit="share") if is_named else STRANGE(share=share)


def _count(label: str, number: int, role: Role) -> Derivation:
    return leaf(label, number, source=_role_source(role))


def _role_source(role: Role) -> Source:
    return Source(kind="catalogue", name=role.layer, detail=f"{role.title} ({role.id})")
