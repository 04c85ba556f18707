"""`cairn ad`: what one or several postings ask, put right by the person, as a target."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.ads import AdCorrections, AdTarget, Posting, join_targets, read_target, target_json, without_ad
from cairn.ads.target import MAKER, check_level, is_target
from cairn.catalogue import Catalogue, Requirement, Role
from cairn.errors import BadInput, CannotWrite, UnknownName
from cairn.match import Corrections, SkillFinder, match_skills
from cairn.profile import Finders
from cairn.units import CredentialId, SkillId
from cairn_cli.corrections_file import correct_skills, load_corrections
from cairn_cli.home import home_folder
from cairn_cli.naming import find_role_among
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import as_table, print_json, print_text, problem_json, say, say_problems
from cairn_cli.postings import load_target

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Postings (text, web page, PDF, DOCX) or a target file.")
]
Words = list[str] | None
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="What to call the target.")]
Level = Annotated[Words, typer.Option("--level", metavar="SKILL=N", help="It asks for this level (0–5).")]
Must = Annotated[Words, typer.Option("--must", metavar="SKILL", help="This is a must.")]
Nice = Annotated[Words, typer.Option("--nice", metavar="SKILL", help="This is only nice to have.")]
Remove = Annotated[Words, typer.Option("--remove", metavar="NAME", help="Not this skill or credential.")]
Add = Annotated[Words, typer.Option("--add", metavar="SKILL=N", help="This too, at this level.")]
Teach = Annotated[
    Words, typer.Option("--teach", metavar="PHRASE=ID", help="In these ads, a phrase names this skill.")
]
Reject = Annotated[
    Words, typer.Option("--reject", metavar="PHRASE=ID", help="It does not; PHRASE alone: it names no skill.")
]
Without = Annotated[Words, typer.Option("--without", metavar="NAME", help="Take this posting out.")]
WithRole = Annotated[
    str, typer.Option("--with-role", metavar="ROLE", help="Add what this role of the catalogue asks besides.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write a target file for cairn plan --ad.")
]
_KEPT = 0.95


def command(
    files: Files,
    title: Title = "",
    level: Level = None,
    must: Must = None,
    nice: Nice = None,
    remove: Remove = None,
    add: Add = None,
    teach: Teach = None,
    reject: Reject = None,
    without: Without = None,
    with_role: WithRole = "",
    out: Out = None,
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Show what postings ask, each requirement with its sentence; put it right; keep it.

    A target file keeps the postings' words and every correction, so that it can be
    corrected again, and a posting added or taken out.
    """
    from cairn.catalogue import load_catalogue

    catalogue = load_catalogue(home_folder())
    finders = Finders.of(catalogue, load_corrections(None))
    target = load_target(files, catalogue=catalogue, today=read_today(today))
    for name in without or []:
        target = without_ad(target, name)
    typed = _Typed(level or [], must or [], nice or [], remove or [], add or [], teach or [], reject or [])
    beside = find_role_among(with_role, catalogue, finders.roles).id if with_role else ""
    said = typed.read(catalogue, finders.skills)
    target = join_targets(target, AdTarget(title=title, role=beside, **said))
    role, postings, problems = read_target(
        target, catalogue=catalogue, skills=finders.skills, credentials=finders.credentials
    )
    document = target_json(target)
    if out is not None:
        _write(out, document)
    if as_json:
        told = {"problems": [problem_json(one) for one in problems]}
        print_json({**document, **_document(role, postings, catalogue), **told})
    else:
        _print(role, postings, catalogue)
        say_problems(problems)


# ------------------------------------------------------------------ corrections


@dataclass(frozen=True, slots=True)
class _Typed:
    """The corrections as they were typed."""

    level: list[str]
    must: list[str]
    nice: list[str]
    remove: list[str]
    add: list[str]
    teach: list[str]
    reject: list[str]

    def read(self, catalogue: Catalogue, finder: SkillFinder) -> dict[str, Any]:
        """Corrections of requirements and of words."""

        def skill(words: str) -> SkillId:
            return _find_skill(words, catalogue, finder)

        essential = {skill(one): True for one in self.must} | {skill(one): False for one in self.nice}
        words = correct_skills(Corrections(), self.teach, self.reject, finder.labels)
        corrections = AdCorrections(
            levels=_levels(self.level, "--level", catalogue, finder),
            essential=essential,
            added=_levels(self.add, "--add", catalogue, finder),
            removed=frozenset(
                one if CredentialId(one) in catalogue.credentials else skill(one) for one in self.remove
            ),
        )
        return {"corrections": corrections, "words": words}


