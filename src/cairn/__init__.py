"""Cairn: a résumé and an ambition in, a plan proven to fit out.

The library knows no web, no network, no clock and no printing: `today`,
`catalogue` and `assumptions` are arguments of whoever needs them.
"""

__version__ = "0.1.0"
