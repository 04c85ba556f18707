"""The ESCO reader and the index ranked over it."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cairn.match.releases import (
    BAKER,
    CODE,
    CODER,
    DOUGH,
    NURSE,
    TEAMS,
    WOUNDS,
    write_model,
    write_release,
)

from cairn.catalogue.esco import EscoRelease, concept_id, read_esco
from cairn.errors import UnreadableFile
from cairn.match import find_skills
from cairn.match.esco.encoder import SentenceModel, installed_model
from cairn.match.esco.index import ConfirmedTitles, EscoIndex
from cairn.units import RoleId


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> EscoRelease:
    return read_esco(write_release(tmp_path_factory.mktemp("esco")))


@pytest.fixture(scope="module")
def index(release: EscoRelease, tmp_path_factory: pytest.TempPathFactory) -> EscoIndex:
    folder = tmp_path_factory.mktemp("index") / "new"
    EscoIndex.of(release, ["Bakers knead dough and run ovens."] * 5).save(folder)
    return EscoIndex.load(folder)


def test_the_reader_takes_the_zips_in_any_order(release: EscoRelease) -> None:
    baker = release.occupations[0]
    assert (baker.id, baker.isco, baker.aliases, baker.uses) == (
        BAKER,
        "7512",
        ("bread maker", "pastry cook"),
        2,
    )
    code = next(one for one in release.skills if one.id == CODE)
    assert (code.kind, code.reuse, code.uses) == ("knowledge", "cross-sector", 1)
    first = release.links[0]
    assert (first.occupation, first.skill, first.kind) == (BAKER, DOUGH, "essential")


def test_a_link_to_an_unknown_concept_is_left_out_and_said(release: EscoRelease) -> None:
    assert len(release.links) == 4
    assert [one.code for one in release.problems] == ["esco-unknown-concept"]


def test_an_id_is_the_publishers_own() -> None:
    assert concept_id(f"http://data.europa.eu/esco/skill/{DOUGH}") == DOUGH
    assert concept_id("http://data.europa.eu/esco/isco/C2512") == "C2512"


def test_what_is_no_release_is_refused_with_a_sentence(tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.zip", tmp_path / "empty.zip"
    broken.write_bytes(b"PK not a zip")
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnreadableFile, match="cannot be read as an ESCO zip"):
        read_esco([broken])
    with pytest.raises(UnreadableFile, match="No ESCO classification"):
        read_esco([empty])
    with pytest.raises(UnreadableFile, match=r"missing\.zip"):
        read_esco([tmp_path / "missing.zip"])


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("skills_en.csv", "conceptUri,preferredLabel\r\n")
    with pytest.raises(UnreadableFile, match="lacks the column skillType"):
        read_esco([path])


@pytest.mark.parametrize(
    ("query", "skill"),
    [
        ("You knead the bread dough every morning", DOUGH),
        ("dressing a wound", WOUNDS),
        ("python", CODE),
        ("we are looking for somebody who likes to work in a team", TEAMS),
    ],
)
def test_a_sentence_finds_its_skill(index: EscoIndex, query: str, skill: str) -> None:
    assert index.match_skills(query)[0].skill == skill


@pytest.mark.parametrize(
    ("title", "role"),
    [("Senior programmer (m/f/d)", CODER), ("bred maker", BAKER), ("RN", NURSE), ("Nurses", NURSE)],
)
def test_a_title_finds_its_occupation(index: EscoIndex, title: str, role: str) -> None:
    assert index.match_roles(title)[0].role == role


def test_the_reason_names_the_alias_that_met(index: EscoIndex) -> None:
    assert index.match_roles("staff nurse")[0].why == "like “staff nurse”"


def test_confirmed_titles_teach_the_next_like_them(index: EscoIndex) -> None:
    pairs = [("Crumb wizard", RoleId(BAKER)), ("Gone", RoleId("not-in-the-release"))]
    confirmed = ConfirmedTitles.of(pairs, index)
    assert index.match_roles("Senior crumb wizard", confirmed=confirmed)[0].role == BAKER
    assert index.match_roles("staff nurse", confirmed=confirmed)[0].role == NURSE


@pytest.mark.parametrize("query", ["", "  ", "\x00", "数据", "🎉", "a" * 100_000, "the of and"])
def test_strange_queries_give_a_result(index: EscoIndex, query: str) -> None:
    matches = [*index.match_skills(query), *index.match_roles(query)]
    assert all(0 <= one.score <= 1 for one in matches)


def test_scores_fall_and_top_limits_them(index: EscoIndex) -> None:
    scores = [one.score for one in index.match_skills("bread and wounds", top=3)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_the_release_is_found_in_running_text_too(index: EscoIndex) -> None:
    mentions = find_skills("Kneading dough and tending the ovens", index.skill_finder())
    assert [one.label for one in mentions] == ["knead dough", "operate ovens"]


def test_streams_answer_in_order(index: EscoIndex) -> None:
    assert [query for query, _ in index.stream_skills(["one", "two"])] == ["one", "two"]
    assert [query for query, _ in index.stream_roles(["one", "two"])] == ["one", "two"]


def test_a_missing_or_foreign_index_is_refused_with_the_way_out(index: EscoIndex, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cairn data install esco"):
        EscoIndex.load(tmp_path)
    index.save(tmp_path)
    (tmp_path / "index.json").write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="another version"):
        EscoIndex.load(tmp_path)


def test_the_same_release_builds_the_same_index(release: EscoRelease, index: EscoIndex) -> None:
    again = EscoIndex.of(release, ["Bakers knead dough and run ovens."] * 5)
    assert again.match_skills("bread dough") == index.match_skills("bread dough")


def test_the_real_release_reads_whole(shared: Path) -> None:
    release = read_esco(sorted((shared / "data" / "esco-1.1.1").glob("*.zip")))
    assert (len(release.occupations), len(release.skills)) == (3007, 13896)
    assert 123_000 < len(release.links) < 123_855
    assert all(one.label and one.id for one in (*release.occupations, *release.skills))


def test_with_a_model_the_names_are_encoded_and_kept(index: EscoIndex, tmp_path: Path) -> None:
    model = SentenceModel.load(write_model(tmp_path))
    with_model = index.with_model(model)
    with_model.save(tmp_path / "index")
    again = EscoIndex.load(tmp_path / "index", model)
    assert again.meanings is not None
    assert again.match_roles("bread bakers") == with_model.match_roles("bread bakers")
    assert again.match_skills("bakers of bread") == with_model.match_skills("bakers of bread")
    assert EscoIndex.load(tmp_path / "index").meanings is None


def test_a_skill_must_stand_out_from_its_neighbours_in_some_stretch(index: EscoIndex, tmp_path: Path) -> None:
    meanings = index.with_model(SentenceModel.load(write_model(tmp_path))).meanings
    assert meanings is not None
    standing_out, whole = meanings.skill_scores("bread")
    # One stretch of one word: what stands out is what is nearer than the mean of all five skills.
    assert standing_out == pytest.approx(whole - whole.mean(), abs=1e-6)
    assert meanings.title_scores("bread")[0].shape == (9,)


def test_of_two_like_names_the_more_widely_held_occupation_comes_first(tmp_path: Path) -> None:
    release = read_esco(write_release(tmp_path))
    baker, nurse = release.occupations[:2]
    twins = [replace(one, label="shift leader", aliases=(), description="") for one in (baker, nurse)]
    index = EscoIndex.of(replace(release, occupations=tuple(twins), links=()))
    # The file of workers holds 124.5 thousand in ISCO group 7512 and 3,007.1 thousand in 2221.
    assert [one.role for one in index.match_roles("shift leader")] == [NURSE, BAKER]


def test_the_skills_an_occupation_names_help_to_find_it(index: EscoIndex) -> None:
    # No name of the occupation holds “python”; a skill it names does.
    assert index.match_roles("Python expert")[0].role == CODER


@pytest.mark.allowed_skip("the sentence model is optional and large")
def test_the_real_model_finds_what_shares_no_word(index: EscoIndex) -> None:
    model = installed_model()
    if model is None:
        pytest.skip("requirements/model.txt is not installed")
    meant = index.with_model(model)
    assert meant.match_skills("bandage injuries")[0].skill == WOUNDS
    assert meant.match_roles("hospital carer")[0].role == NURSE
