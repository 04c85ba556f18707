"""`cairn match`: queries on stdin, one a line, answers on stdout, one JSON object a line."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from cairn.match import (
    RoleFinder,
    RoleMatch,
    SkillFinder,
    SkillMatch,
    stream_role_matches,
    stream_skill_matches,
)
from cairn_cli.esco_search import load_esco
from cairn_cli.naming import find_catalogue
from cairn_cli.options import CatalogueName
from cairn_cli.output import print_line

Row = tuple[str, str, float]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="K", help="How many to list for each.")]

group = typer.Typer(
    help=(
        "Match words as people type them with skills or roles.\n\n"
        "Reads one query a line from stdin and answers each at once with one JSON object a line:"
        ' {"query", "matches": [{"id", "label", "score"}]}, best first.'
    )
)


@group.command("skills")
def skills(catalogue: CatalogueName = "starter", top: Top = 5) -> None:
    """Match each line with skills."""
    if catalogue == "esco":
        _answer_all(
            (query, _skill_rows(found))
            for query, found in load_esco().stream_skills(_queries(sys.stdin), top=top)
        )
        return
    finder = SkillFinder.of(find_catalogue(catalogue))
    _answer_all(
        (query, _skill_rows(found))
        for query, found in stream_skill_matches(_queries(sys.stdin), finder, top=top)
    )


@group.command("roles")
def roles(catalogue: CatalogueName = "starter", top: Top = 5) -> None:
    """Match each line with roles."""
    if catalogue == "esco":
        _answer_all(
            (query, _role_rows(found))
            for query, found in load_esco().stream_roles(_queries(sys.stdin), top=top)
        )
        return
    finder = RoleFinder.of(find_catalogue(catalogue))
    _answer_all(
        (query, _role_rows(found))
        for query, found in stream_role_matches(_queries(sys.stdin), finder, top=top)
    )


def _queries(lines: Iterable[str]) -> Iterator[str]:
    """Each line without its ending; an empty one is a query too, so that answers stay in step."""
    return (line.rstrip("\r\n") for line in lines)


def _skill_rows(found: Sequence[SkillMatch]) -> list[Row]:
    return [(one.skill, one.label, one.score) for one in found]


def _role_rows(found: Sequence[RoleMatch]) -> list[Row]:
    return [(one.role, one.label, one.score) for one in found]


def _answer_all(answers: Iterable[tuple[str, list[Row]]]) -> None:
    for query, rows in answers:
        matches = [{"id": id_, "label": label, "score": round(score, 4)} for id_, label, score in rows]
        print_line({"query": query, "matches": matches})
