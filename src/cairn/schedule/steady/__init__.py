"""Work that never pauses, proved or nearly so; where everything is required, the classic RCPSP.

`prove` is the way in; `required` takes the problems that leave nothing to choose but the
times and modes, with schedules bred (`generations`, laid in `lanes`) beside the solver's
own proof (`running`).
"""
