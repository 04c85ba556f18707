"""`cairn routes`: ways from one role to another over several moves, or where one can lead."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue, Role
from cairn.catalogue.facts import RoleFacts
from cairn.provenance import Derivation, derivation_json
from cairn.routes import Hop, NoRoute, Route, RouteReport, find_routes
from cairn.units import CredentialId
from cairn_cli.app import HONEST_NO
from cairn_cli.naming import find_catalogue, find_role_anywhere
from cairn_cli.options import AsJson, CatalogueName
from cairn_cli.output import print_json, print_text
from cairn_cli.role_facts import load_facts, outlook_line, pay_json, pay_line

SHOWN_GAINS = 5
_KINDS = {"upward": "Upward", "sideways": "Sideways", "new": "Into another field"}
From = Annotated[str, typer.Option("--from", metavar="ROLE", help="The role to start from.")]
To = Annotated[
    str, typer.Option("--to", metavar="ROLE", help="The role to reach (default: show what is near).")
]
Top = Annotated[
    int, typer.Option("--top", min=1, max=20, metavar="K", help="How many ways, without --to of each kind.")
]


def command(
    start: From, target: To = "", top: Top = 3, catalogue: CatalogueName = "starter", as_json: AsJson = False
) -> None:
    """Show ways from a role over one or several moves, and what each move takes.

    The exit status is 1 where there is no likely way.
    """
    entries = find_catalogue(catalogue)
    first, entries = find_role_anywhere(start, entries)
    last = None
    if target:
        last, entries = find_role_anywhere(target, entries)
    found = find_routes(first, last, catalogue=entries, assumptions=load_assumptions(), top=top)
    if as_json:
        print_json(_json(found, entries))
    else:
        print_text("\n".join(_lines(found, entries)))
    if isinstance(found, NoRoute):
        raise typer.Exit(HONEST_NO)


# ------------------------------------------------------------------ as JSON


def _json(found: RouteReport | NoRoute, catalogue: Catalogue) -> dict[str, Any]:
    ends = {"from": found.start.id, "to": found.target.id if found.target else None}
    if isinstance(found, NoRoute):
        straight = hop_json(found.straight, catalogue) if found.straight else None
        return {
            **ends,
            "routes": [],
            "no_route": {"code": found.code, "reason": found.reason, "straight": straight},
        }
    return {
        **ends,
        "routes": [route_json(one, catalogue) for one in found.routes],
        "credits": list(_credits(found, catalogue)),
    }


def _credits(found: RouteReport, catalogue: Catalogue) -> tuple[str, ...]:
    """The catalogue's own, and those of the releases whose pay and outlook are shown."""
    shown = [load_facts(one) for route in found.routes for one in route.roles[1:]]
    releases = [credit for facts in shown if facts for credit in facts.credits]
    return tuple(dict.fromkeys((*catalogue.credits, *releases)))


def route_json(route: Route, catalogue: Catalogue) -> dict[str, Any]:
    """A route as JSON values, its numbers as derivations."""
    return {
        "kind": route.kind,
        "roles": [{"id": one.id, "title": one.title} for one in route.roles],
        "hours": derivation_json(route.hours),
        "cost": derivation_json(route.cost),
        "hops": [hop_json(one, catalogue) for one in route.hops],
    }


def hop_json(hop: Hop, catalogue: Catalogue) -> dict[str, Any]:
    """One move as JSON values: what is gained, obtained, asked and paid."""
    facts = load_facts(hop.role)
    return {
        "from": hop.start.id,
        "to": hop.role.id,
        "title": hop.role.title,
        "direction": hop.direction,
        "named_by_catalogue": hop.is_named,
        "share": derivation_json(hop.share),
        "hours": derivation_json(hop.hours),
        "years_short": derivation_json(hop.years_short),
        "gains": [
            {
                "skill": one.skill,
                "label": catalogue.skills[one.skill].label,
                "from": one.start,
                "to": one.end,
                "hours": round(one.hours.value, 1),
            }
            for one in hop.gains
        ],
        "credentials": [
            {
                "id": one.credential,
                "label": _credential(one.credential, catalogue),
                "through": [catalogue.options[way].title for way in one.options],
                "hours": round(one.hours.value, 1),
            }
            for one in hop.credentials
        ],
        "education": [*_education(hop.role, catalogue)],
        "experience_years": hop.role.experience_years,
        "training": _training(facts),
        "pay": pay_json(hop.role, facts),
        "outlook": outlook_line(facts) if facts else "",
    }


