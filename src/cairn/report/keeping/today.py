"""One day of a kept plan: what is planned, what comes first and why, and a small step."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from cairn.assumptions import Assumptions
from cairn.plan.priorities import (
    Aim,
    GoalId,
    Ranked,
    SmallStep,
    Task,
    next_steps,
    propose_split,
    rank_tasks,
)
from cairn.report.document import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Items,
    Paragraph,
    Section,
    Spans,
    Strong,
)
from cairn.report.keeping.kept import Json, Kept
from cairn.report.phrases import (
    count_text,
    day_text,
    hours_text,
    joined,
    long_day_text,
    number_text,
    sentence,
    time_text,
)
from cairn.schedule.timeline import Session
from cairn.units import monday_of

_GOAL = GoalId("plan")
_MOST_RANKED = 3
_MOST_COMING = 4
_PREPARING = 1.0  # what makes another step possible still moves the goal
_CREDENTIAL = 25.0  # as five levels at importance five


def tell_today(kept: Kept, *, today: date, minutes: int, assumptions: Assumptions) -> Document:
    """The day: sessions, the next small step of at most `minutes`, what comes first."""
    aim = Aim(id=_GOAL, title=kept.title, importance=5)
    ranked = rank_tasks(tasks_of_kept(kept, today), (aim,), today=today, assumptions=assumptions)
    sections = (
        _day_section(kept, today, next_small(ranked, aim, minutes)),
        _first_section(ranked, assumptions),
        _coming_section(kept, today),
    )
    return Document(
        title=_title(kept, today),
        eyebrow=f"{kept.title} · {long_day_text(today)}",
        lede=_lede(kept, ranked, today),
        sections=tuple(one for one in sections if one is not None),
        credits=(),
        made_on=today,
    )


def next_small(ranked: tuple[Ranked, ...], aim: Aim, minutes: int) -> SmallStep | None:
    """The one thing to do next in at most so many minutes; None where nothing is open."""
    found = next_steps(ranked, (aim,), most_minutes=minutes)
    return next((one for one in found if isinstance(one, SmallStep)), None)


def tasks_of_kept(kept: Kept, today: date) -> tuple[Task, ...]:
    """The steps of the plan as tasks: hours still planned, due when the step is to end."""
    left: dict[str, float] = {}
    for one in kept.sessions:
        if one.day > today or (one.day == today and _is_open(one, kept)):
            left[one.step] = left.get(one.step, 0.0) + one.minutes / 60
    ends = {one.step: one.last for one in kept.dates}
    gains = {one["id"]: _gain(one, kept.record["gap"]) for one in kept.record["plan"]["steps"]}
    whole = sum(gains.values()) or 1.0
    return tuple(
        Task(
            id=step.id,
            title=step.option.title,
            hours=left.get(step.id, 0.0),
            impacts={_GOAL: gains[step.id] / whole},
            due=ends.get(step.id),
            after=_after(kept, step.id),
            first_step=step.option.first_step if _is_new(kept, step.id, today) else "",
            done_when=step.option.done_when,
            is_done=not left.get(step.id),
        )
        for step in kept.steps
    )


def _is_open(session: Session, kept: Kept) -> bool:
    """Whether a session of today is still to do: not where its step was told to be finished."""
    done = {one["step"] for one in kept.record.get("log", ()) if one["kind"] == "finish"}
    return session.step not in done


def _is_new(kept: Kept, step: str, today: date) -> bool:
    return not any(one.step == step and one.day < today for one in kept.sessions)


def _after(kept: Kept, step: str) -> tuple[str, ...]:
    found = next(one for one in kept.record["plan"]["steps"] if one["id"] == step)
    return tuple(found["after"])


def _gain(step: Json, gap: Json) -> float:
    """Importance times levels raised; a step that only earns or prepares counts as such."""
    weights: Mapping[str, float] = {one["skill"]: one["importance"] for one in gap["skills"]}
    levels = sum(weights.get(one["skill"], 0.0) * (one["to"] - one["from"]) for one in step["lifts"])
    earned = _CREDENTIAL if "earns " in step["why"].lower() else 0.0
    return float(levels + earned) or _PREPARING


# ------------------------------------------------------------------ telling


def _title(kept: Kept, today: date) -> str:
    on_day = [one for one in kept.sessions if one.day == today]
    if on_day:
        hours = sum(one.minutes for one in on_day) / 60
        return f"Today: {hours_text(hours)} on {joined(_titles(on_day))}"
    coming = [one for one in kept.sessions if one.day > today]
    if not coming:
        return "The plan is done" if kept.finish <= today else "Nothing more is planned"
    return f"Nothing is planned today; next on {time_text(coming[0].day, coming[0].start)}"


def _titles(sessions: list[Session]) -> list[str]:
    return list(dict.fromkeys(one.title for one in sessions))


def _lede(kept: Kept, ranked: tuple[Ranked, ...], today: date) -> Spans:
    days = (kept.finish - today).days
    if not ranked or days < 0:
        return (f"The last day of the plan was {day_text(kept.finish)}.",)
    words = f"{count_text(len(ranked), 'step')} to go, {count_text(days, 'day')} to the planned finish"
    return (sentence(f"{words} on {day_text(kept.finish)}"),)


def _day_section(kept: Kept, today: date, small: SmallStep | None) -> Section | None:
    on_day = [one for one in kept.sessions if one.day == today]
    week = [one for one in kept.sessions if one.day > today and monday_of(one.day) == monday_of(today)]
    blocks: list[Block] = []
    if on_day:
        blocks.append(Items(items=tuple(map(_session_item, on_day))))
    if small is not None:
        words = (f"With {small.minutes} minutes: ", Strong(text=sentence(small.action)))
        blocks.append(Paragraph(spans=words))
    if week:
        blocks += [
            Heading(text="Later this week", id="day-week"),
            Items(items=tuple(map(_session_item, week))),
        ]
    return Section(id="answer", title="Today", short="Today", blocks=tuple(blocks)) if blocks else None


def _session_item(one: Session) -> Item:
    where = ", at work" if one.at_work else ""
    return Item(
        head=(Strong(text=one.title), where),
        when=f"{time_text(one.day, one.start)} · {hours_text(one.minutes / 60)}",
        can_tick=True,
    )


def _first_section(ranked: tuple[Ranked, ...], assumptions: Assumptions) -> Section | None:
    if not ranked:
        return None
    items = tuple(_ranked_item(one, assumptions) for one in ranked[:_MOST_RANKED])
    blocks = (Items(items=items, is_ordered=True),)
    return Section(id="first", title="What comes first", short="First", blocks=blocks)


def _ranked_item(one: Ranked, assumptions: Assumptions) -> Item:
    parts = propose_split(one.task, assumptions)
    more: tuple[Spans, ...] = ()
    if parts:
        count, hours = count_text(len(parts), "part"), hours_text(parts[0].hours)
        more = ((f"{hours_text(one.task.hours)} is much at once: take it in {count} of {hours}.",),)
    return Item(
        head=(Strong(text=one.task.title),),
        when=Figure(shown=f"{number_text(one.priority.value)} points", derivation=one.priority),
        note=(sentence(one.reason),),
        more=more,
    )


def _coming_section(kept: Kept, today: date) -> Section | None:
    """The next milestones, the next review and the deadline."""
    rows = sorted(_coming(kept.record, today))[:_MOST_COMING]
    if not rows:
        return None
    items = tuple(Item(head=(what,), when=day_text(day)) for day, what in rows)
    return Section(id="coming", title="Coming up", short="Coming up", blocks=(Items(items=items),))


def _coming(record: Json, today: date) -> Iterator[tuple[date, str]]:
    stones = [(date.fromisoformat(one["day"]), one["title"]) for one in record["milestones"]]
    yield from [one for one in stones if one[0] >= today][:2]
    reviews = [date.fromisoformat(one) for one in record.get("reviews", ())]
    yield from [(one, "Look at the plan again") for one in reviews if one >= today][:1]
    deadline = record["terms"]["deadline"]
    if deadline and date.fromisoformat(deadline) >= today:
        yield date.fromisoformat(deadline), "Deadline"


def today_json(kept: Kept, *, today: date, minutes: int, assumptions: Assumptions) -> Json:
    """The day as plain values."""
    aim = Aim(id=_GOAL, title=kept.title, importance=5)
    ranked = rank_tasks(tasks_of_kept(kept, today), (aim,), today=today, assumptions=assumptions)
    small = next_small(ranked, aim, minutes)
    soon = today + timedelta(days=6)
    return {
        "day": today.isoformat(),
        "sessions": [
            {
                "step": one.step,
                "title": one.title,
                "start": f"{one.day.isoformat()}T{one.start:%H:%M}",
                "minutes": one.minutes,
            }
            for one in kept.sessions
            if today <= one.day <= soon
        ],
        "small_step": {"step": small.task, "action": small.action, "minutes": small.minutes}
        if small
        else None,
        "first": [
            {"step": one.task.id, "priority": one.priority.value, "quadrant": one.quadrant, "why": one.reason}
            for one in ranked
        ],
    }
