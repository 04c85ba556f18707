"""The child's side: one request in, one document read, one answer out.

Only the library for the kind at hand is imported. Whatever goes wrong inside a parser
becomes a refusal with a sentence; a hard crash is told by the parent.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from cairn.errors import CairnError
from cairn.reading.detect import read_file
from cairn.reading.wire import to_wire


def main() -> None:
    """Answer the request on standard input."""
    _limit_memory(int(sys.argv[2]))
    request = json.loads(sys.stdin.buffer.read())
    answer = json.dumps(answer_request(request)).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def answer_request(request: dict[str, Any]) -> dict[str, Any]:
    """The résumé as wire values, or the refusal and its sentence."""
    path = Path(request["path"])
    try:
        resume = read_file(path, today=date.fromisoformat(request["today"]), only=request["only"])
    except CairnError as refusal:
        return {"refusal": type(refusal).__name__, "message": str(refusal)}
    except MemoryError:
        return _unreadable(f"“{path.name}” needs more memory than a résumé should; save it as a plain PDF.")
    except RecursionError:
        return _unreadable(f"“{path.name}” is nested too deeply to be a résumé; save it as plain text.")
    return {"resume": to_wire(resume)}


def _unreadable(message: str) -> dict[str, Any]:
    return {"refusal": "UnreadableFile", "message": message}


def _limit_memory(limit_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limit_bytes if hard == resource.RLIM_INFINITY else min(limit_bytes, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (ValueError, OSError):  # macOS refuses; there the parent watches
        return
