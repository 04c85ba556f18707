"""Plans: made by a child, answered, swapped, compared, and taken from a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cairn.errors import BadInput, UnknownName
from cairn.report.phrases import day_text
from cairn_web.models import Away, GapOrder, Person, RefusedOption, Run, RunKind, RunState
from cairn_web.services import ambition, reading, runs
from cairn_web.services.history import change_row, note
from cairn_web.services.skills import answer_credential, answer_level
from cairn_web.store import digest_of, inputs_of, kept_plan, latest_plan, plan_request_of, resume_of

_LARGEST_FILE = 20_000_000


def start_plan(*, person: Person, reason: str = "") -> Run:
    """Begin to plan with everything known now.

    Raises:
        BadInput: there is no résumé or no ambition yet, or a plan is under way.
    """
    resume = resume_of(person)
    if resume is None:
        msg = "A plan begins from what you have done: give a résumé or answer the ten questions first."
        raise BadInput(msg)
    if getattr(person, "ambition", None) is None:
        msg = "A plan needs an ambition: choose the role you want to reach first."
        raise BadInput(msg)
    request = plan_request_of(person, resume)
    inputs = inputs_of(person)
    return runs.begin(person=person, kind=RunKind.PLAN, request=inputs, work=request, reason=reason)


def is_stale(person: Person, run: Run) -> bool:
    """Whether what a plan was made from has changed since."""
    if getattr(person, "ambition", None) is None:
        return True
    return digest_of(inputs_of(person)) != run.input_digest


def answer_question(*, person: Person, key: str, answer: str) -> None:
    """Keep the answer to a question of the newest plan.

    Raises:
        BadInput: no such question was asked, or the answer is none of those offered.
    """
    run = latest_plan(person)
    questions = kept_plan(run).record["questions"] if run else []
    question = next((one for one in questions if one["key"] == key), None)
    if question is None or answer not in {one["answer"] for one in question["answers"]}:
        msg = "This question is no longer asked, or this is none of its answers; look at the plan again."
        raise BadInput(msg)
    name, label = key.partition(".")[2], question["text"][:200]
    if question["kind"] == "level":
        answer_level(person=person, skill=name, label=label, level=float(answer))
    else:
        answer_credential(person=person, credential=name, label=label, is_held=answer == "true")
    note(person=person, table="plan", sentence=f"Answered: {question['text']}")


@transaction.atomic
def refuse_option(*, person: Person, option: str, title: str) -> None:
    """Leave a way to learn out of the plans to come."""
    RefusedOption.objects.get_or_create(person=person, option=option, defaults={"title": title[:300]})
    note(person=person, table="plan", sentence=f"Plan without “{title}”")


@transaction.atomic
def allow_option(*, person: Person, option: str) -> None:
    """Let a way to learn back in."""
    found = person.refused.filter(option=option).first()
    if found:
        note(person=person, table="plan", sentence=f"Plan with “{found.title}” again")
        found.delete()


@transaction.atomic
def move_gap(*, person: Person, skills: list[str], skill: str, is_up: bool) -> None:
    """Move a gap one place; `skills` is the order as it was shown, which from now on is the person's own."""
    order = list(skills)
    if skill not in order:
        return
    at = order.index(skill)
    to = at - 1 if is_up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    person.gap_order.all().delete()
    GapOrder.objects.bulk_create(
        GapOrder(person=person, skill=one, position=place) for place, one in enumerate(order)
    )


# ------------------------------------------------------------------ two plans side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One fact of two plans."""

    name: str
    before: str
    after: str
    note: str


def compare_plans(before: Run, after: Run) -> tuple[Difference, ...]:
    """What changed from one plan to another: finish, hours, money."""
    old, new = before.summary, after.summary
    days = (date.fromisoformat(new["finish"]) - date.fromisoformat(old["finish"])).days
    slip = f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "the same"
    ends = [day_text(date.fromisoformat(one["finish"])) for one in (old, new)]
    rows = [Difference(name="Finish", before=ends[0], after=ends[1], note=slip)]
    for name, key, unit in (
        ("Work", "hours", "h"),
        ("Cost", "cost", new["currency"]),
        ("Steps", "steps", ""),
    ):
        more = new[key] - old[key]
        said = (
            f"{abs(more):,} {unit} {'more' if more > 0 else 'less'}".replace("  ", " ")
            if more
            else "the same"
        )
        rows.append(
            Difference(
                name=name,
                before=f"{old[key]:,} {unit}".strip(),
                after=f"{new[key]:,} {unit}".strip(),
                note=said,
            )
        )
    return tuple(rows)


