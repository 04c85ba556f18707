"""`cairn restore`: bring a backup back in the place of the record."""

from pathlib import Path
from typing import Annotated

import typer

from cairn.errors import BadInput
from cairn_cli.home import home_folder
from cairn_cli.output import print_text, say

Backup = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The backup; without one, those there are are listed.")
]


def command(file: Backup = None) -> None:
    """Put a backup in the place of the record; the record before it is kept."""
    from cairn_web import embedded
    from cairn_web.server import find_running, locked, make_home

    home = home_folder()
    if file is None:
        found = embedded.backups(home)
        say(f"{len(found)} backups, the newest first; restore one with: cairn restore FILE")
        print_text("\n".join(map(str, found)))
        return
    if find_running(home):
        msg = "Cairn is running on this record; stop it with Ctrl-C, then restore."
        raise BadInput(msg)
    make_home(home)
    with locked(home):
        kept = embedded.restore_database(file, home)
    say(f"What was there before is kept as {kept}." if kept else "There was no record before.")
    print_text(str(home / embedded.NAME))
