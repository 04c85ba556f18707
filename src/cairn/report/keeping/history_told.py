"""The versions of a kept plan, told: why each was made, and what slipped from the baseline."""

from collections.abc import Iterator
from datetime import date

from cairn.report.document import Block, Document, Item, Items, Section, Table
from cairn.report.figures import solved
from cairn.report.keeping.history import read_history, version_record
from cairn.report.keeping.kept import Json
from cairn.report.phrases import count_text, day_text, days_words, sentence
from cairn.schedule.versions import Slip, days_slipped, find_slips


def tell_history(record: Json, *, on: date) -> Document:
    """All versions of a plan and how far it has slipped from its baseline, step by step."""
    history = read_history(record)
    rows = tuple(
        (
            (f"{one.number}{' (baseline)' if one.number == history.baseline else ''}",),
            (day_text(one.made_on),),
            (day_text(one.finish) if one.finish else "–",),
            (one.reason,),
        )
        for one in history.versions
    )
    versions = Table(caption="Versions", columns=("Version", "Made on", "Ends", "Why"), rows=rows)
    titles = {one["id"]: one["title"] for kept in _every_record(record) for one in kept["plan"]["steps"]}
    slips = [one for one in find_slips(history) if one.days]
    blocks: list[Block] = [versions]
    if slips:
        blocks.append(Items(items=tuple(_slip_item(one, titles) for one in slips)))
    days = days_slipped(history)
    lede = (
        f"{count_text(len(rows), 'version')}; the plan ends {days_words(days or 0)}"
        if days is not None
        else ""
    )
    against = f" against version {history.baseline}" if days else " of its baseline" if days == 0 else ""
    return Document(
        title=f"{record['target']['title']}: the plan over time",
        eyebrow="Career plan",
        lede=(sentence(f"{lede}{against}"),),
        sections=(Section(id="versions", title="Versions", short="Versions", blocks=tuple(blocks)),),
        credits=(),
        made_on=on,
    )


def _every_record(record: Json) -> Iterator[Json]:
    yield record
    for one in record.get("history", {}).get("versions", ())[:-1]:
        yield version_record(record, one["number"])


def _slip_item(slip: Slip, titles: dict[str, str]) -> Item:
    days = slip.days or 0
    why = f"{slip.was} in the baseline, {slip.now} now"
    figure = solved(days_words(days), f"Days that “{slip.step}” slipped", days, unit="days", why=why)
    return Item(head=(titles.get(slip.step, slip.step),), when=figure)


def history_json(record: Json) -> Json:
    """The versions and the slips as plain values."""
    history = read_history(record)
    return {
        "baseline": history.baseline,
        "days_slipped": days_slipped(history),
        "versions": [
            {
                "number": one.number,
                "made_on": one.made_on.isoformat(),
                "reason": one.reason,
                "finish": one.finish.isoformat() if one.finish else None,
            }
            for one in history.versions
        ],
        "slips": [
            {"step": one.step, "days": one.days, "was": _iso(one.was), "now": _iso(one.now)}
            for one in find_slips(history)
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
