"""Branches of a kept plan: whole plans beside it, compared, taken over or let go.

A branch is a record of its own inside the plan's. Comparing touches nothing.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from cairn.errors import BadInput, UnknownName
from cairn.report.document import Block, Document, Heading, Paragraph, Section, Strong, Table
from cairn.report.keeping.history import BESIDE, keep_version
from cairn.report.keeping.kept import Json, read_kept
from cairn.report.phrases import count_text, day_text, sentence
from cairn.schedule.branches import Comparison, compare_days, compare_numbers


def add_branch(record: Json, name: str, branch: Json, *, made_on: date, reason: str) -> Json:
    """The record with a further branch; one of the same name is replaced.

    Raises:
        BadInput: no name, or the branch is no plan.
    """
    if not name.strip():
        msg = "Give the branch a name, as in --name “study full time”."
        raise BadInput(msg)
    read_kept(branch)
    own = {key: deepcopy(value) for key, value in branch.items() if key not in BESIDE}
    told = {"made_on": made_on.isoformat(), "reason": reason, "record": own}
    return {**record, "branches": {**record.get("branches", {}), name.strip(): told}}


def discard_branch(record: Json, name: str) -> Json:
    """The record without that branch.

    Raises:
        UnknownName: there is none of that name.
    """
    found = _find(record, name)
    left = {key: value for key, value in record["branches"].items() if key != found}
    return {**record, "branches": left}


def merge_branch(record: Json, name: str, *, made_on: date, reason: str) -> Json:
    """The branch's plan as the newest version; the plan before stays in the history.

    Raises:
        UnknownName: there is none of that name.
        BadInput: no reason is given.
    """
    found = _find(record, name)
    beside = {key: value for key, value in record.items() if key in BESIDE}
    merged = {**deepcopy(record["branches"][found]["record"]), **beside}
    words = f"{found}: {reason.strip()}" if reason.strip() else ""
    return discard_branch(keep_version(record, merged, made_on=made_on, reason=words), found)


def _find(record: Json, name: str) -> str:
    branches = record.get("branches", {})
    found = next((one for one in branches if one.casefold() == name.strip().casefold()), None)
    if found is None:
        msg = f"There is no branch “{name}” of this plan."
        raise UnknownName(msg, tuple(branches))
    return str(found)


# ------------------------------------------------------------------ side by side


def compare_records(first: Json, second: Json) -> tuple[Comparison, ...]:
    """Dates, money, hours, gaps and pay of two plans; unknown stays unknown."""
    currencies = {one["terms"]["currency"] for one in (first, second)}
    currency = currencies.pop() if len(currencies) == 1 else ""
    return (
        compare_days("finish", _day(first, "finish"), _day(second, "finish")),
        compare_days("finish, 8 times in 10", _day(first, "p80"), _day(second, "p80")),
        compare_numbers("cost", *_both(first, second, ("plan", "cost", "value")), currency),
        compare_numbers("hours", *_both(first, second, ("plan", "hours", "value")), "h"),
        compare_numbers("hours a week", *_both(first, second, ("terms", "hours_per_week", "value")), "h"),
        compare_numbers("gaps to close", _gaps(first), _gaps(second), ""),
        compare_numbers("left open", len(first["plan"]["unmet"]), len(second["plan"]["unmet"]), ""),
        _compare_pay(first, second),
    )


def _day(record: Json, name: str) -> date:
    return date.fromisoformat(record["schedule"][name])


def _both(first: Json, second: Json, path: Sequence[str]) -> tuple[float, float]:
    return _at(first, path), _at(second, path)


def _at(record: Mapping[str, Any], path: Sequence[str]) -> float:
    found: Any = record
    for one in path:
        found = found[one]
    return float(found)


def _gaps(record: Json) -> float:
    return float(sum(one["size"]["value"] > 0 for one in record["gap"]["skills"]))


def _compare_pay(first: Json, second: Json) -> Comparison:
    """The usual pay at the end, compared in one currency and country only."""
    what = "usual pay a year at the end"
    one, other = _usual_pay(first), _usual_pay(second)
    if one and other and (one["currency"], one["country"]) == (other["currency"], other["country"]):
        return compare_numbers(what, one["median"], other["median"], f"{one['currency']} ({one['country']})")
    return Comparison(what=what, first=_pay_words(one), second=_pay_words(other), difference="unknown")


def _usual_pay(record: Json) -> Json | None:
    """The newest figure, of the plan's currency where there is one."""
    currency = record["terms"]["currency"]
    ranked = sorted(
        record["target"].get("pay", ()), key=lambda one: (one["currency"] != currency, -one["year"])
    )
    return ranked[0] if ranked else None


def _pay_words(pay: Json | None) -> str:
    return f"{pay['median']:,.0f} {pay['currency']} ({pay['country']}, {pay['year']})" if pay else "unknown"


def _shown(words: str) -> str:
    """A day as the reports write days; anything else as it is."""
    try:
        return day_text(date.fromisoformat(words))
    except ValueError:
        return words


def tell_branches(record: Json, *, on: date) -> Document:
    """Every branch beside the plan, a table each."""
    branches = record.get("branches", {})
    blocks: list[Block] = []
    for name, branch in branches.items():
        rows = tuple(
            ((one.what,), (_shown(one.first),), (_shown(one.second),), (one.difference,))
            for one in compare_records(record, branch["record"])
        )
        blocks += [
            Heading(text=name, id=f"branch-{len(blocks)}"),
            Paragraph(
                spans=(
                    Strong(text=branch["record"]["title"]),
                    f", tried on {branch['made_on']}: {branch['reason']}.",
                )
            ),
            Table(caption=f"The plan and “{name}”", columns=("", "The plan", name, "Difference"), rows=rows),
        ]
    if not branches:
        words = "There is no branch yet; --name TEXT with other hours, money or dates makes one."
        blocks.append(Paragraph(spans=(words,)))
    return Document(
        title=f"{record['target']['title']}: other ways",
        eyebrow="Career plan",
        lede=(sentence(count_text(len(branches), "branch", "branches") + " beside the plan"),),
        sections=(Section(id="branches", title="Branches", short="Branches", blocks=tuple(blocks)),),
        credits=(),
        made_on=on,
    )
