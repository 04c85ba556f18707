"""The answer first: whether it fits, how sure that is, and what to do where it does not."""

from collections.abc import Iterator

from cairn.plan.problem import Infeasible, WayOut
from cairn.provenance import Source, leaf
from cairn.report.bundle import PlanReport
from cairn.report.document import (
    Block,
    Fact,
    Facts,
    Figure,
    Item,
    Items,
    Paragraph,
    Section,
    Span,
    Spans,
    Strong,
)
from cairn.report.figures import counted, entered, solved, solved_day
from cairn.report.phrases import (
    capitalised,
    count_text,
    day_text,
    hours_range_text,
    hours_text,
    joined,
    money_text,
    month_text,
    number_text,
    sentence,
    time_text,
    weeks_text,
)


def title_of(report: PlanReport) -> str:
    """“Data scientist by March 2028”, or that it does not fit, with the limit that was asked."""
    if isinstance(report.outcome, Infeasible) or not report.plan.is_complete:
        return f"{report.role.title}: not all of it fits yet"
    if is_ready(report):
        return f"{report.role.title}: nothing is missing"
    return f"{report.role.title} by {month_text(report.timeline.finish)}"


def is_ready(report: PlanReport) -> bool:
    """Whether there is nothing to do before applying."""
    gap = report.plan.gap
    return not (report.plan.steps or gap.open_skills or gap.open_credentials)


def lede_of(report: PlanReport) -> Spans:
    """The terms and the size of the task in two sentences."""
    return (*_terms_sentence(report), " ", *_task_sentence(report))


def _terms_sentence(report: PlanReport) -> Spans:
    terms = report.plan.terms
    parts: list[Spans] = [(hours_week(report), " a week")]
    if terms.hours_at_work.value:
        shown = hours_text(terms.hours_at_work.value)
        parts.append((Figure(shown=shown, derivation=terms.hours_at_work), " a week at work"))
    if terms.away:
        days = sum((away.last - away.first).days + 1 for away in terms.away)
        parts.append((entered(count_text(days, "day"), "Days away", days, unit="days"), " away"))
    parts.append(_budget_words(report))
    parts.append(_deadline_words(report))
    return (*_in_a_row(parts), ".")


def hours_week(report: PlanReport) -> Figure:
    """The hours a week as asked, as a figure."""
    hours = report.plan.terms.hours_per_week
    return Figure(shown=hours_text(hours.value), derivation=hours)


def _budget_words(report: PlanReport) -> Spans:
    budget = report.plan.terms.budget
    if budget is None:
        return ("no limit on money",)
    shown = money_text(float(budget.amount), budget.currency)
    return ("at most ", entered(shown, "Budget", float(budget.amount), unit=budget.currency))


def _deadline_words(report: PlanReport) -> Spans:
    terms = report.plan.terms
    if terms.deadline is None:
        return ("as early as can be",)
    days = (terms.deadline - terms.today).days
    unit = f"days after {terms.today}"
    return ("done by ", entered(day_text(terms.deadline), "Deadline", days, unit=unit))


def _in_a_row(parts: list[Spans]) -> Spans:
    out: list[Span] = []
    for place, part in enumerate(parts):
        out += ["" if not place else ", " if place < len(parts) - 1 else " and ", *part]
    return tuple(out)


def _task_sentence(report: PlanReport) -> Spans:
    gap, steps = report.plan.gap, report.plan.steps
    missing = sum(one.requirement.is_essential for one in gap.open_skills)
    missing += sum(one.requirement.is_essential for one in gap.open_credentials)
    if not missing:
        left = _left_open(report)
        return (f"You already show everything this role {'insists on' if left else 'asks for'}.", *left)
    gaps = counted(
        capitalised(count_text(missing, "gap")),
        "Gaps",
        missing,
        of="essential skills and credentials missing",
    )
    pieces = counted(count_text(len(steps), "piece", "pieces"), "Steps", len(steps), of="steps of the plan")
    closing = "closed by" if report.plan.is_complete else "some of them closed by"
    rest = " of work; what you already have covers the rest."
    return (gaps, f", {closing} ", pieces, rest, *_left_open(report))


