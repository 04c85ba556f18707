"""From the words a person typed to the one role they mean, or to the choice they have.

The starter catalogue and own entries come first. What they do not hold is looked up
among the installed releases, whose role then joins the catalogue.
"""

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cairn.catalogue import Catalogue, Role
from cairn.errors import BadInput, UnknownName
from cairn.match import RoleFinder, is_clear, match_roles
from cairn.match.library import load_corrections
from cairn.units import RoleId, SkillId
from cairn_cli.home import home_folder

if TYPE_CHECKING:
    from cairn.catalogue.store import Store
    from cairn.match import RoleMatch

CANDIDATES = 5
RELEASES = ("esco", "onet")
_UNCLEAR = 0.85
_NO_WORDS = "No role was named; write one as you would say it, as in “data scientist”."


def find_role(words: str, catalogue: Catalogue) -> Role:
    """The role that `words` name, with a finder of its own; see `find_role_among`."""
    return find_role_among(words, catalogue, RoleFinder.of(catalogue, load_corrections(home_folder())))


def find_role_among(words: str, catalogue: Catalogue, finder: RoleFinder) -> Role:
    """The role that `words` name: its id, or a title that is clear enough.

    Raises:
        UnknownName: several roles may be meant, or none.
        BadInput: there are no words.
    """
    if not words.strip():
        raise BadInput(_NO_WORDS)
    if exact := catalogue.roles.get(RoleId(words.strip())):
        return exact
    matches = match_roles(words, finder, top=CANDIDATES)
    meant = _meant(words, matches)
    if meant is None:
        raise _unknown(words, tuple(match.label for match in matches))
    if sharing := _sharing(words, matches[0].label, catalogue):
        raise _unknown(words, sharing)
    return catalogue.roles[meant]


