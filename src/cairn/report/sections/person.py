"""Who was read, what is unsure, what carries over, and what is missing."""

from collections.abc import Iterator

from cairn.errors import Problem
from cairn.gap.values import CredentialGap, SkillGap
from cairn.profile.values import HeldSkill, Profile
from cairn.reading.values import Education, Experience
from cairn.report.bundle import PlanReport
from cairn.report.document import (
    Block,
    Figure,
    Heading,
    Item,
    Items,
    LevelRow,
    LevelsChart,
    Paragraph,
    Section,
    Span,
    Spans,
    Strong,
    Table,
)
from cairn.report.figures import counted
from cairn.report.phrases import (
    NBSP,
    count_text,
    hours_range_text,
    hours_text,
    joined,
    known_month_text,
    number_text,
    sentence,
)
from cairn.units import LEVEL_NAMES, MAX_LEVEL

KIND_WORDS = {
    "acquire": "new to you",
    "enhance": "to deepen",
    "practise": "to practise and show",
    "unknown": "not known yet",
    "none": "covered",
}
SUPPORT_WORDS = {
    "shown": "shown in what you did",
    "claimed": "said, not yet shown",
    "inferred": "usual in work you have done",
}
_MOST_LISTED = 12


# ------------------------------------------------------------------ who was read


def person_section(report: PlanReport) -> Section:
    """The experiences and schooling found, and everything the reading left open."""
    person = report.person
    blocks: list[Block] = [Paragraph(spans=_who(report)), *_life(person), *_unsure(person)]
    return Section(id="person", title="What was read about you", short="You", blocks=tuple(blocks))


def _who(report: PlanReport) -> Spans:
    person = report.person
    name = person.contact.name or "No name was found"
    jobs, study = len(person.experiences), len(person.education)
    return (
        Strong(text=name),
        f"{', ' + person.headline if person.headline else ''}, from {report.source_name}: ",
        counted(
            count_text(jobs, "experience"), "Experiences read", jobs, of="experiences found in the document"
        ),
        ", ",
        counted(
            count_text(study, "course", "courses") + " of study", "Studies read", study, of="studies found"
        ),
        " and ",
        counted(
            count_text(len(person.skills), "skill"),
            "Skills read",
            len(person.skills),
            of="skills with at least one sign",
        ),
        ".",
    )


def _life(person: Profile) -> Iterator[Block]:
    items = [_experience_item(one) for one in person.experiences] + [
        _study_item(one) for one in person.education
    ]
    items += [
        Item(head=(one.label,), note=() if one.is_implied else (f"“{one.quote}”",))
        for one in person.credentials.values()
        if not one.is_implied
    ]
    if items:
        yield Items(items=tuple(items))
    if person.own_skills:
        yield Paragraph(
            spans=(
                "Kept as you wrote it, though no skill in the catalogue matches: ",
                f"{joined(person.own_skills)}.",
            ),
            tone="aside",
        )


def _experience_item(one: Experience) -> Item:
    where = f", {one.organisation}" if one.organisation else ""
    kind = "" if one.kind == "job" else f" ({one.kind})"
    return Item(head=(f"{one.title or 'Untitled'}{where}{kind}",), when=_months(one))


def _study_item(one: Education) -> Item:
    words = [word for word in (one.degree, one.area, one.institution) if word]
    return Item(head=(", ".join(words) or "Study",), when=_months(one))


def _months(one: Experience | Education) -> str:
    ends = [known_month_text(end) for end in (one.start, one.end) if end]
    if one.is_current and one.start:
        return f"since {ends[0]}"
    return " to ".join(ends) or one.dates


def _unsure(person: Profile) -> Iterator[Block]:
    if not person.unsure:
        return
    yield Heading(text="What is unsure", id="unsure")
    yield Items(items=tuple(map(_problem_item, person.unsure)))


def _problem_item(problem: Problem) -> Item:
    return Item(head=(sentence(problem.message),), when=str(problem.where) if problem.where else "")


# ------------------------------------------------------------------ what carries over


def strengths_section(report: PlanReport) -> Section:
    """Requirements already met, credentials held, and what the role does not even ask."""
    gap = report.plan.gap
    over = [one for one in gap.skills if one.standing == "exceeded"]
    even = [one for one in gap.skills if one.standing == "matched"]
    score = Figure(
        shown=f"{number_text(gap.match_score.value * 100, 0)}\N{NO-BREAK SPACE}%", derivation=gap.match_score
    )
    blocks: list[Block] = [
        Paragraph(spans=("You already show ", score, " of what the role asks, counted by importance.")),
        *_met("More than the role asks", over, "beyond"),
        *_met("As much as the role asks", even, "enough"),
        *_held_credentials(gap.credentials),
        *_surplus(gap.surplus),
    ]
    return Section(id="strengths", title="What carries over", short="What carries over", blocks=tuple(blocks))


def _met(title: str, gaps: list[SkillGap], slug: str) -> Iterator[Block]:
    if gaps:
        yield Heading(text=title, id=f"strengths-{slug}")
        yield Items(
            items=tuple(
                Item(head=(one.label,), when=_held_of_asked(one), note=(evidence_text(one.held_skill),))
                for one in gaps
            )
        )


