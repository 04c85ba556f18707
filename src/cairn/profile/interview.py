"""Hidden experience: fixed questions, and answers that become experiences with evidence.

Pure values and functions; who asks, and how, is up to the command or the page. Skills are
proposed with the words they come from and enter the record only when accepted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.errors import Place
from cairn.match import SkillFinder, find_skills
from cairn.reading import Contact, Evidence, Experience, ExperienceKind, Quote, Resume
from cairn.units import Month, SkillId


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of experience to ask for; `examples` show what counts."""

    key: str
    kind: ExperienceKind
    question: str
    examples: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One thing a person told of; whatever was left open is empty.

    `is_current` says that it goes on. The three parts of the story are in the
    person's own words.
    """

    topic: Topic
    title: str
    organisation: str = ""
    start: Month | None = None
    end: Month | None = None
    is_current: bool = False
    situation: str = ""
    action: str = ""
    result: str = ""
    confirmed_by: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A skill that an account may show; `words` are the sentence, `quote` the part that names it."""

    skill: SkillId
    label: str
    quote: str
    words: str


TOPICS: tuple[Topic, ...] = (
    Topic(
        key="job",
        kind="job",
        question="Which jobs have you had?",
        examples="also short ones, shift work, an apprenticeship, your own business",
        where="For whom, or at which employer?",
    ),
    Topic(
        key="informal",
        kind="job",
        question="Which work did you do without a contract?",
        examples="helping in the family's shop, odd jobs, selling online, repairs for neighbours",
        where="For whom?",
    ),
    Topic(
        key="study",
        kind="study",
        question="What did you study or teach yourself?",
        examples="a thesis, a course project, an evening class, a skill from videos or books",
        where="Where, or with what?",
    ),
    Topic(
        key="volunteering",
        kind="volunteering",
        question="Where did you help without pay?",
        examples="a club, a school board, a place of worship, an event, a neighbour's campaign",
        where="For which group?",
    ),
    Topic(
        key="care",
        kind="care",
        question="Whom did you care for?",
        examples="children, parents, somebody ill, a household, or a move to another country",
        where="Where, or for whom? Say only what you want to have written down.",
    ),
    Topic(
        key="hobby",
        kind="hobby",
        question="What do you do for its own sake?",
        examples="sport you train or coach, music, a garden, games you lead, things you build",
        where="Where, or with whom?",
    ),
    Topic(
        key="project",
        kind="project",
        question="What have you built, organised or set going?",
        examples="a web page, a festival, a petition, a budget for a big purchase, a renovation",
        where="For whom, or with whom?",
    ),
)


def find_proposals(account: Account, finder: SkillFinder) -> tuple[Proposal, ...]:
    """The skills that the person's words may show, each once, in the order told."""
    found: dict[SkillId, Proposal] = {}
    for words in _told(account):
        for one in find_skills(words, finder):
            found.setdefault(
                one.skill, Proposal(skill=one.skill, label=one.label, quote=one.quote, words=words)
            )
    return tuple(found.values())


def _told(account: Account) -> tuple[str, ...]:
    return tuple(
        text for text in (account.title, account.situation, account.action, account.result) if text.strip()
    )


def record_account(
    account: Account, *, accepted: Sequence[SkillId], refused: Sequence[SkillId], today: date
) -> Experience:
    """The experience with its evidence; skills neither accepted nor refused stay open."""
    parts = [_sentence(one) for one in (account.situation, account.action, account.result) if one.strip()]
    text = " ".join(parts) or _sentence(account.title)
    evidence = Evidence(
        quote=Quote(text=text, place=Place()),
        date=account.end or Month.of(today),
        situation=account.situation,
        action=account.action,
        result=account.result,
        confirmed_by=account.confirmed_by,
        links=(account.link,) if account.link else (),
        skills=tuple(accepted),
        refused=tuple(refused),
    )
    return Experience(
        kind=account.topic.kind,
        title=account.title,
        organisation=account.organisation,
        start=account.start,
        end=None if account.is_current else account.end,
        is_current=account.is_current,
        highlights=tuple(Quote(text=one, place=Place()) for one in parts),
        evidence=(evidence,),
        place=Place(),
    )


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?…" else f"{words}."


def add_experiences(resume: Resume | None, experiences: Sequence[Experience], *, name: str = "") -> Resume:
    """The résumé with the experiences added; one told twice takes the place of the first.

    Places of added experiences point nowhere until the document is read again.
    """
    resume = resume or Resume(format="json", contact=Contact(name=name), text="")
    told = {_key(one): one for one in experiences}
    kept = [one if _key(one) not in told else _joined(one, told.pop(_key(one))) for one in resume.experiences]
    return replace(resume, experiences=(*kept, *told.values()))


def _key(one: Experience) -> tuple[str, str, str]:
    return one.kind, _bare(one.title), _bare(one.organisation)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _joined(held: Experience, told: Experience) -> Experience:
    """What stood there with what was told; the dates that stood there stay."""
    known = {one.text for one in held.highlights}
    kept = {one.quote.text for one in told.evidence}
    return replace(
        held,
        start=held.start or told.start,
        end=held.end or (None if held.is_current else told.end),
        highlights=(*held.highlights, *(one for one in told.highlights if one.text not in known)),
        evidence=(*(one for one in held.evidence if one.quote.text not in kept), *told.evidence),
    )
