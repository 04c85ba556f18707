"""JSON Resume in and out (schema 1.0.0).

In: every text of the document becomes a line of `Resume.text`, so that places hold here
too. What our values do not carry stays in `extra` and goes out again as it came in. Out:
what JSON Resume has no field for goes into `x-` fields, which the schema allows.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from cairn.errors import BadInput, Place, Problem
from cairn.reading.json_parts import (
    certificate_json,
    contact_json,
    education_json,
    evidence_json,
    experience_json,
    publication_json,
    restore,
    skills_json,
)
from cairn.reading.values import (
    Contact,
    Education,
    Evidence,
    Experience,
    ExperienceKind,
    Extra,
    HeldCertificate,
    ListedSkill,
    Publication,
    Quote,
    Resume,
    SpokenLanguage,
)
from cairn.units import Month

Json = dict[str, Any]
Held = TypeVar(
    "Held",
    Contact,
    Evidence,
    Experience,
    Education,
    HeldCertificate,
    SpokenLanguage,
    ListedSkill,
    Publication,
)
_SECTIONS = (
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "projects",
)
_KINDS: tuple[ExperienceKind, ...] = ("job", "study", "project", "volunteering", "hobby", "care")


def read_json_resume(document: Mapping[str, Any]) -> Resume:
    """A JSON Resume document as a résumé; unknown keys are kept for the way out.

    Raises:
        BadInput: the document has none of JSON Resume's sections.
    """
    if not isinstance(document, Mapping) or not any(name in document for name in _SECTIONS):
        msg = "This JSON is not a JSON Resume: it has no “basics”, “work” or “education”; export it anew."
        raise BadInput(msg)
    return _Reader(document).resume()


class _Reader:
    """Reads one document, growing the text that places point into."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._parts: list[str] = []
        self._length = 0
        self._problems: list[Problem] = []

    def resume(self) -> Resume:
        basics = self._document.get("basics")
        basics = basics if isinstance(basics, dict) else {}
        headline, contact = self._line(_text(basics.get("label"))), self._contact(basics)
        summary = self._quotes([basics.get("summary")])
        experiences = [self._experience(item, "job") for item in self._items("work")]
        experiences += [self._experience(item, "volunteering") for item in self._items("volunteer")]
        experiences += [self._experience(item, "project") for item in self._items("projects")]
        read = Resume(
            format="json",
            contact=contact,
            text="",
            headline=headline.text,
            summary=summary,
            experiences=tuple(experiences),
            education=tuple(self._education(item) for item in self._items("education")),
            certificates=(
                *(self._certificate(item, "name", "issuer") for item in self._items("certificates")),
                *(self._certificate(item, "title", "awarder") for item in self._items("awards")),
            ),
            languages=tuple(self._language(item) for item in self._items("languages")),
            skills=tuple(one for item in self._items("skills") for one in self._skills(item)),
            interests=tuple(one for item in self._items("interests") for one in self._interest(item)),
            publications=tuple(self._publication(item) for item in self._items("publications")),
        )
        return self._finished(read)

    def _finished(self, read: Resume) -> Resume:
        read = replace(read, text="\n".join(self._parts), problems=tuple(self._problems))
        return replace(read, extra=_beyond(self._document, to_json_resume(read)))

    # -------------------------------------------------------------- the text

    def _line(self, text: str) -> Quote:
        if not text:
            end = max(self._length - 1, 0)
            return Quote(text="", place=Place(line=max(len(self._parts), 1), start=end, end=end))
        place = Place(line=len(self._parts) + 1, start=self._length, end=self._length + len(text))
        self._parts.append(text)
        self._length += len(text) + 1
        return Quote(text=text, place=place)

    def _quotes(self, texts: Iterable[Any]) -> tuple[Quote, ...]:
        return tuple(self._line(text) for one in texts if (text := _text(one)).strip())

    def _items(self, name: str) -> list[Json]:
        held = self._document.get(name)
        items = [item for item in held if isinstance(item, dict)] if isinstance(held, list) else []
        if held is not None and (not isinstance(held, list) or len(items) < len(held)):
            message = (
                f"“{name}” is not a list of objects as JSON Resume has it; what does not fit was left alone."
            )
            self._problems.append(Problem(severity="warning", code="json-shape", message=message))
        return items

    def _month(self, item: Json, key: str) -> Month | None:
        text = _text(item.get(key)).strip()
        if not text:
            return None
        try:
            return Month.parse(text[:10])
        except BadInput:
            message = (
                f"“{text[:40]}” under “{key}” is not a date; JSON Resume has 2020-03-15, 2020-03 or 2020."
            )
            self._problems.append(Problem(severity="warning", code="date", message=message))
            return None

    # -------------------------------------------------------------- the parts

    def _contact(self, basics: Json) -> Contact:
        location = basics.get("location")
        where = location if isinstance(location, dict) else {}
        keys = ("address", "city", "region", "postalCode", "countryCode")
        profiles = basics.get("profiles")
        links = [basics.get("url"), *(one.get("url") for one in _list(profiles) if isinstance(one, dict))]
        plain = location if isinstance(location, str) else ""
        shown = ", ".join(text for key in keys if (text := _text(where.get(key)))) or _text(plain)
        contact = Contact(
            name=self._line(_text(basics.get("name"))).text,
            email=self._line(_text(basics.get("email"))).text,
            phone=self._line(_text(basics.get("phone"))).text,
            location=self._line(shown).text,
            links=tuple(self._line(text).text for link in links if (text := _text(link))),
        )
        produced = contact_json(contact) | {"label": basics.get("label"), "summary": basics.get("summary")}
        return _with_extra(contact, basics, produced)

    def _experience(self, item: Json, kind: ExperienceKind) -> Experience:
        said = item.get("x-kind")
        if kind == "project":
            title, organisation, prose = (
                _text(item.get("name")),
                _text(item.get("entity")),
                item.get("description"),
            )
        else:
            title = _text(item.get("position"))
            organisation = _text(item.get("name") or item.get("organization") or item.get("company"))
            prose = item.get("summary")
        head = self._line("\t".join(part for part in (title, organisation) if part))
        start, end = self._month(item, "startDate"), self._month(item, "endDate")
        summary = self._quotes([prose])
        read = Experience(
            kind=said if said in _KINDS else kind,
            title=title,
            organisation=organisation,
            location=self._line(_text(item.get("location"))).text,
            start=start,
            end=end,
            is_current=_is_current(item, has_start=start is not None),
            dates=_text(item.get("dates")),
            highlights=(*summary, *self._quotes(_list(item.get("highlights")))),
            summary=summary[0] if summary else None,
            evidence=tuple(self._evidence(one) for one in _list(item.get("x-evidence")) if _is_told(one)),
            place=head.place,
        )
        return _with_extra(read, item, experience_json(read))

    def _evidence(self, item: Json) -> Evidence:
        read = Evidence(
            quote=self._line(_text(item.get("text"))),
            date=self._month(item, "date"),
            situation=_text(item.get("situation")),
            action=_text(item.get("action")),
            result=_text(item.get("result")),
            confirmed_by=_text(item.get("confirmedBy")),
            links=_texts(item.get("links")),
            skills=_texts(item.get("skills")),
            refused=_texts(item.get("refused")),
        )
        return _with_extra(read, item, evidence_json(read))

    def _education(self, item: Json) -> Education:
        degree, area = _text(item.get("studyType")), _text(item.get("area"))
        institution = _text(item.get("institution"))
        head = self._line("\t".join(part for part in (degree, area, institution) if part))
        start, end = self._month(item, "startDate"), self._month(item, "endDate")
        read = Education(
            degree=degree,
            area=area,
            institution=institution,
            start=start,
            end=end,
            is_current=_is_current(item, has_start=start is not None),
            location=_text(item.get("x-location")),
            dates=_text(item.get("x-dates")),
            score=self._line(_text(item.get("score"))).text,
            highlights=self._quotes(_list(item.get("courses"))),
            place=head.place,
        )
        return _with_extra(read, item, education_json(read))

    def _certificate(self, item: Json, name: str, giver: str) -> HeldCertificate:
        text, issuer = _text(item.get(name)), _text(item.get(giver))
        head = self._line("\t".join(part for part in (text, issuer) if part))
        is_award = name == "title"
        read = HeldCertificate(
            text=text,
            kind="award" if is_award else "licence" if item.get("x-kind") == "licence" else "certificate",
            issuer=issuer,
            granted=self._month(item, "date"),
            expires=self._month(item, "x-expires"),
            status=_text(item.get("x-status")),
            place=head.place,
        )
        self._quotes([item.get("summary")])
        return _with_extra(read, item, certificate_json(read))

    def _language(self, item: Json) -> SpokenLanguage:
        language, fluency = _text(item.get("language")), _text(item.get("fluency"))
        head = self._line("\t".join(part for part in (language, fluency) if part))
        read = SpokenLanguage(language=language, fluency=fluency, place=head.place)
        return _with_extra(read, item, {"language": language, "fluency": fluency})

    def _skills(self, item: Json) -> list[ListedSkill]:
        name, level = _text(item.get("name")), _text(item.get("level"))
        words = [text for one in _list(item.get("keywords")) if (text := _text(one))]
        head = self._line(name)
        if not words:
            read = [ListedSkill(text=name, rating=level, place=head.place)]
        else:
            read = [ListedSkill(text=w, rating=level, group=name, place=self._line(w).place) for w in words]
        return [_with_extra(read[0], item, skills_json(read)[0]), *read[1:]]

    def _interest(self, item: Json) -> list[Quote]:
        return list(self._quotes([item.get("name"), *_list(item.get("keywords"))]))

    def _publication(self, item: Json) -> Publication:
        title, publisher = _text(item.get("name")), _text(item.get("publisher"))
        head = self._line("\t".join(part for part in (title, publisher) if part))
        read = Publication(
            title=title,
            publisher=publisher,
            authors=_text(item.get("x-authors")),
            date=self._month(item, "releaseDate"),
            url=_text(item.get("url")),
            place=head.place,
        )
        self._quotes([item.get("summary")])
        return _with_extra(read, item, publication_json(read))


