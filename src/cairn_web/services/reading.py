"""From a file or ten answers to experiences that the person confirmed or mended."""

import re
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from cairn.errors import BadInput, CannotWrite
from cairn.units import Month
from cairn_web import clock
from cairn_web.models import Experience, Person, ReadResume, Run, RunKind
from cairn_web.services import runs
from cairn_web.services.history import change_row, note, remove_row
from cairn_web.store import answers_of, resume_of
from cairn_web.wire import to_json


def read_file(*, person: Person, name: str, chunks: Iterable[bytes]) -> Run:
    """Begin to read an uploaded file; a child opens it, never this process.

    Raises:
        CannotWrite: there is no room to keep it while it is read.
    """
    kept = _safe_name(name)
    folder = Path(settings.HOME) / "inbox" / secrets.token_hex(8)
    try:
        folder.mkdir(parents=True, mode=0o700)
        with (folder / kept).open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        runs.drop_upload(folder / kept)
        msg = f"The file cannot be kept while it is read ({error.strerror}); make room and try again."
        raise CannotWrite(msg) from error
    work = {"path": str(folder / kept), "today": clock.today().isoformat(), "answers": answers_of(person)}
    return runs.begin(person=person, kind=RunKind.READ, request={"file": kept}, work=work, reason=kept)


def _safe_name(name: str) -> str:
    """The file's own name without a folder or anything a file system minds."""
    words = re.sub(r"[^\w.() -]", "_", Path(name.replace("\\", "/")).name).strip(". ")
    return words[-120:] or "resume"


def read_document(*, person: Person, document: Mapping[str, Any], name: str) -> Run:
    """Begin to read a JSON Resume document, as the ten questions make one."""
    work = {"document": document, "today": clock.today().isoformat(), "answers": answers_of(person)}
    request = {"document": document}
    return runs.begin(person=person, kind=RunKind.READ, request=request, work=work, reason=name)


def read_again(*, person: Person) -> Run:
    """Find skills anew in what the person mended."""
    resume = resume_of(person)
    if resume is None:
        msg = "There is nothing to read yet; give a résumé or answer the ten questions."
        raise BadInput(msg)
    work = {"resume": to_json(resume), "today": clock.today().isoformat(), "answers": answers_of(person)}
    return runs.begin(person=person, kind=RunKind.READ, request={"mended": True}, work=work, reason="mended")


def ten_answers(said: Mapping[str, Any]) -> dict[str, Any]:
    """The ten answers as a JSON Resume document."""
    jobs = [
        _job(said["title"], said.get("organisation", ""), said.get("since", ""), "", said.get("work", "")),
        _job(said.get("before", ""), "", said.get("before_from", ""), said.get("before_to", ""), ""),
    ]
    jobs = [one for one in jobs if one["position"]]
    study = {"studyType": said.get("degree", ""), "area": said.get("area", ""), "institution": ""}
    return {
        "basics": {"name": said.get("name", ""), "label": said["title"]},
        "work": jobs,
        "education": [study] if study["studyType"] else [],
        "skills": [{"name": one} for one in _listed(said.get("skills", ""))],
        "certificates": [{"name": one} for one in _listed(said.get("certificates", ""))],
        "languages": [{"language": one} for one in _listed(said.get("languages", ""))],
    }


def _job(title: str, organisation: str, start: str, end: str, work: str) -> dict[str, Any]:
    told = [line.strip(" -•\t") for line in work.splitlines() if line.strip()]
    job: dict[str, Any] = {"position": title, "name": organisation, "highlights": told}
    return job | {key: held for key, held in (("startDate", start), ("endDate", end)) if held}


def _listed(words: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", words) if one.strip()]


# ------------------------------------------------------------------ confirm or mend


@transaction.atomic
def confirm(*, person: Person) -> None:
    """Say that what was read is right."""
    ReadResume.objects.filter(person=person).update(is_confirmed=True)


def save_experience(*, person: Person, row: Experience, version: int, changes: Mapping[str, Any]) -> None:
    """Mend an experience.

    Raises:
        BadInput: a month cannot be read, or the end lies before the start.
        Conflict: another tab mended it meanwhile.
    """
    check_months(changes)
    change_row(
        row=row,
        person=person,
        table="experience",
        version=version,
        changes=changes,
        sentence=f"Mended “{row.title}”",
    )


@transaction.atomic
def add_experience(*, person: Person, changes: Mapping[str, Any]) -> Experience:
    """Add what the reading missed.

    Raises:
        BadInput: a month cannot be read, or the end lies before the start.
    """
    check_months(changes)
    row = Experience.objects.create(person=person, **changes)
    note(person=person, table="experience", row=row, sentence=f"Added “{row.title}”")
    return row


def remove_experience(*, person: Person, row: Experience) -> int:
    """Take an experience out; the number of the change undoes it."""
    change = remove_row(row=row, person=person, table="experience", sentence=f"Removed “{row.title}”")
    return int(change.pk)


def check_months(changes: Mapping[str, Any]) -> None:
    """Refuse months that are none.

    Raises:
        BadInput: a month cannot be read, or the end lies before the start.
    """
    start = Month.parse(changes["start"]) if changes.get("start") else None
    end = Month.parse(changes["end"]) if changes.get("end") else None
    if start and end and end.index() < start.index():
        msg = f"It would end ({end}) before it begins ({start}); put the earlier month first."
        raise BadInput(msg)
