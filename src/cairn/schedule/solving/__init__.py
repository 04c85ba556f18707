"""From a problem to a schedule and its proof, aim by aim.

`search` is the way in: it chooses, places, and closes what is open through `prove`, the
whole problem period by period (`exact`); `improve` swaps and solves again among what is
promising, `level` evens the load, and `state` holds what is known so far.
"""
