"""Which roles and skills a person follows, and what an upgrade of a release changed for them.

Followed are starred entries, own entries, and the role and skills of plans they name.
"""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cairn.catalogue import Catalogue, Codes, Skill
from cairn.catalogue.changes import Followed, describe_changes
from cairn.catalogue.facts import title_of
from cairn.catalogue.own import Watched, read_own
from cairn.catalogue.releases import Release, version_key
from cairn.catalogue.store import Store, list_releases
from cairn.errors import BadInput
from cairn.units import RoleId, SkillId

Pair = tuple[Release, Release]


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Each role and each skill once."""

    roles: tuple[Followed, ...]
    skills: tuple[Skill, ...]


def find_followed(home: Path, plans: Iterable[Path]) -> Following:
    """Everything the person follows.

    Raises:
        BadInput: a plan or an own file cannot be read.
    """
    from cairn.catalogue import load_catalogue

    own, catalogue = read_own(home), load_catalogue(home)
    roles = [_role(home, one, catalogue) for one in own.watched if one.kind == "role"]
    roles += [Followed(title=one.title, codes=one.codes) for one in own.catalogue.roles.values()]
    skills = [_skill(one.id, one.id, catalogue) for one in own.watched if one.kind == "skill"]
    skills += own.catalogue.skills.values()
    for path in plans:
        role, planned = _read_plan(path, catalogue)
        roles.append(role)
        skills += planned
    return Following(
        roles=tuple({one.codes: one for one in roles}.values()),
        skills=tuple({one.id: one for one in skills}.values()),
    )


def find_entry(words: str, *, is_skill: bool) -> tuple[str, str]:
    """The id and label of the role or skill that words name, installed ones included.

    Raises:
        UnknownName: none, or several may be meant.
    """
    from cairn_cli.naming import find_catalogue, find_role_anywhere, find_skill

    catalogue = find_catalogue("")
    if is_skill:
        skill = find_skill(words, catalogue)
        return skill, catalogue.skills[skill].label
    role, _ = find_role_anywhere(words, catalogue)
    return role.id, role.title


def upgraded(before: Sequence[Release], installed: Sequence[Release]) -> list[Pair]:
    """Each installed release with the newest of its name that was there before, where that is another."""
    pairs: list[Pair] = []
    for one in installed:
        older = [old for old in before if old.name == one.name and old.version != one.version]
        if older:
            pairs.append((max(older, key=lambda old: version_key(old.version)), one))
    return pairs


def newest_pairs(home: Path, name: str) -> list[Pair]:
    """The two newest releases of each name, or of the one named (a family such as `bls` too)."""
    by_name: dict[str, list[Release]] = {}
    for one in list_releases(home):
        if not name or one.name == name or one.name.startswith(f"{name}-"):
            by_name.setdefault(one.name, []).append(one)
    ordered = [sorted(found, key=lambda one: version_key(one.version)) for found in by_name.values()]
    return [(found[-2], found[-1]) for found in ordered if len(found) > 1]


def tell_changes(home: Path, pair: Pair, followed: Following) -> tuple[str, ...]:
    """What changed from one release of a pair to the other."""
    before, after = pair
    return describe_changes(
        home, before.name, before.version, after.version, roles=followed.roles, skills=followed.skills
    )


def _role(home: Path, watched: Watched, catalogue: Catalogue) -> Followed:
    known = catalogue.roles.get(RoleId(watched.id))
    if known is not None:
        return Followed(title=known.title, codes=known.codes)
    codes = Codes(onet=watched.id) if "." in watched.id else Codes(esco=watched.id)
    store = Store.open(home)
    if store is None:
        return Followed(title=watched.id, codes=codes)
    with contextlib.closing(store):
        return Followed(title=title_of(store, watched.id) or watched.id, codes=codes)


def _skill(own: str, label: str, catalogue: Catalogue) -> Skill:
    """The catalogue's skill, else one known by its id in a release."""
    known = catalogue.skills.get(SkillId(own))
    return known or Skill(id=SkillId(own), label=label, kind="hard", layer="release")


def _read_plan(path: Path, catalogue: Catalogue) -> tuple[Followed, list[Skill]]:
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        target = document["target"]
        skills = {one["id"]: one["label"] for one in document["person"]["skills"]}
        skills |= {one["skill"]: one["label"] for one in document["gap"]["skills"]}
        codes = Codes(**{name: str(target["codes"].get(name, "")) for name in ("onet", "esco", "isco")})
        followed = Followed(title=str(target["title"]), codes=codes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{path} is no plan of cairn plan ({error}); name the plan.json it wrote."
        raise BadInput(msg) from error
    return followed, [_skill(own, label, catalogue) for own, label in skills.items()]
