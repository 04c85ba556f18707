"""The goal letter by letter, and the questions whose answers would change the plan most."""

from typing import get_args

from cairn.goals.values import Finding, Letter
from cairn.report.bundle import PlanReport
from cairn.report.document import Block, Code, Figure, Item, Items, Paragraph, Section, Spans, Strong
from cairn.report.phrases import day_text, hours_text, sentence
from cairn.review.values import Question

_LETTER_WORDS: dict[Letter, str] = {
    "S": "Specific",
    "M": "Measurable",
    "A": "Achievable",
    "R": "Relevant",
    "T": "Time-bound",
}


def goal_section(report: PlanReport) -> Section:
    """The goal in one sentence and what the check of each letter found."""
    goal = report.goal
    blocks: list[Block] = [Paragraph(spans=(Strong(text=sentence(goal.statement)),))]
    facts = [("Seen by", goal.measure), ("Because", goal.relevance)]
    facts += [("By", day_text(goal.deadline))] if goal.deadline else []
    blocks.append(
        Items(items=tuple(Item(head=(f"{name}: {sentence(words)}",)) for name, words in facts if words))
    )
    found = {one.letter: one for one in report.findings}
    letters = [found[letter] for letter in get_args(Letter) if letter in found]
    blocks.append(Items(items=tuple(map(_letter_item, letters))))
    return Section(id="goal", title="The goal, letter by letter", short="The goal", blocks=tuple(blocks))


def _letter_item(finding: Finding) -> Item:
    mend: Spans = (sentence(finding.hint),) if finding.hint and not finding.passed else ()
    head: Spans = (Strong(text=_LETTER_WORDS[finding.letter]), f": {sentence(finding.sentence)}")
    return Item(head=head, when="yes" if finding.passed else "not yet", note=mend)


def questions_section(report: PlanReport) -> Section:
    """Each question with its answers, where they go, and how many hours hang on it."""
    title = "Questions worth answering"
    if not report.questions:
        nothing = Paragraph(spans=("Nothing that Cairn does not know would change this plan.",))
        return Section(id="questions", title=title, short="Questions", blocks=(nothing,))
    are_alike = len({one.answers for one in report.questions}) == 1
    blocks: list[Block] = [
        Paragraph(spans=("Your answers to these would change the plan most.",)),
        Items(
            items=tuple(_question_item(one, has_answers=not are_alike) for one in report.questions),
            is_ordered=True,
        ),
    ]
    if are_alike and report.questions[0].answers:
        blocks.append(Paragraph(spans=_answers(report.questions[0]), tone="aside"))
    how = (
        "Write the answers in a file under the names given, and add ",
        Code(text="--answers FILE"),
        " next time.",
    )
    blocks.append(Paragraph(spans=how, tone="aside"))
    return Section(id="questions", title=title, short="Questions", blocks=tuple(blocks))


def _question_item(question: Question, *, has_answers: bool) -> Item:
    effect = Figure(shown=f"up to {hours_text(question.effect.value)}", derivation=question.effect)
    more: list[Spans] = [_answers(question)] if has_answers and question.answers else []
    return Item(
        head=(Strong(text=sentence(question.text)),),
        when=effect,
        note=(sentence(question.consequence),) if question.consequence else (),
        more=(*more, ("In an answers file: ", Code(text=question.key))),
    )


def _answers(question: Question) -> Spans:
    told = [f"{answer} {meaning}" if meaning else answer for answer, meaning in question.answers]
    return (f"Answers: {'; '.join(told)}.",)