def _sharing(words: str, best: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The titles that share the one word typed, where it is none itself: “teacher”, “chef”.

    The best match comes first. Nothing where the word stands in one title only.
    """
    word = words.strip().casefold()
    titles = [role.title for role in catalogue.roles.values() if word in role.title.casefold().split()]
    if len(titles) < 2 or word in (title.casefold() for title in titles):
        return ()
    return tuple(dict.fromkeys([best, *titles]))[:CANDIDATES]


def find_role_anywhere(
    words: str, catalogue: Catalogue, finder: RoleFinder | None = None
) -> tuple[Role, Catalogue]:
    """The role that `words` name, and the catalogue with it: installed releases come second.

    Where the catalogue itself holds several near titles, they are the choice.

    Raises:
        UnknownName, BadInput: as `find_role_among`.
    """
    finder = finder or RoleFinder.of(catalogue, load_corrections(home_folder()))
    try:
        return find_role_among(words, catalogue, finder), catalogue
    except UnknownName as unknown:
        near = match_roles(words, finder, top=1)
        is_near = bool(near) and near[0].score >= _UNCLEAR
        stays = is_near or _is_one_release(catalogue)
        found = None if stays else _find_installed(words, catalogue, unknown.candidates)
        if found is None:
            raise
        return found


def find_target(words: str, catalogue: Catalogue, finder: RoleFinder | None = None) -> tuple[Role, Catalogue]:
    """The same, for a role that is to be compared with something: it must ask for some skill.

    Raises:
        UnknownName: as `find_role_anywhere`.
        BadInput: also where no release has said what the role asks for.
    """
    role, entries = find_role_anywhere(words, catalogue, finder)
    require_asking(role)
    return role, entries


def require_asking(role: Role) -> None:
    """Let a role pass that asks for some skill.

    Raises:
        BadInput: no release has said what it asks for.
    """
    if not role.requirements:
        msg = (
            f"What {role.title} asks for is not known: {role.layer} has not rated it;"
            " name a nearer role, or give `cairn plan` a posting for it with --ad FILE."
        )
        raise BadInput(msg)


def find_catalogue(name: str) -> Catalogue:
    """The catalogue that goes by `name`: the starter with own entries for no name, or a release.

    Raises:
        UnknownName: it is not installed.
    """
    from cairn.catalogue import load_catalogue

    if name in {"", "starter"}:
        return load_catalogue(home_folder())
    if name in RELEASES:
        from cairn.catalogue.join import whole_release

        with contextlib.closing(open_store(name)) as store:
            return whole_release(store, name, load_catalogue())
    msg = f"There is no catalogue “{name}”; there are starter, {', '.join(RELEASES)}."
    raise UnknownName(msg)


def open_store(name: str) -> "Store":
    """The installed catalogue, where the release `name` is in it.

    Raises:
        UnknownName: it is not.
    """
    from cairn.catalogue.store import Store

    store = Store.open(home_folder())
    if store is None or store.newest(name) is None:
        msg = f"The catalogue “{name}” is not installed; `cairn data install {name}` does it."
        raise UnknownName(msg)
    return store


def find_role_of_release(words: str, name: str, store: "Store") -> str:
    """The id of the one occupation of the release `name` that `words` name, by its own titles alone.

    Raises:
        UnknownName: several may be meant, or none.
        BadInput: there are no words.
    """
    from cairn.catalogue.join import leading_release
    from cairn.match.installed import match_installed_roles

    if not words.strip():
        raise BadInput(_NO_WORDS)
    release = leading_release(store, name)
    if store.ask("SELECT 1 FROM occupation WHERE release = ? AND id = ?", release.key, words.strip()):
        return words.strip()
    matches = match_installed_roles(words, store, top=CANDIDATES, releases=(name,))
    meant = _meant(words, matches)
    if meant is None:
        raise _unknown(words, [f"{one.label} ({one.role})" for one in matches])
    return meant


def find_skill(words: str, catalogue: Catalogue) -> SkillId:
    """The skill that `words` name; see `find_skills_named`."""
    return find_skills_named([words], catalogue)[0]


def find_skills_named(names: Sequence[str], catalogue: Catalogue) -> list[SkillId]:
    """The skill that each of `names` names: its id, or a name that is clear enough.

    Raises:
        UnknownName: several may be meant, or none.
    """
    from cairn.match import SkillFinder, match_skills

    finder = SkillFinder.of(catalogue, load_corrections(home_folder()))
    found: list[SkillId] = []
    for words in names:
        typed = words.strip()
        matches = () if SkillId(typed) in finder.labels else match_skills(words, finder, top=CANDIDATES)
        if not matches and SkillId(typed) in finder.labels:
            found.append(SkillId(typed))
        elif is_clear(matches) or (matches and matches[0].label.casefold() == typed.casefold()):
            found.append(matches[0].skill)
        else:
            raise _unknown_skill(words, tuple(one.label for one in matches))
    return found


def _unknown_skill(words: str, labels: tuple[str, ...]) -> UnknownName:
    if labels:
        msg = f"“{words}” may mean several skills; name one of these:"
    else:
        msg = f"No skill in the catalogue is like “{words}”; try another word for it."
    return UnknownName(msg, candidates=labels)


def find_role_in(words: str, name: str) -> tuple[Role, Catalogue]:
    """The role that `words` name in one catalogue: the starter with installed roles, or a release alone.

    Raises:
        UnknownName, BadInput: as `find_role_anywhere`; also where the release is not installed.
    """
    if name not in RELEASES:
        return find_role_anywhere(words, find_catalogue(name))
    from cairn.catalogue.join import release_part

    with contextlib.closing(open_store(name)) as store:
        role = find_role_of_release(words, name, store)
        part = release_part(store, name, find_catalogue(""), [role])
        return part.roles[RoleId(role)], part


def _meant(words: str, matches: "Sequence[RoleMatch]") -> RoleId | None:
    """The match that is clearly meant: far ahead, or the only one of exactly that title."""
    called = [one for one in matches if one.label.casefold() == words.strip().casefold()]
    if len(called) == 1:
        return called[0].role
    return matches[0].role if is_clear(tuple(matches)) else None


def _is_one_release(catalogue: Catalogue) -> bool:
    """Whether this is a release by itself, beside which nothing else is looked up."""
    first = next(iter(catalogue.roles.values()), None)
    return first is not None and first.layer not in {"starter", "own"}


def _unknown(words: str, labels: Sequence[str]) -> UnknownName:
    if labels:
        return UnknownName(f"“{words}” may mean several roles; name one of these:", candidates=tuple(labels))
    return UnknownName(
        f"No role in the catalogue is like “{words}”; try the everyday title,"
        " or give `cairn plan` a posting for it with --ad FILE,"
        " or install more roles with `cairn data install onet`."
    )


def _find_installed(words: str, catalogue: Catalogue, others: Sequence[str]) -> tuple[Role, Catalogue] | None:
    """The installed role and the catalogue with it; None where nothing installed is like it."""
    from cairn.catalogue.store import Store
    from cairn.match.installed import is_installed, match_installed_roles, with_role

    store = Store.open(home_folder())
    if store is None:
        return None
    with contextlib.closing(store):
        role = words.strip()
        if not is_installed(store, role):
            matches = _without_twins(store, match_installed_roles(words, store, top=CANDIDATES))
            if not matches:
                return None
            meant = _meant(words, matches)
            if meant is None:
                labels = [f"{one.label} ({one.role})" for one in matches]
                raise _unknown(words, [*others, *labels])
            role = meant
    joined = with_role(catalogue, home_folder(), role)
    return joined.roles[RoleId(role)], joined


def _without_twins(store: "Store", matches: "Sequence[RoleMatch]") -> "list[RoleMatch]":
    from cairn.match.installed import without_twins

    kept = without_twins(store, [one.role for one in matches])
    return [one for one in matches if one.role in kept]