def _with_extra(read: Held, item: Json, produced: Mapping[str, Any]) -> Held:
    return replace(read, extra=_beyond(item, produced))


def _beyond(item: Mapping[str, Any], produced: Mapping[str, Any]) -> Extra:
    """What the values do not give back as it came in."""
    return tuple(
        (key, json.dumps(held)) for key, held in item.items() if key not in produced or produced[key] != held
    )


def _text(held: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(held, str):
        return held
    return str(held) if isinstance(held, int | float) and not isinstance(held, bool) else ""


def _is_current(item: Json, *, has_start: bool) -> bool:
    said = item.get("x-current")
    return said if isinstance(said, bool) else has_start and not item.get("endDate")


def _texts(held: Any) -> tuple[str, ...]:  # noqa: ANN401 - any JSON value
    return tuple(text for one in _list(held) if (text := _text(one)))


def _is_told(item: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(item, dict) and bool(_text(item.get("text")))


def _list(held: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    return held if isinstance(held, list) else []


# ------------------------------------------------------------------ out


def to_json_resume(resume: Resume) -> Json:
    """The résumé as a JSON Resume document that fits the schema.

    What came in as JSON Resume goes out as it came. From other sources every entry
    carries `x-place`, and `x-notUnderstood` and `x-problems` tell the rest.
    """
    is_placed = resume.format != "json"
    basics = contact_json(resume.contact)
    basics |= {"label": resume.headline} if resume.headline else {}
    basics |= {"summary": "\n".join(q.text for q in resume.summary)} if resume.summary else {}
    out: Json = {"basics": basics} if basics else {}
    for name, items in _sections(resume, is_placed=is_placed):
        if items:
            out[name] = items
    if is_placed:
        out |= _told(resume)
    return restore(out, resume.extra)


def _sections(resume: Resume, *, is_placed: bool) -> Iterable[tuple[str, list[Json]]]:
    def shown(made: Json, place: Place) -> Json:
        return made | ({"x-place": _place_json(place)} if is_placed else {})

    def experiences(*kinds: ExperienceKind) -> list[Json]:
        return [shown(experience_json(one), one.place) for one in resume.experiences if one.kind in kinds]

    def certificates(*, awards: bool) -> list[Json]:
        chosen = [one for one in resume.certificates if (one.kind == "award") == awards]
        return [shown(certificate_json(one), one.place) for one in chosen]

    yield "work", experiences("job")
    yield "volunteer", experiences("volunteering")
    yield "education", [shown(education_json(one), one.place) for one in resume.education]
    yield "awards", certificates(awards=True)
    yield "certificates", certificates(awards=False)
    yield "publications", [shown(publication_json(one), one.place) for one in resume.publications]
    yield "skills", skills_json(resume.skills)
    yield "languages", [_language_json(one) for one in resume.languages]
    yield "interests", [{"name": one.text} for one in resume.interests]
    yield "projects", experiences("project", "hobby", "care", "study")


def _language_json(held: SpokenLanguage) -> Json:
    made = {"language": held.language} | ({"fluency": held.fluency} if held.fluency else {})
    return restore(made, held.extra)


def _told(resume: Resume) -> Json:
    out: Json = {}
    if resume.not_understood:
        out["x-notUnderstood"] = [
            {"text": one.text, "x-place": _place_json(one.place)} for one in resume.not_understood
        ]
    if resume.problems:
        out["x-problems"] = [
            {"severity": one.severity, "code": one.code, "message": one.message} for one in resume.problems
        ]
    return out


def _place_json(place: Place) -> dict[str, int]:
    return {"page": place.page, "line": place.line, "start": place.start, "end": place.end}
