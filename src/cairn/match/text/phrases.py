"""Skill names as phrases to find: what a résumé or advert may write for a label.

Every name is kept as the stems of its words. Two-word names also stand joined
(“PowerBI”), and a name that starts with a verb, or ends in the noun of one, is
besides kept as verb and object with room between them, so that “running
payroll” meets “ran the weekly payroll” and “inventory management” meets
“managing a large inventory”.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cairn.match.kept import kept
from cairn.match.typed.names import bare_name
from cairn.units import SkillId
from cairn.words import PhraseTrie, Words, fold, stem, word_list, words_of
from cairn.words.stems import bare, form

PEOPLE = "<people>"
_LONGEST_PATTERN, _LONGEST_TURNED, _SHORT = 4, 3, 2
_CACHE = 16384
_ANYBODY_WORDS = words_of(
    """
    colleague employee hire junior newcomer people person personnel staff starter team teammate worker
    workforce
    """
)
_GROUP_WORDS = words_of("crew headcount people personnel platoon squad staff team workforce")
_PEOPLE_WORDS = words_of(
    """
    accountant actor adviser advisor agent aide analyst animator apprentice architect assistant associate
    attendant attorney baker barista bartender builder butcher buyer caregiver carer carpenter cashier chef
    cleaner clerk clinician coach colleague concierge consultant contractor cook coordinator correspondent
    counsellor counselor crew deckhand dentist designer developer dispatcher doctor driver editor educator
    electrician employee engineer estimator executive farmhand firefighter fitter florist foreman freelancer
    gardener graduate groundskeeper guard guide hairdresser handler headcount hire housekeeper inspector
    installer instructor intern interpreter investigator janitor journalist junior labourer laborer lawyer
    lecturer librarian lifeguard machinist manager marketer mason mechanic merchandiser midwife musician
    newcomer nurse officer operative operator packer paralegal paramedic pharmacist photographer
    physician physiotherapist picker pilot planner platoon plumber porter practitioner producer professional
    programmer psychologist receptionist recruit recruiter reporter representative resident researcher roofer
    sailor salesman salesperson scientist secretary seller soldier specialist squad staff starter
    steward stylist subordinate supervisor surgeon surveyor tailor teacher team teammate technician teller
    temp therapist trader tradesman tradesperson trainee trainer translator tutor underwriter
    volunteer waiter waitress warden welder worker workforce writer people person personnel
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
    """One way to name a skill.

    `rank` orders equals: −1 taught, 0 label, 1 alias, 2 derived (verb and object, either way round),
    3 a plain word that counts in lists alone.
    """

    skill: SkillId
    text: str
    rank: int


class Pattern(NamedTuple):
    """A verb and what must follow it, other words between them allowed."""

    phrase: Phrase
    rest: tuple[str, ...]


DERIVED, PLAIN = 2, 3
_GENERAL_USES, _LARGE = 10, 3000
_PLAIN_WORDS = words_of(
    """
    alba amuse argument ascenders assertion bacteria balance bargain board breaking brushes canals caveats
    chant chp climb coal colour complexion conduction confidence confinement connectors controllers
    conversation copying correspondence croon curls current dams database debate decency delight dies
    drainage drone energy essences feathers fiction flint form formulas gems generators gestation gold
    hair harness helmet heredity highlighting history honour hopper improvise incision innovate invocation
    lactation latches led ledges lexicon light line lingo literature locks logic logging medicines
    migration moral morals noises obesity oxygen persist persuade plan platinum pole politician politics
    pottery prayer prediction pregnancy process proportion prose protein pulleys pylons recovery renting
    report reportage reproduction reserve resistance retaking retrieval rotors scale sensors separation
    shade shooting silver sing ski smelling solidification source space spawning standard superintend swim
    symmetry syntax term texture tie trademarks transformer transformers trojan turing typology valves
    viruses vocabulary voltage warnings wildlife
    """
)
_SHORT_FORMS = {
    "artificial intelligence": "AI",
    "business intelligence": "BI",
    "computational fluid dynamics": "CFD",
    "computer aided design": "CAD",
    "computer aided manufacturing": "CAM",
    "customer relationship management": "CRM",
    "enterprise resource planning": "ERP",
    "extract transform load": "ETL",
    "finite element analysis": "FEA",
    "geographic information systems": "GIS",
    "machine learning": "ML",
    "natural language processing": "NLP",
    "object oriented programming": "OOP",
    "optical character recognition": "OCR",
    "pay per click": "PPC",
    "programmable logic controllers": "PLC",
    "search engine marketing": "SEM",
    "search engine optimisation": "SEO",
    "search engine optimization": "SEO",
    "statistical process control": "SPC",
    "test driven development": "TDD",
    "user experience": "UX",
    "user experience design": "UX",
}
_NOUNS_OF = {
    "administer": "administration",
    "analyse": "analysis",
    "analyze": "analysis",
    "assess": "assessment",
    "coordinate": "coordination",
    "develop": "development",
    "evaluate": "evaluation",
    "install": "installation",
    "maintain": "maintenance",
    "manage": "management",
    "negotiate": "negotiation",
    "prepare": "preparation",
    "prevent": "prevention",
    "produce": "production",
}
_NOUNS = frozenset(_NOUNS_OF.values())
Frozen = tuple[Any, dict[str, Any], dict[str, Any], dict[str, int], dict[str, dict[str, Any]]]
_ANYBODY = frozenset(stem(word) for word in _ANYBODY_WORDS)
_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS)
_PEOPLE_FORMS = frozenset(map(form, _PEOPLE_WORDS))
_AFTER_PEOPLE = words_of(
    "a about across after and as at before by during each every for from how in including into is of on or"
    " our over per so that the then through to until was when where while who whom with within"
)
_SOFT = frozenset(stem(word) for word in _SOFT_WORDS)


