"""Where a number comes from: sources, rules and derivations that replay.

A `Rule` is a formula in plain arithmetic. Calling it with derived inputs
evaluates that very formula and gives a `Derivation`, a tree whose leaves are
what a person entered, what a text said, a catalogue row or an assumption.
`replay` recomputes a tree that was printed as JSON, with no access to the code
that made it. Results of the solver are leaves of their own kind (`solved`): they
name the constraints that bind, and the independent checker recomputes them.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from cairn.errors import BadInput

LeafKind = Literal["entered", "read", "catalogue", "assumption", "solved", "counted"]
Scalar = float
Inputs = Mapping[str, "Scalar | Sequence[Scalar]"]
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a leaf value stands: who said it, in what, under which licence.

    `kind` says how it got here; `name` is for people (“O*NET 29.3”, “your
    résumé”); `detail` is the row, the quote or the constraint.
    """

    kind: LeafKind
    name: str
    detail: str = ""
    licence: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A three-point judgement: likely value and the range it lies in 8 times in 10."""

    value: float
    low: float
    high: float
    source: Source

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.value, self.low, self.high))):
            msg = f"Estimate: {self.value} ({self.low} to {self.high}) is not finite"
            raise ValueError(msg)
        if not self.low <= self.value <= self.high:
            msg = f"Estimate: {self.value} lies outside {self.low} to {self.high}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """One number and how it came about.

    A leaf has a `source` and no inputs; a computed number has a `rule`, its
    `formula` and the named inputs it was evaluated on (a name may stand for
    several). `low` and `high` bound the value where it is an estimate.
    """

    label: str
    value: float
    unit: str = ""
    rule: str = ""
    formula: str = ""
    inputs: tuple[tuple[str, "Derivation | tuple[Derivation, ...]"], ...] = ()
    source: Source | None = None
    low: "Derivation | None" = None
    high: "Derivation | None" = None
    note: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            msg = f"Derivation.value: {self.label} is {self.value}"
            raise ValueError(msg)
        if bool(self.rule) == bool(self.source):
            msg = f"Derivation: {self.label} needs either a rule or a source"
            raise ValueError(msg)

    @property
    def low_value(self) -> float:
        """The lower end of the range, or the value where there is none."""
        return self.low.value if self.low else self.value

    @property
    def high_value(self) -> float:
        """The upper end of the range, or the value where there is none."""
        return self.high.value if self.high else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named formula; call it with derived inputs to get a derived value."""

    name: str
    label: str
    formula: str
    unit: str = ""

    def __call__(
        self,
        *,
        label: str = "",
        note: str = "",
        low: Derivation | None = None,
        high: Derivation | None = None,
        **inputs: Derivation | Sequence[Derivation],
    ) -> Derivation:
        """Evaluate the formula on `inputs` and keep them."""
        named = tuple(
            (name, given if isinstance(given, Derivation) else tuple(given)) for name, given in inputs.items()
        )
        return Derivation(
            label=label or self.label,
            value=evaluate(self.formula, {name: _values(given) for name, given in named}),
            unit=self.unit,
            rule=self.name,
            formula=self.formula,
            inputs=named,
            low=low,
            high=high,
            note=note,
        )


def leaf(label: str, value: float, *, source: Source, unit: str = "", note: str = "") -> Derivation:
    """A number that was given, not computed."""
    return Derivation(label=label, value=float(value), unit=unit, source=source, note=note)


def leaf_estimate(label: str, estimate: Estimate, *, unit: str = "") -> Derivation:
    """A given three-point estimate as a leaf with its two ends."""
    return Derivation(
        label=label,
        value=estimate.value,
        unit=unit,
        source=estimate.source,
        low=leaf(f"{label}, low", estimate.low, source=estimate.source, unit=unit),
        high=leaf(f"{label}, high", estimate.high, source=estimate.source, unit=unit),
    )


def low_end(derivation: Derivation) -> Derivation:
    """The derivation of the lower end of a range, or of the value itself."""
    return derivation.low or derivation


