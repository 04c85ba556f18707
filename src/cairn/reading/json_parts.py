"""Each value of a résumé as its JSON Resume object."""

import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from cairn.reading.rails import place_score
from cairn.reading.values import (
    Contact,
    Education,
    Evidence,
    Experience,
    Extra,
    HeldCertificate,
    ListedSkill,
    Publication,
)
from cairn.units import Month

Json = dict[str, Any]
_NETWORKS = {
    "linkedin.com": "LinkedIn",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "twitter.com": "Twitter",
    "x.com": "X",
    "xing.com": "XING",
    "orcid.org": "ORCID",
    "stackoverflow.com": "Stack Overflow",
    "behance.net": "Behance",
    "dribbble.com": "Dribbble",
    "medium.com": "Medium",
    "instagram.com": "Instagram",
    "youtube.com": "YouTube",
    "facebook.com": "Facebook",
    "kaggle.com": "Kaggle",
    "bitbucket.org": "Bitbucket",
    "mastodon.social": "Mastodon",
    "scholar.google.com": "Google Scholar",
    "researchgate.net": "ResearchGate",
}


def restore(made: Json, extra: Extra) -> Json:
    """`made` with what came in beside it; an older wording gives way where a value changed."""
    out = dict(made)
    for key, told in extra:
        held = json.loads(told)
        if key not in out or _says_more(held, out[key]):
            out[key] = held
    return out


def _says_more(held: Any, made: Any) -> bool:  # noqa: ANN401 - any JSON values
    """Whether `held` is `made` told more fully: a date with its day, an object for a text."""
    if isinstance(held, str | int | float) and isinstance(made, str):
        return str(held).startswith(made) or made == f"https://{held}"
    if isinstance(held, str) and isinstance(made, dict):  # a location told as plain text
        return held.strip() == ", ".join(text for text in made.values() if isinstance(text, str))
    if isinstance(held, dict) and isinstance(made, dict):
        shown = json.dumps(held, ensure_ascii=False)
        return all(
            part in shown for text in made.values() if isinstance(text, str) for part in text.split(", ")
        )
    if isinstance(held, list) and isinstance(made, list):
        shown = json.dumps(held, ensure_ascii=False)
        return all(
            json.dumps(text, ensure_ascii=False)[1:-1] in shown for one in made for text in _leaves(one)
        )
    return False


