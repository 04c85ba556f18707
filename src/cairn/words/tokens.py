"""Text into words, with the offsets they stand at.

Programming names and certificates keep their signs (C++, C#, F#, .NET, Security+), “&” is a word (“and”),
a single letter and its hyphen belong to the word after it (e-mail, x-ray), and
other hyphens, slashes and dots part words, so that “full-stack” meets “full stack”.
A run of more than 64 letters is cut, so no word is large.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

_FORM = r"""(
      \w{2,64}+(?![+\#'’])  # most words
    | \w{2,64}+(?:\+\+|(?<=[^\W\d])\+(?![\w+])|\#|['’]\w{1,2}(?!\w))?  # C++, Security+, C#, driver's
    | \w(?:-[A-Za-z]{3,}(?!\w)  # e-mail, x-ray, A+
          |\+\+|(?<=[^\W\d])\+(?![\w+])|\#|['’]\w{1,2}(?!\w))?
    | &
    | \.(?:(?<!\w\.)|(?<=[Aa][Ss][Pp]\.)|(?<=[Vv][Bb]\.)|(?<=[Aa][Dd][Oo]\.))[Nn][Ee][Tt]\b  # .NET
    )"""
_WORD = re.compile(_FORM, re.VERBOSE)
_PLAIN_WORD = re.compile(_FORM, re.VERBOSE | re.ASCII)  # three quarters of the time
_BLANK = "\x1f"  # stands in for an underscore, which parts words and which \w takes for a letter
_SURELY_WHOLE = 64


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; word `i` stands at `text[starts[i]:starts[i] + len(words[i])]`.

    `gaps[i]` is what stands before word `i`, `gaps[len(words)]` what ends the text.
    """

    words: list[str]
    gaps: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        """The offset just after word `index`."""
        return self.starts[index] + len(self.words[index])


def split_words(text: str) -> Words:
    """The words of `text` in order, with everything between them kept."""
    word = _PLAIN_WORD if text.isascii() else _WORD
    parts = word.split(text.replace("_", _BLANK))
    ends = list(accumulate(map(len, parts)))
    gaps = parts[0::2]
    if "_" in text:
        gaps = [text[end - len(gap) : end] for gap, end in zip(gaps, ends[0::2], strict=True)]
    return Words(words=parts[1::2], gaps=gaps, starts=ends[0:-1:2])


def word_list(text: str) -> list[str]:
    """The words of `text` alone."""
    parts = text.split(" ")
    if len(text) <= _SURELY_WHOLE and all(map(str.isalnum, parts)):
        return parts  # most names: nothing but words and single blanks between them
    return _WORD.findall(text.replace("_", _BLANK))


def words_of(text: str) -> frozenset[str]:
    """A set of words written as one text, as word lists in code are."""
    return frozenset(text.split())
