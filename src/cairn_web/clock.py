"""The one look at the clock of the web app."""

import datetime as dt


def today() -> dt.date:
    """The day on the wall where the person is."""
    return dt.date.today()


def now() -> dt.datetime:
    """This moment, for rows that say when something was kept; order goes by their numbers."""
    return dt.datetime.now(tz=dt.UTC)
