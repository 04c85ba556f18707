"""Queries from stdin, one a line, as they come: bounded, in step, with a bar where people watch."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from cairn_cli.output import say

LONGEST = 1_000_000
_SIGNS = 4  # bytes a character may take in UTF-8


def read_queries() -> Iterator[str]:
    """Each line of stdin without its ending; an empty one is a query too, so that answers stay in step.

    Bytes that are no UTF-8 become replacement signs. Of a longer line only the first
    million characters count, and that is said.
    """
    source = sys.stdin.buffer
    with _progress(source) as advance:
        number = 0
        while line := source.readline(LONGEST * _SIGNS):
            number += 1
            size = len(line)
            if not line.endswith(b"\n"):
                size += _skip_rest(source)
            yield _query(line, number)
            advance(size)


def _query(line: bytes, number: int) -> str:
    text = line.rstrip(b"\r\n").decode("utf-8", errors="replace")
    if number == 1:
        text = text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        say(f"Line {number} is longer than {LONGEST:,} characters; only its start was matched.")
    return text[:LONGEST]


def _skip_rest(source: BinaryIO) -> int:
    """Read to the end of a line without keeping it; how many bytes that were."""
    size = 0
    while part := source.readline(LONGEST):
        size += len(part)
        if part.endswith(b"\n"):
            break
    return size


@contextlib.contextmanager
def _progress(source: BinaryIO) -> Iterator[Callable[[int], object]]:
    """A bar on stderr where somebody watches and the answers go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty() or source.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("Bytes matched", total=_size_of(source))
        yield lambda size: bar.advance(task, size)


def _size_of(source: BinaryIO) -> int | None:
    """The bytes to come, where stdin is a file; None for a pipe."""
    found = os.fstat(source.fileno())
    return found.st_size if stat.S_ISREG(found.st_mode) else None
