"""Stretches of an advert that ask for a skill, known to the catalogue or not.

`find` is the way in; `model` holds the weights, `words` what they look at, `chain` sums
over all labellings of a sentence.
"""
