"""Do plans hold what a career adviser looks for? Four people, or any folder like theirs.

    python benchmarks/plans.py FOLDER [--today DATE]

FOLDER holds `expectations.json` and a résumé `ID.txt` (or .pdf, .docx, .json) for
each person. A point such as “hiring or interviewing” is met when all content words
of one of its alternatives occur, as stems, in one place: for `must` and `must_not` a
step of the plan (its title, what it raises and grants, what it proves), for `carry`
a skill that the report says carries over, with the words it was seen in. The rule is
crude on purpose: it is the same for everybody, and it prints what it matched.
"""

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue, load_catalogue
from cairn.plan.terms import Asked, complete_terms, has_job
from cairn.profile import Answers, Finders
from cairn.reading import Resume, read_resume
from cairn.report.bundle import PlanReport
from cairn.report.compose import Request, Setting, plan_career
from cairn.units import parse_deadline, parse_money
from cairn.words import stem
from cairn_cli.naming import find_role_among

GRAMMAR = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to")
)
STOP = GRAMMAR | {"with", "above", "basic", "raised", "training", "course"}
KINDS = (".txt", ".pdf", ".docx", ".json", ".md")


def words_of(text: str, *, stop: frozenset[str] = STOP) -> frozenset[str]:
    """Content words by the beginning of their stem: “delivery” and “delivering” are one word here."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(stem(word)[:5] for word in words if word not in stop)


def alternatives(point: str, stop: frozenset[str]) -> list[frozenset[str]]:
    """“graduate nursing degree (MSN or DNP)” may be met by MSN, by DNP or by the words before."""
    parts = [part for piece in re.split(r"[()]", point) for part in re.split(r"\bor\b|,", piece)]
    return [found for part in parts if (found := words_of(part, stop=stop))]


def first_match(point: str, places: list[str], *, stop: frozenset[str] = STOP) -> str | None:
    for wanted in alternatives(point, stop):
        for place in places:
            if wanted <= words_of(place):
                return place
    return None


def step_texts(report: PlanReport, catalogue: Catalogue) -> list[str]:
    return [
        " ".join(
            (
                step.option.title,
                *(lift.label for lift in step.lifts),
                *(catalogue.credentials[name].label for name in step.option.grants),
                *(alias for name in step.option.grants for alias in catalogue.credentials[name].aliases),
                step.option.proves,
                step.why,
            )
        )
        for step in report.plan.steps
    ]


def carried_texts(report: PlanReport, catalogue: Catalogue) -> list[str]:
    gap = report.plan.gap
    held = [
        one.held_skill
        for one in gap.skills
        if one.held_skill and one.standing in {"matched", "exceeded", "partial"}
    ]
    return [
        " ".join((one.label, *catalogue.skills[one.skill].aliases, *(said.quote for said in one.testimonies)))
        for one in (*held, *gap.surplus)
        if one.skill in catalogue.skills
    ]


def make_plan(person: dict[str, Any], resume: Resume, setting: Setting, today: date) -> PlanReport:
    asked = Asked(
        today=today,
        hours_per_week=person["hours_per_week"],
        budget=parse_money(person["budget"]) if person["budget"] else None,
        deadline=parse_deadline(person["by"], today=today) if person["by"] else None,
    )
    role = find_role_among(person["target"], setting.catalogue, setting.finders.roles)
    terms = complete_terms(asked, setting.assumptions, has_job=has_job(resume))
    return plan_career(resume, Request(role=role, terms=terms, answers=Answers()), setting)


def judge(person: dict[str, Any], report: PlanReport, catalogue: Catalogue) -> dict[str, Any]:
    steps, carried = step_texts(report, catalogue), carried_texts(report, catalogue)
    must = {point: first_match(point, steps) for point in person["must"]}
    carry = {point: first_match(point, carried) for point in person["carry"]}
    must_not = {point: first_match(point, steps, stop=GRAMMAR) for point in person["must_not"]}
    low, high = person["hours"]
    return {
        "must_met": sum(found is not None for found in must.values()),
        "must_of": len(must),
        "must_missed": [point for point, found in must.items() if found is None],
        "carry_met": sum(found is not None for found in carry.values()),
        "carry_of": len(carry),
        "carry_missed": [point for point, found in carry.items() if found is None],
        "must_not_broken": {point: found for point, found in must_not.items() if found is not None},
        "hours": round(report.plan.hours.value, 1),
        "hours_expected": [low, high],
        "hours_in_range": low <= report.plan.hours.value <= high,
        "fits": report.fits,
        "finish_proved": report.solution.finish == report.solution.bound,
        "solver_seconds": round(report.solution.seconds, 3),
        "candidates": len(report.plan.candidates),
        "steps": [f"{step.option.title} ({step.hours.value:.0f} h)" for step in report.plan.steps],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    arguments = parser.parse_args()
    catalogue = load_catalogue()
    setting = Setting(catalogue=catalogue, finders=Finders.of(catalogue), assumptions=load_assumptions())
    people = {}
    for person in json.loads((arguments.folder / "expectations.json").read_text(encoding="utf-8")):
        path = next(one for kind in KINDS if (one := arguments.folder / f"{person['id']}{kind}").is_file())
        resume = read_resume(path, today=arguments.today)
        people[person["id"]] = judge(person, make_plan(person, resume, setting, arguments.today), catalogue)
    counts = ("must_met", "must_of", "carry_met", "carry_of")
    sums = {key: sum(one[key] for one in people.values()) for key in counts}
    totals = {
        "must": f"{sums['must_met']} of {sums['must_of']}",
        "carry": f"{sums['carry_met']} of {sums['carry_of']}",
        "must_not_broken": sum(len(one["must_not_broken"]) for one in people.values()),
        "hours_in_range": f"{sum(one['hours_in_range'] for one in people.values())} of {len(people)}",
    }
    print(json.dumps({"totals": totals, "people": people}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