def _leaves(held: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    if isinstance(held, dict):
        return [text for key, one in held.items() if key in {"url", "name", "text"} for text in _leaves(one)]
    return [held] if isinstance(held, str) else []


def _filled(**parts: Any) -> Json:  # noqa: ANN401 - any JSON values
    return {name: held for name, held in parts.items() if held}


def _date(month: Month | None) -> str:
    return str(month) if month else ""


def contact_json(contact: Contact) -> Json:
    """`basics` without label and summary."""
    plain = [link for link in contact.links if not _network(link)]
    profiles = [_profile(link, name) for link in contact.links if (name := _network(link))]
    return restore(
        _filled(
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            url=_address(plain[0]) if plain else "",
            location=_location(contact.location),
            profiles=profiles + [{"url": _address(link)} for link in plain[1:]],
        ),
        contact.extra,
    )


def _location(text: str) -> Json:
    """City and region where the text is just these; else the text as an address."""
    parts = [part.strip() for part in text.split(",")]
    if (
        len(parts) == 2
        and place_score(text) == 3
        and re.fullmatch(r"[A-Z]{2,3}", parts[1])
        and parts[1] not in {"UK", "USA", "UAE"}
    ):
        return {"city": parts[0], "region": parts[1]}
    return {"address": text} if text else {}


def _address(link: str) -> str:
    return link if re.match(r"[a-z][a-z0-9+.-]*:", link) else f"https://{link}"


def _parts_of(link: str) -> tuple[str, str]:
    """The host and path of an address, both empty where it is none (“[”)."""
    try:
        split = urlsplit(_address(link))
    except ValueError:
        return "", ""
    return split.netloc.lower().removeprefix("www."), split.path


def _network(link: str) -> str:
    host, _ = _parts_of(link)
    return next(
        (name for known, name in _NETWORKS.items() if host == known or host.endswith(f".{known}")), ""
    )


def _profile(link: str, network: str) -> Json:
    path = [
        part
        for part in _parts_of(link)[1].split("/")
        if part and part not in {"in", "profile", "users", "pub"}
    ]
    return _filled(network=network, username=path[0].removeprefix("@") if path else "", url=_address(link))


def experience_json(one: Experience) -> Json:
    """A `work`, `volunteer` or `projects` entry, by its kind."""
    highlights = [quote.text for quote in one.highlights if quote != one.summary]
    prose = one.summary.text if one.summary else ""
    made = _filled(
        startDate=_date(one.start),
        endDate=_date(one.end),
        location=one.location,
        highlights=highlights,
        dates=one.dates if _says_more_than_months(one) else "",
    )
    made |= _unusual_end(one)
    made |= {"x-evidence": list(map(evidence_json, one.evidence))} if one.evidence else {}
    if one.kind == "job":
        made |= _filled(name=one.organisation, position=one.title, summary=prose)
    elif one.kind == "volunteering":
        made |= _filled(organization=one.organisation, position=one.title, summary=prose)
    else:
        made |= _filled(name=one.title, entity=one.organisation, description=prose)
        made |= {"type": one.kind, "x-kind": one.kind} if one.kind != "project" else {}
    return restore(made, one.extra)


def _unusual_end(one: Experience | Education) -> Json:
    """JSON Resume takes a start without an end as going on; say so where that is wrong."""
    is_taken = one.start is not None and one.end is None
    return {"x-current": one.is_current} if one.is_current != is_taken else {}


def evidence_json(one: Evidence) -> Json:
    """An item of `x-evidence`."""
    return restore(
        _filled(
            text=one.quote.text,
            date=_date(one.date),
            situation=one.situation,
            action=one.action,
            result=one.result,
            confirmedBy=one.confirmed_by,
            links=list(one.links),
            skills=list(one.skills),
            refused=list(one.refused),
        ),
        one.extra,
    )


def _says_more_than_months(one: Experience | Education) -> bool:
    """A lone date, a season or a placeholder would be lost in start and end."""
    if not one.dates:
        return False
    is_lone = one.start is not None and one.start == one.end
    is_unread = one.start is None and one.end is None
    is_ended = one.start is None and one.end is not None
    return (
        is_lone
        or is_unread
        or is_ended
        or bool(re.search(r"(?i)spring|summer|autumn|fall|winter|q[1-4]", one.dates))
    )


def education_json(one: Education) -> Json:
    """An `education` entry."""
    made = _filled(
        institution=one.institution,
        studyType=one.degree,
        area=one.area,
        startDate=_date(one.start),
        endDate=_date(one.end),
        score=one.score,
        courses=[quote.text for quote in one.highlights],
    )
    made |= _unusual_end(one) | ({"x-location": one.location} if one.location else {})
    return restore(made | ({"x-dates": one.dates} if _says_more_than_months(one) else {}), one.extra)


def certificate_json(one: HeldCertificate) -> Json:
    """A `certificates` or `awards` entry; expiry and status in `x-` fields."""
    if one.kind == "award":
        made = _filled(title=one.text, awarder=one.issuer, date=_date(one.granted))
    else:
        made = _filled(name=one.text, issuer=one.issuer, date=_date(one.granted))
        made |= {"x-kind": one.kind} if one.kind != "certificate" else {}
    made |= {"x-expires": str(one.expires)} if one.expires else {}
    return restore(made | ({"x-status": one.status} if one.status else {}), one.extra)


def publication_json(one: Publication) -> Json:
    """A `publications` entry; the authors in an `x-` field."""
    made = _filled(name=one.title, publisher=one.publisher, releaseDate=_date(one.date), url=one.url)
    return restore(made | ({"x-authors": one.authors} if one.authors else {}), one.extra)


def skills_json(skills: Sequence[ListedSkill]) -> list[Json]:
    """Groups with keywords where the source groups, else one object a skill."""
    out: list[Json] = []
    for (group, rating), members in groupby(skills, key=lambda one: (one.group, one.rating)):
        held = list(members)
        if group:
            made = _filled(name=group, level=rating, keywords=[one.text for one in held])
            out.append(restore(made, held[0].extra))
        else:
            out += [restore(_filled(name=one.text, level=rating), one.extra) for one in held]
    return out
