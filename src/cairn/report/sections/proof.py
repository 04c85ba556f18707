"""How the plan was proved, and every assumption it used."""

from collections.abc import Iterator

from cairn.provenance import Derivation
from cairn.report.bundle import PlanReport
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
    Table,
)
from cairn.report.figures import figures_of, solved
from cairn.report.phrases import count_text, money_text, number_text, sentence, weeks_text

_STATUS_WORDS = {
    "optimal": "Every choice and every order was considered, and none finishes in an earlier week.",
    "feasible": "A good plan was found, and a bound on how much better one could be.",
    "infeasible": "It was proved that no plan meets everything that was asked.",
    "unknown": "The search was stopped before it could prove anything.",
}


def proof_section(report: PlanReport) -> Section:
    """What is proved, and what holds the finish."""
    blocks: list[Block] = [*_proved(report), *_binding(report)]
    title = "How this was worked out"
    return Section(id="proof", title=title, short="The proof", blocks=tuple(blocks), is_detail=True)


def _proved(report: PlanReport) -> Iterator[Block]:
    solution = report.solution
    yield Paragraph(spans=(_STATUS_WORDS[solution.status],))
    finish = solved(
        weeks_text(solution.finish), "Weeks to the finish", solution.finish, unit="weeks", why=solution.method
    )
    bound = solved(
        weeks_text(solution.bound), "Proved least weeks", solution.bound, unit="weeks", why=solution.method
    )
    steps = len(report.plan.candidates)
    words: Spans = ("The plan takes ", finish, "; fewer than ", bound, " are proved impossible. ")
    if steps:
        words += (
            f"It was chosen among {count_text(steps, 'way', 'ways')} to learn and show what is missing.",
        )
    yield Paragraph(spans=words)
    yield from _cheapest(report)
    if solution.method:
        yield Paragraph(spans=(f"Method: {sentence(solution.method)}",), tone="aside")


def _cheapest(report: PlanReport) -> Iterator[Block]:
    solution, currency = report.solution, report.plan.terms.currency
    cost = solved(
        money_text(solution.cost, currency),
        "Cost of the plan",
        solution.cost,
        unit=currency,
        why="the costs of the chosen steps, added up",
    )
    bound = solved(
        money_text(solution.cost_bound, currency),
        "Proved least cost",
        solution.cost_bound,
        unit=currency,
        why="the least any plan with the same finish costs",
    )
    if solution.cost <= solution.cost_bound:
        yield Paragraph(spans=("Among the plans that finish then, none costs less than ", cost, "."))
    else:
        yield Paragraph(spans=("It costs ", cost, "; a plan that finishes then costs at least ", bound, "."))


def _binding(report: PlanReport) -> Iterator[Block]:
    if report.solution.binding:
        yield Heading(text="What holds the finish where it is", id="proof-binding")
        yield Items(items=tuple(Item(head=(sentence(one),)) for one in report.solution.binding))


# ------------------------------------------------------------------ assumptions


def assumptions_section(document: Document) -> Section | None:
    """Every judgement number that any figure of the document rests on."""
    leaves = sorted(_assumption_leaves(document), key=lambda one: one.label)
    if not leaves:
        return None
    blocks: tuple[Block, ...] = (
        Paragraph(spans=("These are judgements. Each can be replaced by your own number.",)),
        Table(
            caption="Assumptions this plan rests on",
            columns=("Assumption", "Value", "Range", "Name and source"),
            rows=tuple(map(_assumption_row, leaves)),
            numeric=(1, 2),
        ),
    )
    return Section(
        id="assumptions", title="What is assumed", short="Assumptions", blocks=blocks, is_detail=True
    )


def _assumption_leaves(document: Document) -> list[Derivation]:
    found: dict[tuple[str, float], Derivation] = {}
    seen: set[int] = set()
    waiting = [figure.derivation for figure in figures_of(document)]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if one.source and one.source.kind == "assumption" and one.low:
            found.setdefault((one.source.detail, one.value), one)
        for _, given in one.inputs:
            waiting += (given,) if isinstance(given, Derivation) else given
        waiting += [end for end in (one.low, one.high) if end and one.inputs]
    return list(found.values())


def _assumption_row(one: Derivation) -> tuple[Spans, ...]:
    shown = f"{number_text(one.value, 2)}\N{NO-BREAK SPACE}{one.unit}".strip()
    name = one.source.detail.replace(f": {one.label}", "", 1) if one.source else ""
    return (
        (one.label,),
        (Figure(shown=shown, derivation=one),),
        (f"{number_text(one.low_value, 2)}–{number_text(one.high_value, 2)}",),
        (name,),
    )
