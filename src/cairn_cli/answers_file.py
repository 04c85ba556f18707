"""The file in which a person answers questions and mends what was misread."""

from pathlib import Path
from typing import Annotated

import typer

from cairn.catalogue import Catalogue
from cairn.errors import UnreadableFile
from cairn.profile import Answers, read_answers

AnswersFile = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="FILE", help="What you say yourself: levels, credentials, mended readings."
    ),
]


def load_answers(path: Path | None, catalogue: Catalogue) -> Answers:
    """The answers in `path`, or none at all where there is no file.

    Raises:
        UnreadableFile: the file is not there, too large or not text.
        BadInput: it is not in the form that `docs/guide/answers.md` describes.
    """
    return read_answers(read_small_text(path, "answers file"), catalogue=catalogue) if path else Answers()


def read_small_text(path: Path, what: str, *, megabytes: int = 1) -> str:
    """The text of a small file that the person wrote.

    Raises:
        UnreadableFile: the file is not there, too large or not text.
    """
    try:
        if path.stat().st_size > megabytes * 1_000_000:
            msg = f"The {what} {path} is larger than {megabytes} MB; give the part that matters."
            raise UnreadableFile(msg)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = f"The {what} {path} cannot be read ({error.strerror}); check the name and the folder."
        raise UnreadableFile(msg) from error
    except UnicodeDecodeError:
        msg = f"The {what} {path} is not UTF-8 text; copy its words into a text file saved as UTF-8."
        raise UnreadableFile(msg) from None
