"""Questions at the prompt: an answer, or Enter to leave it open."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from cairn.profile import Answers
from cairn.review.values import Question
from cairn.units import CredentialId, SkillId
from cairn_cli.output import say

_YES_OR_NO = {"y": "true", "yes": "true", "n": "false", "no": "false"}


def ask(questions: Sequence[Question], answers: Answers) -> Answers:
    """The answers with whatever the person could say now; the end of the input leaves the rest open."""
    if not questions:
        return answers
    say(f"\n{_announced(len(questions))} Press Enter to leave one open.\n")
    for question in questions:
        given = _ask_one(question)
        if given is None:
            return answers
        if given:
            answers = _keep(question, given, answers)
    return answers


def _announced(count: int) -> str:
    if count == 1:
        return "One answer would change the plan most."
    return f"{count} answers would change the plan most."


def _ask_one(question: Question) -> str | None:
    """An accepted answer, "" for none, None at the end of the input."""
    say(f"{question.text}  ({question.consequence})")
    for value, meaning in question.answers:
        say(f"  {value}  {meaning}")
    accepted = [value for value, _ in question.answers]
    while True:
        sys.stderr.write("  > ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        given = line.strip().lower()
        if not line:
            return None
        if given in _YES_OR_NO and "true" in accepted:
            given = _YES_OR_NO[given]
        if not given or given in accepted:
            return given
        say(f"  Please give one of {', '.join(accepted)}, or press Enter.")


def _keep(question: Question, given: str, answers: Answers) -> Answers:
    name = question.key.partition(".")[2]
    if question.kind == "level":
        return replace(answers, levels={**answers.levels, SkillId(name): float(given)})
    return replace(answers, credentials={**answers.credentials, CredentialId(name): given == "true"})
