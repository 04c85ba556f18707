"""Questions at the prompt: an answer, or Enter to leave it open."""

from collections.abc import Sequence
from dataclasses import replace

import typer

from cairn.profile import Answers
from cairn.review.values import Question
from cairn.units import CredentialId, SkillId
from cairn_cli.output import say


def ask(questions: Sequence[Question], answers: Answers) -> Answers:
    """The answers with whatever the person could say now."""
    if not questions:
        return answers
    say(f"\n{len(questions)} answers would change the plan most. Press Enter to leave one open.\n")
    for question in questions:
        answers = _with_answer(question, answers)
    return answers


def _with_answer(question: Question, answers: Answers) -> Answers:
    say(f"{question.text}  ({question.consequence})")
    for value, meaning in question.answers:
        say(f"  {value}  {meaning}")
    accepted = {value for value, _ in question.answers}
    while True:
        given = (
            typer.prompt("  ", default="", show_default=False, prompt_suffix="> ", err=True).strip().lower()
        )
        if not given:
            return answers
        if given in {"y", "yes", "n", "no"} and "true" in accepted:
            given = "true" if given.startswith("y") else "false"
        if given in accepted:
            return _keep(question, given, answers)
        say(f"  Please give one of {', '.join(value for value, _ in question.answers)}, or Enter.")


def _keep(question: Question, given: str, answers: Answers) -> Answers:
    name = question.key.partition(".")[2]
    if question.kind == "level":
        return replace(answers, levels={**answers.levels, SkillId(name): float(given)})
    return replace(answers, credentials={**answers.credentials, CredentialId(name): given == "true"})