@lru_cache(maxsize=_CACHE)
def is_soft(key: str) -> bool:
    """Whether a word may stand between verb and object without changing the meaning."""
    return key in _SOFT or key[0].isdigit() or (key.endswith("li") and len(key) > 4)


def people_key(key: str) -> str:
    """In a name: `key`, or the common key where it may be anybody one works with (“staff”).

    A trade in a name (“dispatched drivers”) stays itself.
    """
    return PEOPLE if key in _ANYBODY else key


def have_people(keys: Iterable[str]) -> bool:
    """Whether any stem of a text may be people, so that most texts need no closer look."""
    return not _PEOPLE.isdisjoint(keys)


def are_people(key: str, word: str, following: str) -> bool:
    """In a text: whether `word`, of the stem `key`, means people one works with.

    One of them alone, or a group, counts only before a small word or the end: “employee
    records”, “staff survey” and “engineering” are not people.
    """
    if key not in _PEOPLE:
        return False
    one = form(word)
    if one not in _PEOPLE_WORDS and one not in _PEOPLE_FORMS:
        return False
    is_alone = not following or following in _AFTER_PEOPLE or following in _PEOPLE or following[0].isdigit()
    return is_alone or (one not in _GROUP_WORDS and fold(word) != one)


def is_person_word(words: Words, keys: Sequence[str], at: int) -> bool:
    """Whether word `at` of a text can mean people one works with: a group, or several of a trade."""
    if keys[at] not in _PEOPLE:
        return False
    one = form(words.words[at])
    is_known = one in _PEOPLE_WORDS or one in _PEOPLE_FORMS
    return is_known and (one in _GROUP_WORDS or fold(words.words[at]) != one)


def ends_people(words: Words, keys: Sequence[str], at: int) -> bool:
    """Whether word `at` leaves the people before it alone: “team of”, not “team meetings”."""
    return (
        at >= len(keys)
        or words.gaps[at].strip(" -") != ""
        or "\n" in words.gaps[at]
        or keys[at] in _AFTER_PEOPLE
        or keys[at][0].isdigit()
    )


