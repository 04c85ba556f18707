"""What adverts ask for: how often a word stands inside a skill, and in how many ways a skill is asked.

Two small files hold it, counted by `benchmarks/train_ranking.py` in adverts whose skills
were marked by hand. “Experience” stands in every second sentence and hardly ever in a
skill; working in teams is asked in far more ways than any trade's own skill.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

# Of a word that no advert held: it may as well be a tool as an employer.
UNSEEN = 0.5


@cache
def word_shares() -> Mapping[str, float]:
    """By stem, the share of its uses in adverts that stood inside a skill."""
    return {stem: float(share) for stem, share in _rows("advert_words.csv")}


@cache
def ways_asked() -> Mapping[str, int]:
    """By the id of an ESCO skill, in how many different phrases the adverts asked for it."""
    return {skill: int(count) for skill, count in _rows("advert_skills.csv")}


def _rows(name: str) -> Iterator[list[str]]:
    text = (resources.files("cairn.match.esco") / name).read_text(encoding="utf-8")
    return (line.rsplit(",", 1) for line in text.splitlines()[1:])