def plan_before(person: Person, run: Run) -> Run | None:
    """The finished plan before another, without its result."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE, pk__lt=run.pk)
    return done.defer("result").order_by("-id").first()


def plans_of(person: Person) -> list[Run]:
    """The finished plans, newest first, without their results."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE)
    return list(done.defer("result").order_by("-id")[: runs.KEPT_PLANS])


# ------------------------------------------------------------------ a plan from the command line


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """What a `plan.json` would set, before anything is set."""

    record: Mapping[str, Any]
    title: str
    role: str
    role_title: str
    experiences: int
    changes: tuple[str, ...]


def read_plan_file(content: bytes) -> PlanFile:
    """Look into a `plan.json` that `cairn plan --out` wrote.

    Raises:
        BadInput: it is something else, or of a version that is not known.
    """
    if len(content) > _LARGEST_FILE:
        msg = "This file is larger than a plan of Cairn's; choose the plan.json that `cairn plan` wrote."
        raise BadInput(msg)
    try:
        record = _ours(json.loads(content))
        terms, target = record["terms"], record["target"]
        hours = terms["hours_per_week"]["value"]
        changes = (
            f"the role {target['title']}",
            f"{hours:g} hours a week",
            _budget_words(terms["budget"]),
            f"ready by {terms['deadline']}" if terms["deadline"] else "no date to be ready by",
            f"{len(terms['away'])} times away",
        )
        jobs = [one for name in ("work", "volunteer", "projects") for one in record["resume"].get(name, [])]
        return PlanFile(
            record=record,
            title=str(record["title"]),
            role=str(target["role"]),
            role_title=str(target["title"]),
            experiences=len(jobs),
            changes=changes,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        msg = "This is not a plan of Cairn's; choose the plan.json that `cairn plan --out` wrote."
        raise BadInput(msg) from error


def _ours(record: Mapping[str, Any]) -> Mapping[str, Any]:
    if record.get("kind") != "cairn plan" or record.get("version") != 1:
        raise ValueError
    return record


def _budget_words(budget: Mapping[str, Any] | None) -> str:
    return f"at most {budget['amount']:,.0f} {budget['currency']}" if budget else "no limit on money"


def take_plan_file(*, person: Person, found: PlanFile) -> Run:
    """Take a plan file's person, role and terms into the record; planning follows by itself.

    Raises:
        UnknownName: its role came from a posting, which the file does not hold.
        BadInput: its résumé cannot be read.
    """
    if found.role.startswith("ad:"):
        made = f"“{found.role_title}” was made from a posting, which the file does not hold"
        msg = f"{made}; paste the posting under Ambition."
        raise UnknownName(msg)
    with transaction.atomic():
        ambition.choose_role(person=person, role=found.role)
        _take_terms(person, found.record)
    document = dict(found.record["resume"])
    return reading.read_document(
        person=person, document=document, name=found.record.get("source") or "plan.json"
    )


def _said(record: Mapping[str, Any], name: str) -> float | None:
    """A number of the terms where the person gave it; None where it was assumed."""
    number = record["terms"][name]
    source = record["derivations"][number["derivation"]].get("source", {})
    return float(number["value"]) if source.get("kind") == "entered" else None


def _take_terms(person: Person, record: Mapping[str, Any]) -> None:
    terms, budget = record["terms"], record["terms"]["budget"]
    changes = {
        "hours_per_week": _said(record, "hours_per_week"),
        "hours_at_work": _said(record, "hours_at_work"),
        "budget": Decimal(str(budget["amount"])) if budget else None,
        "currency": terms.get("currency", ""),
        "deadline": date.fromisoformat(terms["deadline"]) if terms["deadline"] else None,
        "relevance": record.get("goal", {}).get("relevance", ""),
        "has_terms": True,
    }
    change_row(
        row=person,
        person=person,
        table="person",
        version=person.version,
        changes=changes,
        sentence="Took hours, money and dates from a plan file",
    )
    person.away.all().delete()
    Away.objects.bulk_create(
        Away(person=person, first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]))
        for one in terms["away"]
    )
