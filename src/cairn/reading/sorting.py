"""Sections as found → sections by what their lines tell.

A part without headings is cut where its lines begin to tell another kind of fact. A part
under a heading keeps its lines, except those that plainly tell what the document has no
heading for, and certificates among the studies.
"""

from dataclasses import replace
from datetime import date

from cairn.reading.contact import EMAIL
from cairn.reading.dates import find_spans
from cairn.reading.education import degree_score, institution_score
from cairn.reading.facts import Fact, split_facts
from cairn.reading.lines import Line
from cairn.reading.lists import is_language_list
from cairn.reading.rails import is_date_text, is_sentence, organisation_score, title_score
from cairn.reading.sections import Section

_LOOSE = frozenset({"header", "other"})
_DATED = frozenset({"experience", "volunteering", "hobby", "care"})
_WITHOUT_BODY = frozenset({"languages", "certificates", "skills", "contact", "references", "hobby"})
_EACH_APART = frozenset({"volunteering", "hobby"})
_MOST_HEAD_WORDS = 8
_GAP = 0.3
_FAR = date(2100, 1, 1)


def sort_sections(sections: list[Section], *, today: date) -> list[Section]:
    """Every section, cut where its lines tell another kind of fact."""
    headed = {section.kind for section in sections if section.heading}
    stated = headed | {section.kind for section in sections if section.title}
    out: list[Section] = []
    for section in sections:
        if section.kind == "summary" or (section.kind == "header" and "experience" in headed):
            out += _cut_plainly(section, today)
        elif section.kind in _LOOSE:
            out += _cut_freely(section, today)
        elif section.kind in {"experience", "education"}:
            out += _cut_strays(section, stated, today)
        else:
            out.append(section)
    return [part for part in out if part.lines or part.heading]


# ------------------------------------------------------------------ beside stated sections


def _cut_plainly(section: Section, today: date) -> list[Section]:
    """A summary or a header above stated sections holds jobs and studies only when they are plain."""
    out = [Section(section.kind, section.title, section.heading)]
    for line in section.lines:
        kind = _plain_kind(line, today)
        if kind and kind != out[-1].kind:
            out.append(Section(kind))
        elif not kind and out[-1].kind in {"education", "languages"}:
            out.append(Section("header" if section.kind == "header" else "other"))
        out[-1].lines.append(line)
    return out


def _plain_kind(line: Line, today: date) -> str:
    if line.marker:
        return ""
    if is_language_list(line.text):
        return "languages"
    spans = find_spans(line.text, today=today)
    before = line.text[: spans[0].begin] if spans else line.text
    words = len(before.split())
    if is_sentence(before) or words > 14 or EMAIL.search(line.text):
        return ""
    if degree_score(line.text) >= 3 and institution_score(line.text) >= 2:
        return "education"
    is_job = bool(spans) and spans[0].is_range and words > 1 and not before[:1].islower()
    return "experience" if is_job and max(title_score(before), organisation_score(before)) >= 2 else ""


def _cut_strays(section: Section, stated: set[str], today: date) -> list[Section]:
    """Facts under a heading for another kind, where the document has no heading of their own."""
    movable = {"education", "certificates", "languages", "references"} - stated - {section.kind}
    if section.kind == "education":
        movable |= {"certificates"}
    out = [Section(section.kind, section.title, section.heading)]
    home = out[0]
    is_marked = all(line.marker for line in section.lines)
    for line in section.lines:
        facts = split_facts(line, today=today) if not line.marker or is_marked else [Fact(line, "")]
        may_part = section.kind == "education" or {fact.kind for fact in facts} == {"experience"}
        facts = facts if may_part or facts[0].kind in movable else [Fact(line, facts[0].kind)]
        for fact in facts:
            if fact.kind in movable and not _is_part_of_study(fact.line, section):
                out.append(Section(fact.kind, lines=[fact.line]))
                continue
            if len(facts) > 1 and fact.kind == "experience" and fact.line.text[:1].islower():
                home = Section(section.kind, section.title, leads=True)
                out.append(home)
            home.lines.append(fact.line)
    return out


def _is_part_of_study(line: Line, section: Section) -> bool:
    """`Certificate in Cookery` under Education is a course of study."""
    return section.kind == "education" and (
        degree_score(line.text) >= 1.8 or institution_score(line.text) >= 2
    )


# ------------------------------------------------------------------ parts without headings


