"""The readers of the publishers' files: traps, flaws, and every row accounted for."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.catalogue.releases import CODER, KEEPER, NURSE, RATING, tabbed

from cairn.catalogue.bls import read_bls
from cairn.catalogue.crosswalk import mend_encoding, read_crosswalk
from cairn.catalogue.onet import read_onet
from cairn.catalogue.releases import ReadRelease, version_key
from cairn.errors import UnreadableFile


def rows(release: ReadRelease, table: str) -> list[tuple[object, ...]]:
    return list(release.rows[table])


def test_the_text_edition_reads_from_a_zip_with_its_version(tmp_path: Path) -> None:
    found = read_onet([releases.write_onet(tmp_path)])
    assert (found.name, found.version, found.problems) == ("onet", "29.3", ())
    assert [row[0] for row in rows(found, "occupation")] == [CODER, NURSE, KEEPER]
    assert (NURSE, "2.A.1.b", "IM", 0, 4.5, "") in rows(found, "rating")
    assert (NURSE, "2.B.3.e", "LV", 0, 0.5, "not relevant") in rows(found, "rating")
    assert (CODER, 'The "Old" Editor', "Development software", "technology", 0, 0) in rows(
        found, "technology"
    )


def test_a_folder_gives_the_same_as_its_zip(tmp_path: Path) -> None:
    path = releases.write_onet(tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "open")
    zipped, folder = read_onet([path]), read_onet([tmp_path / "open"])
    assert {table: sorted(rows(zipped, table)) for table in zipped.rows} == {
        table: sorted(rows(folder, table)) for table in folder.rows
    }


def test_every_row_is_kept_or_counted_with_a_reason(tmp_path: Path) -> None:
    stray = ("99-9999.00", "Ghost", "n/a", "1")
    text = tabbed(
        ("O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"), [*releases.TITLES, stray]
    )
    found = read_onet([releases.write_onet(tmp_path, Alternate_Titles=text)])
    account = next(one for one in found.accounts if one[0] == "Alternate Titles")
    assert account[1:3] == (4, 2)
    assert "already among" in account[3]
    assert "does not list" in account[3]
    assert len(rows(found, "title")) == 2


def test_a_new_table_is_named_and_left_out(tmp_path: Path) -> None:
    text = "O*NET-SOC Code\tMood\n15-1252.00\tgood\n"
    found = read_onet([releases.write_onet(tmp_path, Moods=text)])
    assert [one.code for one in found.problems] == ["onet-unknown-table"]
    assert "“Moods”" in found.problems[0].message


def test_a_table_is_known_by_its_columns_whatever_its_name(tmp_path: Path) -> None:
    styles = [(NURSE, "1.D.1.a", "Innovation", "WI", "2.5", "N", "n/a")]
    found = read_onet([releases.write_onet(tmp_path, version="30.1", Work_Styles_New=tabbed(RATING, styles))])
    assert found.version == "30.1"
    assert (NURSE, "1.D.1.a", "WI", 0, 2.5, "") in rows(found, "rating")


def test_an_unknown_scale_is_told_and_not_taken_for_another(tmp_path: Path) -> None:
    styles = [(NURSE, "1.D.1.a", "Innovation", "QQ", "2.5", "N", "n/a")]
    found = read_onet([releases.write_onet(tmp_path, Work_Styles=tabbed(RATING, styles))])
    assert [one.code for one in found.problems] == ["onet-unknown-scale"]
    assert not [row for row in rows(found, "rating") if row[1] == "1.D.1.a"]


@pytest.mark.parametrize(
    ("table", "header"),
    [("Skills", "Data Value"), ("Occupation_Data", "Title"), ("Job_Zones", "Job Zone")],
)
def test_a_renamed_column_of_a_core_table_is_refused(table: str, header: str, tmp_path: Path) -> None:
    columns, content = releases.TABLES[table.replace("_", " ")]
    text = tabbed([one if one != header else "Renamed" for one in columns], content)
    with pytest.raises(UnreadableFile, match=f"lacks the column {header}"):
        read_onet([releases.write_onet(tmp_path, **{table: text})])


def test_half_a_zip_is_refused(tmp_path: Path) -> None:
    path = releases.write_onet(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnreadableFile, match="download it again"):
        read_onet([path])


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("beach.jpg", b"\xff\xd8")
    with pytest.raises(UnreadableFile, match="No table was found"):
        read_onet([path])


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Occupation Data.txt", b"0" * 3_000_000)
    monkeypatch.setattr("cairn.catalogue.tables.MOST_BYTES", 1_000_000)
    with pytest.raises(UnreadableFile, match="far more than any release"):
        read_onet([path])


def test_a_gzip_bomb_ends_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ratings.csv.gz"
    line = b"15-1252.00,skill,2.A.1.a,Reading,4,4\n"
    path.write_bytes(
        gzip.compress(b"onet_soc,domain,element_id,element_name,importance,level\n" + line * 90_000)
    )
    assert len(rows(read_onet([path]), "rating")) == 180_000
    monkeypatch.setattr("cairn.catalogue.tables.MOST_BYTES", 1_000_000)
    with pytest.raises(UnreadableFile, match="far more than any release"):
        read_onet([path])


def test_a_bad_encoding_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    with zipfile.ZipFile(releases.write_onet(tmp_path)) as archive:
        archive.extractall(folder)
    table = folder / "db" / "Occupation Data.txt"
    table.write_bytes(table.read_bytes().replace(b"bees", b"b\xe9es"))
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        read_onet([folder])


def test_the_crosswalk_keeps_the_kind_of_match_and_groups_apart(tmp_path: Path) -> None:
    found = read_crosswalk([releases.write_crosswalk(tmp_path)])
    kinds = [(row[0], row[2], row[3]) for row in rows(found, "match")]
    assert kinds == [
        (NURSE, "occupation", "exact"),
        (CODER, "occupation", "close"),
        (KEEPER, "occupation", "broad"),
        (CODER, "group", "exact"),
    ]
    assert rows(found, "match")[2][4] == "dance répétiteur"
    assert rows(found, "match")[3][1] == "2512"
    assert found.version == "Sep-22"
    assert found.accounts == (("crosswalk", 5, 1, "1 with the unknown kind “someMatch”"),)


def test_a_list_without_the_kind_of_match_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reverse.csv"
    path.write_text(
        "ESCO/ISCO Code,ESCO/ISCO Title,O*NET-SOC 2019 Code\n1111,Legislators,11-1031.00\n", "utf-8"
    )
    with pytest.raises(UnreadableFile, match="kind of match"):
        read_crosswalk([path])


@pytest.mark.parametrize("text", ["café", "â", "naïve Ãœ", "plain", "Ünïcödé"])
def test_text_that_was_encoded_once_stays_or_was_encoded_twice(text: str) -> None:
    twice = text.encode().decode("cp1252", errors="ignore")
    mended = mend_encoding(twice)
    assert mended in {text, twice}
    assert mend_encoding("café") == "café"


def test_projections_read_formulas_commas_and_aliases(tmp_path: Path) -> None:
    (found,) = read_bls([releases.write_projections(tmp_path)])
    assert (found.name, found.version) == ("bls-projections", "2024–2034")
    facts = {(row[0], row[1]): (row[2], row[3]) for row in rows(found, "fact")}
    assert facts["29-1141", "employment_base"] == (3282.0, "")
    assert facts["29-1141", "openings_per_year"] == (189.1, "")
    assert facts["15-1252", "projected_median_wage"] == (None, "not given")
    assert facts["29-1141", "entry_education"] == (None, "Bachelor's degree")
    assert [row[1] for row in rows(found, "title")][:3] == ["Registered nurses", "Staff Nurse", "Ward Nurse"]


def test_wages_keep_what_is_no_number(tmp_path: Path) -> None:
    (found,) = read_bls([releases.write_wages(tmp_path)])
    pay = {(row[0], row[1]): (row[2], row[3]) for row in rows(found, "pay")}
    assert found.version == "OEWS May 2024"
    assert pay["29-1141", "a_median"] == (93600.0, "")
    assert pay["29-1141", "a_pct90"] == (None, "top-coded")
    assert pay["29-1141", "a_pct25"] == (None, "suppressed")
    assert ("27-2011", "hourly_only", 1.0, "") in rows(found, "fact")


def test_wages_without_their_columns_are_refused(tmp_path: Path) -> None:
    path = releases.write_wages(tmp_path)
    path.write_text(path.read_text("utf-8").replace("A_PCT90", "A_TOP"), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="lacks the column A_PCT90"):
        read_bls([path])


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["29.10", "30.0", "29.3"], key=version_key) == ["29.3", "29.10", "30.0"]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def excel(header: Sequence[str], content: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, written by hand."""
    cells = (
        "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in (header, *content)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        sheet = "".join(f"<row>{row}</row>" for row in cells)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(sheet))
    return out.getvalue()


def test_the_excel_edition_says_the_same_as_the_text(tmp_path: Path) -> None:
    path = tmp_path / "db_29_3_excel.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, (header, content) in releases.TABLES.items():
            archive.writestr(f"db/{name}.xlsx", excel(header, content))
    text, sheets = read_onet([releases.write_onet(tmp_path)]), read_onet([path])
    assert sheets.version == "29.3"
    assert {table: sorted(rows(sheets, table)) for table in sheets.rows} == {
        table: sorted(rows(text, table)) for table in text.rows
    }


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    header, content = releases.TABLES["Occupation Data"]
    whole = excel(header, content)
    (tmp_path / "Occupation Data.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile, match="download it again"):
        read_onet([tmp_path])


def test_the_real_releases_give_the_published_counts(shared: Path) -> None:
    data = shared / "data"
    if not (data / "onet-29.0-text").is_dir():
        pytest.skip("the O*NET text edition is not among the shared material")
    found = read_onet([data / "onet-29.0-text"])
    assert (found.version, found.problems) == ("29.0", ())
    assert len(rows(found, "occupation")) == 1016
    assert len(rows(found, "fact")) == 923
    for name, read, gone, why in found.accounts:
        assert bool(gone) == bool(why), name
        assert gone <= read
