"""`cairn plan`: the main job, a résumé and an ambition in, a plan proven to fit out."""

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import BadInput
from cairn_cli.answers_file import AnswersFile
from cairn_cli.app import HONEST_NO
from cairn_cli.options import AsJson, Resume, Today, read_today, require_content
from cairn_cli.output import print_text, say, say_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.assumptions import Assumptions
    from cairn.catalogue import Catalogue, Role
    from cairn.plan.terms import Asked
    from cairn.profile import Answers, Finders
    from cairn.reading.values import Resume as ReadResume
    from cairn.report import PlanReport

Target = Annotated[str, typer.Option("--target", metavar="ROLE", help="The role to reach.")]
Ads = Annotated[
    list[Path] | None,
    typer.Option("--ad", metavar="FILE", help="A posting as the target, or a target file; may repeat."),
]
Hours = Annotated[
    float | None, typer.Option("--hours-per-week", metavar="H", help="Own hours a week (default 5).")
]
HoursAtWork = Annotated[
    float | None,
    typer.Option("--hours-at-work", metavar="H", help="Paid hours a week for learning by doing (default 2)."),
]
Budget = Annotated[
    str, typer.Option("--budget", metavar="AMOUNT", help="As in “1500 USD” (default: no limit).")
]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="DATE|SPAN", help="As in 2028-03-12, 2028-03, 18m or 2y (default: earliest)."
    ),
]
AwayDays = Annotated[
    list[str] | None,
    typer.Option("--away", metavar="FROM..TO", help="Days off, as in 2027-07-05..2027-07-18; may repeat."),
]
Times = Annotated[
    list[str] | None,
    typer.Option(
        "--times", metavar="DAYS HOURS", help="When you can study, as in “Tue,Thu 19:00-21:00”; may repeat."
    ),
]
Protect = Annotated[
    list[str] | None,
    typer.Option(
        "--protect", metavar="DAYS HOURS", help="Never plan then, as in “Sun” or “Mon-Fri 17-19”; may repeat."
    ),
]
Courses = Annotated[
    Path | None,
    typer.Option(
        "--courses", metavar="FILE", help="Courses you completed, as a list in CSV; each counts once."
    ),
]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="Why this matters to you; the R of your SMART goal.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Write report.html, report.pdf, plan.md, plan.ics and plan.json there."
    ),
]
Explain = Annotated[
    str,
    typer.Option(
        "--explain", metavar="WORDS", help="Open the numbers that these words name, as far as they go."
    ),
]


def command(
    resume: Resume,
    target: Target = "",
    ad: Ads = None,
    hours_per_week: Hours = None,
    hours_at_work: HoursAtWork = None,
    budget: Budget = "",
    by: By = "",
    away: AwayDays = None,
    times: Times = None,
    protect: Protect = None,
    courses: Courses = None,
    why: Why = "",
    answers: AnswersFile = None,
    today: Today = "",
    out: Out = None,
    explain: Explain = "",
    as_json: AsJson = False,
) -> None:
    """Make a plan from a résumé and a role, proven to fit your hours, money and dates."""
    from cairn.reading import start_reading

    day = read_today(today)
    if not target and not ad:
        msg = "Name the role to reach, as in --target “Data scientist”, or give a posting with --ad FILE."
        raise BadInput(msg)
    reading = start_reading(resume, today=day)
    from cairn_cli.terms import read_terms

    asked = read_terms(
        today=day,
        hours=hours_per_week,
        at_work=hours_at_work,
        budget=budget,
        by=by,
        away=away or [],
        times=times or [],
        protect=protect or [],
    )
    job = _Job.load(answers)
    job.check_asked(asked)
    role = job.find_target(target, ad or [], day)
    if out is not None:
        from cairn_cli.plan_files import claim_folder

        claim_folder(out)
    read = require_content(_with_courses(reading.result(), courses, day))
    report = job.plan(read, role, asked, why=why, source_name=resume.name)
    if _is_terminal() and not as_json:
        report = job.ask_and_replan(report, read, role, asked, why=why, source_name=resume.name)
    _tell(report, out=out, explain=explain, as_json=as_json)
    if not report.fits:
        raise typer.Exit(HONEST_NO)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _with_courses(read: "ReadResume", courses: Path | None, today: date) -> "ReadResume":
    """The résumé with the completed courses of a list."""
    if courses is None:
        return read
    from cairn.reading import add_courses, read_resume

    return add_courses(read, read_resume(courses, today=today))


