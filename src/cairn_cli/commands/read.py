"""`cairn read`: what Cairn understands of a résumé, as JSON Resume plus problems."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.reading import Resume as ReadResume
from cairn.reading import add_courses, find_losses, plain_json_resume, read_resume, to_json_resume
from cairn_cli.options import AsJson, Resume, Today, read_today
from cairn_cli.output import print_json, print_text, problem_json, say_problems

WithLevels = Annotated[
    bool, typer.Option("--levels", help="Add what each skill's level is and which words show it.")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Leave out our own x- fields, for tools that refuse them.")
]
Courses = Annotated[
    Path | None,
    typer.Option(
        "--courses", metavar="FILE", help="Add the completed courses of this list (CSV), each once."
    ),
]


def command(
    resume: Resume,
    levels: WithLevels = False,
    plain: Plain = False,
    courses: Courses = None,
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Read a résumé, LinkedIn export or JSON Resume into JSON Resume.

    What is unsure, was not understood or cannot be held by JSON Resume is told on
    stderr. With --json it stands in the document instead, under "problems" and
    "losses", beside a "version".
    """
    day = read_today(today)
    found = read_resume(resume, today=day)
    if courses is not None:
        found = add_courses(found, read_resume(courses, today=day))
    document = _with_levels(found, day) if levels else to_json_resume(found)
    losses = find_losses(found)
    if plain:
        document, left_out = plain_json_resume(document)
        losses += left_out
    if as_json:
        told = {
            "problems": [problem_json(one) for one in found.problems],
            "losses": [problem_json(one) for one in losses],
        }
        print_json({**document, **told})
    else:
        print_text(json.dumps(document, ensure_ascii=False, indent=2))
        say_problems((*found.problems, *losses))


def _with_levels(found: ReadResume, today: date) -> dict[str, Any]:
    from cairn.assumptions import load_assumptions
    from cairn.catalogue import load_catalogue
    from cairn.profile import Finders, assemble_profile
    from cairn.profile.carry import carry_profile
    from cairn_cli.corrections_file import load_corrections
    from cairn_cli.home import home_folder

    catalogue = load_catalogue(home_folder())
    profile = assemble_profile(
        found,
        catalogue=catalogue,
        finders=Finders.of(catalogue, load_corrections(None)),
        assumptions=load_assumptions(),
        today=today,
    )
    return carry_profile(found, profile)
