"""`cairn backup`: a whole copy of the record, also while Cairn is running."""

from pathlib import Path
from typing import Annotated

import typer

from cairn_cli.home import home_folder
from cairn_cli.options import read_today
from cairn_cli.output import print_text

Target = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="Where to write it (default: the folder of backups)."),
]


def command(file: Target = None) -> None:
    """Write a copy of the whole record to a file."""
    from cairn_web.embedded import NAME, copy_database

    home = home_folder()
    target = file or home / "backups" / f"cairn-{read_today('').isoformat()}.sqlite3"
    copy_database(home / NAME, target)
    print_text(str(target))
