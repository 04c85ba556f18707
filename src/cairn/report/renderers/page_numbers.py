"""Where each number comes from, as popovers that follow the page.

An entry says the number, its formula and its inputs. An input that only this
entry uses unfolds in place; one that several use is a button to its own entry.
Inputs that differ by nothing but a row of the same source share a line.
"""

from collections.abc import Iterator
from html import escape

from cairn.provenance import Derivation, Source
from cairn.report.figures import Entry, Numbers
from cairn.report.phrases import number_text

_KINDS = {
    "entered": "you said",
    "read": "read",
    "catalogue": "catalogue",
    "assumption": "assumption",
    "solved": "worked out",
    "counted": "counted",
}


def write_numbers(numbers: Numbers) -> str:
    """Every own entry as a popover; on paper they are the appendix."""
    entries = "".join(_popover(entry, numbers) for entry in numbers.own_entries())
    if not entries:
        return ""
    title = '<h2 id="numbers-title">Where each number comes from</h2>'
    return f'<section class="numbers" aria-labelledby="numbers-title">{title}{entries}</section>\n'


def value_text(derivation: Derivation) -> str:
    """“2.35 levels, likely 1.8 to 2.9”."""
    value = f"{number_text(derivation.value, 3)} {derivation.unit}".strip()
    if derivation.low is None or derivation.high is None:
        return value
    low, high = number_text(derivation.low_value, 3), number_text(derivation.high_value, 3)
    return f"{value}, likely {low} to {high}"


def source_text(source: Source, *details: str) -> str:
    """The source in one line: its kind, name, detail (or the given ones), year and licence."""
    rest = [*(details or (source.detail,)), str(source.year or ""), source.licence]
    words = "; ".join(part for part in rest if part)
    kind, name = _KINDS[source.kind], source.name
    head = f"{kind}: {name}" if name != kind else kind
    return f"{head} ({words})" if words else head


def group_inputs(entry: Entry, numbers: Numbers) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The inputs by name; leaves of one source together, everything else alone."""
    for name, several in entry.parts:
        inputs = [numbers.entries[number] for number in several]
        if len(inputs) > 1 and _is_one_source(inputs, numbers):
            yield name, tuple(inputs)
        else:
            yield from ((name, (one,)) for one in inputs)
    for name, end in _ends(entry, numbers):
        if not same_with(entry, end, numbers):
            yield name, (end,)


def _ends(entry: Entry, numbers: Numbers) -> Iterator[tuple[str, Entry]]:
    for name, end in (("likely least", entry.low), ("likely most", entry.high)):
        if end is not None and numbers.entries[end].parts:
            yield name, numbers.entries[end]


def end_texts(entry: Entry, numbers: Numbers) -> Iterator[str]:
    """The ends of a range that come by the same formula from the ends of its inputs."""
    for name, end in _ends(entry, numbers):
        changed = same_with(entry, end, numbers)
        if changed:
            yield f"{name} {number_text(end.derivation.value, 3)}: the same with {changed}"


def same_with(entry: Entry, end: Entry, numbers: Numbers) -> str:
    """Where an end differs from its entry, “hours 3.6, 12”; empty where that does not say it all."""
    if end.derivation.formula != entry.derivation.formula or len(end.parts) != len(entry.parts):
        return ""
    changed = []
    for (name, several), (other_name, others) in zip(entry.parts, end.parts, strict=True):
        if name != other_name or len(several) != len(others):
            return ""
        pairs = [
            (numbers.entries[one].derivation, numbers.entries[two].derivation)
            for one, two in zip(several, others, strict=True)
        ]
        if any(one.source != two.source or (one != two and not one.source) for one, two in pairs):
            return ""
        if several != others:
            changed.append(f"{name} {', '.join(number_text(two.value, 3) for _, two in pairs)}")
    return " and ".join(changed)


def group_text(inputs: tuple[Entry, ...]) -> tuple[str, str]:
    """Several leaves of one source in a row, and that source with its rows."""
    words = "; ".join(f"{one.derivation.label} = {value_text(one.derivation)}" for one in inputs)
    sources = [one.derivation.source for one in inputs if one.derivation.source]
    details = dict.fromkeys(source.detail for source in sources)
    return words, source_text(sources[0], *details)


def _is_one_source(inputs: list[Entry], numbers: Numbers) -> bool:
    sources = {
        (one.derivation.source.kind, one.derivation.source.name, one.derivation.source.licence)
        for one in inputs
        if one.derivation.source and numbers.home_of(one.number) is None
    }
    return len(sources) == 1 and all(one.derivation.source for one in inputs)


def _popover(entry: Entry, numbers: Numbers) -> str:
    place, one = numbers.place_of(entry.number), entry.derivation
    head = f"<p><b>{_words(one.label)}</b> {_words(value_text(one))}</p>"
    return f'<div id="n{place}" class="why" popover>{head}{_body(entry, numbers)}</div>\n'


def _words(text: str) -> str:
    return escape(text, quote=False)


def _body(entry: Entry, numbers: Numbers) -> str:
    one = entry.derivation
    note = f"<p>{_words(one.note)}</p>" if one.note else ""
    if one.source:
        return f"<p>{_words(source_text(one.source))}</p>{note}"
    inputs = "".join(
        f"<li><code>{_words(name)}</code> {_inputs(group, numbers)}</li>"
        for name, group in group_inputs(entry, numbers)
    )
    ends = "".join(f"<li>{_words(words)}</li>" for words in end_texts(entry, numbers))
    return f"<p><code>= {_words(one.formula)}</code></p>{note}<ul>{inputs}{ends}</ul>"


def _inputs(group: tuple[Entry, ...], numbers: Numbers) -> str:
    if len(group) > 1:
        words, source = group_text(group)
        return f"{_words(words)} <small>{_words(source)}</small>"
    return _input(group[0], numbers)


def _input(entry: Entry, numbers: Numbers) -> str:
    one = entry.derivation
    words = _words(f"{one.label}: {value_text(one)}")
    home = numbers.home_of(entry.number)
    if home is not None:
        return f"<button popovertarget=n{home}>{words}</button>"
    if one.source:
        return f"{words} <small>{_words(source_text(one.source))}</small>"
    return f"<details><summary>{words}</summary>{_body(entry, numbers)}</details>"
