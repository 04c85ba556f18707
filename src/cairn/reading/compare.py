"""Two records of one person side by side: what is missing where, and what differs.

Meant for a stored profile and a newer LinkedIn export, but any two résumés will do.
Entries are paired by their words, best pairs first; dates settle what the words leave
open (two times at one employer). A date that is merely coarser (2019 beside 2019-03)
does not differ.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal

from cairn.errors import Place
from cairn.reading.lists import part_rating
from cairn.reading.values import Education, Experience, HeldCertificate, ListedSkill, Resume, SpokenLanguage
from cairn.units import Month

DifferenceKind = Literal["only in old", "only in new", "differs"]
_ALIKE = 0.72
_SAME_WORDS = 0.9
_DATES_WEIGHT = 0.2
_MOST_PAIRS, _MOST_OF_A_LABEL = 40_000, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the two records do not say alike.

    `section` is “experience”, “education”, “certificate”, “skill”, “language” or
    “contact”; `label` names the entry, `field` the part that differs (empty for a whole
    entry). A place is None where that record says nothing.
    """

    kind: DifferenceKind
    section: str
    label: str
    field: str = ""
    old: str = ""
    new: str = ""
    old_place: Place | None = None
    new_place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """How the entries of one section are named, paired and compared."""

    name: str
    label: Callable[[Any], str]
    alike: Callable[[Any, Any], float]
    fields: tuple[str, ...]


def compare_resumes(old: Resume, new: Resume) -> tuple[Difference, ...]:
    """What each record lacks that the other has, and what they say differently."""
    found = [*_contact(old, new)]
    for section, ours, theirs in (
        (_EXPERIENCE, old.experiences, new.experiences),
        (_EDUCATION, old.education, new.education),
        (_CERTIFICATE, old.certificates, new.certificates),
        (_SKILL, _parted(old.skills), _parted(new.skills)),
        (_LANGUAGE, old.languages, new.languages),
    ):
        found += _compare(section, ours, theirs)
    return tuple(found)


def _parted(skills: Sequence[ListedSkill]) -> list[ListedSkill]:
    """“Python (basic)” beside “Python” differs in its rating, not in its name."""
    out = []
    for one in skills:
        text, rating = (one.text, one.rating) if one.rating else part_rating(one.text)
        out.append(replace(one, text=text, rating=rating))
    return out