def _cut_freely(section: Section, today: date) -> list[Section]:
    """A part without a telling heading, cut where its lines begin to tell another kind of fact."""
    out = [Section(section.kind, section.title, section.heading)]
    previous: Line | None = None
    has_bulleted_heads = False
    for at, line in enumerate(section.lines):
        facts = split_facts(line, today=today)
        if section.lines[0].number == 1 and at < 2:
            facts = _without_headline(facts)
        for fact in facts:
            is_body = bool(fact.line.marker) and out[-1].kind in _DATED and not has_bulleted_heads
            kind = "" if is_body else _kind_here(fact, out, section, previous, today)
            if kind in _DATED:
                has_bulleted_heads = bool(fact.line.marker)
            if kind and (kind != out[-1].kind or kind in _EACH_APART or fact.line.text[:1].islower()):
                moved = _heads_above(out[-1], fact.line, today) if kind == "experience" else []
                out.append(Section(kind, lines=moved, leads=not moved))
            elif not kind and out[-1].kind in _WITHOUT_BODY | {"education"} and not fact.line.marker:
                out.append(Section("other", section.title))
            out[-1].lines.append(replace(fact.line, marker="") if kind else fact.line)
            previous = fact.line
    return out


def _without_headline(facts: list[Fact]) -> list[Fact]:
    """Name, trade and place lead a page; without dates they are no fact."""
    return [
        replace(fact, kind="")
        if len(facts) == 1 and not (find_spans(fact.line.text, today=_FAR) or fact.kind == "languages")
        else fact
        for fact in facts
    ]


def _kind_here(fact: Fact, out: list[Section], section: Section, previous: Line | None, today: date) -> str:
    """The fact's kind, unless where it stands says that it belongs to the fact before."""
    kind, line, state = fact.kind, fact.line, out[-1].kind
    if not kind and is_date_text(line.text) and any(s.is_range for s in find_spans(line.text, today=today)):
        return "experience" if state in _LOOSE and out[-1].lines else ""
    if kind == "skills" and _is_early(out, section):
        return ""
    if kind == "skills" and _tells_of_job(line, out[-1], previous, today):
        return kind if line is section.lines[-1] and _are_bare_heads(out, today) else ""
    if kind == "contact":
        return "" if state in _LOOSE else "contact"
    return kind


def _is_early(out: list[Section], section: Section) -> bool:
    """Before any fact a list of short things may be anything; under a heading it is not skills."""
    return section.heading is not None or all(part.kind in _LOOSE for part in out)


def _are_bare_heads(sections: list[Section], today: date) -> bool:
    """Whether the jobs above are told of in their own lines or not at all, as a list is not."""
    lines = [line for section in sections if section.kind in _DATED for line in section.lines]
    return len(lines) > 1 and all(find_spans(line.text, today=today) for line in lines)


def _tells_of_job(line: Line, section: Section, previous: Line | None, today: date) -> bool:
    """A list right below the head of a job, or below a line of the same kind, tells of that job."""
    if section.kind not in _DATED or previous is None or line.gap > _GAP:
        return False
    if line.text[:1].islower():
        return True
    if previous.marker or previous.number == line.number:
        return False
    spans = find_spans(previous.text, today=today)
    is_told = bool(spans) and len(previous.text[spans[-1].stop :].split()) > 3
    return not is_told


def _heads_above(section: Section, line: Line, today: date) -> list[Line]:
    """The lines above a job's dates that name it, taken from the loose part they stand in."""
    if section.kind not in _LOOSE or line.gap > _GAP:
        return []
    bare = is_date_text(line.text)
    if not bare and title_score(line.text) >= 2:
        return []
    count = 0
    for above in reversed(section.lines):
        if count == 2 or not _may_name_job(above, today):
            break
        count += 1
        if above.gap > _GAP or not bare:
            break
    moved = section.lines[len(section.lines) - count :] if count else []
    if not any(max(title_score(one.text), organisation_score(one.text)) >= 1.2 for one in moved):
        return []
    del section.lines[len(section.lines) - count :]
    return moved


def _may_name_job(line: Line, today: date) -> bool:
    is_short = len(line.text.split()) <= _MOST_HEAD_WORDS and not line.marker and not is_sentence(line.text)
    return (
        is_short
        and not EMAIL.search(line.text)
        and not find_spans(line.text, today=today)
        and line.number > 1
    )
