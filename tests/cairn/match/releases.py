"""A tiny ESCO release and a tiny sentence model of our own invention, packed as their publishers do."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

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
SKILL_LINK_COLUMNS = ("originalSkillUri", "relatedSkillUri", "relationType")
LINKS = [
    (BAKER, DOUGH, "essential"),
    (BAKER, OVENS, "optional"),
    (NURSE, WOUNDS, "essential"),
    (CODER, CODE, "essential"),
]
# Tending ovens rests on kneading dough, and on something the release does not hold.
SKILL_LINKS = [(OVENS, DOUGH, "essential"), (OVENS, "99999999-cccc-4ccc-8ccc-000000000000", "optional")]
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
        rests = [
            (f"{PREFIX}/skill/{one}", f"{PREFIX}/skill/{other}", kind) for one, other, kind in SKILL_LINKS
        ]
        archive.writestr("skillSkillRelations.csv", _csv(SKILL_LINK_COLUMNS, rests))
    return [relations, classification]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


PIECES = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "bake", "##r", "##s", "bread", ",", "c", "##a", "##fe"]
SIZE, INNER, LAYERS = 64, 128, 2


def write_model(folder: Path) -> Path:
    """Small random weights under the names the real file has."""
    random = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), SIZE),
        "embeddings.position_embeddings.weight": (32, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        "embeddings.LayerNorm.weight": (SIZE,),
        "embeddings.LayerNorm.bias": (SIZE,),
    }
    for layer in range(LAYERS):
        start = f"encoder.layer.{layer}."
        linear = {f"attention.self.{part}": (SIZE, SIZE) for part in ("query", "key", "value")}
        linear |= {"attention.output.dense": (SIZE, SIZE)}
        linear |= {"intermediate.dense": (INNER, SIZE), "output.dense": (SIZE, INNER)}
        for name, shape in linear.items():
            shapes |= {f"{start}{name}.weight": shape, f"{start}{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{start}{name}.weight": (SIZE,), f"{start}{name}.bias": (SIZE,)}
    header, body = {}, b""
    for name, shape in shapes.items():
        middle = 1.0 if name.endswith("LayerNorm.weight") else 0.0
        numbers = (middle + random.standard_normal(shape) * 0.2).astype(np.float32).tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(numbers)]}
        body += numbers
    head = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + body)
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    return folder
