"""The child's side: one JSON request on stdin, one JSON line at a time on stdout."""

import contextlib
import json
import sys
from typing import Any

from cairn.errors import CairnError

MOST_MEMORY_BYTES = 3_000_000_000


def main() -> int:
    """Do the work that stands on stdin; progress lines first, then the result or a refusal."""
    _limit_memory()
    asked = json.loads(sys.stdin.readline())
    out = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no part of the answer

    def say(line: dict[str, Any]) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    from cairn_web.jobs.work import do_work

    try:
        say({"result": do_work(asked["kind"], asked["request"], lambda words: say({"progress": words}))})
    except CairnError as refusal:
        say({"refusal": str(refusal)})
    except MemoryError:
        say({"refusal": "This needs more memory than a plan should; ask for fewer skills or a nearer date."})
    return 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main())
