"""`cairn read`: what Cairn understands of a résumé, as JSON Resume plus problems."""

import json

from cairn.reading import read_resume, to_json_resume
from cairn_cli.options import AsJson, Resume, Today, read_today
from cairn_cli.output import print_json, print_text, problem_json, say_problems


def command(resume: Resume, today: Today = "", as_json: AsJson = False) -> None:
    """Read a résumé, LinkedIn export or JSON Resume into JSON Resume.

    What is unsure or was not understood is told on stderr. With --json it stands in the
    document instead, under "problems", beside a "version".
    """
    found = read_resume(resume, today=read_today(today))
    document = to_json_resume(found)
    if as_json:
        print_json({**document, "problems": [problem_json(one) for one in found.problems]})
    else:
        print_text(json.dumps(document, ensure_ascii=False, indent=2))
        say_problems(found.problems)
