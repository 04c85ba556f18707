"""The versions in a plan record: each holds what the next one replaced, so going back is exact.

What was done (the log) and the branches belong to no version: they stay whichever
version holds.
"""

from copy import deepcopy
from datetime import date
from typing import Any

from cairn.errors import BadInput
from cairn.report.keeping.kept import Json, read_kept
from cairn.schedule.versions import History, Version

BESIDE = frozenset({"history", "log", "branches"})


def keep_version(old: Json, new: Json, *, made_on: date, reason: str) -> Json:
    """`new` as the next version after `old`, with what it replaces.

    Raises:
        BadInput: no reason is given.
    """
    if not reason.strip():
        msg = "Say why the plan changes, as in --reason “two weeks ill”; the reason is kept with it."
        raise BadInput(msg)
    history = _history(old)
    changed = {key for key, value in old.items() if key not in BESIDE and new.get(key) != value}
    grown = {key: len(old[key]) for key in sorted(changed) if _is_start(old[key], new.get(key))}
    replaced = {key: deepcopy(old[key]) for key in sorted(changed - grown.keys())}
    added = sorted(key for key in new if key not in old and key not in BESIDE)
    history["versions"][-1] |= {"replaced": replaced, "grown": grown, "added_later": added}
    number = len(history["versions"]) + 1
    history["versions"].append({"number": number, "made_on": made_on.isoformat(), "reason": reason.strip()})
    return {**new, "history": history}


def _history(record: Json) -> Json:
    if "history" in record:
        return deepcopy(dict(record["history"]))
    first = {"number": 1, "made_on": record["made_on"], "reason": "first plan"}
    return {"baseline": 1, "versions": [first]}


def _is_start(old: object, new: object) -> bool:
    """Whether a list was only added to, so that its length says what it was."""
    return isinstance(old, list) and isinstance(new, list) and new[: len(old)] == old


def version_record(record: Json, number: int) -> Json:
    """The record as it stood in that version, with today's log, branches and history.

    Raises:
        BadInput: there is no such version.
    """
    versions = _history(record)["versions"]
    if not 1 <= number <= len(versions):
        msg = f"There is no version {number}; the plan has versions 1 to {len(versions)}."
        raise BadInput(msg)
    found = dict(record)
    for one in reversed(versions[number - 1 : -1]):
        for key in one["added_later"]:
            found.pop(key, None)
        found |= {key: found[key][:length] for key, length in one["grown"].items()}
        found |= one["replaced"]
    return found


def revert_record(record: Json, number: int, *, made_on: date, reason: str) -> Json:
    """The record with an older version standing again, to the letter, as the newest one."""
    again = version_record(record, number)
    words = f"back to version {number}: {reason.strip()}" if reason.strip() else ""
    return keep_version(record, again, made_on=made_on, reason=words)


def rebase_record(record: Json, number: int) -> Json:
    """The record measured against another version from now on."""
    version_record(record, number)
    return {**record, "history": {**_history(record), "baseline": number}}


def read_history(record: Json) -> History:
    """All versions as values, for what slipped against the baseline."""
    history = _history(record)
    return History(
        versions=tuple(_version(record, one) for one in history["versions"]), baseline=history["baseline"]
    )


def _version(record: Json, given: dict[str, Any]) -> Version:
    kept = read_kept(version_record(record, given["number"]))
    return Version(
        number=given["number"],
        made_on=date.fromisoformat(given["made_on"]),
        reason=given["reason"],
        problem=kept.problem,
        solution=kept.solution,
        steps=kept.dates,
    )
