"""`cairn gap`: a résumé beside a role, requirement by requirement."""

from typing import Any

from cairn.assumptions import load_assumptions
from cairn.gap import CredentialGap, GapReport, SkillGap, find_gaps
from cairn.profile import Finders, assemble_profile
from cairn.provenance import derivation_json
from cairn.reading import start_reading
from cairn_cli.answers_file import AnswersFile, load_answers
from cairn_cli.corrections_file import load_corrections
from cairn_cli.naming import find_catalogue, find_target
from cairn_cli.options import AsJson, CatalogueName, Resume, Target, Today, read_today, require_content
from cairn_cli.output import as_table, print_json, print_text, problem_json, say_problems


def command(
    resume: Resume,
    target: Target,
    answers: AnswersFile = None,
    catalogue: CatalogueName = "starter",
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Compare a résumé with a role: what is there, what is missing, and why."""
    day = read_today(today)
    reading = start_reading(resume, today=day)
    role, entries = find_target(target, find_catalogue(catalogue))
    finders = Finders.of(entries, load_corrections(None))
    said = load_answers(answers, entries)
    assumptions = load_assumptions().override(said.assumptions)
    profile = assemble_profile(
        require_content(reading.result()),
        catalogue=entries,
        finders=finders,
        assumptions=assumptions,
        today=day,
        answers=said,
    )
    report = find_gaps(profile, role, catalogue=entries, assumptions=assumptions)
    if as_json:
        print_json(_document(report) | {"problems": [problem_json(one) for one in profile.unsure]})
    else:
        _print(report)
        say_problems(profile.unsure)


def _document(report: GapReport) -> dict[str, Any]:
    return {
        "role": report.role,
        "title": report.title,
        "match": derivation_json(report.match_score),
        "skills": [_skill_json(one) for one in report.skills],
        "credentials": [_credential_json(one) for one in report.credentials],
        "surplus": [{"skill": one.skill, "label": one.label} for one in report.surplus],
    }


def _skill_json(gap: SkillGap) -> dict[str, Any]:
    numbers = {
        "required": gap.required,
        "held": gap.held,
        "gap": gap.size,
        "effort": gap.effort,
        "priority": gap.priority,
    }
    return {
        "skill": gap.requirement.skill,
        "label": gap.label,
        "kind": gap.kind,
        "standing": gap.standing,
        "essential": gap.requirement.is_essential,
        "reason": gap.reason,
        **{name: derivation_json(number) for name, number in numbers.items()},
    }


def _credential_json(gap: CredentialGap) -> dict[str, Any]:
    return {
        "any_of": list(gap.requirement.any_of),
        "label": gap.label,
        "held": gap.held,
        "essential": gap.requirement.is_essential,
        "reason": gap.reason,
    }


def _print(report: GapReport) -> None:
    print_text(f"{report.title}: {100 * report.match_score.value:.0f} % of what it asks can be shown\n")
    print_text(as_table(map(_row, report.skills), headings=("skill", "held", "asked", "kind", "why")))
    for one in report.credentials:
        print_text(f"{'has' if one.held else 'lacks'} {one.label}: {one.reason}")


def _row(gap: SkillGap) -> tuple[str, ...]:
    held = f"{gap.held.value:.1f} ({gap.held.low_value:.1f} to {gap.held.high_value:.1f})"
    return gap.label, held, f"{gap.required.value:g}", gap.kind, gap.reason