def high_end(derivation: Derivation) -> Derivation:
    """The derivation of the upper end of a range, or of the value itself."""
    return derivation.high or derivation


def _values(given: Derivation | Sequence[Derivation]) -> Scalar | list[Scalar]:
    return given.value if isinstance(given, Derivation) else [one.value for one in given]


# ------------------------------------------------------------------ the formula language


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return math.fsum(map(operator.mul, values, weights)) / math.fsum(weights)


def _at_least(value: float, least: float) -> float:
    """`value` where it reaches `least`, else nothing."""
    return value if value >= least else 0.0


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "at_least": _at_least,
    "ceil": math.ceil,
    "exp": math.exp,
    "floor": math.floor,
    "len": len,
    "max": max,
    "min": min,
    "round": round,
    "sqrt": math.sqrt,
    "sum": math.fsum,
    "dot": lambda left, right: math.fsum(map(operator.mul, left, right)),
    "mean_by": _weighted_mean,
}
_OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}


@cache
def _parse(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        msg = f"“{formula[:80]}” is not a formula that can be recomputed."
        raise BadInput(msg) from error


def evaluate(formula: str, inputs: Inputs) -> float:
    """The value of a formula: + - * / **, numbers, names and a few functions.

    Anything else is refused, so a formula from a file cannot run code.

    Raises:
        BadInput: a name, function or operator outside the language, or no result.
    """
    try:
        value = float(_evaluate(_parse(formula), inputs))
    except (ArithmeticError, ValueError, TypeError, RecursionError) as error:
        msg = f"“{formula[:80]}” has no value for {dict(inputs)}: {error}"
        raise BadInput(msg) from error
    if not math.isfinite(value):
        msg = f"“{formula[:80]}” has no finite value for {dict(inputs)}."
        raise BadInput(msg)
    return value


def _evaluate(node: ast.expr, inputs: Inputs) -> Any:  # noqa: ANN401 - a number or a list of them
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)  # whole numbers have no bound: 9**9**9 would never end
        case ast.Name(id=name) if name in inputs:
            return inputs[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_evaluate(left, inputs), _evaluate(right, inputs))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, inputs)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_evaluate(argument, inputs) for argument in args))
    msg = f"“{ast.unparse(node)}” is not part of the formula language."
    raise BadInput(msg)


# ------------------------------------------------------------------ to JSON and back


def derivation_json(derivation: Derivation) -> dict[str, Any]:
    """The tree as plain JSON values; `replay` reads it back."""
    out: dict[str, Any] = {"label": derivation.label, "value": derivation.value}
    if derivation.unit:
        out["unit"] = derivation.unit
    if derivation.rule:
        out |= {"rule": derivation.rule, "formula": derivation.formula}
        out["inputs"] = {
            name: derivation_json(given)
            if isinstance(given, Derivation)
            else [derivation_json(one) for one in given]
            for name, given in derivation.inputs
        }
    if derivation.source:
        out["source"] = _source_json(derivation.source)
    for end in ("low", "high"):
        if (bound := getattr(derivation, end)) is not None:
            out[end] = derivation_json(bound)
    if derivation.note:
        out["note"] = derivation.note
    return out


def _source_json(source: Source) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": source.kind, "name": source.name}
    out |= {key: value for key in ("detail", "licence", "year") if (value := getattr(source, key))}
    return out


def replay(printed: Mapping[str, Any]) -> float:
    """Recompute a printed derivation from its leaves upward.

    Raises:
        BadInput: a computed value differs from the printed one, or a formula
            holds something outside the language.
    """
    for end in ("low", "high"):
        if end in printed:
            replay(printed[end])
    if "formula" not in printed:
        return float(printed["value"])
    inputs = {
        name: [replay(one) for one in given] if isinstance(given, list) else replay(given)
        for name, given in printed["inputs"].items()
    }
    value = evaluate(printed["formula"], inputs)
    if not math.isclose(value, printed["value"], rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
        msg = f"{printed['label']}: printed as {printed['value']}, recomputed as {value}."
        raise BadInput(msg)
    return value
