"""The exact choice of options and modes, and the bounds that prove it."""
