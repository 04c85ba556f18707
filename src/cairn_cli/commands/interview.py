"""`cairn interview`: experience that no résumé holds, asked for, with evidence for its skills."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cairn.errors import BadInput, CannotWrite
from cairn.match import SkillFinder, match_skills
from cairn.profile.interview import (
    TOPICS,
    Account,
    Proposal,
    Topic,
    add_experiences,
    find_proposals,
    record_account,
)
from cairn.reading import Experience, read_resume, to_json_resume
from cairn.units import Month, SkillId
from cairn_cli.corrections_file import load_corrections
from cairn_cli.home import home_folder
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import print_json, print_text, say

Given = Annotated[
    Path | None, typer.Argument(metavar="[RESUME]", help="A résumé to add to, in any form Cairn reads.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write a JSON Resume there.")]
_YES, _NO = {"y", "yes", "1"}, {"n", "no", "0"}
_CLEAR = 0.95


class _OverError(Exception):
    """The input ended, or the person stopped."""


def command(resume: Given = None, out: Out = None, today: Today = "", as_json: AsJson = False) -> None:
    """Tell of experience that no résumé holds; Cairn proposes the skills it shows.

    Every question may be left open with Enter. What was told is kept also when the
    input ends early.
    """
    from cairn.catalogue import load_catalogue

    day = read_today(today)
    read = read_resume(resume, today=day) if resume else None
    if out is not None:
        _check_out(out, resume)
    interview = _Interview(SkillFinder.of(load_catalogue(home_folder()), load_corrections(None)), day)
    name = interview.hold(needs_name=read is None)
    document = to_json_resume(add_experiences(read, interview.experiences, name=name))
    if as_json:
        print_json(document)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if out is not None:
        _write(out, text + "\n")
        say(f"Written to {out}; plan with it: cairn plan {out} --target ROLE")
    elif not as_json:
        print_text(text)


class _Interview:
    """Asks topic by topic and keeps what was told."""

    def __init__(self, finder: SkillFinder, today: date) -> None:
        self._finder = finder
        self._today = today
        self.experiences: list[Experience] = []

    def hold(self, *, needs_name: bool) -> str:
        """Ask everything; the person's name where it was asked for."""
        name = ""
        say("Press Enter to leave a question open, and at “What was it?” to go on to the next kind.\n")
        try:
            name = _ask("What is your name?") if needs_name else ""
            for topic in TOPICS:
                say(f"\n{topic.question}\n  ({topic.examples})")
                while title := _ask("What was it?"):
                    self.experiences.append(self._one(topic, title))
        except (_OverError, KeyboardInterrupt):
            say(f"\nStopped; what was told so far is kept ({len(self.experiences)}).")
        return name

    def _one(self, topic: Topic, title: str) -> Experience:
        account = _tell(topic, title)
        accepted: list[SkillId] = []
        refused: list[SkillId] = []
        for proposal in find_proposals(account, self._finder):
            given = _ask_yes(proposal)
            if given is not None:
                (accepted if given else refused).append(proposal.skill)
        accepted += self._named(accepted)
        return record_account(account, accepted=accepted, refused=refused, today=self._today)

    def _named(self, accepted: list[SkillId]) -> list[SkillId]:
        """Skills the person names themselves."""
        named: list[SkillId] = []
        while words := _ask("Does it show another skill? Name it."):
            matches = match_skills(words, self._finder, top=3)
            if matches and matches[0].score >= _CLEAR:
                say(f"  Added: {matches[0].label}")
                named += [matches[0].skill] if matches[0].skill not in {*accepted, *named} else []
            else:
                nearest = ", ".join(one.label for one in matches) or "none is near"
                say(f"  No skill is called just that; nearest: {nearest}.")
        return named


def _tell(topic: Topic, title: str) -> Account:
    organisation = _ask(topic.where)
    start = _ask_month("From when? (as in 2019-03 or 2019)")
    end, is_current = _ask_end(start)
    return Account(
        topic=topic,
        title=title,
        organisation=organisation,
        start=start,
        end=end,
        is_current=is_current,
        situation=_ask("Think of one thing there that went well or was hard. What was the situation?"),
        action=_ask("What did you do yourself?"),
        result=_ask("What came of it? A number helps."),
        confirmed_by=_ask("Who could confirm it?"),
        link=_ask("Is there a link that shows it?"),
    )


def _ask_end(start: Month | None) -> tuple[Month | None, bool]:
    while True:
        given = _ask("Until when? (as in 2021-06; “now” if it goes on)")
        if given.lower() in {"now", "present", "today"}:
            return None, True
        end = _month(given)
        if end and start and end.index() < start.index():
            say("  That is before it began; give a later month, or Enter.")
        elif end or not given:
            return end, False


def _ask_month(question: str) -> Month | None:
    while True:
        given = _ask(question)
        month = _month(given)
        if month or not given:
            return month


def _month(given: str) -> Month | None:
    try:
        return Month.parse(given) if given else None
    except BadInput as refusal:
        say(f"  {refusal}")
        return None


def _ask_yes(proposal: Proposal) -> bool | None:
    while True:
        given = _ask(f"“{proposal.quote}”: does this show {proposal.label}? (y/n)").lower()
        if given in _YES or given in _NO or not given:
            return given in _YES if given else None
        say("  Please give y or n, or press Enter.")


def _ask(question: str, read_line: Callable[[], str] | None = None) -> str:
    """The answer without white space; empty where it was left open."""
    sys.stderr.write(f"{question}\n  > ")
    sys.stderr.flush()
    line = (read_line or sys.stdin.readline)()
    if not line:
        raise _OverError
    return " ".join(line.split())


# ------------------------------------------------------------------ writing


def _check_out(out: Path, resume: Path | None) -> None:
    """Refuse before the first question what could not be written after the last."""
    is_same = resume is not None and out.exists() and out.samefile(resume)
    if out.exists() and not is_same:
        msg = f"{out} is there already; name a new file with --out, or the résumé you add to."
        raise CannotWrite(msg)
    if is_same and out.suffix.lower() != ".json":
        msg = f"{out} is not JSON and would be lost; name another file with --out."
        raise CannotWrite(msg)
    if not out.absolute().parent.is_dir():
        msg = f"There is no folder {out.parent} to write to; make it or name another file with --out."
        raise CannotWrite(msg)


def _write(out: Path, text: str) -> None:
    """Write beside and then move, so that an earlier file is never half written."""
    try:
        handle, beside = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(beside).replace(out)
    except OSError as error:
        print_text(text)
        msg = f"{out} cannot be written to ({error.strerror}); the document stands on stdout instead."
        raise CannotWrite(msg) from error
