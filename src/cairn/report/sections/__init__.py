"""What a report tells, a module for each part, from the answer to the proof.

Each takes the plan as one value and gives sections of the document; their order is
decided in `cairn.report.build`. `steps` has a step's own words and figures, the same in
every part.
"""
