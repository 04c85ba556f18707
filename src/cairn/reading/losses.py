"""What a résumé loses on its way out: told item by item, never silently.

Two forms go out. JSON Resume with our `x-` fields holds nearly everything: what it does
not is found by reading the document back and comparing. The plain form is the schema's
own fields alone, for tools that refuse others; there every field left out is told too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cairn.errors import Place, Problem
from cairn.reading.json_resume import read_json_resume, to_json_resume
from cairn.reading.values import Education, Experience, Quote, Resume

Json = dict[str, Any]
_MEANINGS = {
    "x-place": "where in the source it stands",
    "x-location": "the place of a school",
    "x-dates": "the dates as the source words them",
    "dates": "the dates as the source words them",
    "x-expires": "when a certificate runs out",
    "x-status": "whether a certificate is still valid",
    "x-current": "whether it goes on",
    "x-kind": "what kind of experience or certificate it is",
    "x-authors": "who wrote a publication",
    "x-evidence": "evidence: what was done, when, what came of it and who can confirm it",
    "x-skills": "levels of skills with the words they rest on",
    "x-credentials": "credentials as the catalogue knows them",
    "x-notUnderstood": "what was not understood",
    "x-problems": "what is unsure",
}
_DATED_SECTIONS = ("work", "volunteer", "projects")
_WRITTEN_ORDER = ("job", "volunteering", "project", "hobby", "care", "study")
_EXPERIENCE_FIELDS = {
    "kind": "kind",
    "title": "title",
    "organisation": "organisation",
    "location": "place",
    "start": "start",
    "end": "end",
    "is_current": "going on until now",
    "dates": "wording of the dates",
}
_EDUCATION_FIELDS = {
    "degree": "degree",
    "area": "subject",
    "institution": "school",
    "location": "place",
    "start": "start",
    "end": "end",
    "is_current": "going on until now",
    "dates": "wording of the dates",
    "score": "mark",
}
_CERTIFICATE_FIELDS = {
    "text": "name",
    "kind": "kind",
    "issuer": "issuer",
    "granted": "date",
    "expires": "end",
    "status": "status",
}


def plain_json_resume(document: Mapping[str, Any]) -> tuple[Json, tuple[Problem, ...]]:
    """The document with the schema's own fields alone, and what was left out."""
    left_out: dict[str, list[Any]] = {}
    plain = _stripped(document, left_out, is_dated=False)
    return plain, tuple(_left_out(key, held) for key, held in sorted(left_out.items()))


def _stripped(held: Any, left_out: dict[str, list[Any]], *, is_dated: bool) -> Any:  # noqa: ANN401 - JSON
    if isinstance(held, list):
        return [_stripped(one, left_out, is_dated=is_dated) for one in held]
    if not isinstance(held, Mapping):
        return held
    out = {}
    for key, one in held.items():
        if key.startswith("x-") or (is_dated and key == "dates"):
            left_out.setdefault(key, []).append(one)
        else:
            out[key] = _stripped(one, left_out, is_dated=is_dated or key in _DATED_SECTIONS)
    return out


def _left_out(key: str, held: Sequence[Any]) -> Problem:
    meaning = _MEANINGS.get(key, "a field of its maker's own")
    texts = list(dict.fromkeys(one for one in held if isinstance(one, str)))
    shown = f": {', '.join(texts[:5])}{' …' if len(texts) > 5 else ''}" if texts else ""
    times = "once" if len(held) == 1 else f"{len(held)} times"
    message = f"Plain JSON Resume has no field for {meaning} (“{key}”, {times}){shown}."
    return Problem(severity="info", code="loss", message=message)


def find_losses(resume: Resume) -> tuple[Problem, ...]:
    """What even JSON Resume with our `x-` fields does not hold of a résumé."""
    back = read_json_resume(to_json_resume(resume) or {"basics": {}})
    experiences = sorted(resume.experiences, key=_written_rank)
    certificates = sorted(resume.certificates, key=lambda one: one.kind == "award")
    return (
        *_lost_contact(resume, back),
        *_lost(experiences, back.experiences, _EXPERIENCE_FIELDS, _experience_name),
        *_lost(resume.education, back.education, _EDUCATION_FIELDS, _education_name),
        *_lost(certificates, back.certificates, _CERTIFICATE_FIELDS, lambda one: one.text),
        *_lost_words(resume, back),
    )


def _written_rank(one: Experience) -> int:
    """Projects of every kind share one list, so only the list counts."""
    return min(_WRITTEN_ORDER.index(one.kind), 2)


def _experience_name(one: Experience) -> str:
    return one.title or one.organisation


def _education_name(one: Education) -> str:
    return one.degree or one.area or one.institution


def _lost(
    before: Sequence[Any], after: Sequence[Any], fields: Mapping[str, str], name: Callable[[Any], str]
) -> Iterator[Problem]:
    for one, back in zip(before, after, strict=False):
        for field, meaning in fields.items():
            held = getattr(one, field)
            is_told = held not in {"", None, False} and not (field == "dates" and (one.start or one.end))
            if is_told and getattr(back, field) != held:
                yield _cannot_hold(f"the {meaning} of “{name(one)}” ({held})", one.place)
    for one in before[len(after) :]:
        yield _cannot_hold(f"“{name(one)}”", one.place)


def _lost_contact(resume: Resume, back: Resume) -> Iterator[Problem]:
    pairs = [("headline", resume.headline, back.headline)]
    pairs += [
        (field, getattr(resume.contact, field), getattr(back.contact, field))
        for field in ("name", "email", "phone", "location")
    ]
    for field, held, came_back in pairs:
        if held and held != came_back:
            yield _cannot_hold(f"the {field} ({held})", Place())


def _cannot_hold(what: str, where: Place) -> Problem:
    return Problem(
        severity="info", code="loss", message=f"JSON Resume cannot hold {what}; keep the source.", where=where
    )


def _lost_words(resume: Resume, back: Resume) -> Iterator[Problem]:
    """Listed things whose words do not come back."""
    for name, before, after in (
        ("interest", resume.interests, back.interests),
        ("highlight", _highlights(resume), _highlights(back)),
    ):
        kept = {one.text for one in after}
        for quote in before:
            if quote.text not in kept:
                yield _cannot_hold(f"the {name} “{quote.text[:60]}”", quote.place)
    kept_skills = {(one.text, one.rating) for one in back.skills}
    for skill in resume.skills:
        if (skill.text, skill.rating) not in kept_skills:
            yield _cannot_hold(f"the skill “{skill.text}”", skill.place)
    kept_languages = {(one.language, one.fluency) for one in back.languages}
    for language in resume.languages:
        if (language.language, language.fluency) not in kept_languages:
            yield _cannot_hold(f"the language “{language.language}”", language.place)


def _highlights(resume: Resume) -> tuple[Quote, ...]:
    jobs = (quote for one in resume.experiences for quote in one.highlights)
    return (*jobs, *(quote for one in resume.education for quote in one.highlights))