def _left_open(report: PlanReport) -> Spans:
    """What the role would like and the plan does not reach: it decides nothing, but it is said."""
    ends = {lift.skill: lift.end for step in report.plan.steps for lift in step.lifts}
    granted = {one for step in report.plan.steps for one in step.option.grants}
    gap = report.plan.gap
    skills = [
        one
        for one in gap.open_skills
        if not one.requirement.is_essential and ends.get(one.requirement.skill, 0) < one.required.value
    ]
    credentials = [
        one
        for one in gap.open_credentials
        if not one.requirement.is_essential and granted.isdisjoint(one.requirement.any_of)
    ]
    left = len(skills) + len(credentials)
    if not left:
        return ()
    what = counted(
        capitalised(count_text(left, "thing")),
        "Left open",
        left,
        of="asked as helpful, not raised by the plan",
    )
    return (" ", what, " that would only help", " stay open." if left > 1 else " stays open.")


# ------------------------------------------------------------------ the first section


def answer_section(report: PlanReport) -> Section:
    """Badge, facts, the proof in two sentences, what would change it, and where to start."""
    blocks: list[Block] = [
        Facts(badge=badge_of(report), is_good=report.fits and report.plan.is_complete, facts=_facts(report)),
        Paragraph(spans=_sureness(report)),
        *_what_ifs(report),
        *_first_step(report),
        *_defaults(report),
    ]
    return Section(id="answer", title="The answer", short="The answer", blocks=tuple(blocks))


def badge_of(report: PlanReport) -> str:
    """The verdict in a few words."""
    if isinstance(report.outcome, Infeasible) or not report.plan.is_complete:
        return "Does not fit as asked; the best that fits is below"
    if is_ready(report):
        return "Ready now"
    if not report.fits:
        return "Fits on likely hours, but too tightly to count on"
    late = report.solution.finish - report.solution.bound
    if late <= 0:
        return "Fits, and no plan finishes earlier"
    return f"Fits, at most {weeks_text(late)} from the earliest possible"


def finish_figure(report: PlanReport) -> Figure:
    """The planned last day, opening into what holds it there."""
    return Figure(shown=day_text(report.timeline.finish), derivation=report.timeline.finish_why)


def sure_figure(report: PlanReport) -> Figure:
    """The day that eight of ten simulated runs finish by."""
    forecast, today = report.timeline.forecast, report.plan.terms.today
    runs = f"the 80th of every 100 finishes in {number_text(forecast.runs)} simulated runs"
    why = f"{runs}. {forecast.note}".strip()
    source = Source(kind="solved", name="simulation over the range of every step's hours", detail=why)
    days = (forecast.p80 - today).days
    derivation = leaf("Finish, 8 times in 10", days, source=source, unit=f"days after {today}")
    return Figure(shown=day_text(forecast.p80), derivation=derivation)


def _facts(report: PlanReport) -> tuple[Fact, ...]:
    plan, is_whole = report.plan, report.plan.is_complete
    hours = plan.hours
    work_note: Spans = (f"likely {hours_range_text(hours.low_value, hours.high_value)}",) if hours.low else ()
    facts = [
        Fact(label="Finish" if is_whole else "What fits ends", value=finish_figure(report)),
        Fact(label="8 times in 10 by", value=sure_figure(report)),
        Fact(label="Work", value=Figure(shown=hours_text(hours.value), derivation=hours), note=work_note),
        Fact(label="Cost", value=cost_figure(report), note=_budget_note(report)),
    ]
    if report.if_checks_pass and report.if_checks_pass < report.timeline.finish:
        facts.insert(2, Fact(label="If your checks pass", value=checks_figure(report)))
    return tuple(facts)


def cost_figure(report: PlanReport) -> Figure:
    """What the plan costs in all."""
    cost = report.plan.cost
    return Figure(shown=money_text(cost.value, report.plan.terms.currency), derivation=cost)


def _budget_note(report: PlanReport) -> Spans:
    budget = report.plan.terms.budget
    return (f"of {money_text(float(budget.amount), budget.currency)}",) if budget else ()


def checks_figure(report: PlanReport) -> Figure:
    """The finish where the skills that are only unknown turn out to be there."""
    day = report.if_checks_pass or report.timeline.finish
    why = "the same plan without the learning that the one-hour checks may show to be unnecessary"
    return solved_day(day_text(day), "Finish if the checks pass", day, today=report.plan.terms.today, why=why)


