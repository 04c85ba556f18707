"""Which skill goes by a name, whatever its endings, order of words and brackets."""

import re
from collections.abc import Iterable

from cairn.catalogue.values import Catalogue
from cairn.units import SkillId
from cairn.words import stem, word_list


class SkillNames:
    """Which starter skill goes by a name: the same words, endings, order and brackets aside."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_words: dict[frozenset[str], SkillId] = {}
        for skill in catalogue.skills.values():
            for name in (skill.label, *skill.aliases):
                self._by_words.setdefault(name_key(name), skill.id)

    def find(self, names: Iterable[str]) -> SkillId | None:
        """The first starter skill that goes by one of these names."""
        if not self._by_words:
            return None
        return next((found for name in names if (found := self._by_words.get(name_key(name)))), None)


def name_key(name: str) -> frozenset[str]:
    """A name as the set of its stems, words in brackets left out."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", name)
    return frozenset(stem(word) for word in word_list(bare or name))