def _held_of_asked(one: SkillGap) -> Figure:
    shown = f"{level_text(one.held.value)} of {level_text(one.required.value)}"
    return Figure(shown=shown, derivation=one.held)


def evidence_text(skill: HeldSkill | None) -> str:
    """The strongest words that speak for a skill, and of what kind they are."""
    if skill is None:
        return "nothing read speaks of it"
    words = SUPPORT_WORDS[skill.support]
    quote = next((one.quote for one in skill.testimonies if one.quote), "")
    return f"{words}: “{quote}”" if quote else words


def _held_credentials(credentials: tuple[CredentialGap, ...]) -> Iterator[Block]:
    held = [one for one in credentials if one.held]
    if held:
        yield Heading(text="Credentials you hold", id="strengths-credentials")
        yield Items(items=tuple(Item(head=(one.label,), note=(sentence(one.reason),)) for one in held))


def _surplus(surplus: tuple[HeldSkill, ...]) -> Iterator[Block]:
    if not surplus:
        return
    yield Heading(text="Yours beyond this role", id="strengths-surplus")
    spans: list[Span] = []
    for place, one in enumerate(surplus[:_MOST_LISTED]):
        shown = f"{one.label}{NBSP}{level_text(one.level.value)}"
        spans += ["; " if place else "", Figure(shown=shown, derivation=one.level)]
    more = len(surplus) - _MOST_LISTED
    if more > 0:
        spans += [
            " and ",
            counted(number_text(more), "Further skills", more, of="skills beyond the role"),
            " more",
        ]
    yield Paragraph(spans=(*spans, "."))


def level_text(level: float) -> str:
    """A level to one decimal."""
    return number_text(level)


# ------------------------------------------------------------------ what is missing


def gaps_section(report: PlanReport) -> Section:
    """Held against required as a chart with its table, then the credentials."""
    gap = report.plan.gap
    blocks: list[Block] = [Paragraph(spans=_scale_words(), tone="aside")]
    if gap.skills:
        blocks.append(_levels(gap.skills))
    blocks += _open_credentials(gap.open_credentials)
    if not gap.open_skills and not gap.open_credentials:
        blocks.insert(0, Paragraph(spans=("Nothing: everything the role asks for is there.",)))
    return Section(id="gaps", title="What is missing", short="What is missing", blocks=tuple(blocks))


def _scale_words() -> Spans:
    named = "; ".join(f"{level} {name}" for level, name in enumerate(LEVEL_NAMES))
    return (f"Levels run from 0 to {MAX_LEVEL}: {named}.",)


def _levels(gaps: tuple[SkillGap, ...]) -> LevelsChart:
    ordered = sorted(gaps, key=lambda one: one.size.value <= 0)
    return LevelsChart(
        caption="What you have against what the role asks",
        rows=tuple(map(_level_row, ordered)),
        table=_levels_table(ordered),
    )


def _level_row(one: SkillGap) -> LevelRow:
    is_open = one.size.value > 0
    return LevelRow(
        label=one.label,
        held=Figure(shown=level_text(one.held.value), derivation=one.held),
        low=one.held.low_value,
        high=one.held.high_value,
        required=Figure(shown=level_text(one.required.value), derivation=one.required),
        text=(_effort(one),) if is_open else ("covered",),
        note=(sentence(one.reason),) if is_open else (),
        is_unknown=one.kind == "unknown",
    )


def _effort(one: SkillGap) -> Figure:
    effort = one.effort
    shown = hours_range_text(effort.low_value, effort.high_value) if effort.low else hours_text(effort.value)
    return Figure(shown=shown, derivation=effort)


def _levels_table(gaps: list[SkillGap]) -> Table:
    columns = (
        "Skill",
        "You have",
        "Likely range",
        "Role asks",
        "Missing",
        "Priority",
        "Usual hours",
        "In short",
    )
    return Table(
        caption="Levels held and asked, skill by skill",
        columns=columns,
        rows=tuple(map(_levels_table_row, gaps)),
        numeric=(1, 2, 3, 4, 5, 6),
    )


def _levels_table_row(one: SkillGap) -> tuple[Spans, ...]:
    is_open = one.size.value > 0
    held = Figure(shown=level_text(one.held.value), derivation=one.held)
    size = Figure(shown=level_text(one.size.value), derivation=one.size)
    priority = Figure(shown=number_text(one.priority.value, 2), derivation=one.priority)
    return (
        (one.label,),
        (held,),
        (f"{level_text(one.held.low_value)}–{level_text(one.held.high_value)}",),
        (Figure(shown=level_text(one.required.value), derivation=one.required),),
        (size if is_open else "–",),
        (priority if is_open else "–",),
        (_effort(one) if is_open else "–",),
        (KIND_WORDS[one.kind] + (", checked first" if one.is_checked_first else ""),),
    )


def _open_credentials(credentials: tuple[CredentialGap, ...]) -> Iterator[Block]:
    if credentials:
        yield Heading(text="Credentials", id="gaps-credentials")
        yield Items(
            items=tuple(
                Item(
                    head=(one.label,),
                    when="asked" if one.requirement.is_essential else "helps",
                    note=(sentence(one.reason),),
                )
                for one in credentials
            )
        )