def _sureness(report: PlanReport) -> Spans:
    solution = report.solution
    if isinstance(report.outcome, Infeasible) or not report.plan.is_complete:
        return (
            "What you asked for cannot all be done within your terms, and that is proved. ",
            "The plan below does the most important part of it.",
        )
    if is_ready(report):
        return ("There is nothing to learn first: look for openings, and show what you have done.",)
    late = solution.finish - solution.bound
    sure: Spans = (
        " Work often takes longer than expected: counting that in, it is done by ",
        sure_figure(report),
        " eight times in ten.",
    )
    if late <= 0:
        proved = (
            "It is proved, for likely hours, that no choice and no order of these ways to learn finishes in"
        )
        return (f"{proved} an earlier week.", *sure)
    gap = solved(
        weeks_text(late),
        "Weeks from the proved bound",
        late,
        unit="weeks",
        why=f"finish in week {solution.finish}, proved not before week {solution.bound}",
    )
    return ("This is the best plan found; an earlier one could exist, but by no more than ", gap, ".", *sure)


def _what_ifs(report: PlanReport) -> Iterator[Block]:
    if report.what_ifs:
        yield Items(
            items=tuple(
                Item(head=(Strong(text=sentence(one.change)[:-1]), ": ", *one.effect, "."))
                for one in report.what_ifs
            )
        )


def _first_step(report: PlanReport) -> Iterator[Block]:
    sessions = report.timeline.sessions
    if sessions:
        first = min(sessions, key=lambda one: (one.day, one.start))
        yield Paragraph(
            spans=("Start on ", Strong(text=time_text(first.day, first.start)), f": {first.title}.")
        )


def _defaults(report: PlanReport) -> Iterator[Block]:
    if report.plan.terms.defaults:
        words = joined(report.plan.terms.defaults)
        yield Paragraph(spans=(f"You did not say, so this is assumed: {words}.",), tone="aside")


# ------------------------------------------------------------------ when it does not fit


def conflict_section(report: PlanReport) -> Section | None:
    """The smallest conflict in words, the ways out with their numbers, what stays open."""
    if not isinstance(report.outcome, Infeasible) and report.plan.is_complete:
        return None
    blocks: list[Block] = []
    if isinstance(report.outcome, Infeasible):
        blocks.append(Paragraph(spans=(sentence(report.outcome.conflict.sentence),), tone="warning"))
        needs = frozenset(need.id for need in report.plan.problem.needs)
        blocks += ways_out(report.outcome.ways_out, needs)
    if report.plan.unmet:
        blocks.append(
            Paragraph(spans=("The plan below leaves open: ", Strong(text=joined(report.plan.unmet)), "."))
        )
    return Section(
        id="conflict", title="Why it does not fit, and the ways out", short="Ways out", blocks=tuple(blocks)
    )


def ways_out(ways: tuple[WayOut, ...], needs: frozenset[str]) -> Iterator[Block]:
    """What would make it fit, with its number; then what was tried and would not.

    `needs` are the ids of what is asked: leaving one out is told only where it helps.
    """
    open_ways = tuple(way for way in ways if way.amount is not None)
    if open_ways:
        yield Paragraph(spans=("Any one of these makes the whole plan fit:",))
        yield Items(items=tuple(map(_way_item, open_ways)))
    closed = [way for way in ways if way.amount is None]
    terms = [way.sentence for way in closed if way.knob not in needs] or [way.sentence for way in closed]
    vain = [one.removesuffix(_VAIN) for one in terms if one.endswith(_VAIN)]
    if len(vain) == 1:
        yield Paragraph(spans=(f"{vain[0]}{_VAIN}",))
    elif vain:
        listed = joined([vain[0], *(one[:1].lower() + one[1:] for one in vain[1:])], "or")
        yield Paragraph(spans=(f"{listed}{_VAIN}",))
    unsettled = tuple(one for one in terms if not one.endswith(_VAIN))
    if unsettled:
        yield Items(items=tuple(Item(head=(sentence(one),)) for one in unsettled))


_VAIN = " alone would not make it fit, however far it goes: this is proved."


_COUNTED = frozenset({"week", "month", "period"})


def _way_item(way: WayOut) -> Item:
    amount = way.amount or 0.0
    unit = f"{way.unit}s" if way.unit in _COUNTED and amount != 1 else way.unit
    shown = f"{number_text(amount, 2)}\N{NO-BREAK SPACE}{unit}".strip()
    figure = solved(shown, f"Smallest change of {way.knob}", amount, unit=way.unit, why=way.sentence)
    return Item(head=(sentence(way.sentence),), when=figure)
