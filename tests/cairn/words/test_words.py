"""Words: what meets what, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.words import PhraseTrie, american, fold, form, split_words, stem, word_list


@given(st.text(max_size=200))
def test_words_and_gaps_give_the_text_back(text: str) -> None:
    found = split_words(text)
    joined = "".join(gap + word for gap, word in zip(found.gaps, [*found.words, ""], strict=True))
    assert joined == text
    assert all(
        text[start : found.end(at)] == word
        for at, (start, word) in enumerate(zip(found.starts, found.words, strict=True))
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and .NET", ["C++", "C#", "and", ".NET"]),
        ("ASP.NET at example.net", ["ASP", ".NET", "at", "example", "net"]),
        ("e-mail, x-ray, full-stack", ["e-mail", "x-ray", "full", "stack"]),
        ("driver's licence & R&D", ["driver's", "licence", "&", "R", "&", "D"]),
        ("node.js", ["node", "js"]),
    ],
)
def test_programming_names_keep_their_signs_and_hyphens_part(text: str, words: list[str]) -> None:
    assert word_list(text) == words


def test_a_run_of_a_million_letters_is_cut_into_bounded_words() -> None:
    assert max(map(len, word_list("a" * 1_000_000))) <= 64


@pytest.mark.parametrize(
    "group",
    [
        "plan plans planned planning",
        "manage managed managing manages",
        "organise organize organising organized",
        "analyse analyze analysing analyzed",
        "model modelling modeling modelled",
        "run ran running runs",
        "lead led leading",
        "study studies studied studying",
        "labour labor",
        "paediatrics pediatrics",
        "programme program programmes",
        "licence license",
        "nurse nurses nursing",
        "write wrote written writing",
        "fibre fiber fibres",
    ],
)
def test_inflections_and_spellings_of_a_word_share_a_stem(group: str) -> None:
    assert len({stem(word) for word in group.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "manager managing",
        "sing single",
        "string strong",
        "business busy",
        "news new",
        "analysis analyst",
        "red reed",
    ],
)
def test_different_words_keep_different_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


def test_fold_drops_case_accents_and_possessives_but_not_meaning() -> None:
    assert [fold(one) for one in ("Résumé", "Driver’s", "&", "E-mail", "C++")] == [
        "resume",
        "driver",
        "and",
        "email",
        "c++",
    ]


def test_form_keeps_verb_endings_that_stem_drops() -> None:
    assert form("Coachings") == "coaching"
    assert stem("Coachings") == "coach"


def test_american_leaves_words_alone_that_only_look_british() -> None:
    assert [american(one) for one in ("four", "hour", "bread", "phoenix", "entire")] == [
        "four",
        "hour",
        "bread",
        "phoenix",
        "entire",
    ]


@given(st.text(max_size=40))
def test_stemming_never_fails(word: str) -> None:
    assert isinstance(stem(word), str)


def test_the_trie_gives_shorter_and_longer_phrases_with_every_payload() -> None:
    trie: PhraseTrie[str] = PhraseTrie()
    trie.add(["data"], "one")
    trie.add(["data", "analysis"], "two")
    trie.add(["data", "analysis"], "three")
    assert list(trie.scan(["big", "data", "analysis"])) == [(1, 2, ["one"]), (1, 3, ["two", "three"])]
    assert trie.size == 3


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_plain_text_is_cut_like_any_other(text: str) -> None:
    # A letter with an accent at the end makes the whole text go the way of all alphabets.
    assert split_words(text).words == split_words(f"{text} é").words[:-1]
