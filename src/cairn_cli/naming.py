"""From the words a person typed to the one role they mean, or to the choice they have."""

from cairn.catalogue import Catalogue, Role
from cairn.errors import BadInput, UnknownName
from cairn.match import RoleFinder, is_clear, match_roles
from cairn.units import RoleId

CANDIDATES = 5


def find_role(words: str, catalogue: Catalogue) -> Role:
    """The role that `words` name, with a finder of its own; see `find_role_among`."""
    return find_role_among(words, catalogue, RoleFinder.of(catalogue))


def find_role_among(words: str, catalogue: Catalogue, finder: RoleFinder) -> Role:
    """The role that `words` name: its id, or a title that is clear enough.

    Raises:
        UnknownName: several roles may be meant, or none.
        BadInput: there are no words.
    """
    if not words.strip():
        msg = "No role was named; write one as you would say it, as in “data scientist”."
        raise BadInput(msg)
    if exact := catalogue.roles.get(RoleId(words.strip())):
        return exact
    matches = match_roles(words, finder, top=CANDIDATES)
    if is_clear(matches):
        return catalogue.roles[matches[0].role]
    labels = tuple(match.label for match in matches)
    if labels:
        msg = f"“{words}” may mean several roles; name one of these:"
    else:
        msg = (
            f"No role in the catalogue is like “{words}”; try the everyday title,"
            " or give `cairn plan` a posting for it with --ad FILE."
        )
    raise UnknownName(msg, candidates=labels)


def find_catalogue(name: str) -> Catalogue:
    """The catalogue that goes by `name`; the starter for no name.

    Raises:
        UnknownName: it is not installed.
    """
    from cairn.catalogue import load_catalogue

    if name not in {"", "starter"}:
        msg = f"The catalogue “{name}” is not installed; “starter” is there."
        raise UnknownName(msg)
    return load_catalogue()