class Phrasebook:
    """Every phrase of a set of skills, ready to be found in text.

    `joined` holds two-word names by the stem they have written as one word. Without patterns, verb and
    object must stand together.
    """

    def __init__(self, *, has_patterns: bool = True) -> None:
        self.has_patterns = has_patterns
        self.trie: PhraseTrie[Phrase] = PhraseTrie()
        self.joined: dict[str, Phrase] = {}
        self.patterns: dict[str, dict[str, list[Pattern]]] = {}

    def add(self, skill: SkillId, name: str, *, rank: int) -> tuple[str, ...]:
        """Let `name` mean `skill`; the stems of its words."""
        plain = bare_name(name) if name.endswith(")") else name
        words = word_list(plain.lower())
        keys = tuple(map(stem, words))
        if not words:
            return keys
        phrase = Phrase(skill, plain, rank)
        self.trie.add(keys, phrase)
        if len(keys) == 2 and len(words[0]) > 1:
            self.joined.setdefault(stem(words[0] + words[1]), phrase)
        if self.has_patterns and 1 < len(keys) <= _LONGEST_PATTERN:
            self._add_derived(phrase, words, keys)
        return keys

    def _add_derived(self, phrase: Phrase, words: Sequence[str], keys: tuple[str, ...]) -> None:
        derived = phrase._replace(rank=DERIVED)
        if _is_verb_form(words[0]) and not _is_job_title(words):
            self._add_pattern(phrase, keys[0], keys[1:])
            self._add_turned(derived, words[0], keys)
        for verb in _verbs_of(words[-1]):
            self._add_pattern(derived, verb, keys[:-1])
        short = _SHORT_FORMS.get(" ".join(words))
        if short:
            self.trie.add((stem(short),), Phrase(phrase.skill, short, max(phrase.rank, 1)))

    def _add_turned(self, phrase: Phrase, verb: str, keys: tuple[str, ...]) -> None:
        """“Plan menus” is “menu planning” too, “manage budgets” also “budget management”."""
        objects = tuple(key for key in keys[1:] if not is_soft(key))
        if 0 < len(objects) < _LONGEST_TURNED:
            self.trie.add((*objects, keys[0]), phrase)
            if noun := _NOUNS_OF.get(verb):
                self.trie.add((*objects, stem(noun)), phrase)

    def add_all(self, skills: Sequence[tuple[SkillId, Sequence[str]]]) -> None:
        """Add (id, names) pairs; single words last, when it is known how general each is.

        A plain word says little alone, and in a large catalogue so does one that stands in the longer names
        of ten skills (“data”, “board”). As an alias it is left out unless it is a word of the label; else it
        counts in lists.
        """
        enough = _GENERAL_USES if len(skills) >= _LARGE else len(skills) + 1
        uses: Counter[str] = Counter()
        alone: list[tuple[SkillId, str, int, str]] = []
        for skill, names in skills:
            longer: set[str] = set()
            for at, name in enumerate(names):
                if " " in name or not name.isalpha() or not name.islower():
                    longer.update(self.add(skill, name, rank=min(at, 1)))
                else:
                    alone.append((skill, name, min(at, 1), names[0]))
            uses.update(longer)
        for skill, name, rank, label in alone:
            key = stem(name)
            is_general = name in _PLAIN_WORDS or len(name) <= _SHORT or (rank and uses[key] >= enough)
            if not is_general or not self.has_patterns:
                self.add(skill, name, rank=rank)
            elif key in map(stem, word_list(label.lower())):
                self.add(skill, name, rank=PLAIN)

    @classmethod
    def over(cls, skills: Sequence[tuple[SkillId, Sequence[str]]], *, has_patterns: bool) -> "Phrasebook":
        """The book of (id, names) pairs, the label the first of the names; the starter's is kept."""
        text = "\n".join("\t".join((skill, *names)) for skill, names in skills)

        def make() -> Frozen:
            book = cls(has_patterns=has_patterns)
            book.add_all(skills)
            return book.freeze()

        frozen: Frozen = kept("phrases" if has_patterns else "names", text, make)
        return cls.thaw(frozen, has_patterns=has_patterns)

    def freeze(self) -> Frozen:
        """Everything as plain values, each phrase by its number."""
        numbers: dict[Phrase, int] = {}

        def number(phrase: Phrase) -> int:
            return numbers.setdefault(phrase, len(numbers))

        lines, seconds = self.trie.parts
        known = {line: None if ended is None else tuple(map(number, ended)) for line, ended in lines.items()}
        joined = {word: number(phrase) for word, phrase in self.joined.items()}
        patterns = {
            verb: {
                key: tuple((number(one.phrase), one.rest) for one in found)
                for key, found in followers.items()
            }
            for verb, followers in self.patterns.items()
        }
        begun = {first: tuple(found) for first, found in seconds.items()}
        return tuple(map(tuple, numbers)), known, begun, joined, patterns

    @classmethod
    def thaw(cls, frozen: Frozen, *, has_patterns: bool) -> "Phrasebook":
        """The book that was frozen."""
        rows, known, begun, joined, patterns = frozen
        phrases = list(map(Phrase._make, rows))
        book = cls(has_patterns=has_patterns)
        book.trie = PhraseTrie.of(
            {line: None if ended is None else [phrases[at] for at in ended] for line, ended in known.items()},
            {first: set(found) for first, found in begun.items()},
        )
        book.joined = {word: phrases[at] for word, at in joined.items()}
        book.patterns = {
            verb: {
                key: [Pattern(phrases[at], rest) for at, rest in found] for key, found in followers.items()
            }
            for verb, followers in patterns.items()
        }
        return book

    def _add_pattern(self, phrase: Phrase, verb: str, rest: Sequence[str]) -> None:
        needed = [people_key(key) for key in rest if not is_soft(key)]
        if needed:
            found = self.patterns.setdefault(verb, {}).setdefault(needed[0], [])
            found.append(Pattern(phrase, tuple(needed[1:])))


def is_deed(word: str) -> bool:
    """Whether a word names doing, as the end of a turned name must (“menu planning”, not “menu plans”)."""
    return word.endswith("ing") or word in _NOUNS


def _is_job_title(words: Sequence[str]) -> bool:
    """“Lead teacher” is a person, “lead teachers” what one does."""
    return len(words) == 2 and words[1] in _PEOPLE_WORDS and words[1] not in _ANYBODY_WORDS


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
