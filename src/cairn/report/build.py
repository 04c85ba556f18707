"""The content of a report, in the order it is told, whatever it is shown on."""

from dataclasses import replace

from cairn.report.bundle import PlanReport
from cairn.report.document import Document, Section
from cairn.report.sections.aims import goal_section, questions_section
from cairn.report.sections.answer import answer_section, conflict_section, lede_of, title_of
from cairn.report.sections.effort import load_section, resources_section
from cairn.report.sections.outline import roadmap_section
from cairn.report.sections.path import choices_section, milestones_section, week_section
from cairn.report.sections.person import gaps_section, person_section, strengths_section
from cairn.report.sections.proof import assumptions_section, proof_section
from cairn.report.sections.sure import sure_section
from cairn.report.sections.tradeoffs import tradeoffs_section


def build_document(report: PlanReport) -> Document:
    """Everything a plan tells, the answer first."""
    told = Document(
        title=title_of(report),
        eyebrow=_eyebrow(report),
        lede=lede_of(report),
        sections=tuple(one for one in _sections(report) if one is not None),
        credits=report.credits,
        made_on=report.plan.terms.today,
        stones=len(report.milestones),
    )
    assumed = assumptions_section(told)
    return replace(told, sections=(*told.sections, assumed)) if assumed else told


def _sections(report: PlanReport) -> tuple[Section | None, ...]:
    return (
        answer_section(report),
        conflict_section(report),
        person_section(report),
        strengths_section(report),
        gaps_section(report),
        choices_section(report),
        tradeoffs_section(report),
        roadmap_section(report),
        week_section(report),
        questions_section(report),
        milestones_section(report),
        goal_section(report),
        load_section(report),
        resources_section(report),
        sure_section(report),
        proof_section(report),
    )


def _eyebrow(report: PlanReport) -> str:
    now = report.person.headline or next((one.title for one in report.person.roles if one.is_current), "")
    name = report.person.contact.name
    return " · ".join(["Career plan", *([f"for {name}"] if name else []), *([f"from {now}"] if now else [])])
