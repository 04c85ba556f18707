"""`cairn match`: queries on stdin, one a line, answers on stdout, one JSON object a line."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated

import typer

from cairn.match import (
    Corrections,
    RoleFinder,
    RoleMatch,
    SkillFinder,
    SkillMatch,
    stream_role_matches,
    stream_skill_matches,
)
from cairn.units import RoleId
from cairn_cli.corrections_file import (
    CorrectionsFile,
    confirm_titles,
    load_corrections,
    save_corrections,
    start_corrections,
)
from cairn_cli.esco_search import add_model, load_esco
from cairn_cli.home import home_folder
from cairn_cli.naming import find_catalogue
from cairn_cli.options import CatalogueName
from cairn_cli.output import print_line, say
from cairn_cli.queries import read_queries

Row = tuple[str, str, float]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="K", help="How many to list for each.")]
Confirm = Annotated[
    list[str] | None,
    typer.Option("--confirm", metavar="TITLE=ID", help="Record what a title means, and stop; may repeat."),
]

group = typer.Typer(
    help=(
        "Match words as people type them with skills or roles.\n\n"
        "Reads one query a line from stdin and answers each at once with one JSON object a line:"
        ' {"query", "matches": [{"id", "label", "score"}]}, best first.'
    )
)


@group.command("skills")
def skills(catalogue: CatalogueName = "starter", top: Top = 5, corrections: CorrectionsFile = None) -> None:
    """Match each line with skills."""
    known = load_corrections(corrections)
    if catalogue == "esco":
        found = load_esco().stream_skills(read_queries(), top=top, confirmed=known)
    else:
        finder = SkillFinder.of(find_catalogue(catalogue), known)
        found = stream_skill_matches(read_queries(), finder, top=top)
    _answer_all((query, _skill_rows(matches)) for query, matches in found)


@group.command("roles")
def roles(
    catalogue: CatalogueName = "starter",
    top: Top = 5,
    corrections: CorrectionsFile = None,
    confirm: Confirm = None,
) -> None:
    """Match each line with roles, those near the titles you confirmed first."""
    if confirm:
        changed = confirm_titles(start_corrections(corrections), confirm, _titles(catalogue))
        say(f"Recorded in {save_corrections(corrections, changed)}.")
        return
    _answer_all((query, _role_rows(found)) for query, found in _ranked_roles(catalogue, top, corrections))


@group.command("model")
def model() -> None:
    """Let ESCO's search use the optional sentence model.

    `./cairn match model` fetches the model first (91 MB, once). Then the names of an
    installed ESCO are encoded, some minutes, and both kinds of match rank better.
    """
    with _encoding() as report:
        is_new = add_model(home_folder(), report)
    say("ESCO's search uses the sentence model now." if is_new else "ESCO's search uses the model already.")


@contextlib.contextmanager
def _encoding() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Encoding names", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _ranked_roles(
    catalogue: str, top: int, corrections: CorrectionsFile
) -> Iterator[tuple[str, tuple[RoleMatch, ...]]]:
    known: Corrections = load_corrections(corrections)
    if catalogue == "esco":
        from cairn.match.esco.index import ConfirmedTitles

        index = load_esco()
        confirmed = ConfirmedTitles.of(known.confirmed, index)
        return index.stream_roles(read_queries(), top=top, confirmed=confirmed)
    return stream_role_matches(read_queries(), RoleFinder.of(find_catalogue(catalogue), known), top=top)


def _titles(catalogue: str) -> Mapping[RoleId, str]:
    if catalogue == "esco":
        side = load_esco().occupations
        return {RoleId(own): side.names_of(at)[0] for at, own in enumerate(side.ids)}
    return {own: role.title for own, role in find_catalogue(catalogue).roles.items()}


def _skill_rows(found: Sequence[SkillMatch]) -> list[Row]:
    return [(one.skill, one.label, one.score) for one in found]


def _role_rows(found: Sequence[RoleMatch]) -> list[Row]:
    return [(one.role, one.label, one.score) for one in found]


def _answer_all(answers: Iterable[tuple[str, list[Row]]]) -> None:
    """Print each answer; when whoever reads them has had enough, stop without a word."""
    try:
        for query, rows in answers:
            matches = [{"id": id_, "label": label, "score": round(score, 4)} for id_, label, score in rows]
            print_line({"query": query, "matches": matches})
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