class _Job:
    """What planning needs besides the résumé: loaded once, used again after each answer."""

    def __init__(self, catalogue: "Catalogue", finders: "Finders", answers: "Answers") -> None:
        self.catalogue = catalogue
        self.finders = finders
        self.answers = answers

    @classmethod
    def load(cls, answers: Path | None) -> "_Job":
        from cairn.profile import Finders
        from cairn_cli.answers_file import load_answers
        from cairn_cli.corrections_file import load_corrections
        from cairn_cli.naming import find_catalogue

        catalogue = find_catalogue("")
        finders = Finders.of(catalogue, load_corrections(None))
        return cls(catalogue, finders, load_answers(answers, catalogue))

    def assumptions(self) -> "Assumptions":
        """Cairn's, with the person's own numbers in their place."""
        from cairn.assumptions import load_assumptions

        return load_assumptions().override(self.answers.assumptions)

    def check_asked(self, asked: "Asked") -> None:
        """Refuse early hours, money and dates that cannot be meant."""
        from cairn.plan.terms import check_asked

        check_asked(asked, self.assumptions())

    def find_target(self, target: str, ads: "Sequence[Path]", today: date) -> "Role":
        """The postings' role where there are any, else the catalogue's, else an installed release's."""
        if not ads:
            return self._named_role(target)
        from dataclasses import replace

        from cairn.ads import read_target
        from cairn_cli.postings import load_target

        asked = load_target(ads, catalogue=self.catalogue, today=today)
        role, _, problems = read_target(
            replace(asked, title=target or asked.title),
            catalogue=self.catalogue,
            skills=self.finders.skills,
            credentials=self.finders.credentials,
        )
        say_problems(problems)
        return role

    def _named_role(self, target: str) -> "Role":
        from cairn.profile import Finders
        from cairn_cli.corrections_file import load_corrections
        from cairn_cli.naming import find_target

        role, catalogue = find_target(target, self.catalogue, self.finders.roles)
        if catalogue is not self.catalogue:  # its skills must be found in the résumé too
            self.catalogue = catalogue
            self.finders = Finders.of(catalogue, load_corrections(None))
        return role

    def plan(
        self, resume: "ReadResume", role: "Role", asked: "Asked", *, why: str, source_name: str
    ) -> "PlanReport":
        """One whole plan with the answers given so far."""
        from cairn.plan.terms import complete_terms, has_job
        from cairn.report.compose import Request, Setting, plan_career

        assumptions = self.assumptions()
        request = Request(
            role=role,
            terms=complete_terms(asked, assumptions, has_job=has_job(resume)),
            answers=self.answers,
            relevance=why,
            source_name=source_name,
        )
        setting = Setting(catalogue=self.catalogue, finders=self.finders, assumptions=assumptions)
        return plan_career(resume, request, setting)

    def ask_and_replan(
        self,
        report: "PlanReport",
        resume: "ReadResume",
        role: "Role",
        asked: "Asked",
        *,
        why: str,
        source_name: str,
    ) -> "PlanReport":
        """Ask the questions that matter most; plan again if any was answered."""
        from cairn_cli.asking import ask

        answered = ask(report.questions, self.answers)
        if answered == self.answers:
            return report
        self.answers = answered
        return self.plan(resume, role, asked, why=why, source_name=source_name)


def _tell(report: "PlanReport", *, out: Path | None, explain: str, as_json: bool) -> None:
    from cairn import report as telling

    document = telling.build_report(report)
    if out is not None:
        from cairn_cli.plan_files import NAMES, write_plan

        say_problems(write_plan(out, report, document))
        say(f"Written to {out}: {', '.join(NAMES)}\n")
    if as_json:
        import json

        print_text(json.dumps(telling.report_json(report, document), ensure_ascii=False, indent=1))
    elif explain:
        print_text(telling.explain(document, explain))
    else:
        width = min(100, shutil.get_terminal_size((80, 24)).columns)
        print_text(telling.render_terminal(document, width=width, colour=sys.stdout.isatty()))
