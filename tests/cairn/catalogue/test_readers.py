"""The readers of the publishers' files: traps, flaws, and every row accounted for."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.catalogue.releases import CODER, KEEPER, NURSE, RATING, tabbed
from tests.cairn.match.releases import write_release

from cairn.catalogue.bls import read_bls
from cairn.catalogue.crosswalk import mend_encoding, read_crosswalk
from cairn.catalogue.esco_rows import read_esco_release
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


def test_the_layout_of_28_without_marks_of_demand_is_read(tmp_path: Path) -> None:
    header = ("O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title", "Hot Technology")
    old = tabbed(header, [(CODER, "Python", "1", "Languages", "Y")])
    related = tabbed(("O*NET-SOC Code", "Related O*NET-SOC Code"), [(CODER, NURSE)])
    path = releases.write_onet(tmp_path, version="28.3", Technology_Skills=old, Related_Occupations=related)
    found = read_onet([path])
    assert (found.version, found.problems) == ("28.3", ())
    assert rows(found, "technology") == [(CODER, "Python", "Languages", "technology", 1, 0)]
    assert rows(found, "related") == [(CODER, NURSE, "", 0)]


def test_the_layout_of_30_with_its_own_scales_of_work_styles_is_read(tmp_path: Path) -> None:
    header = (
        "O*NET-SOC Code",
        "Element ID",
        "Element Name",
        "Scale ID",
        "Data Value",
        "Date",
        "Domain Source",
    )
    styles = [
        (NURSE, "1.D.1.a", "Innovation", "WI", "1.74", "08/2025", "ML"),
        (NURSE, "1.D.1.a", "Innovation", "DR", "3.00", "08/2025", "ML"),
    ]
    extra = {"Work_Styles": tabbed(header, styles), "Skills_Essential": tabbed(("What", "Is", "This"), [])}
    found = read_onet([releases.write_onet(tmp_path, version="30.1", **extra)])
    assert {(row[1], row[2], row[4]) for row in rows(found, "rating") if row[1] == "1.D.1.a"} == {
        ("1.D.1.a", "WI", 1.74),
        ("1.D.1.a", "DR", 3.0),
    }
    (flaw,) = found.problems
    assert "“Skills Essential” was not understood (columns What, Is, This)" in flaw.message


def test_shares_of_answers_behind_a_mean_are_left_out_with_a_reason(tmp_path: Path) -> None:
    found = read_onet([releases.write_onet(tmp_path)])
    (context,) = (one for one in found.accounts if one[0] == "Work Context")
    assert context == ("Work Context", 4, 2, "2 of the answers behind a mean that is kept")
    assert found.problems == ()


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
FORMAT = "http://schemas.openxmlformats.org"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def excel(header: Sequence[str], content: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, written by hand."""
    return workbook([header, *content])


def workbook(*sheets: Iterable[Sequence[str]]) -> bytes:
    """A workbook of some sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts(len(sheets)).items():
            archive.writestr(name, text)
        for at, content in enumerate(sheets, start=1):
            cells = (
                "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in content
            )
            archive.writestr(
                f"xl/worksheets/sheet{at}.xml", SHEET.format("".join(f"<row>{row}</row>" for row in cells))
            )
    return out.getvalue()


def parts(count: int) -> dict[str, str]:
    """What a workbook holds beside its sheets."""
    places = range(1, count + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{OFFICE}.worksheet+xml"/>'
        for at in places
    )
    names = "".join(f'<sheet name="Table {at}" sheetId="{at}" r:id="r{at}"/>' for at in places)
    links = "".join(
        f'<Relationship Id="r{at}" Type="{FORMAT}/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/sheet{at}.xml"/>'
        for at in places
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{FORMAT}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{FORMAT}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{FORMAT}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{FORMAT}/spreadsheetml/2006/main"'
        f' xmlns:r="{FORMAT}/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{FORMAT}/package/2006/relationships">{links}'
        "</Relationships>",
    }


MATRIX = (
    "2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type",
    "Employment, 2024", "Employment, 2034", "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34", "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]", "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
)  # fmt: skip


def test_projections_are_found_among_the_sheets_of_the_publishers_workbook(tmp_path: Path) -> None:
    contents = [["Table of contents"], ["Table 1.1", "Groups"]]
    groups = [["Table 1.1"], MATRIX[:4], ["Total", "00-0000", "Summary", "1"]]
    content = [
        ["Healthcare", "29-0000", "Summary", "9", "9", "0", "0.0", "1", "1", "—", "—", "—"],
        ["Nurses", "29-1141", "Line item", "3,282.0", "3,448.9", "166.1", "4.9", "189.1", "93,600",
         "Bachelor's degree", "None", "—"],
        ["Surgeons", "29-1240", "Line item", "1", "2", "1", "4.0", "1.5", "&gt;=239,200", "Doctoral degree",
         "None", "Internship/residency"],
    ]  # fmt: skip
    path = tmp_path / "occupation.xlsx"
    path.write_bytes(workbook(contents, groups, [["Table 1.2"], MATRIX, *content]))
    (found,) = read_bls([path])
    assert (found.name, found.version) == ("bls-projections", "2024–2034")
    facts = {(code, kind): (number, text) for code, kind, number, text in rows(found, "fact")}
    assert facts["29-1141", "openings_per_year"] == (189.1, "")
    assert facts["29-1141", "on_the_job_training"] == (None, "None")
    assert facts["29-1240", "projected_median_wage"] == (None, "top-coded")
    assert facts["29-1240", "on_the_job_training"] == (None, "Internship/residency")
    assert not any(code == "29-0000" for code, _ in facts)
    assert "1 of a broader group" in found.accounts[0][3]


def test_projections_without_a_column_name_it(tmp_path: Path) -> None:
    path = releases.write_projections(tmp_path)
    text = path.read_text(encoding="utf-8").replace("Occupational Openings", "Vacancies")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="no column for openings per year"):
        read_bls([path])
    path.write_text(text.replace("Typical Entry-Level Education", "School"), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="no column for"):
        read_bls([path])


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


def test_esco_rows_that_end_too_early_are_counted_and_told(tmp_path: Path) -> None:
    path = write_release(tmp_path)[1]
    with zipfile.ZipFile(path) as archive:
        texts = {one: archive.read(one).decode() for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text + "http://x/cut,5\r\n" if name.startswith("occupations") else text)
    found, _ = read_esco_release([path])
    assert len(rows(found, "occupation")) == 3
    assert any("1 rows of “occupations_en.csv” end too early" in one.message for one in found.problems)
