"""Questions worth asking, with what their answers would change."""

from dataclasses import dataclass
from typing import Literal

from cairn.provenance import Derivation

QuestionKind = Literal["level", "credential", "name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing Cairn does not know and that would change the plan.

    `key` is where the answer stands in an answers file (“levels.statistics”);
    `answers` are the accepted ones with what each means; `effect` is how many
    hours the plan differs between the best and the worst answer.
    """

    key: str
    kind: QuestionKind
    text: str
    answers: tuple[tuple[str, str], ...]
    effect: Derivation
    consequence: str
