"""Words: tokens with their offsets, stems, spellings and the trie that finds phrases.

Nothing here knows a skill or a role; `match` gives the words their meaning.
"""

from cairn.words.spelling import american
from cairn.words.stems import fold, form, stem, stems_of
from cairn.words.tokens import Words, split_words, word_list, words_of
from cairn.words.trie import PhraseTrie

__all__ = [
    "PhraseTrie",
    "Words",
    "american",
    "fold",
    "form",
    "split_words",
    "stem",
    "stems_of",
    "word_list",
    "words_of",
]
