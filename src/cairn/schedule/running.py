"""A question to the solver that is worked on beside other work, and can be called off.

The solver runs outside Python's lock, so a thread is enough. Its compiled core is
loaded as in `cairn.plan.choosing.model`: only when something is asked.
"""

from threading import Event, Thread
from typing import Any

from cairn.plan.choosing.model import Answer, Limits, Model, Outcome

_OUTCOMES: dict[str, Outcome] = {"OPTIMAL": "optimal", "FEASIBLE": "feasible", "INFEASIBLE": "infeasible"}
_LATEST_START = 0.02  # seconds: with less left a question is not worth its presolve


class Running:
    """One model being solved in a thread of its own.

    `answer` waits for the end; `call_off` asks for it. An error in the thread is
    raised where the answer is read.
    """

    def __init__(self, model: Model, limits: Limits, settings: str) -> None:
        """Start at once; the time of loading and reading the model counts."""
        self._model, self._limits, self._settings = model, limits, settings
        self._wrapper: Any = None
        self._is_off = Event()
        self._answer: Answer | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="solver", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether the answer is there."""
        return not self._thread.is_alive()

    def wait_for(self, seconds: float) -> None:
        """Wait for the end, but no longer than this."""
        self._thread.join(max(0.0, seconds))

    def wait(self) -> Answer:
        """The answer, waited for."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._answer or Answer(outcome="unknown")

    def call_off(self) -> Answer:
        """End the search soon; the answer is what it has come to."""
        self._is_off.set()
        if self._wrapper is not None:
            self._wrapper.stop_search()
        return self.wait()

    def _run(self) -> None:
        try:
            self._answer = self._solve()
        except BaseException as error:  # noqa: BLE001 - it is raised again by whoever reads the answer
            self._error = error

    def _solve(self) -> Answer:
        from ortools.sat.python import cp_model_helper as core

        proto = core.CpModelProto()
        if not proto.parse_text_format(self._model.text()):
            msg = "Running: the model's text was not accepted by the solver"
            raise ValueError(msg)
        parameters = core.SatParameters()
        parameters.merge_text_format(
            f"num_workers:{self._limits.workers} random_seed:{self._limits.seed} "
            f"max_time_in_seconds:{max(_LATEST_START, self._limits.seconds):.3f} " + self._settings
        )
        wrapper = core.SolveWrapper()
        wrapper.set_parameters(parameters)
        self._wrapper = wrapper
        if self._is_off.is_set():
            return Answer(outcome="unknown")
        response = wrapper.solve(proto)  # type: ignore[no-untyped-call]
        if response.status.name == "MODEL_INVALID":
            msg = f"Running: {core.CpSatHelper.validate_model(proto)[:300]}"
            raise ValueError(msg)
        outcome = _OUTCOMES.get(response.status.name, "unknown")
        has_values = outcome in {"optimal", "feasible"}
        return Answer(
            outcome=outcome,
            objective=round(response.objective_value) if has_values else 0,
            bound=round(response.best_objective_bound),
            values=tuple(response.solution) if has_values else (),
            work=response.deterministic_time,
        )
