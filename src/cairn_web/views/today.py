"""Today: the next small step of each goal, what is due, and what was done in one tap."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cairn.plan.priorities import SmallStep
from cairn.report.phrases import day_text
from cairn_web import clock
from cairn_web.models import Person
from cairn_web.services import ordering, recording
from cairn_web.services.ordering import MINUTES, Order
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.access import person_of
from cairn_web.views.sessions import SessionLine, this_week

_SOON_DAYS = 14
_SHOWN_STEPS = 8
_SHOWN_DUE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """The next small step of a goal; without a task the goal is stuck, and `words` say why."""

    goal: str
    goal_pk: str
    task: str
    words: str
    title: str
    minutes: int
    hours: str
    reason: str
    is_whole: bool
    can_put_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something with a date in the days ahead."""

    pk: int
    title: str
    when: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """Everything that Today shows; `away_until` is told instead of what is due while one is away."""

    day: str
    title: str
    stones: int
    first: StepLine | None
    others: tuple[StepLine, ...]
    more: int
    minutes: int
    choices: tuple[int, ...]
    week: tuple[SessionLine, ...]
    week_title: str
    due: tuple[DueLine, ...]
    more_due: int
    review_due: str
    away_until: str
    is_kept: bool


def page_of(person: Person) -> TodayPage | None:
    """Today's data; None where there is no plan yet."""
    run = latest_plan(person)
    if run is None:
        return None
    now, plan = clock.today(), kept_plan(run)
    record = recording.read_record(person, run)
    order = ordering.put_in_order(person, run, record)
    steps = [_step_line(one, order) for one in order.steps[:_SHOWN_STEPS]]
    away = person.away.filter(first__lte=now, last__gte=now).order_by("-last").first()
    due = [] if away else _due_lines(record, now)
    review = recording.review_due(person, run)
    week, week_title = this_week(person, plan, now)
    return TodayPage(
        day=f"{now:%A}, {now.day} {now:%B %Y}",
        title=run.summary["title"],
        stones=sum(one.is_milestone and one.done_on is not None for one in record.tasks),
        first=steps[0] if steps else None,
        others=tuple(steps[1:]),
        more=max(len(order.steps) - _SHOWN_STEPS, 0),
        minutes=person.step_minutes,
        choices=MINUTES,
        week=week,
        week_title=week_title,
        due=tuple(due[:_SHOWN_DUE]),
        more_due=max(len(due) - _SHOWN_DUE, 0),
        review_due=day_text(review) if review <= now and not away else "",
        away_until=day_text(away.last) if away else "",
        is_kept=any(one.step for one in record.tasks),
    )


def _step_line(step: Any, order: Order) -> StepLine:  # noqa: ANN401 - a small step or a stuck goal
    goal = order.goals[step.goal]
    if not isinstance(step, SmallStep):
        return StepLine(
            goal=goal.statement,
            goal_pk=step.goal,
            task="",
            words=step.reason,
            title="",
            minutes=0,
            hours="",
            reason="",
            is_whole=False,
            can_put_off=False,
        )
    ranked = next(one for one in order.ranked if one.task.id == step.task)
    title, is_whole = ranked.task.title, ranked.task.hours * 60 <= step.minutes
    is_sitting = not is_whole and not ranked.task.first_step
    return StepLine(
        goal=goal.statement,
        goal_pk=step.goal,
        task=step.task,
        words=title if is_sitting else step.action,
        title="" if is_whole or is_sitting else title,
        minutes=step.minutes,
        hours=f"{step.minutes / 60:.4f}",
        reason=ranked.reason,
        is_whole=is_whole,
        can_put_off=ranked.task.due is not None,
    )


def _due_lines(record: recording.Record, now: date) -> list[DueLine]:
    """Open tasks that are late or due within two weeks, the earliest first."""
    return [
        DueLine(pk=one.pk, title=one.title, when=day_text(one.due), is_late=one.due < now)
        for one in record.tasks
        if one.due is not None
        and one.due <= now + timedelta(days=_SOON_DAYS)
        and record.stands(one).standing in {"open", "started"}
    ]


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The next small steps, and what is due soon."""
    page = page_of(person_of(request))
    if page is None:
        return redirect("/begin/")
    return render(request, "cairn_web/today.html", {"page": page})


@require_POST
def set_minutes(request: HttpRequest) -> HttpResponse:
    """Say how long a next small step may take."""
    said = request.POST.get("minutes", "")
    ordering.set_minutes(person=person_of(request), minutes=int(said) if said.isdecimal() else 0)
    return redirect("/today/")
