"""How far the effort model's hours lie from those of a real curriculum.

    python benchmarks/effort.py CURRICULUM.md

A course that names nothing to have done before is taken to lead from level 0 to 2 of a
`hard` skill. One whose title shares a word with what comes before it carries on that
subject, from 2 to 3; any other builds on other subjects and leads in its own from 0 to 3.
`any_after_others` takes both of these for the step from 2 to 3. All are judged on the
hours of the whole course. Prints JSON: for each step the real hours (median, quartiles),
the model's, and their ratio.
"""

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.catalogue.curriculum import Course, read_curriculum
from cairn.effort import effort_hours
from cairn.words import stems_of

STEPS = {
    "nothing before": (0.0, 2.0),
    "building on other subjects": (0.0, 3.0),
    "carrying on a subject": (2.0, 3.0),
    "any_after_others": (2.0, 3.0),
}


def main(path: Path) -> dict[str, Any]:
    """The figures for one curriculum."""
    courses, problems = read_curriculum(path.read_text(encoding="utf-8"))
    sorted_out = {name: [one for one in courses if step_of(one) == name] for name in STEPS}
    sorted_out["any_after_others"] = [one for one in courses if one.before]
    return {
        "courses": len(courses),
        "left_out": len(problems),
        "hours_in_all": [round(sum(one.hours[at] for one in courses)) for at in range(3)],
        "steps": {name: figures(found, *STEPS[name]) for name, found in sorted_out.items() if found},
    }


def step_of(course: Course) -> str:
    """Which step a course is taken to climb, by what it names to have done before."""
    if not course.before:
        return "nothing before"
    shared = set(stems_of(course.title)) & set(stems_of(course.before))
    return "carrying on a subject" if shared else "building on other subjects"


def figures(courses: Sequence[Course], start: float, end: float) -> dict[str, Any]:
    """Real hours of courses beside the model's for the step they are taken to climb."""
    hours = [one.hours[1] for one in courses]
    model = effort_hours(load_assumptions(), kind="hard", start=start, end=end)
    quartiles = statistics.quantiles(hours, n=4) if len(hours) > 1 else [hours[0]] * 3
    inside = sum(model.low_value <= one <= model.high_value for one in hours)
    return {
        "courses": len(courses),
        "levels": [start, end],
        "real_hours": {
            "median": round(statistics.median(hours)),
            "quartiles": [round(quartiles[0]), round(quartiles[2])],
        },
        "model_hours": {
            "likely": round(model.value),
            "low": round(model.low_value),
            "high": round(model.high_value),
        },
        "model_over_real": round(model.value / statistics.median(hours), 2),
        "share_inside_range": round(inside / len(hours), 2),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), indent=1))