def _compare(section: _Section, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    pairs = _pair(section, old, new)
    for at, one in enumerate(old):
        if at in pairs:
            yield from _differing(section, one, new[pairs[at]])
        else:
            yield Difference(
                kind="only in old", section=section.name, label=section.label(one), old_place=one.place
            )
    taken = set(pairs.values())
    for at, one in enumerate(new):
        if at not in taken:
            yield Difference(
                kind="only in new", section=section.name, label=section.label(one), new_place=one.place
            )


def _pair(section: _Section, old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Indices of the old entries with those of the new ones they are the same as."""
    pairs = _equal_pairs(section, old, new)
    taken = set(pairs.values())
    left = [at for at in range(len(old)) if at not in pairs]
    right = [at for at in range(len(new)) if at not in taken]
    scored = [
        (score, -ours, -theirs)
        for ours, theirs in _candidates(section, left, right, old, new)
        if (score := section.alike(old[ours], new[theirs])) >= _ALIKE
    ]
    for _, ours, theirs in sorted(scored, reverse=True):
        if -ours not in pairs and -theirs not in taken:
            pairs[-ours] = -theirs
            taken.add(-theirs)
    return pairs


def _equal_pairs(section: _Section, old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Entries that say exactly the same, whatever they are called."""

    def said(one: Any) -> tuple[object, ...]:  # noqa: ANN401 - an entry of the section
        return (section.label(one), *(getattr(one, field) for field in section.fields))

    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in reversed(range(len(new))):
        waiting[said(new[at])].append(at)
    return {at: same.pop() for at, one in enumerate(old) if (same := waiting.get(said(one)))}


def _candidates(
    section: _Section, left: list[int], right: list[int], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[tuple[int, int]]:
    """Every pair; in lists too long for that, those of one label."""
    if len(left) * len(right) <= _MOST_PAIRS:
        yield from product(left, right)
        return
    by_label: dict[str, list[int]] = defaultdict(list)
    for at in right:
        by_label[_bare(section.label(new[at]))].append(at)
    for at in left:
        same = by_label[_bare(section.label(old[at]))]
        yield from ((at, theirs) for theirs in same[:_MOST_OF_A_LABEL])


def _differing(section: _Section, old: Any, new: Any) -> Iterator[Difference]:  # noqa: ANN401 - a pair of one kind
    for field in section.fields:
        ours, theirs = getattr(old, field), getattr(new, field)
        if field == "end":
            ours, theirs = _end_of(old), _end_of(new)
        if not _is_same(ours, theirs):
            yield Difference(
                kind="differs",
                section=section.name,
                label=section.label(old),
                field=field,
                old=_shown(ours),
                new=_shown(theirs),
                old_place=old.place,
                new_place=new.place,
            )


def _end_of(one: Any) -> Month | str | None:  # noqa: ANN401 - an experience, a study or a certificate
    end: Month | None = one.end
    return "present" if one.is_current and end is None else end


def _is_same(old: object, new: object) -> bool:
    """Empty beside something differs; a year and a month of it do not."""
    if isinstance(old, Month) and isinstance(new, Month):
        return old.year == new.year and (old.month == new.month or 0 in {old.month, new.month})
    if isinstance(old, str) and isinstance(new, str) and "present" not in {old, new}:
        return _bare(old) == _bare(new)
    return old == new


def _shown(held: object) -> str:
    return "" if held is None else str(held)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+(?:\+\+|#)?", text.casefold()))


def _contact(old: Resume, new: Resume) -> Iterator[Difference]:
    """Contact fields that both hold and word differently, or that one lacks."""
    for field in ("name", "email", "phone", "location"):
        ours, theirs = getattr(old.contact, field), getattr(new.contact, field)
        if _digits(field, ours) != _digits(field, theirs):
            kind: DifferenceKind = "differs" if ours and theirs else "only in old" if ours else "only in new"
            yield Difference(kind=kind, section="contact", label=field, field=field, old=ours, new=theirs)


def _digits(field: str, text: str) -> str:
    return re.sub(r"[\s()./-]+", "", text) if field == "phone" else _bare(text)


# ------------------------------------------------------------------ likeness


def _likeness(old: str, new: str) -> float:
    """How alike two names are, 0–1; a name inside the other counts nearly as the same."""
    from rapidfuzz import fuzz

    ours, theirs = _bare(old), _bare(new)
    if not ours or not theirs:
        return 0.0
    whole = fuzz.token_sort_ratio(ours, theirs) / 100
    shared = set(ours.split()) & set(theirs.split())
    is_inside = shared in ({*ours.split()}, {*theirs.split()})
    return max(whole, _SAME_WORDS if is_inside else 0.0)


def _two_names(old: tuple[str, str], new: tuple[str, str]) -> float:
    """Likeness of two names each; where one of them is missing, the other decides."""
    scores = [_likeness(*pair) for pair in zip(old, new, strict=True) if all(pair)]
    return sum(scores) / len(scores) if scores else 0.0


def _experiences_alike(old: Experience, new: Experience) -> float:
    names = _two_names((old.title, old.organisation), (new.title, new.organisation))
    return _with_dates(names, old, new)


def _studies_alike(old: Education, new: Education) -> float:
    ours, theirs = (f"{one.degree} {one.area}".strip() for one in (old, new))
    return _with_dates(_two_names((ours, old.institution), (theirs, new.institution)), old, new)


def _with_dates(names: float, old: Experience | Education, new: Experience | Education) -> float:
    """Dates move the score a little: the same start speaks for, years apart against."""
    if old.start is None or new.start is None:
        return names
    years = abs(old.start.year - new.start.year)
    closeness = 1.0 if years == 0 else 0.5 if years == 1 else 0.0
    return names * (1 - _DATES_WEIGHT) + _DATES_WEIGHT * closeness


def _job_label(one: Experience) -> str:
    return ", ".join(part for part in (one.title, one.organisation) if part)


def _study_label(one: Education) -> str:
    return ", ".join(part for part in (f"{one.degree} {one.area}".strip(), one.institution) if part)


def _certificates_alike(old: HeldCertificate, new: HeldCertificate) -> float:
    return _likeness(old.text, new.text)


def _same_skill(old: ListedSkill, new: ListedSkill) -> float:
    return float(_bare(old.text) == _bare(new.text))


def _same_language(old: SpokenLanguage, new: SpokenLanguage) -> float:
    return float(_bare(old.language) == _bare(new.language))


_EXPERIENCE = _Section(
    "experience", _job_label, _experiences_alike, ("title", "organisation", "start", "end", "location")
)
_EDUCATION = _Section("education", _study_label, _studies_alike, ("degree", "area", "start", "end"))
_CERTIFICATE = _Section("certificate", lambda one: one.text, _certificates_alike, ("granted", "expires"))
_SKILL = _Section("skill", lambda one: one.text, _same_skill, ("rating",))
_LANGUAGE = _Section("language", lambda one: one.language, _same_language, ("fluency",))
