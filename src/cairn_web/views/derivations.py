"""A number and everything it was computed from, line by line."""

from dataclasses import dataclass

from cairn.provenance import Derivation
from cairn.report.renderers.page_numbers import source_text, value_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of a derivation, so many steps below the number it explains."""

    depth: int
    name: str
    words: str
    formula: str
    source: str


def tell_terms(derivation: Derivation, *, name: str = "", depth: int = 0) -> tuple[Term, ...]:
    """A number with everything it was computed from, outermost first."""
    lines = [
        Term(
            depth=depth,
            name=name,
            words=f"{derivation.label}: {value_text(derivation)}",
            formula=derivation.formula,
            source=source_text(derivation.source) if derivation.source else "",
        )
    ]
    for key, given in derivation.inputs:
        for one in (given,) if isinstance(given, Derivation) else given:
            lines += tell_terms(one, name=key, depth=depth + 1)
    return tuple(lines)
