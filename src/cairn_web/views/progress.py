"""Where the plan stands: what was done, on track or not and why, and what would help."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cairn.assumptions import load_assumptions
from cairn.report.phrases import day_text
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.review.check_values import PlanFinding
from cairn_web import clock
from cairn_web.models import Goal, Person, Run, RunKind, RunState
from cairn_web.services import adapting, recording
from cairn_web.services.recording import Record
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.access import person_of
from cairn_web.views.derivations import Term, tell_terms
from cairn_web.wire import from_json

_SHOWN = 40
_WORDS = {"on track": "On track", "at risk": "At risk", "off track": "Off track"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStand:
    """Where one step stands; `share` is done of done and left, in percent."""

    pk: int
    title: str
    standing: str
    hours: str
    share: int
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneLine:
    """A milestone with its likely and its sure day, as planned and as it stands."""

    title: str
    was: str
    now: str
    shift: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggested adjustment, with where it is looked at before anything changes."""

    key: str
    sentence: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTrack:
    """Whether a goal will be met in time, and why."""

    goal: str
    pk: int
    track: str
    state: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """Everything the page shows; `tracked` is when the forecast was made, empty where there is none."""

    title: str
    share: int
    finished: int
    steps: tuple[StepStand, ...]
    more: int
    goals: tuple[GoalTrack, ...]
    tracked: str
    is_stale: bool
    is_running: int
    forecast: tuple[tuple[str, str, str], ...]
    note: str
    advice: str
    pace: tuple[Term, ...]
    stones: tuple[StoneLine, ...]
    behind: tuple[str, ...]
    suggestions: tuple[Suggested, ...]
    rejected: tuple[tuple[str, str], ...]
    review_due: str
    is_review_due: bool
    reviews: tuple[tuple[str, str], ...]
    is_kept: bool


def page_of(person: Person, run: Run) -> ProgressPage:
    """The page's data."""
    record = recording.read_record(person, run)
    tracked, is_stale = adapting.newest_track(person, run, record)
    told: dict[str, Any] = (tracked.result if tracked else None) or {}
    rejected = dict(person.rejected.order_by("-id").values_list("key", "sentence")[:_SHOWN])
    due = recording.review_due(person, run)
    steps = [one for one in record.tasks if one.step]
    mine = [_step(one, record) for one in (steps or record.tasks)]
    running = person.runs.filter(kind=RunKind.TRACK, state=RunState.RUNNING).values_list("pk", flat=True)
    return ProgressPage(
        title=run.summary["title"],
        share=round(100 * record.progress.share_done),
        finished=sum(record.stands(one).standing == "finished" for one in record.tasks),
        steps=tuple(mine[:_SHOWN]),
        more=max(len(mine) - _SHOWN, 0),
        goals=tuple(_goals(person, run, record, told)),
        tracked=day_text(tracked.made_at.date()) if tracked else "",
        is_stale=is_stale,
        is_running=running.first() or 0,
        forecast=_forecast(told),
        note=told.get("note", ""),
        advice=with_days(told.get("advice", "")),
        pace=tell_terms(from_json(told["pace"]["ratio"])) if told else (),
        stones=tuple(map(_stone, told.get("milestones", ()))),
        behind=tuple(f"{one['title']}, {one['days']} days" for one in told.get("behind", ())),
        suggestions=tuple(
            _suggested(one) for one in told.get("suggestions", ()) if one["key"] not in rejected
        ),
        rejected=tuple(rejected.items()),
        review_due=day_text(due),
        is_review_due=due <= clock.today(),
        reviews=tuple(
            (day_text(day), words)
            for day, words in person.reviews.filter(removed_at=None)
            .order_by("-day", "-id")
            .values_list("day", "note")[:5]
        ),
        is_kept=bool(steps),
    )


def _step(task: Any, record: Record) -> StepStand:  # noqa: ANN401 - a row of `Task`
    stands = record.stands(task)
    worked = stands.hours_done + stands.hours_left
    is_done = stands.standing == "finished"
    share = 100 if is_done else round(100 * stands.hours_done / worked) if worked else 0
    told = [f"{stands.hours_done:.3g} h done"] if stands.hours_done else []
    told += [] if is_done else [f"{stands.hours_left:.3g} h left"]
    words = {"finished": "done", "started": "under way", "open": "not begun", "dropped": "left aside"}
    ends = stands.finished_on if is_done else task.due
    return StepStand(
        pk=task.pk,
        title=task.title,
        standing=words[stands.standing] + (", more than estimated" if stands.is_overrun else ""),
        hours=" · ".join(told),
        share=share,
        due=day_text(ends) if ends else "",
        is_late=bool(task.due and task.due < clock.today() and stands.standing in {"open", "started"}),
    )


