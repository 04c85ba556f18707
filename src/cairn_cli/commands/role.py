"""`cairn role`: one role of the catalogue, with where each of its facts comes from."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from cairn.catalogue import Catalogue, CredentialRequirement, Pay, Requirement, Role
from cairn.catalogue.own import read_own
from cairn.provenance import Source
from cairn.units import LEVEL_NAMES
from cairn_cli.home import home_folder
from cairn_cli.naming import find_role_in
from cairn_cli.options import AsJson, CatalogueName
from cairn_cli.output import as_table, print_json, print_text
from cairn_cli.role_facts import facts_json, facts_lines, load_facts


def command(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role, as you would say it.")],
    catalogue: CatalogueName = "starter",
    as_json: AsJson = False,
) -> None:
    """Show what a role asks for, what it pays and where it leads."""
    found, entries = find_role_in(role, catalogue)
    facts = load_facts(found)
    if as_json:
        more = {"facts": facts_json(facts)} if facts else {}
        print_json({"role": role_json(found, entries) | more})
        return
    print_text("\n".join(_lines(found, entries)))
    for one in read_own(home_folder()).watched:
        if one.id == found.id:
            print_text(f"\nStarred by you: {one.note or 'no note'}")
    if facts:
        print_text("\n" + "\n".join(facts_lines(facts)))


def role_json(role: Role, catalogue: Catalogue) -> dict[str, Any]:
    """A role as JSON values, each requirement with its source."""
    return {
        "id": role.id,
        "title": role.title,
        "field": role.field,
        "seniority": role.seniority,
        "summary": role.summary,
        "aliases": list(role.aliases),
        "codes": asdict(role.codes),
        "requirements": [_requirement_json(one, catalogue) for one in role.requirements],
        "credentials": [_credential_json(one, catalogue) for one in role.credentials],
        "pay": [_pay_json(one) for one in role.pay],
        "experience_years": role.experience_years,
        "up": list(role.up),
        "sideways": list(role.sideways),
        "layer": role.layer,
    }


def _requirement_json(one: Requirement, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "skill": one.skill,
        "label": catalogue.skills[one.skill].label,
        "level": one.level,
        "importance": one.importance,
        "essential": one.is_essential,
        "source": _source_json(one.source),
    }


def _credential_json(one: CredentialRequirement, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "any_of": [{"id": name, "label": catalogue.credentials[name].label} for name in one.any_of],
        "essential": one.is_essential,
        "note": one.note,
        "source": _source_json(one.source),
    }


def _pay_json(pay: Pay) -> dict[str, Any]:
    return {
        "country": pay.country,
        "year": pay.year,
        "currency": pay.median.currency,
        "low": str(pay.low.amount) if pay.low else None,
        "median": str(pay.median.amount),
        "high": str(pay.high.amount) if pay.high else None,
        "source": _source_json(pay.source),
    }


def _source_json(source: Source) -> dict[str, Any]:
    return {key: value for key, value in asdict(source).items() if value}


# ------------------------------------------------------------------ for people


def _lines(role: Role, catalogue: Catalogue) -> Iterator[str]:
    yield f"{role.title} ({role.field})"
    yield role.summary
    yield ""
    yield as_table(
        (_requirement_row(one, catalogue) for one in role.requirements),
        headings=("skill", "level", "importance", ""),
    )
    if role.credentials:
        yield "\nCredentials"
        yield from (f"  {_credential_line(one, catalogue)}" for one in role.credentials)
    if role.experience_years:
        years = "year" if role.experience_years == 1 else "years"
        yield f"\nPostings usually ask for {role.experience_years:g} {years} of experience."
    if role.pay:
        yield "\nPay a year"
        yield from (f"  {_pay_line(one)}" for one in role.pay)
    for heading, ids in (("Up from here", role.up), ("Sideways", role.sideways)):
        if ids:
            yield f"\n{heading}: " + ", ".join(catalogue.roles[one].title for one in ids)
    yield "\nSource: " + "; ".join(catalogue.credits)


def _requirement_row(one: Requirement, catalogue: Catalogue) -> tuple[str, ...]:
    return (
        catalogue.skills[one.skill].label,
        f"{one.level:g} {LEVEL_NAMES[round(one.level)]}",
        f"{one.importance:g} of 5",
        "" if one.is_essential else "learnt in the job",
    )


def _credential_line(one: CredentialRequirement, catalogue: Catalogue) -> str:
    labels = " or ".join(catalogue.credentials[name].label for name in one.any_of)
    needed = "required" if one.is_essential else "often asked"
    return f"{labels}: {needed}" + (f" ({one.note})" if one.note else "")


def _pay_line(pay: Pay) -> str:
    ends = [f"{end.amount:,.0f}" for end in (pay.low, pay.high) if end]
    between = f" (8 in 10 between {ends[0]} and {ends[1]})" if len(ends) == 2 else ""
    return f"{pay.country}: {pay.median} at the middle{between}, {pay.source.name}"
