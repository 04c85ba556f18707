"""Where each number comes from, as popovers that follow the page.

An entry says the number, its formula and its inputs. An input that only this
entry uses unfolds in place; one that several use is a button to its own entry.
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
    return (
        '<section class="numbers" aria-labelledby="numbers-title"><h2 id="numbers-title">Where each number comes from'
        f"</h2>{entries}</section>\n"
    )


def value_text(derivation: Derivation) -> str:
    """“2.35 levels, likely 1.8 to 2.9”."""
    value = f"{number_text(derivation.value, 3)} {derivation.unit}".strip()
    if derivation.low is None or derivation.high is None:
        return value
    low, high = number_text(derivation.low_value, 3), number_text(derivation.high_value, 3)
    return f"{value}, likely {low} to {high}"


def source_text(source: Source) -> str:
    """The source in one line: its kind, name, detail, year and licence."""
    rest = [source.detail, str(source.year or ""), source.licence]
    words = "; ".join(part for part in rest if part)
    kind = _KINDS[source.kind]
    return f"{kind}: {source.name}{f' ({words})' if words else ''}"


def _popover(entry: Entry, numbers: Numbers) -> str:
    place = numbers.place_of(entry.number)
    one = entry.derivation
    return (
        f'<div id="n{place}" class="why" popover><p><b>{escape(one.label, quote=False)}</b> '
        f"{escape(value_text(one), quote=False)}</p>{_body(entry, numbers)}</div>\n"
    )


def _body(entry: Entry, numbers: Numbers) -> str:
    one = entry.derivation
    note = f"<p>{escape(one.note, quote=False)}</p>" if one.note else ""
    if one.source:
        return f"<p>{escape(source_text(one.source), quote=False)}</p>{note}"
    inputs = "".join(_inputs(entry, numbers))
    return f"<p><code>= {escape(one.formula, quote=False)}</code></p>{note}<ul>{inputs}</ul>"


def _inputs(entry: Entry, numbers: Numbers) -> Iterator[str]:
    for name, several in entry.parts:
        for number in several:
            yield f"<li><code>{escape(name)}</code> {_input(numbers.entries[number], numbers)}</li>"
    for name, end in (("likely least", entry.low), ("likely most", entry.high)):
        if end is not None and numbers.entries[end].parts:
            yield f"<li>{name}: {_input(numbers.entries[end], numbers)}</li>"


def _input(entry: Entry, numbers: Numbers) -> str:
    one = entry.derivation
    words = escape(f"{one.label}: {value_text(one)}", quote=False)
    if numbers.is_own(entry.number):
        return f'<button class="n" popovertarget="n{numbers.place_of(entry.number)}">{words}</button>'
    if one.source:
        return f"{words} <small>{escape(source_text(one.source), quote=False)}</small>"
    return f"<details><summary>{words}</summary>{_body(entry, numbers)}</details>"
