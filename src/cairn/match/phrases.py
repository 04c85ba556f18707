"""Skill names as phrases to find: what a résumé or advert may write for a label.

Every name is kept as the stems of its words. Two-word names also stand joined
(“PowerBI”), and a name that starts with a verb, or ends in the noun of one, is
besides kept as verb and object with room between them, so that “running
payroll” meets “ran the weekly payroll” and “inventory management” meets
“managing a large inventory”.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cairn.match.names import bare_name
from cairn.units import SkillId
from cairn.words import PhraseTrie, stem, word_list, words_of
from cairn.words.stems import bare, form

PEOPLE = "<people>"
_LONGEST_PATTERN = 4
_CACHE = 16384
_PEOPLE_WORDS = words_of(
    """
    agent aide analyst apprentice assistant associate carer caregiver cashier clerk colleague crew
    developer driver employee engineer graduate hire intern junior member newcomer nurse operative
    operator people person personnel picker recruit report staff starter supervisor team technician
    trainee volunteer worker workforce squad server tradesperson teammate headcount
    """
)
_SOFT_WORDS = words_of(
    """
    a an the this that these those my our their his her its your all any both each every some several many
    few more than over up to least about around approximately nearly almost new existing own other various
    multiple different of full weekly monthly daily quarterly annual yearly large small major key complex
    busy local one two three four five six seven eight nine ten eleven twelve dozen dozens hundred
    hundreds thousand
    """
)
_BASE_VERBS = words_of(
    """
    adjust administer advise analyse analyze apply arrange assemble assess assist build carry check clean
    coach collect communicate conduct coordinate create cut deliver demonstrate design develop diagnose
    draft draw drive edit educate ensure estimate evaluate examine execute explain facilitate follow
    gather give handle identify implement improve inspect install instruct interpret interview introduce
    keep lead liaise maintain make manage measure mentor mix monitor motivate negotiate obtain operate
    order organise organize oversee perform place plan prepare present process produce program promote
    protect provide read record recruit repair replace report research run schedule select sell serve set
    solve speak store supervise support teach tend test train translate transport treat update use wash
    weigh work write
    """
)
_VERB_NOUNS = {"analysis": "analyz", "maintenance": "maintain", "delivery": "deliver", "assurance": "assur"}
_SAME_AS_VERB = words_of("control design support review audit repair research test forecast recruit")
_NOUN_ENDINGS = (("ization", ("iz",)), ("ation", ("", "at")), ("ment", ("",)), ("ing", ("",)))


class Phrase(NamedTuple):
    """One way to name a skill; `rank` orders equals (−1 taught, 0 label, 1 alias, 2 derived)."""

    skill: SkillId
    text: str
    rank: int


class Pattern(NamedTuple):
    """A verb and what must follow it, other words between them allowed."""

    phrase: Phrase
    rest: tuple[str, ...]


def people_key(key: str) -> str:
    """`key`, or the common key of all words for people one works with."""
    return PEOPLE if key in _PEOPLE else key


_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS)
_SOFT = frozenset(stem(word) for word in _SOFT_WORDS)


def is_soft(key: str) -> bool:
    """Whether a word may stand between verb and object without changing the meaning."""
    return key in _SOFT or key[0].isdigit() or (key.endswith("li") and len(key) > 4)


class Phrasebook:
    """Every phrase of a set of skills, ready to be found in text.

    `joined` holds two-word names written as one word.
    """

    def __init__(self) -> None:
        self.trie: PhraseTrie[Phrase] = PhraseTrie()
        self.joined: dict[str, Phrase] = {}
        self.patterns: dict[str, dict[str, list[Pattern]]] = {}

    def add(self, skill: SkillId, name: str, *, rank: int) -> None:
        """Let `name` mean `skill`."""
        plain = bare_name(name) if name.endswith(")") else name
        words = word_list(plain.lower())
        if not words:
            return
        keys = tuple(map(stem, words))
        phrase = Phrase(skill, plain, rank)
        self.trie.add(keys, phrase)
        if len(keys) == 2 and len(words[0]) > 1:
            self.joined.setdefault(words[0] + words[1], phrase)
        if 1 < len(keys) <= _LONGEST_PATTERN:
            if _is_verb_form(words[0]):
                self._add_pattern(phrase, keys[0], keys[1:])
            for verb in _verbs_of(words[-1]):
                self._add_pattern(Phrase(skill, plain, 2), verb, keys[:-1])

    def _add_pattern(self, phrase: Phrase, verb: str, rest: Iterable[str]) -> None:
        needed = tuple(people_key(key) for key in rest if not is_soft(key))
        if needed:
            found = self.patterns.setdefault(verb, {}).setdefault(needed[0], [])
            found.append(Pattern(phrase, needed[1:]))


@lru_cache(maxsize=_CACHE)
def _is_verb_form(word: str) -> bool:
    if len(word) < 3:
        return False
    return (
        word in _BASE_VERBS
        or word.endswith(("ed", "ing"))
        or (stem(word) != bare(form(word)) and not word.endswith("s"))
    )


@lru_cache(maxsize=_CACHE)
def _verbs_of(noun: str) -> tuple[str, ...]:
    """Stems of the verbs a noun such as “planning” or “preparation” comes from."""
    if noun in _SAME_AS_VERB:
        return (stem(noun),)
    if noun in _VERB_NOUNS:
        return (_VERB_NOUNS[noun],)
    whole = form(noun)
    for ending, verb_endings in _NOUN_ENDINGS:
        if whole.endswith(ending) and len(whole) > len(ending) + 2:
            start = whole[: -len(ending)]
            return tuple(bare(start + one) for one in verb_endings)
    return ()
