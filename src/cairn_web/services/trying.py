"""Another plan on trial: what taking, leaving out or letting in a way to learn would change.

A trial is worked out like a plan and kept beside it. Taking it makes it the plan and
its change the person's own; leaving it drops it, and nothing was ever different.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cairn.errors import BadInput
from cairn_web.models import Person, Run, RunKind, RunState
from cairn_web.services import planning, runs, wishes
from cairn_web.store import digest_of, inputs_of, plan_request_of, resume_of

Json = dict[str, Any]
KINDS = ("take", "leave", "allow")


def start_trial(*, person: Person, change: Mapping[str, str]) -> Run:
    """Begin to plan with a change that is not made yet.

    `change` holds `kind` (one of `KINDS`), `option`, `title`, and for `take` the `skill`
    that the option is to bring and the `instead` it takes the place of, if any.

    Raises:
        BadInput: there is nothing to plan from, or a trial is under way.
    """
    resume = resume_of(person)
    if resume is None or getattr(person, "ambition", None) is None:
        msg = "There is no plan yet to try something else for; make one first."
        raise BadInput(msg)
    request = plan_request_of(person, resume) | _wishes_with(person, change)
    Run.objects.filter(person=person, kind=RunKind.TRIAL).exclude(state=RunState.RUNNING).delete()
    known = {"inputs": digest_of(inputs_of(person)), "change": dict(change)}
    return runs.begin(person=person, kind=RunKind.TRIAL, request=known, work=request, reason=words_of(change))


def _wishes_with(person: Person, change: Mapping[str, str]) -> Json:
    refused = set(person.refused.values_list("option", flat=True))
    wanted = wishes.wanted_ways(person)
    option = change["option"]
    if change["kind"] == "take":
        refused.discard(option)
        wanted[change["skill"]] = option
    elif change["kind"] == "leave":
        refused.add(option)
        wanted = {skill: way for skill, way in wanted.items() if way != option}
    else:
        refused.discard(option)
    return {"refused": sorted(refused), "wanted": wanted, "change": dict(change)}


def words_of(change: Mapping[str, str]) -> str:
    """A change in words, as history keeps it."""
    title = f"“{change['title']}”"
    if change["kind"] == "take":
        return f"{title} instead of “{change['instead']}”" if change.get("instead") else f"with {title}"
    return f"without {title}" if change["kind"] == "leave" else f"with {title} again"


def trial_of(person: Person, pk: int) -> Run | None:
    """A finished trial of this person's."""
    done = Run.objects.filter(person=person, kind=RunKind.TRIAL, state=RunState.DONE, pk=pk)
    return done.defer("result").first()


@transaction.atomic
def take_trial(*, person: Person, run: Run) -> Run:
    """Make a trial the plan, with its change.

    Raises:
        BadInput: what it rests on has changed since; try again.
    """
    change = run.summary["change"]
    known = {"inputs": digest_of(inputs_of(person)), "change": dict(change)}
    if digest_of(known) != run.input_digest:
        msg = "What you said has changed since this was tried, so it would no longer be true; try it again."
        raise BadInput(msg)
    _make_change(person, change)
    person.refresh_from_db()
    result = Run.objects.values_list("result", flat=True).get(pk=run.pk) or {}
    plan = runs.keep_as_plan(person=person, inputs=inputs_of(person), result=result, reason=run.reason)
    Run.objects.filter(pk=run.pk).delete()
    return plan


def _make_change(person: Person, change: Mapping[str, str]) -> None:
    option, title = change["option"], change["title"]
    wanted = wishes.wanted_ways(person)
    if change["kind"] == "leave":
        planning.refuse_option(person=person, option=option, title=title)
        left = {skill: way for skill, way in wanted.items() if way != option}
    else:
        planning.allow_option(person=person, option=option)
        left = {**wanted, change["skill"]: option} if change["kind"] == "take" else wanted
    if left != wanted:
        wishes.prefer(person=person, wanted=left, sentence=f"Plan {words_of(change)}")


def drop_trial(*, person: Person, run: Run) -> None:
    """Leave a trial; nothing was ever different."""
    Run.objects.filter(person=person, pk=run.pk, kind=RunKind.TRIAL).delete()