# ------------------------------------------------------------------ for people


def _lines(found: RouteReport | NoRoute, catalogue: Catalogue) -> Iterator[str]:
    if isinstance(found, NoRoute):
        yield found.reason
        if found.straight:
            yield "\nWhat the straight move would take:"
            yield from _hop_lines(found.straight, catalogue, load_facts(found.straight.role))
        return
    goal = f" to {found.target.title}" if found.target else ""
    yield f"From {found.start.title}{goal}"
    kind = ""
    for number, route in enumerate(found.routes, start=1):
        if found.target is None and route.kind != kind:
            kind = route.kind
            yield f"\n{_KINDS[kind]}"
        yield f"\n{number}. " + " → ".join(one.title for one in route.roles[1:]) + f": {_said(route.hours)}"
        for hop in route.hops:
            yield from _hop_lines(hop, catalogue, load_facts(hop.role))
    yield "\nHours to learn and obtain, partly in paid work. For your own: cairn gap RESUME --target ROLE."
    yield "Source: " + "; ".join(_credits(found, catalogue))


def _hop_lines(hop: Hop, catalogue: Catalogue, facts: RoleFacts | None) -> Iterator[str]:
    usual = ", a usual step" if hop.is_named else ""
    yield (
        f"   {hop.start.title} → {hop.role.title}: {_said(hop.hours)};"
        f" {100 * hop.share.value:.0f} % carries over ({hop.direction}{usual})"
    )
    gains = [f"{catalogue.skills[one.skill].label} {one.start:g}→{one.end:g}" for one in hop.gains]
    if gains:
        yield f"      learn: {_some(gains)}"
    if hop.credentials:
        yield "      obtain: " + ", ".join(_credential(one.credential, catalogue) for one in hop.credentials)
    if education := [*_education(hop.role, catalogue)]:
        yield f"      education asked: {' or '.join(education)}"
    if hop.role.experience_years:
        short = (
            f", about {hop.years_short.value:.0f} more than you bring" if hop.years_short.value >= 1 else ""
        )
        years = "year" if hop.role.experience_years <= 1 else "years"
        yield f"      experience asked: {hop.role.experience_years:g} {years}{short}"
    if training := _training(facts):
        yield f"      training on the job: {training}"
    if line := pay_line(hop.role, facts):
        yield f"      pay: {line}"
    if facts and (line := outlook_line(facts)):
        yield f"      outlook: {line}"


def _said(hours: Derivation) -> str:
    return f"about {_rounded(hours.value)} h ({_rounded(hours.low_value)} to {_rounded(hours.high_value)})"


def _rounded(hours: float) -> str:
    step = 10 if hours < 1000 else 50
    return f"{round(hours / step) * step:,}"


def _some(names: Sequence[str]) -> str:
    rest = len(names) - SHOWN_GAINS
    return ", ".join(names[:SHOWN_GAINS]) + (f" and {rest} more" if rest > 0 else "")


def _education(role: Role, catalogue: Catalogue) -> Iterator[str]:
    """The degrees a role asks for, required or usual, each once."""
    named = {
        credential: None
        for one in role.credentials
        for credential in one.any_of
        if credential in catalogue.credentials and catalogue.credentials[credential].kind == "degree"
    }
    yield from (catalogue.credentials[one].label for one in named)


def _training(facts: RoleFacts | None) -> str:
    """What BLS says is usually learnt after entry, a residency say, which no hours here count."""
    said = facts.outlook.training if facts and facts.outlook else ""
    return "" if said == "None" else said[:1].lower() + said[1:]


def _credential(credential: CredentialId, catalogue: Catalogue) -> str:
    entry = catalogue.credentials.get(credential)
    return entry.label if entry else credential
