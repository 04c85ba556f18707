"""Know the world: roles, skills, credentials, ways to learn, pay and their sources."""

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


def load_catalogue() -> Catalogue:
    """The starter catalogue; installed releases and own entries join it by code."""
    return load_starter()
