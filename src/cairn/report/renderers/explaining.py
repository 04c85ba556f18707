"""Derivations as indented trees, for whoever asks where a number comes from."""

from collections.abc import Iterator

from cairn.errors import UnknownName
from cairn.provenance import Derivation
from cairn.report.document import Document, Figure
from cairn.report.figures import figures_of
from cairn.report.renderers.page_numbers import source_text, value_text

_MOST_TREES = 5
_MOST_CANDIDATES = 5


def explain_figures(document: Document, words: str) -> str:
    """The trees of the figures called so, the nearest names first, at most five.

    Raises:
        UnknownName: nothing is called so; the candidates are the nearest labels.
    """
    found = _found(document, words)
    if not found:
        from rapidfuzz import fuzz, process

        labels = sorted({figure.derivation.label for figure in figures_of(document)})
        near = tuple(
            label for label, *_ in process.extract(words, labels, scorer=fuzz.WRatio, limit=_MOST_CANDIDATES)
        )
        msg = f"No number of this plan is called “{words}”; the nearest are {', '.join(near)}."
        raise UnknownName(msg, near)
    trees = ["\n".join(_tree(figure)) for figure in found[:_MOST_TREES]]
    more = len(found) - _MOST_TREES
    if more > 0:
        trees.append(f"… and {more} more; say more of the name to narrow it down.")
    return "\n\n".join(trees) + "\n"


def _found(document: Document, words: str) -> list[Figure]:
    """Distinct figures whose label holds every word, or that are shown so, shortest label first."""
    wanted = words.casefold().split()
    distinct = {id(figure.derivation): figure for figure in figures_of(document)}
    hits: dict[tuple[str, float], Figure] = {}
    for figure in distinct.values():
        text = f"{figure.derivation.label} {figure.shown}".casefold().replace("\N{NO-BREAK SPACE}", " ")
        if wanted and all(word in text for word in wanted):
            hits.setdefault((figure.derivation.label, figure.derivation.value), figure)
    return sorted(hits.values(), key=lambda figure: len(figure.derivation.label))


def _tree(figure: Figure) -> Iterator[str]:
    shown = figure.shown.replace("\N{NO-BREAK SPACE}", " ")
    yield f"{shown}: {figure.derivation.label}"
    yield from _below(figure.derivation, 1, "")


def _below(one: Derivation, depth: int, name: str) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{name + ' = ' if name else ''}{value_text(one)}{'' if depth == 1 else ' · ' + one.label}"
    if one.note:
        yield f"{indent}  {one.note}"
    if one.source:
        yield f"{indent}  {source_text(one.source)}"
        return
    yield f"{indent}  = {one.formula}"
    for inner, given in one.inputs:
        for part in (given,) if isinstance(given, Derivation) else given:
            yield from _below(part, depth + 1, inner)
