"""A question to the solver that is worked on beside other work, and can be called off."""

from threading import Thread

from cairn.plan.choosing.model import Answer, Limits, Model, Stop


class Running:
    """One model being solved in a thread of its own.

    `wait` waits for the end; `call_off` asks for it. An error in the thread is
    raised where the answer is read.
    """

    def __init__(self, model: Model, limits: Limits, settings: str) -> None:
        """Start at once; the time of loading and reading the model counts."""
        self._model, self._limits, self._settings = model, limits, settings
        self._stop = Stop()
        self._answer = Answer(outcome="unknown")
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
        return self._answer

    def call_off(self) -> Answer:
        """End the search soon; the answer is what it has come to."""
        self._stop.call()
        return self.wait()

    def _run(self) -> None:
        try:
            self._answer = self._model.solve(self._limits, self._settings, self._stop)
        except BaseException as error:  # noqa: BLE001 - it is raised again by whoever reads the answer
            self._error = error
