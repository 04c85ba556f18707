"""Skills in running text: résumés, adverts, whatever a person wrote in sentences.

`mentions` finds the names of a catalogue's skills (`phrases`), `support` says when a short
or everyday word may be one, `leading` when people are led, and `context` what the words
around leave of it: denials, other people, employers, wishes and parts that ask nothing.
"""