def _forecast(told: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Likely and sure finish, as planned and as it stands."""
    names = (("Half of the futures end by", "p50"), ("8 in 10 end by", "p80"))
    return tuple(
        (name, _day(told["before"][key]), _day(told["now"][key])) for name, key in names if "before" in told
    )


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))


def with_days(sentence: str) -> str:
    """A sentence of the library with its dates as people write them."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda found: _day(found[0]), sentence)


def _stone(one: dict[str, Any]) -> StoneLine:
    was = f"{_day(one['was'][0])}, surely {_day(one['was'][1])}" if one["was"] else "–"
    if one["reached"]:
        return StoneLine(title=one["title"], was=was, now=f"reached {_day(one['reached'])}", shift="")
    if not one["now"]:
        return StoneLine(title=one["title"], was=was, now="–", shift="")
    shift = ""
    if one["was"]:
        days = (date.fromisoformat(one["now"][1]) - date.fromisoformat(one["was"][1])).days
        shift = f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "the same"
    now = f"{_day(one['now'][0])}, surely {_day(one['now'][1])}"
    return StoneLine(title=one["title"], was=was, now=now, shift=shift)


def _suggested(one: dict[str, Any]) -> Suggested:
    kind, _, what = one["key"].partition(":")
    links = {
        "re-date": f"/plan/change/?kind=date&deadline={what}",
        "re-scope": f"/plan/change/?kind=longer&step={what}",
        "drop": f"/plan/change/?kind=drop&step={what}",
    }
    return Suggested(key=one["key"], sentence=with_days(one["sentence"]), link=links[kind])


def _goals(person: Person, run: Run, record: Record, told: dict[str, Any]) -> list[GoalTrack]:
    """Each goal that is not reached: the plan's by its forecast, another by its hours and its date."""
    rows = person.goals.filter(removed_at=None, reached_on=None).order_by(
        "-is_from_plan", "-importance", "deadline", "pk"
    )
    return [_goal(row, run, record, told) for row in rows[:_SHOWN]]


def _goal(row: Goal, run: Run, record: Record, told: dict[str, Any]) -> GoalTrack:
    if row.is_from_plan and row.role == run.summary["role"] and told:
        late = told["days_late"]
        by = f" Reckoned against {_day(told['deadline'])}."
        words = with_days(told["sentence"]) + by
        return GoalTrack(
            goal=row.statement,
            pk=row.pk,
            track=_WORDS[told["track"]],
            state="ok" if late <= 0 else "late",
            sentence=words,
        )
    track, state, words = _by_hours(row, run, record)
    return GoalTrack(goal=row.statement, pk=row.pk, track=track, state=state, sentence=words)


def _by_hours(row: Goal, run: Run, record: Record) -> tuple[str, str, str]:
    """Hours left of its tasks against hours until its date, where both are known."""
    mine = [record.stands(one) for one in record.tasks if row.pk in record.goals_of(one)]
    left = sum(one.hours_left for one in mine if one.standing in {"open", "started"})
    if row.deadline is None:
        return "No date", "plain", "It has no date to be measured against; give it one."
    days = (row.deadline - clock.today()).days
    if row.is_from_plan and row.role == run.summary["role"]:
        return "Not reckoned yet", "plain", "Reckon the dates to see whether it will be in time."
    if not mine:
        return "No tasks", "plain", "It has no task whose hours could be counted; add one."
    if days < 0 and any(one.standing in {"open", "started"} for one in mine):
        return "Off track", "late", f"Its date passed {-days} days ago and {left:.3g} hours are left."
    there = max(days, 0) / 7 * float(run.summary["hours_per_week"])
    words = f"{left:.3g} hours are left, and {there:.0f} until {day_text(row.deadline)} if all went to it."
    return ("On track", "ok", words) if left <= there else ("At risk", "late", words)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What was done, where it leads, and what would help."""
    person = person_of(request)
    run = latest_plan(person)
    if run is None:
        return redirect("/begin/")
    return render(request, "cairn_web/progress.html", {"page": page_of(person, run)})


@require_POST
def reckon(request: HttpRequest) -> HttpResponse:
    """Reckon the dates anew, in a child."""
    made = adapting.start_tracking(person=person_of(request))
    return redirect(f"/begin/waiting/{made.pk}/")


@require_POST
def suggestion(request: HttpRequest) -> HttpResponse:
    """Do not make a suggestion again, or let it be made again."""
    person, key = person_of(request), request.POST.get("key", "")
    if request.POST.get("allow"):
        recording.allow_suggestion(person=person, key=key)
    elif key:
        recording.reject_suggestion(person=person, key=key, sentence=request.POST.get("sentence", ""))
        messages.info(request, "It will not be suggested again.")
    return redirect("/plan/progress/#suggestions")


@require_POST
def review(request: HttpRequest) -> HttpResponse:
    """Keep that the plan was looked at."""
    recording.keep_review(person=person_of(request), words=request.POST.get("note", ""))
    messages.success(request, "Kept: you looked at your plan today.")
    return redirect("/plan/progress/#review")


# ------------------------------------------------------------------ the premortem


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """Something that may break the plan, with what mends it and where."""

    severity: str
    sentence: str
    mend: str
    link: str
    link_words: str


_MENDS: dict[str, tuple[str, str]] = {
    "goal-unmeasurable": ("/goals/", "To the goals"),
    "goal-without-date": ("/goals/", "To the goals"),
    "goal-vague": ("/goals/", "To the goals"),
    "goal-without-reason": ("/begin/terms/", "Say why it matters"),
    "incomplete": ("/plan/change/?kind=hours", "Change the hours"),
    "after-deadline": ("/plan/change/?kind=date", "Move the date"),
    "deadline-unsure": ("/plan/change/?kind=date", "Move the date"),
    "over-capacity": ("/plan/change/?kind=behind", "Heal the plan"),
    "more-work-than-time": ("/plan/change/?kind=hours", "Change the hours"),
    "over-budget": ("/plan/change/?kind=money", "Change the money"),
    "work-while-away": ("/plan/change/?kind=behind", "Heal the plan"),
    "wrong-order": ("/plan/change/?kind=behind", "Heal the plan"),
    "waits-for-nothing": ("/plan/change/?kind=behind", "Heal the plan"),
    "hangs-on-one-date": ("/plan/options/", "Look for another way"),
    "hangs-on-one-person": ("/plan/options/", "Look for another way"),
    "all-on-one-date": ("/plan/change/?kind=later", "Move one of them"),
    "skills-assumed": ("/begin/skills/", "Say your levels"),
    "no-review": ("/plan/progress/#review", "Look at the plan"),
    "no-slack": ("/plan/change/?kind=date", "Move the date"),
    "no-rest": ("/plan/change/?kind=pause", "Plan a pause"),
    "no-ranges": ("/plan/steps/", "Look at the steps"),
    "step-unmeasurable": ("/tasks/", "Say when it is done"),
    "stale": ("/plan/change/?kind=behind", "Heal the plan"),
    "no-steps": ("/goals/", "To the goals"),
}


def _finding(one: PlanFinding) -> FindingLine:
    link, words = _MENDS.get(one.code, ("/plan/", "To the plan"))
    return FindingLine(
        severity=one.severity,
        sentence=with_days(one.sentence),
        mend=with_days(one.mend),
        link=link,
        link_words=words,
    )


@require_GET
def premortem(request: HttpRequest) -> HttpResponse:
    """Suppose it failed: why? Every weakness with what mends it."""
    run = latest_plan(person_of(request))
    if run is None:
        return redirect("/begin/")
    facts = read_plan_record(kept_plan(run).record)
    found = check_plan(facts, today=clock.today(), assumptions=load_assumptions())
    lines = [_finding(one) for one in found]
    groups = [
        ("Cannot hold as it stands", [one for one in lines if one.severity == "error"]),
        ("May well not hold", [one for one in lines if one.severity == "warning"]),
        ("Worth knowing", [one for one in lines if one.severity == "info"]),
    ]
    context = {"groups": [one for one in groups if one[1]], "title": run.summary["title"]}
    return render(request, "cairn_web/premortem.html", context)