def _levels(typed: list[str], option: str, catalogue: Catalogue, finder: SkillFinder) -> dict[SkillId, float]:
    out = {}
    for one in typed:
        name, number = _pair(one, option, "SKILL=N")
        try:
            level = float(number)
        except ValueError:
            msg = f"{option} takes SKILL=N with a level from 0 to 5, as in sql=3, not “{one}”."
            raise BadInput(msg) from None
        check_level(name, level)
        out[_find_skill(name, catalogue, finder)] = level
    return out


def _pair(typed: str, option: str, form: str) -> tuple[str, str]:
    left, found, right = typed.rpartition("=")
    if not found or not left.strip() or not right.strip():
        msg = f"{option} takes {form}, not “{typed}”."
        raise BadInput(msg)
    return left.strip(), right.strip()


def _find_skill(words: str, catalogue: Catalogue, finder: SkillFinder) -> SkillId:
    if SkillId(words.strip()) in catalogue.skills:
        return SkillId(words.strip())
    matches = match_skills(words, finder, top=5)
    if matches and matches[0].score >= _KEPT:
        return matches[0].skill
    labels = tuple(f"{one.label} ({one.skill})" for one in matches)
    msg = (
        f"“{words}” may mean several skills; name one of these:" if labels else f"No skill is like “{words}”."
    )
    raise UnknownName(msg, candidates=labels)


# ------------------------------------------------------------------ telling


def _write(path: Path, document: dict[str, Any]) -> None:
    """Write the target file, over nothing but another target file.

    Raises:
        CannotWrite: something else lies there, or the place is not writable.
    """
    try:
        if path.exists() and not _is_ours(path):
            msg = f"{path} is not a target file of Cairn's; name another file with --out."
            raise CannotWrite(msg)
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        msg = f"{path} cannot be written to ({error.strerror}); name another file with --out."
        raise CannotWrite(msg) from error
    say(f"Written to {path}; plan with it: cairn plan RESUME --ad {path}")


def _is_ours(path: Path) -> bool:
    try:
        return is_target(json.loads(path.read_bytes()))
    except ValueError:
        return False


def _print(role: Role, postings: tuple[Posting, ...], catalogue: Catalogue) -> None:
    print_text(f"{role.title}\n{role.summary}")
    if role.experience_years:
        print_text(f"Asks for {role.experience_years:g} years of experience.")
    ordered = sorted(role.requirements, key=lambda one: (not one.is_essential, -one.importance))
    rows = [_row(one, catalogue, postings) for one in ordered]
    rows += [
        (
            " or ".join(catalogue.credentials[name].label for name in one.any_of),
            "must" if one.is_essential else "nice",
            "",
            "",
            one.source.detail,
        )
        for one in role.credentials
    ]
    print_text(as_table(rows, headings=("asks for", "", "level", "years", "words")))
    unknown = dict.fromkeys(words for one in postings for words in one.unknown)
    if unknown:
        say("Not in the catalogue, but may be skills: " + ", ".join(unknown))


def _row(one: Requirement, catalogue: Catalogue, postings: tuple[Posting, ...]) -> tuple[str, ...]:
    years = _years(one.skill, postings)
    return (
        catalogue.skills[one.skill].label,
        "must" if one.is_essential else "nice",
        f"{one.level:g}",
        f"{years:g}" if years else "",
        one.source.detail if one.source.kind != "catalogue" else f"{one.source.name}",
    )


def _years(skill: SkillId, postings: tuple[Posting, ...]) -> float:
    return max((ask.years for one in postings for ask in one.asks if ask.skill == skill), default=0.0)


def _document(role: Role, postings: tuple[Posting, ...], catalogue: Catalogue) -> dict[str, Any]:
    return {
        "made_by": MAKER,
        "target": role.title,
        "experience_years": role.experience_years,
        "requirements": [_requirement_json(one, catalogue, postings) for one in role.requirements],
        "credentials": [
            {
                "any_of": list(one.any_of),
                "is_essential": one.is_essential,
                "source": one.source.name,
                "words": one.source.detail,
            }
            for one in role.credentials
        ],
        "unknown": list(dict.fromkeys(words for one in postings for words in one.unknown)),
    }


def _requirement_json(
    one: Requirement, catalogue: Catalogue, postings: tuple[Posting, ...]
) -> dict[str, Any]:
    return {
        "skill": one.skill,
        "label": catalogue.skills[one.skill].label,
        "level": one.level,
        "importance": round(one.importance, 2),
        "is_essential": one.is_essential,
        "years": _years(one.skill, postings),
        "postings": [ad.name for ad in postings if any(ask.skill == one.skill for ask in ad.asks)],
        "source": one.source.name,
        "words": one.source.detail,
    }
