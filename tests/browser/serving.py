"""A server for one journey, and what axe says of a page of it."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WAIT = 120_000


@contextlib.contextmanager
def served(home: Path, *more: str) -> Iterator[str]:
    """A server of its own; gives the link to it."""
    kept = {key: held for key, held in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    environment = {**kept, "CAIRN_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "cairn_cli", "start", "--no-browser", *more]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            server.wait(timeout=20)


def find_violations(page: Any) -> list[str]:
    """What axe finds on a page, and whether it is wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    found = [
        f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}"
        for one in Axe().run(page).response["violations"]
    ]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, f"{page.url} is wider than the window"] if is_wide else found
