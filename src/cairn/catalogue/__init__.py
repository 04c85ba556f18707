"""Know the world: roles, skills, credentials, ways to learn, pay and their sources.

`load_catalogue` gives the starter catalogue with the person's own entries. Installed
releases stay in their file until a role of theirs is asked for: `cairn.catalogue.join`
then adds that role, so that nothing gets slower for having them.
"""

from pathlib import Path

from cairn.catalogue.starter_layer import load_starter
from cairn.catalogue.values import (
    Catalogue,
    Codes,
    Credential,
    CredentialRequirement,
    Option,
    OptionMode,
    Pay,
    Requirement,
    Role,
    Shown,
    Skill,
    Teaching,
    Witness,
)

__all__ = [
    "Catalogue",
    "Codes",
    "Credential",
    "CredentialRequirement",
    "Option",
    "OptionMode",
    "Pay",
    "Requirement",
    "Role",
    "Shown",
    "Skill",
    "Teaching",
    "Witness",
    "load_catalogue",
]


def load_catalogue(home: Path | None = None) -> Catalogue:
    """The starter catalogue, with the person's own entries where a data folder is given.

    Raises:
        BadInput: an own entry is not in the documented form.
    """
    starter = load_starter()
    if home is None or not (home / "own").is_dir():
        return starter
    from cairn.catalogue.own import join_own, read_own

    return join_own(starter, read_own(home))
