"""A tiny ESCO release of our own invention, packed as the publisher packs it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

PREFIX = "http://data.europa.eu/esco"
BAKER, NURSE, CODER = (f"0000000{at}-aaaa-4aaa-8aaa-000000000000" for at in range(3))
DOUGH, OVENS, WOUNDS, CODE, TEAMS = (f"1111111{at}-bbbb-4bbb-8bbb-000000000000" for at in range(5))

OCCUPATIONS = [
    (BAKER, "7512", "baker", "bread maker\npastry cook", "Bakers make bread, dough and pastry in hot ovens."),
    (NURSE, "2221", "nurse responsible for general care", "staff nurse\nregistered nurse", "Nurses care."),
    (
        CODER,
        "2512",
        "software developer",
        "programmer\napplication developer",
        "They write code in teams.",
    ),
]
HAND, SECTOR, CROSS = "skill/competence", "sector-specific", "cross-sector"
SKILLS = [
    (DOUGH, HAND, SECTOR, "knead dough", "work dough by hand\nprepare bread dough", "Make dough for bread."),
    (
        OVENS,
        HAND,
        "occupation-specific",
        "operate ovens",
        "run bakery ovens\ntend ovens",
        "Heat for bread.",
    ),
    (
        WOUNDS,
        HAND,
        SECTOR,
        "dress wounds",
        "clean wounds\nprovide wound care",
        "Care for patients.",
    ),
    (
        CODE,
        "knowledge",
        CROSS,
        "Python (computer programming)",
        "Python 3\nscripting in Python",
        "Write code.",
    ),
    (TEAMS, HAND, "transversal", "work in teams", "cooperate in a team\nteam working", "Work with others."),
]
OCCUPATION_COLUMNS = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
SKILL_COLUMNS = ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "description")
LINK_COLUMNS = ("occupationUri", "skillUri", "relationType")
LINKS = [
    (BAKER, DOUGH, "essential"),
    (BAKER, OVENS, "optional"),
    (NURSE, WOUNDS, "essential"),
    (CODER, CODE, "essential"),
]
UNKNOWN = "99999999-cccc-4ccc-8ccc-000000000000"


def write_release(folder: Path) -> list[Path]:
    """Two zips like the official ones, with one link to a concept that is not there."""
    occupations = [(f"{PREFIX}/occupation/{own}", *rest) for own, *rest in OCCUPATIONS]
    skills = [(f"{PREFIX}/skill/{own}", *rest) for own, *rest in SKILLS]
    links = [
        (f"{PREFIX}/occupation/{role}", f"{PREFIX}/skill/{skill}", kind)
        for role, skill, kind in [*LINKS, (UNKNOWN, DOUGH, "essential")]
    ]
    classification, relations = folder / "classification.zip", folder / "relations.zip"
    with zipfile.ZipFile(classification, "w") as archive:
        archive.writestr("occupations_en.csv", _csv(OCCUPATION_COLUMNS, occupations))
        archive.writestr("skills_en.csv", _csv(SKILL_COLUMNS, skills))
        archive.writestr("skillGroups_en.csv", "nothing,here\r\n")
    with zipfile.ZipFile(relations, "w") as archive:
        archive.writestr("occupationSkillRelations.csv", _csv(LINK_COLUMNS, links))
    return [relations, classification]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()
