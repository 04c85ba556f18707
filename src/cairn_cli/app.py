"""One table of commands, and the one place that turns bad news into words and a status.

A command is a module of `cairn_cli.commands` with a function `command`, or a
`typer.Typer` named `group` where it has commands of its own. Only the module of the
command at hand is imported, so that help and small commands start at once.

Exit status: 0 done, 1 an honest no (`HONEST_NO`), 2 bad input, 130 interrupted. A bug
keeps its traceback.
"""

import importlib
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from cairn.errors import CairnError, UnknownName
from cairn_cli.output import say

HONEST_NO = 1
BAD_INPUT = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as `cairn --help` lists it."""

    module: str
    summary: str


COMMANDS = {
    "plan": Entry("plan", "Make a plan from a résumé and a role: the main job."),
    "read": Entry("read", "Read a résumé and say what is unsure."),
    "interview": Entry("interview", "Tell of experience that no résumé holds, and what it shows."),
    "compare": Entry("compare", "Compare two résumés or exports of one person."),
    "ad": Entry("ad", "Show what job ads ask, put it right and keep it as a target."),
    "skills": Entry("skills", "Find the skills that a résumé or job ad names."),
    "match": Entry("match", "Match words as people type them with skills or roles."),
    "role": Entry("role", "Show what a role asks, pays and leads to."),
    "near": Entry("near", "Show the roles nearest to a role."),
    "routes": Entry("routes", "Show ways from one role to another, over several moves."),
    "options": Entry("options", "List the ways to learn a skill, the best bargain first."),
    "gap": Entry("gap", "Compare a résumé with a role."),
    "check": Entry("check", "Look for what may break a plan, before it does."),
    "today": Entry("today", "Show what a plan has for today, and one small step."),
    "replan": Entry("replan", "Plan again after a change, moving as little as can be."),
    "branch": Entry("branch", "Try another way beside the plan, and compare."),
    "history": Entry("history", "List the versions of a plan, what slipped, and go back."),
    "schedule": Entry("schedule", "Solve a scheduling problem, with proof."),
    "ladder": Entry("ladder", "Show a career ladder and what its next level expects."),
    "data": Entry("data", "List, install and remove releases of the catalogue."),
    "start": Entry("start", "Open the web app, on this machine alone."),
    "backup": Entry("backup", "Write a copy of the whole record."),
    "restore": Entry("restore", "Bring a backup back."),
    "assumptions": Entry("assumptions", "List the judgement numbers that plans rest on."),
}


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    _speak_utf8()
    given = list(arguments) or ["--help"]
    try:
        build(_command_word(given))(args=given, prog_name="cairn")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else HONEST_NO
    except KeyboardInterrupt:
        return INTERRUPTED
    except CairnError as refusal:
        say(explain(refusal))
        return BAD_INPUT
    return 0


def build(word: str) -> typer.Typer:
    """The command line with the command `word` ready to run and the others by name only."""
    app = typer.Typer(
        name="cairn",
        help="A résumé and an ambition in, a plan proven to fit out. All on this machine.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_every_command)
    for name, entry in COMMANDS.items():
        if name == word:
            _add(app, name, entry)
        else:
            app.command(name, help=entry.summary)(_listed_only)
    return app


def explain(refusal: CairnError) -> str:
    """A refusal as one line, with the candidates where a name was not known."""
    nearest = refusal.candidates if isinstance(refusal, UnknownName) else ()
    candidates = "".join(f"\n  {label}" for label in nearest if label not in str(refusal))
    return f"{refusal}{candidates}"


def _add(app: typer.Typer, name: str, entry: Entry) -> None:
    module = importlib.import_module(f"cairn_cli.commands.{entry.module}")
    group = getattr(module, "group", None)
    if group is None:
        app.command(name)(module.command)
    else:
        app.add_typer(group, name=name)


def _command_word(arguments: Sequence[str]) -> str:
    return next((word for word in arguments if not word.startswith("-")), "")


def _listed_only() -> None:
    """Stand for a command in `cairn --help`; the one that is called is imported instead."""


def _show_version(wanted: bool) -> None:
    if wanted:
        from cairn import __version__

        typer.echo(f"cairn {__version__}")
        raise typer.Exit


def _every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take what every command takes."""


def _speak_utf8() -> None:
    """Résumés hold names in every script, whatever the console was set to."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
