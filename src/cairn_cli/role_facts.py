"""What the installed releases add to a role, as JSON values and as lines for people."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from cairn.catalogue import Role
from cairn.catalogue.facts import RoleFacts, Scored, Wage, Wages, find_facts
from cairn.catalogue.store import Store
from cairn_cli.home import home_folder

_MOST = 8


def load_facts(role: Role) -> RoleFacts | None:
    """The facts for a role's codes; None where nothing is installed or it has no code."""
    if not (role.codes.onet or role.codes.esco):
        return None
    store = Store.open(home_folder())
    if store is None:
        return None
    with contextlib.closing(store):
        return find_facts(store, onet=role.codes.onet, esco=role.codes.esco)


def facts_json(facts: RoleFacts) -> dict[str, Any]:
    """The facts as JSON values; what is not known is listed, never zero."""
    return {
        "codes": {"onet": facts.onet, "esco": facts.esco},
        "job_zone": facts.zone or None,
        "education": [{"label": label, "share": share} for label, share in facts.education],
        "related_experience_years": facts.experience_years,
        "wages": _wages_json(facts.wages) if facts.wages else None,
        "outlook": _outlook_json(facts),
        "technologies": [
            {
                "name": one.name,
                "group": one.group,
                "tool": one.is_tool,
                "hot": one.is_hot,
                "in_demand": one.is_in_demand,
            }
            for one in facts.technologies
        ],
        "tasks": list(facts.tasks),
        "interests": _scored_json(facts.interests),
        "values": _scored_json(facts.values),
        "work_styles": _scored_json(facts.styles),
        "work_context": _scored_json(facts.context),
        "matches": [
            {"id": one.id, "title": one.title, "kind": one.kind, "group": one.is_group}
            for one in facts.matches
        ],
        "unknown": list(facts.unknown),
        "credits": list(facts.credits),
    }


def _wages_json(wages: Wages) -> dict[str, Any]:
    return {
        "country": "US",
        "currency": "USD",
        "year": wages.year,
        "per": "hour" if wages.is_hourly else "year",
        "of_broader_group": wages.is_of_group,
        "source": wages.release.label,
        "statistics": {
            one.statistic: {"amount": one.amount, "mark": one.mark or None} for one in wages.wages
        },
    }


def _outlook_json(facts: RoleFacts) -> dict[str, Any] | None:
    outlook = facts.outlook
    if outlook is None:
        return None
    return {
        "span": outlook.span,
        "employment_thousands": outlook.employment,
        "projected_thousands": outlook.projected,
        "change_percent": outlook.change_percent,
        "openings_per_year_thousands": outlook.openings_per_year,
        "entry_education": outlook.entry_education,
        "work_experience": outlook.work_experience,
        "training": outlook.training,
        "source": outlook.release.label,
    }


def _scored_json(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    return [{"label": one.label, "value": one.value, "scale": one.scale} for one in scored]


# ------------------------------------------------------------------ for people


def facts_lines(facts: RoleFacts) -> Iterator[str]:
    """The facts as lines, the sources last."""
    if facts.wages:
        yield from _wage_lines(facts.wages)
    yield from _outlook_lines(facts)
    if facts.education:
        most = max(facts.education, key=lambda one: one[1])
        yield f"Education asked for most often: {most[0]} ({100 * most[1]:.0f} % of O*NET's answers)"
    named = dict.fromkeys(one.name for one in facts.technologies if one.is_hot or one.is_in_demand)
    for heading, names in (
        ("Technologies in demand", list(named)),
        ("Interests", [one.label for one in facts.interests[:3]]),
        ("Values", [one.label for one in facts.values[:3]]),
        ("Work styles", [one.label for one in facts.styles[:4]]),
        ("Conditions of work, strongest first", [one.label for one in facts.context[:_MOST]]),
    ):
        if names:
            rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
            yield f"{heading}: {', '.join(names[:_MOST])}{rest}"
    if facts.tasks:
        yield "Tasks"
        yield from (f"  {one}" for one in facts.tasks[:5])
    for one in facts.matches[:_MOST]:
        what = "group" if one.is_group else "occupation"
        yield f"In the crosswalk: {one.kind} match with the {what} {one.title} ({one.id})"
    yield from (f"Not known: {one}" for one in facts.unknown)
    yield "Credits: " + "; ".join(facts.credits)


def _wage_lines(wages: Wages) -> Iterator[str]:
    per = "an hour" if wages.is_hourly else "a year"
    of_whom = " of the broader group" if wages.is_of_group else ""
    amounts = ", ".join(f"{_name(one)} {_amount(one)}" for one in wages.wages)
    yield f"Wages {per}{of_whom} in the US, {wages.release.label} (USD): {amounts}"


def _name(wage: Wage) -> str:
    return "middle" if wage.statistic == "median" else f"{wage.statistic.removeprefix('pct')} %"


def _amount(wage: Wage) -> str:
    if wage.amount is None:
        return wage.mark
    return f"{wage.amount:,.0f}" if wage.amount >= 1000 else f"{wage.amount:,.2f}"


def _outlook_lines(facts: RoleFacts) -> Iterator[str]:
    outlook = facts.outlook
    if outlook is None:
        return
    yield f"Outlook {outlook_line(facts)}"
    yield (
        f"Usual at entry: {outlook.entry_education.lower()}; experience: {outlook.work_experience.lower()};"
        f" training: {outlook.training.lower()}"
    )


def outlook_line(facts: RoleFacts) -> str:
    """Projected change and openings with their source; empty where there is no projection."""
    outlook = facts.outlook
    if outlook is None:
        return ""
    change = "not given" if outlook.change_percent is None else f"{outlook.change_percent:+g} %"
    openings = (
        "not given"
        if outlook.openings_per_year is None
        else f"{1000 * outlook.openings_per_year:,.0f} a year"
    )
    return f"{outlook.span} in the US: jobs {change}, openings {openings} ({outlook.release.label})"


def pay_line(role: Role, facts: RoleFacts | None) -> str:
    """Pay a year at the middle with country, year and source; empty where none is known."""
    pay = pay_json(role, facts)
    if pay is None:
        wages = facts.wages if facts else None
        middle = next((one for one in wages.wages if one.statistic == "median"), None) if wages else None
        if wages is None or middle is None:
            return ""
        if middle.amount is None:
            return f"the middle wage is {middle.mark} in {wages.release.label}"
        return f"USD {middle.amount:,.2f} an hour at the middle, US {wages.year} ({wages.release.label})"
    amount = f"{pay['currency']} {pay['median']:,.0f} a year at the middle"
    return f"{amount}, {pay['country']} {pay['year']} ({pay['source']})"


def pay_json(role: Role, facts: RoleFacts | None) -> dict[str, Any] | None:
    """The same as JSON values, of the installed wages, else of the role itself; None where unknown."""
    wages = facts.wages if facts else None
    median = wages.amount("median") if wages and not wages.is_hourly else None
    if wages and median is not None:
        return {
            "country": "US",
            "currency": "USD",
            "year": wages.year,
            "median": median,
            "source": wages.release.label,
        }
    for pay in role.pay:
        return {
            "country": pay.country,
            "currency": pay.median.currency,
            "year": pay.year,
            "median": float(pay.median.amount),
            "source": pay.source.name,
        }
    return None
