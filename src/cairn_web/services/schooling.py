"""Schooling and certificates as they were read, mended in place in the kept résumé."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import transaction

from cairn.errors import BadInput, Place
from cairn.reading.values import Education, HeldCertificate, Resume
from cairn.units import Month
from cairn_web.models import Person, ReadResume
from cairn_web.services.history import Conflict, note
from cairn_web.services.reading import check_months
from cairn_web.wire import from_json, to_json

Part = Literal["study", "certificate"]
FIELDS: Mapping[str, str] = {"study": "education", "certificate": "certificates"}
_GONE = "This entry is no longer there; look at the list again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A course of study or a certificate, with the words it was read from."""

    at: int
    title: str
    facts: str
    words: str
    said: Mapping[str, Any]


def version_of(kept: ReadResume) -> int:
    """A number that changes with what is kept, by which a second tab sees that it is late."""
    return zlib.crc32(json.dumps(kept.document, sort_keys=True).encode())


def entries_of(kept: ReadResume, part: Part) -> tuple[Entry, ...]:
    """The entries of a part, in the order they were read."""
    read: Resume = from_json(kept.document)
    if part == "study":
        return tuple(_study(at, one, read) for at, one in enumerate(read.education))
    return tuple(_certificate(at, one, read) for at, one in enumerate(read.certificates))


def _study(at: int, one: Education, read: Resume) -> Entry:
    until = "now" if one.is_current else str(one.end or "")
    months = f"{one.start} to {until or '?'}" if one.start is not None else until
    facts = (one.institution, months or one.dates)
    said = {
        "degree": one.degree,
        "area": one.area,
        "institution": one.institution,
        "start": str(one.start or ""),
        "end": str(one.end or ""),
        "is_current": one.is_current,
    }
    title = f"{one.degree}, {one.area}" if one.area and one.area not in one.degree else one.degree
    return Entry(at=at, title=title or "Untitled", facts=_joined(facts), words=_words(one, read), said=said)


def _certificate(at: int, one: HeldCertificate, read: Resume) -> Entry:
    until = f"until {one.expires}" if one.expires else ""
    facts = (one.kind, one.issuer, str(one.granted or ""), until, one.status)
    said = {
        "text": one.text,
        "kind": one.kind,
        "issuer": one.issuer,
        "granted": str(one.granted or ""),
        "expires": str(one.expires or ""),
    }
    return Entry(at=at, title=one.text, facts=_joined(facts), words=_words(one, read), said=said)


def _joined(facts: tuple[str, ...]) -> str:
    return " · ".join(one for one in facts if one)


def _words(one: Education | HeldCertificate, read: Resume) -> str:
    return read.text[one.place.start : one.place.end].strip()


# ------------------------------------------------------------------ mending


def save_entry(*, person: Person, part: Part, at: int | None, version: int, said: Mapping[str, Any]) -> None:
    """Mend an entry, or add one where `at` is None.

    Raises:
        BadInput: a month cannot be read, the end lies before the start, or it is gone.
        Conflict: another tab mended it meanwhile.
    """
    check_months({"start": said.get("start", ""), "end": said.get("end", "")})
    title = said["degree"] if part == "study" else said["text"]

    def mend(entries: list[Any]) -> list[Any]:
        if at is None:
            return [*entries, _made(part, said, None)]
        if not 0 <= at < len(entries):
            raise BadInput(_GONE)
        return [_made(part, said, one) if place == at else one for place, one in enumerate(entries)]

    _mend(person, part, version, mend, f"{'Mended' if at is not None else 'Added'} “{title}”")


def _made(part: Part, said: Mapping[str, Any], was: Any) -> Education | HeldCertificate:  # noqa: ANN401
    months = {
        name: Month.parse(said[name]) if said.get(name) else None
        for name in ("start", "end", "granted", "expires")
        if name in said
    }
    changes = {**said, **months}
    if part == "study":
        changes["end"] = None if said.get("is_current") else changes["end"]
        return replace(was, **changes) if was else Education(place=Place(), **changes)
    return replace(was, **changes) if was else HeldCertificate(place=Place(), **changes)


def remove_entry(*, person: Person, part: Part, at: int, version: int) -> int:
    """Take an entry out; the number of the change undoes it.

    Raises:
        BadInput: it is gone.
        Conflict: another tab mended something meanwhile.
    """

    def mend(entries: list[Any]) -> list[Any]:
        if not 0 <= at < len(entries):
            raise BadInput(_GONE)
        return entries[:at] + entries[at + 1 :]

    return _mend(person, part, version, mend, "Removed an entry of schooling or certificates")


@transaction.atomic
def _mend(person: Person, part: Part, version: int, mend: Any, sentence: str) -> int:  # noqa: ANN401 - a change
    kept = ReadResume.objects.select_for_update().filter(person=person).first()
    if kept is None:
        msg = "There is nothing to mend yet; give a résumé or answer the ten questions."
        raise BadInput(msg)
    if version_of(kept) != version:
        msg = "This was changed in another tab meanwhile. Your words are still below; look, then save again."
        raise Conflict(msg)
    read: Resume = from_json(kept.document)
    field = FIELDS[part]
    before = {field: kept.document["value"].get(field, [])}
    changes: dict[str, Any] = {field: tuple(mend(list(getattr(read, field))))}
    mended = replace(read, **changes)
    ReadResume.objects.filter(pk=kept.pk).update(document=to_json(mended))
    change = note(person=person, table="schooling", row=kept, sentence=sentence, before=before)
    return int(change.pk)
