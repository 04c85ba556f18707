"""A small front to the CP-SAT solver: integers, clauses, intervals, one aim.

Only the solver's compiled core is imported, and only when something is solved:
it loads in a fifth of the time of the usual Python layer, which brings pandas.
A model is written in the solver's published text form and handed over whole.

Literals are variable numbers; `-number - 1` is the negation, as in the solver.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]
Terms = Iterable[tuple[int, int]]
_FAR = 1 << 40
_OUTCOMES: dict[str, Outcome] = {"OPTIMAL": "optimal", "FEASIBLE": "feasible", "INFEASIBLE": "infeasible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how hard to try.

    `work` limits the solver in its own deterministic seconds, for runs that must
    come out the same on every machine (0: no such limit).
    """

    seconds: float = 10.0
    workers: int = 2
    seed: int = 0
    work: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the solver said; `values` is empty unless a solution was found.

    `others` are further solutions met on the way, if the settings asked for them.
    """

    outcome: Outcome
    objective: int = 0
    bound: int = 0
    values: tuple[int, ...] = ()
    others: tuple[tuple[int, ...], ...] = ()
    work: float = 0.0


class Stop:
    """A handle by which another thread ends a search early."""

    def __init__(self) -> None:
        """Nothing is searched yet, and nothing was called off."""
        self._end: Callable[[], None] | None = None
        self.is_called = False

    def call(self) -> None:
        """End the search soon, or as soon as it begins; it answers with what it has come to."""
        self.is_called = True
        if self._end is not None:
            self._end()

    def attach(self, end: Callable[[], None]) -> bool:
        """Have this called to end the search; whether it was called off before it began."""
        self._end = end
        return self.is_called


def negated(literal: int) -> int:
    """The literal that is true when this one is not."""
    return -literal - 1


@dataclass(slots=True)
class Model:
    """A model under construction."""

    _variables: list[str] = field(default_factory=list)
    _constraints: list[str] = field(default_factory=list)
    _objective: str = ""
    _hints: dict[int, int] = field(default_factory=dict)
    _ones: int = -1

    def new_int(self, low: int, high: int) -> int:
        """A new integer variable."""
        self._variables.append(f"variables{{domain:[{low},{high}]}}")
        return len(self._variables) - 1

    def new_bool(self) -> int:
        """A new literal."""
        return self.new_int(0, 1)

    def always(self) -> int:
        """The literal that is true."""
        if self._ones < 0:
            self._ones = self.new_int(1, 1)
        return self._ones

    def never(self) -> int:
        """The literal that is false."""
        return negated(self.always())

    def add_clause(self, literals: Iterable[int], *, when: Iterable[int] = ()) -> None:
        """At least one literal is true, if all of `when` are."""
        inner = ",".join(map(str, literals))
        self._add(f"bool_or{{literals:[{inner}]}}", when)

    def add_exactly_one(self, literals: Iterable[int]) -> None:
        """One literal is true and the others are false."""
        self._add(f"exactly_one{{literals:[{','.join(map(str, literals))}]}}", ())

    def add_linear(
        self, terms: Terms, *, low: int = -_FAR, high: int = _FAR, when: Iterable[int] = ()
    ) -> None:
        """`low <= sum(coefficient * variable) <= high`, if all of `when` are true.

        A term may name a negated literal.
        """
        numbers: list[int] = []
        factors: list[int] = []
        for variable, factor in terms:
            if variable >= 0:
                numbers.append(variable)
                factors.append(factor)
            else:
                numbers.append(negated(variable))
                factors.append(-factor)
                low, high = low - factor, high - factor
        inner = f"vars:{numbers} coeffs:{factors} domain:[{max(low, -_FAR)},{min(high, _FAR)}]"
        self._add(f"linear{{{inner}}}", when)

    def new_interval(self, *, start: int, size: int, end: int, when: Iterable[int] = ()) -> int:
        """An interval of fixed size between two variables; only there if `when` is."""
        ends = f"start{{vars:[{start}] coeffs:[1]}} end{{vars:[{end}] coeffs:[1]}}"
        self._add(f"interval{{{ends} size{{offset:{size}}}}}", when)
        return len(self._constraints) - 1

    def new_fixed_interval(self, *, start: int, size: int) -> int:
        """An interval that always stands where it stands."""
        self._add(
            f"interval{{start{{offset:{start}}} end{{offset:{start + size}}} size{{offset:{size}}}}}", ()
        )
        return len(self._constraints) - 1

    def add_cumulative(self, intervals: Sequence[int], demands: Sequence[int], capacity: int) -> None:
        """At no time do the intervals there demand more than the capacity."""
        each = " ".join(f"demands{{offset:{demand}}}" for demand in demands)
        self._add(f"cumulative{{capacity{{offset:{capacity}}} intervals:{list(intervals)} {each}}}", ())

    def add_no_overlap(self, intervals: Sequence[int]) -> None:
        """No two of the intervals overlap."""
        self._add(f"no_overlap{{intervals:{list(intervals)}}}", ())

    def minimise(self, terms: Terms) -> None:
        """The aim: the least sum of coefficient times variable."""
        numbers, factors, offset = [], [], 0
        for variable, factor in terms:
            numbers.append(variable if variable >= 0 else negated(variable))
            factors.append(factor if variable >= 0 else -factor)
            offset += 0 if variable >= 0 else factor
        inner = f"vars:{numbers} coeffs:{factors} offset:{offset} scaling_factor:1"
        self._objective = f"objective{{{inner}}}"

    def hint(self, values: Mapping[int, int]) -> None:
        """Where to look first."""
        self._hints |= values

    def _add(self, inner: str, when: Iterable[int]) -> None:
        literals = ",".join(map(str, when))
        enforced = f"enforcement_literal:[{literals}] " if literals else ""
        self._constraints.append(f"constraints{{{enforced}{inner}}}")

    def text(self) -> str:
        """The whole model in the solver's text form."""
        parts = [*self._variables, *self._constraints, self._objective]
        if self._hints:
            parts.append(f"solution_hint{{vars:{list(self._hints)} values:{list(self._hints.values())}}}")
        return "\n".join(parts)

    def solve(self, limits: Limits, settings: str = "", stop: Stop | None = None) -> Answer:
        """Solve within the limits; `settings` are solver parameters in text form.

        The solver runs outside Python's lock, so that `stop` can be called from
        another thread.
        """
        from ortools.sat.python import cp_model_helper as core

        proto = core.CpModelProto()
        if not proto.parse_text_format(self.text()):
            msg = "Model.solve: the model's text was not accepted by the solver"
            raise ValueError(msg)
        parameters = core.SatParameters()
        parameters.merge_text_format(_settings(limits) + settings)
        wrapper = core.SolveWrapper()
        wrapper.set_parameters(parameters)
        if stop is not None and stop.attach(wrapper.stop_search):
            return Answer(outcome="unknown")
        response = wrapper.solve(proto)  # type: ignore[no-untyped-call]
        outcome = _OUTCOMES.get(response.status.name, "unknown")
        if response.status.name == "MODEL_INVALID":
            msg = f"Model.solve: {core.CpSatHelper.validate_model(proto)[:300]}"
            raise ValueError(msg)
        return Answer(
            outcome=outcome,
            objective=round(response.objective_value) if outcome in {"optimal", "feasible"} else 0,
            bound=round(response.best_objective_bound),
            values=tuple(response.solution) if outcome in {"optimal", "feasible"} else (),
            others=tuple(tuple(one.values) for one in response.additional_solutions),
            work=response.deterministic_time,
        )


def _settings(limits: Limits) -> str:
    seconds = max(0.01, limits.seconds)
    text = f"num_workers:{limits.workers} random_seed:{limits.seed} max_time_in_seconds:{seconds:.3f} "
    return text + (f"max_deterministic_time:{limits.work} " if limits.work else "")
