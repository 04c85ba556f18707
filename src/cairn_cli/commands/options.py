"""`cairn options`: the ways to learn one or several skills, the best bargain first."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.own import read_own
from cairn.catalogue.ways import Way, find_ways, kinds_of
from cairn.errors import BadInput, UnknownName
from cairn.match import SkillFinder, is_clear, match_skills
from cairn.plan.candidates import study_option
from cairn.provenance import derivation_json
from cairn.units import MAX_LEVEL, SkillId
from cairn_cli.home import home_folder
from cairn_cli.naming import find_catalogue
from cairn_cli.options import AsJson
from cairn_cli.output import as_table, print_json, print_text

_CANDIDATES = 5
Skills = Annotated[
    list[str], typer.Argument(metavar="SKILL...", help="One skill, or several that a programme should cover.")
]
Held = Annotated[float, typer.Option("--from", metavar="LEVEL", help="The level you have (0 to 5).")]
Wanted = Annotated[float, typer.Option("--to", metavar="LEVEL", help="The level you want (0 to 5).")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="K", help="How many to list.")]


def command(skills: Skills, start: Held = 0, end: Wanted = 3, top: Top = 10, as_json: AsJson = False) -> None:
    """List the ways to learn a skill, ranked by levels gained for each hour and dollar.

    With several skills, programmes are compared by the share of all that they cover.
    """
    if not 0 <= start < end <= MAX_LEVEL:
        msg = f"--from {start:g} and --to {end:g} are no step up between 0 and {MAX_LEVEL}."
        raise BadInput(msg)
    catalogue = find_catalogue("")
    finder = SkillFinder.of(catalogue)
    wanted = [_find_skill(words, finder) for words in skills]
    ways = _ways(wanted, catalogue, start, end)
    if as_json:
        print_json(
            {
                "skills": wanted,
                "from": start,
                "to": end,
                "kinds": list(kinds_of(ways)),
                "options": [way_json(one) for one in ways[:top]],
            }
        )
        return
    labels = " and ".join(catalogue.skills[one].label for one in wanted)
    print_text(f"Ways to lift {labels} from {start:g} to {end:g}\n")
    headings = ("way", "kind", "covers", "hours", "USD", "levels/100 h", "before it begins")
    print_text(as_table(map(_row, ways[:top]), headings=headings))


def way_json(way: Way) -> dict[str, Any]:
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
        "reaches": way.reaches,
        "before": list(way.first),
        "employer_pays": way.employer,
        "source": way.option.source.detail or way.option.source.name,
        "layer": way.option.layer,
        **{name: derivation_json(number) for name, number in numbers.items()},
    }


def _ways(skills: Sequence[SkillId], catalogue: Catalogue, start: float, end: float) -> tuple[Way, ...]:
    assumptions = load_assumptions()
    study = [
        study_option(catalogue.skills[one], start=start, end=end, assumptions=assumptions) for one in skills
    ]
    budgets = [
        (one.name, one.budget_usd_per_year)
        for one in read_own(home_folder()).organisations
        if one.budget_usd_per_year
    ]
    targets = dict.fromkeys(skills, (start, end))
    return find_ways(targets, catalogue=catalogue, assumptions=assumptions, others=study, budgets=budgets)


def _find_skill(words: str, finder: SkillFinder) -> SkillId:
    if SkillId(words.strip()) in finder.labels:
        return SkillId(words.strip())
    matches = match_skills(words, finder, top=_CANDIDATES)
    if is_clear(matches) or (matches and matches[0].label.casefold() == words.strip().casefold()):
        return matches[0].skill
    labels = tuple(one.label for one in matches)
    if labels:
        msg = f"“{words}” may mean several skills; name one of these:"
    else:
        msg = f"No skill in the catalogue is like “{words}”; try another word for it."
    raise UnknownName(msg, candidates=labels)


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
