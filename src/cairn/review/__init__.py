"""Reconsider: what to ask, what to look at again, what is weak in a plan."""
