"""The one look at the clock of the web app."""

import datetime


def today() -> datetime.date:
    """The day on the wall where the person is."""
    return datetime.date.today()


def now() -> datetime.datetime:
    """This moment, for rows that say when something was kept; order goes by their numbers."""
    return datetime.datetime.now(tz=datetime.UTC)
