"""`cairn options`: the ways to learn one or several skills, the best bargain first."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.own import read_own
from cairn.catalogue.ways import Targets, Way, best_of_two_kinds, find_ways, kinds_of
from cairn.errors import BadInput
from cairn.plan.candidates import study_option
from cairn.provenance import derivation_json
from cairn.units import MAX_LEVEL
from cairn_cli.home import home_folder
from cairn_cli.naming import find_catalogue, find_skills_named, find_target
from cairn_cli.options import AsJson, Today, read_today, require_content
from cairn_cli.output import as_table, print_json, print_text
from cairn_cli.programmes import (
    comparison_table,
    decision_json,
    decisions_on,
    find_programmes,
    keep_decision,
    standing_of,
)

Skills = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SKILL]...", help="One skill, or several that a programme should cover."),
]
Held = Annotated[float, typer.Option("--from", metavar="LEVEL", help="The level you have (0 to 5).")]
Wanted = Annotated[float, typer.Option("--to", metavar="LEVEL", help="The level you want (0 to 5).")]
ForRole = Annotated[str, typer.Option("--target", metavar="ROLE", help="Every skill this role asks for.")]
Own = Annotated[
    Path | None, typer.Option("--resume", metavar="RESUME", help="With --target: only your own gap to it.")
]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="Only ways of this kind, as in course.")]
Compare = Annotated[
    list[str] | None,
    typer.Option("--compare", metavar="WAY", help="Show only these side by side; at least two."),
]
Choose = Annotated[
    str, typer.Option("--choose", metavar="WAY", help="Keep the decision for one of those compared.")
]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, with --choose.")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="K", help="How many to list.")]


def command(
    skills: Skills = None,
    start: Held = 0,
    end: Wanted = 3,
    target: ForRole = "",
    resume: Own = None,
    kind: Kind = "",
    compare: Compare = None,
    choose: Choose = "",
    because: Because = "",
    top: Top = 10,
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """List the ways to learn a skill, ranked by levels gained for each hour and dollar.

    With several skills, or those of a role, programmes are compared by the share of all
    that they cover.
    """
    day = read_today(today)
    catalogue, targets = _wanted(skills or [], start, end, target, resume, day)
    ways = _ways(targets, catalogue)
    ways = tuple(one for one in ways if not kind or one.option.kind == kind.replace(" ", "_"))
    if choose and not compare:
        msg = "--choose takes one of the ways given with --compare; name them too."
        raise BadInput(msg)
    shown = find_programmes(compare, ways) if compare else best_of_two_kinds(ways, top)
    home = home_folder()
    if compare and choose:
        keep_decision(home, choose, shown, because=because, day=day)
    decided = decisions_on(home, shown) if compare else ()
    if as_json:
        print_json(
            {
                "skills": list(targets),
                "from": start,
                "to": end,
                "targets": {one: {"from": held, "to": wanted} for one, (held, wanted) in targets.items()},
                "kinds": list(kinds_of(ways)),
                "options": [way_json(one, catalogue) for one in shown],
                "decisions": [decision_json(one) for one in decided],
            }
        )
        return
    print_text(f"{_heading(targets, catalogue, start, end, target)}\n")
    if compare:
        print_text(comparison_table(shown, catalogue))
    else:
        headings = ("way", "kind", "covers", "hours", "USD", "levels/100 h", "before it begins")
        print_text(as_table(map(_row, shown), headings=headings))
    for one in decided:
        print_text(f"\nDecided on {one.day}: {catalogue.options[one.chosen].title}, because {one.because}")


def _wanted(
    skills: Sequence[str], start: float, end: float, target: str, resume: Path | None, day: date
) -> tuple[Catalogue, Targets]:
    """Held and wanted level of every skill in question, and the catalogue that has them.

    Raises:
        BadInput: neither or both were named, or the levels are no step up.
    """
    if bool(skills) == bool(target) or (resume and not target):
        msg = "Name skills, or a role with --target (and a résumé with --resume for your own gap to it)."
        raise BadInput(msg)
    if target:
        return _of_role(target, start, resume, day)
    if not 0 <= start < end <= MAX_LEVEL:
        msg = f"--from {start:g} and --to {end:g} are no step up between 0 and {MAX_LEVEL}."
        raise BadInput(msg)
    catalogue = find_catalogue("")
    return catalogue, dict.fromkeys(find_skills_named(skills, catalogue), (start, end))


def _of_role(target: str, start: float, resume: Path | None, day: date) -> tuple[Catalogue, Targets]:
    role, catalogue = find_target(target, find_catalogue(""))
    if resume is None:
        return catalogue, {one.skill: (start, one.level) for one in role.requirements if one.level > start}
    from cairn.gap import find_gaps
    from cairn.profile import Finders, assemble_profile
    from cairn.reading import start_reading
    from cairn_cli.corrections_file import load_corrections

    assumptions = load_assumptions()
    profile = assemble_profile(
        require_content(start_reading(resume, today=day).result()),
        catalogue=catalogue,
        finders=Finders.of(catalogue, load_corrections(None)),
        assumptions=assumptions,
        today=day,
    )
    report = find_gaps(profile, role, catalogue=catalogue, assumptions=assumptions)
    return catalogue, {
        one.requirement.skill: (one.held.value, one.required.value) for one in report.open_skills
    }


def _heading(targets: Targets, catalogue: Catalogue, start: float, end: float, target: str) -> str:
    if target:
        return f"Ways to close {len(targets)} gaps to {target}"
    labels = " and ".join(catalogue.skills[one].label for one in targets)
    return f"Ways to lift {labels} from {start:g} to {end:g}"


def way_json(way: Way, catalogue: Catalogue) -> dict[str, Any]:
    """A way as JSON values, its numbers as derivations."""
    numbers = {
        "gained": way.gained,
        "coverage": way.coverage,
        "hours": way.hours,
        "cost_usd": way.cost_usd,
        "levels_per_100_hours": way.per_hour,
        "bargain": way.bargain,
    }
    return {
        "id": way.option.id,
        "title": way.option.title,
        "kind": way.option.kind,
        "provider": way.option.provider,
        "mode": way.mode.id,
        "weeks": way.mode.weeks,
        "at_work": way.mode.at_work,
        "proves": way.option.proves,
        "grants": list(way.option.grants),
        "standing": standing_of(way, catalogue),
        "reaches": way.reaches,
        "before": list(way.first),
        "employer_pays": way.employer,
        "source": way.option.source.detail or way.option.source.name,
        "layer": way.option.layer,
        **{name: derivation_json(number) for name, number in numbers.items()},
    }


def _ways(targets: Targets, catalogue: Catalogue) -> tuple[Way, ...]:
    assumptions = load_assumptions()
    study = [
        study_option(catalogue.skills[one], start=start, end=end, assumptions=assumptions)
        for one, (start, end) in targets.items()
    ]
    budgets = [
        (one.name, one.budget_usd_per_year)
        for one in read_own(home_folder()).organisations
        if one.budget_usd_per_year
    ]
    return find_ways(targets, catalogue=catalogue, assumptions=assumptions, others=study, budgets=budgets)


def _row(way: Way) -> tuple[str, ...]:
    paid = f" ({way.employer} pays)" if way.employer else " (at work)" if way.mode.at_work else ""
    return (
        way.option.title[:56],
        way.option.kind.replace("_", " "),
        f"{100 * way.coverage.value:.0f} %",
        f"{way.hours.value:.0f}",
        f"{way.cost_usd.value:,.0f}{paid}",
        f"{way.per_hour.value:.1f}",
        ", ".join(way.first)[:60],
    )
