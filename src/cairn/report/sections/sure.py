"""How sure the dates are: the spread, which steps decide it, and what would buy time."""

from collections.abc import Iterator

from cairn.plan.problem import ActivityId
from cairn.report.bundle import PlanReport
from cairn.report.document import Block, Figure, Paragraph, Section, Spans, Strong, Table
from cairn.report.figures import counted, solved, solved_day
from cairn.report.phrases import count_text, day_text, number_text, sentence, weeks_text
from cairn.report.sections.answer import sure_figure

_MOST_ROWS = 6
_SURER = 0.9
_LEAST_SHARE = 0.05
_LEAST_GAIN_WEEKS = 0.1
_LEAST_SHOWN_WEEKS = 0.05


def sure_section(report: PlanReport) -> Section | None:
    """The spread in words, then the steps that decide the finish; None without steps."""
    if not report.timeline.steps:
        return None
    blocks: list[Block] = [
        Paragraph(spans=_spread_words(report)),
        *_buying_words(report),
        *_pace_words(report),
        *_deciding_table(report),
    ]
    return Section(id="sure", title="How sure the dates are", short="How sure", blocks=tuple(blocks))


def _spread_words(report: PlanReport) -> Spans:
    forecast, today = report.timeline.forecast, report.plan.terms.today
    runs = counted(number_text(forecast.runs), "Simulated runs", forecast.runs, of="runs of the simulation")
    why = f"the middle of the finishes in {number_text(forecast.runs)} simulated runs"
    middle = solved_day(day_text(forecast.p50), "Finish, in the middle", forecast.p50, today=today, why=why)
    note = f" {sentence(forecast.note)}" if forecast.note else ""
    return (
        *("In ", runs, " simulated runs, with every step's hours drawn from its range, half finish by "),
        *(middle, ", eight in ten by ", sure_figure(report), *_nine_in_ten(report), f".{note}"),
    )


def _nine_in_ten(report: PlanReport) -> Spans:
    day = dict(report.timeline.forecast.spread).get(_SURER)
    if day is None:
        return ()
    why = f"the 90th of every 100 finishes in {number_text(report.timeline.forecast.runs)} simulated runs"
    today = report.plan.terms.today
    return " and nine by ", solved_day(day_text(day), "Finish, 9 times in 10", day, today=today, why=why)


def _buying_words(report: PlanReport) -> Iterator[Block]:
    """The step that would buy most time, and how often it decides."""
    decides, buys = dict(report.timeline.forecast.decides), report.timeline.forecast.buys_weeks
    step, weeks = max(buys, key=lambda one: one[1], default=(ActivityId(""), 0.0))
    if weeks < _LEAST_GAIN_WEEKS or step not in decides:
        return
    title = _title(report, step)
    often: Spans = (" It decides the finish in ", _share(report, step, decides[step]), " of the runs.")
    yield Paragraph(
        spans=(
            *("Most time is bought at ", Strong(text=title), ": a tenth less work on it brings the "),
            *("sure date forward by ", _gain(report, step, weeks), ".", *often),
        )
    )


def _pace_words(report: PlanReport) -> Iterator[Block]:
    """The person's own ratio of hours taken to hours estimated, once there is one."""
    pace = report.timeline.forecast.pace
    if pace is not None and any(name == "deviations" for name, _ in pace.inputs):
        ratio = Figure(shown=number_text(pace.value, 2), derivation=pace)
        yield Paragraph(spans=("Your own past counts: the dates reckon with ", ratio, _PACE_TAIL))


_PACE_TAIL = " hours for each hour estimated."


def _deciding_table(report: PlanReport) -> Iterator[Block]:
    buys = dict(report.timeline.forecast.buys_weeks)
    ranked = sorted(report.timeline.forecast.decides, key=lambda one: -one[1])
    shown = [one for one in ranked if one[1] >= _LEAST_SHARE and buys.get(one[0], 1.0) >= _LEAST_SHOWN_WEEKS][
        :_MOST_ROWS
    ]
    if not shown:
        return
    yield Table(
        caption="How often a step decides the finish, and what a tenth less work on it buys",
        columns=("Step", "Decides", "Buys"),
        rows=tuple(
            ((_title(report, step),), (_share(report, step, share),), _gain_or_none(report, step, buys))
            for step, share in shown
        ),
        numeric=(1, 2),
    )
    rest = len(ranked) - len(shown)
    if rest:
        others = "the other step" if rest == 1 else f"the other {count_text(rest, 'step')}"
        yield Paragraph(spans=(f"Less work on {others} buys next to nothing.",), tone="aside")


def _share(report: PlanReport, step: ActivityId, share: float) -> Figure:
    shown = f"{number_text(share * 100, 0)}\N{NO-BREAK SPACE}%"
    label = f"How often “{_title(report, step)}” decides"
    why = f"share of {number_text(report.timeline.forecast.runs)} simulated runs"
    return solved(shown, label, share, unit="share", why=why)


def _gain_or_none(report: PlanReport, step: ActivityId, buys: dict[ActivityId, float]) -> Spans:
    return (_gain(report, step, buys[step]),) if step in buys else ("–",)


def _gain(report: PlanReport, step: ActivityId, weeks: float) -> Figure:
    label = f"What a tenth less of “{_title(report, step)}” buys"
    why = "the 80th of every 100 finishes, before and after"
    return solved(weeks_text(weeks), label, weeks, unit="weeks", why=why)


def _title(report: PlanReport, step: ActivityId) -> str:
    return next((one.option.title for one in report.plan.steps if one.id == step), step)
