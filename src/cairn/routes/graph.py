"""What every move between two roles costs, at once, as a matrix for the search.

The same formula as `hops`, on arrays: a level is turned into the hours that lead to it,
so that the hours of a gap are the hours of what is asked less those of what is brought.
`NaN` never leaves this module: a move beyond the limits is no edge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue, Role
from cairn.routes.hops import credential_ways, effort_kind
from cairn.routes.qualify import Qualifying
from cairn.routes.standing import Standing, stand_in
from cairn.units import MAX_LEVEL, RoleId, SkillId

Floats = NDArray[np.float64]
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveGraph:
    """The roles, and the cost in hours of each move from one (row) into another (column).

    `costs` is infinite where a move lies beyond the limits; `hours`, `shares` and `short`
    are what each would take; `named` marks the steps that the catalogue itself names.
    """

    roles: tuple[Role, ...]
    costs: Floats
    hours: Floats
    shares: Floats
    short: Floats
    named: NDArray[np.bool_]

    def place(self, role: RoleId) -> int:
        """The row and column of a role."""
        return next(at for at, one in enumerate(self.roles) if one.id == role)

    def edges(self, source: int, target: int | None, *, most: int) -> csr_array:
        """The cheapest `most` moves out of each role, all that are named, and all into the target.

        Towards a target no role on the way stands above both ends or more than a rung
        below them, and nobody goes down within a field but into the target.
        """
        size = len(self.roles)
        allowed = self.costs if target is None else self._towards(source, target)
        kept = np.full(self.costs.shape, np.inf)
        near = np.argpartition(allowed, min(most, size - 1), axis=1)[:, :most]
        np.put_along_axis(kept, near, np.take_along_axis(allowed, near, axis=1), axis=1)
        kept[self.named] = allowed[self.named]
        if target is not None:
            kept[:, target] = allowed[:, target]
        return _sparse(kept)

    def _towards(self, source: int, target: int) -> Floats:
        rank = np.array([one.seniority for one in self.roles])
        fields = np.array([one.field for one in self.roles])
        ends = rank[[source, target]]
        passed = (rank <= ends.max()) & (rank >= ends.min() - 1)
        passed[[source, target]] = True
        sinks = (rank[None, :] < rank[:, None]) & (fields[None, :] == fields[:, None])
        sinks[:, target] = False
        costs: Floats = np.where(sinks | ~passed[None, :], np.inf, self.costs)
        return costs

    def climbing_edges(self) -> csr_array:
        """The moves that stay in a field or that the catalogue names, none of them down."""
        fields = np.array([one.field for one in self.roles])
        rank = np.array([one.seniority for one in self.roles])
        stays = self.named | (fields[None, :] == fields[:, None])
        return _sparse(np.where(stays & (rank[None, :] >= rank[:, None]), self.costs, np.inf))


def _sparse(costs: Floats) -> csr_array:
    # The search takes 32-bit places only.
    rows, columns = (one.astype(np.int32) for one in np.nonzero(np.isfinite(costs)))
    return csr_array((costs[rows, columns], (rows, columns)), shape=costs.shape)


def roles_near(ends: Sequence[Role], catalogue: Catalogue, *, most: int) -> tuple[Role, ...]:
    """The roles that ask for some skill; of a large catalogue the ends and those most like either."""
    roles = [one for one in catalogue.roles.values() if one.requirements]
    if len(roles) <= most:
        return tuple(roles)
    asked = [{one.skill: one.importance * one.level for one in end.requirements} for end in ends]

    def likeness(role: Role) -> float:
        own = {one.skill: one.importance * one.level for one in role.requirements}
        return max(_alike(own, other) for other in asked)

    others = sorted((one for one in roles if one not in ends), key=likeness, reverse=True)
    return (*ends, *others[: most - len(ends)])


def _alike(left: Mapping[SkillId, float], right: Mapping[SkillId, float]) -> float:
    common = sum(min(weight, right[skill]) for skill, weight in left.items() if skill in right)
    return common / (sum(left.values()) + sum(right.values()) - common)


def weigh_moves(
    roles: Sequence[Role], catalogue: Catalogue, assumptions: Assumptions, qualifying: Qualifying
) -> MoveGraph:
    """Every move between two of some roles of a catalogue."""
    stay = assumptions.number("routes.stay_years")
    standings = [stand_in(one, catalogue, stay_years=stay) for one in roles]
    skills, shares = _skills(roles, standings, catalogue, assumptions)
    hours = skills + _credentials(roles, standings, catalogue, qualifying)
    asked = np.array([one.experience_years for one in roles])
    held = np.array([one.years for one in standings])
    fields = np.array([one.field for one in roles])
    counted = np.where(fields[None, :] == fields[:, None], 1.0, shares)
    short = np.maximum(0.0, asked[None, :] - counted * held[:, None])
    named = _named(roles)
    costs = _costs(roles, hours, shares, short, named, assumptions)
    return MoveGraph(roles=tuple(roles), costs=costs, hours=hours, shares=shares, short=short, named=named)


def _costs(
    roles: Sequence[Role],
    hours: Floats,
    shares: Floats,
    short: Floats,
    named: NDArray[np.bool_],
    assumptions: Assumptions,
) -> Floats:
    number = assumptions.number
    rank = np.array([one.seniority for one in roles])
    rungs = rank[None, :] - rank[:, None]
    skipped = np.where(named, 0, np.maximum(0, rungs - 1))
    costs: Floats = (
        hours
        + number("routes.move_hours")
        + number("routes.unlike_hours") * np.where(named, 0, 1 - shares) ** 2
    )
    costs += number("routes.rung_hours") * skipped + number("routes.down_hours") * np.maximum(0, -rungs)
    costs += number("routes.year_hours") * short
    is_green = (rungs > 1) & (short > number("routes.most_years_short"))
    is_far = (hours > number("routes.most_hours")) | (
        ~named & ((rungs > number("routes.most_rungs")) | is_green)
    )
    costs[is_far] = np.inf
    np.fill_diagonal(costs, np.inf)
    return costs


def _named(roles: Sequence[Role]) -> NDArray[np.bool_]:
    places = {one.id: at for at, one in enumerate(roles)}
    named = np.zeros((len(roles), len(roles)), dtype=bool)
    for at, one in enumerate(roles):
        named[at, [places[other] for other in (*one.up, *one.sideways) if other in places]] = True
    return named


def _skills(
    roles: Sequence[Role], standings: Sequence[Standing], catalogue: Catalogue, assumptions: Assumptions
) -> tuple[Floats, Floats]:
    """Hours of the skills missing for each move, and the share of what is asked that is brought."""
    size = len(roles)
    ladders = _ladders(roles, catalogue, assumptions)
    holders = _holders(standings)
    hours, shares = np.zeros((size, size)), np.zeros((size, size))
    for column, role in enumerate(roles):
        wanted = sum(one.importance * one.level for one in role.requirements)
        for one in role.requirements:
            ladder = ladders[effort_kind(one.skill, catalogue)]
            rows, levels = holders.get(one.skill, _NOBODY)
            brought = np.minimum(levels, one.level)
            all_hours = np.interp(one.level, _STEPS, ladder)
            hours[:, column] += all_hours
            hours[rows, column] -= np.interp(brought, _STEPS, ladder)
            shares[rows, column] += one.importance * brought / max(wanted, _TINY)
    return np.maximum(hours, 0.0), np.minimum(shares, 1.0)


_STEPS = np.arange(MAX_LEVEL + 1, dtype=float)
_NOBODY: tuple[NDArray[np.intp], Floats] = (np.zeros(0, dtype=np.intp), np.zeros(0))


def _ladders(roles: Sequence[Role], catalogue: Catalogue, assumptions: Assumptions) -> dict[str, Floats]:
    """Hours from nothing to each whole level, by kind of skill."""
    kinds = {effort_kind(one.skill, catalogue) for role in roles for one in role.requirements}
    return {
        kind: np.cumsum(
            [0.0, *(assumptions.number(f"effort.{kind}.step{step}") for step in range(1, MAX_LEVEL + 1))]
        )
        for kind in kinds
    }


def _holders(standings: Sequence[Standing]) -> dict[SkillId, tuple[NDArray[np.intp], Floats]]:
    found: dict[SkillId, list[tuple[int, float]]] = {}
    for at, standing in enumerate(standings):
        for skill, level in standing.levels.items():
            found.setdefault(skill, []).append((at, level))
    return {
        skill: (np.array([at for at, _ in pairs], dtype=np.intp), np.array([level for _, level in pairs]))
        for skill, pairs in found.items()
    }


def _credentials(
    roles: Sequence[Role], standings: Sequence[Standing], catalogue: Catalogue, qualifying: Qualifying
) -> Floats:
    """Hours of the credentials missing for each move; roles alike in this are reckoned once."""
    asking = [(tuple(one.credentials), one.field if one.credentials else "") for one in roles]
    holding = [(one.held, one.claims) for one in standings]
    columns = {key: at for at, key in enumerate(asking)}
    rows = {key: at for at, key in enumerate(holding)}
    small = np.zeros((len(rows), len(columns)))
    row_of = np.array([list(rows).index(key) for key in holding])
    column_of = np.array([list(columns).index(key) for key in asking])
    for row, standing in enumerate(rows.values()):
        for column, role in enumerate(columns.values()):
            ways = credential_ways(roles[role], standings[standing], catalogue, qualifying)
            small[row, column] = sum(way.hours for _, way in ways)
    full: Floats = small[np.ix_(row_of, column_of)]
    return full
