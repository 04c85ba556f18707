"""A plan kept true over time, in its own record: read back, changed, branched, and told anew.

`kept` reads the record; `proposal` asks the scheduler what moves least and `renew` writes
what was accepted as a new version beside those before it (`history`, `branching`). Told
of it are the change (`replanned`), the versions (`history_told`), the day (`today`) and
the calendar (`agenda`).
"""
