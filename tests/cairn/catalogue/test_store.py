"""The installed catalogue: whole or untouched, several releases side by side, quick to open."""

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases

from cairn.catalogue.changes import Followed, describe_changes
from cairn.catalogue.onet import read_onet
from cairn.catalogue.releases import ReadRelease
from cairn.catalogue.store import Store, catalogue_file, install, list_releases, remove
from cairn.catalogue.values import Codes
from cairn.errors import CannotWrite, UnknownName, UnreadableFile

NURSES = Followed(title="Registered Nurses", codes=Codes(onet=releases.NURSE))


@pytest.fixture
def onet(tmp_path: Path) -> ReadRelease:
    return read_onet([releases.write_onet(tmp_path)])


def test_nothing_installed_is_no_store(tmp_path: Path) -> None:
    assert Store.open(tmp_path) is None
    assert list_releases(tmp_path) == ()


def test_an_install_can_be_listed_with_licence_credit_and_counts(tmp_path: Path, onet: ReadRelease) -> None:
    (found,) = install(tmp_path, [onet], checksum="abc")
    assert (found.name, found.version, found.licence) == ("onet", "29.3", "CC BY 4.0")
    assert "Employment and Training Administration" in found.credit
    assert found.counts["occupation"] == 3
    assert found.checksum == "abc"
    assert list_releases(tmp_path) == (found,)


def test_the_same_release_twice_changes_nothing(tmp_path: Path, onet: ReadRelease) -> None:
    install(tmp_path, [onet])
    before = [one.counts for one in list_releases(tmp_path)]
    install(tmp_path, [read_onet([releases.write_onet(tmp_path)])])
    assert [one.counts for one in list_releases(tmp_path)] == before


def test_releases_lie_side_by_side_and_the_newest_leads(tmp_path: Path, onet: ReadRelease) -> None:
    older = read_onet([releases.write_onet(tmp_path, version="29.10")])
    install(tmp_path, [older])
    install(tmp_path, [onet])
    store = Store.open(tmp_path)
    assert store is not None
    assert {one.version for one in store.releases} == {"29.10", "29.3"}
    newest = store.newest("onet")
    assert newest is not None
    assert newest.version == "29.10"
    store.close()


def test_removing_takes_one_version_or_all_and_names_what_there_is(tmp_path: Path, onet: ReadRelease) -> None:
    install(tmp_path, [onet])
    install(tmp_path, [read_onet([releases.write_onet(tmp_path, version="30.0")])])
    assert [one.version for one in remove(tmp_path, "onet", "29.3")] == ["29.3"]
    assert [one.version for one in list_releases(tmp_path)] == ["30.0"]
    with pytest.raises(UnknownName) as refused:
        remove(tmp_path, "esco")
    assert refused.value.candidates == ("onet 30.0",)
    remove(tmp_path, "onet")
    assert list_releases(tmp_path) == ()


def test_a_failed_install_leaves_the_old_catalogue_and_no_rubbish(tmp_path: Path, onet: ReadRelease) -> None:
    install(tmp_path, [onet])
    before = catalogue_file(tmp_path).read_bytes()

    def broken() -> object:
        yield ("1", "2")
        raise OSError(errno.ENOSPC, "No space left on device")

    bad = ReadRelease(name="onet", version="30.0", rows={"title": broken()})  # type: ignore[dict-item]
    with pytest.raises(CannotWrite, match="No space left"):
        install(tmp_path, [bad])
    assert catalogue_file(tmp_path).read_bytes() == before
    assert [one.name for one in catalogue_file(tmp_path).parent.iterdir() if "unfinished" in one.name] == []


def test_a_full_disk_is_one_sentence(
    tmp_path: Path, onet: ReadRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, [onet])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(CannotWrite, match="the old one is as it was"):
        install(tmp_path, [onet])
    assert len(list_releases(tmp_path)) == 1


def test_a_killed_install_leaves_the_old_catalogue(tmp_path: Path, onet: ReadRelease) -> None:
    """The child is killed while it writes; what it left is cleared by the next install."""
    install(tmp_path, [onet])
    before = catalogue_file(tmp_path).read_bytes()
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from cairn.catalogue.releases import ReadRelease\n"
        "from cairn.catalogue.store import install\n"
        "def rows():\n"
        "    yield ('x', 'y')\n"
        f"    os.kill(os.getpid(), {int(signal.SIGTERM)})\n"
        "    yield ('x', 'z')\n"
        "install(Path(sys.argv[1]), [ReadRelease(name='onet', version='31.0', rows={'title': rows()})])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, capture_output=True)
    assert done.returncode != 0
    assert catalogue_file(tmp_path).read_bytes() == before
    left = [one for one in catalogue_file(tmp_path).parent.iterdir() if "unfinished" in one.name]
    assert left or os.name == "nt"
    install(tmp_path, [onet])
    assert not [one for one in left if one.exists()]


def test_two_installs_at_once_are_refused(tmp_path: Path, onet: ReadRelease) -> None:
    install(tmp_path, [onet])
    other = sqlite3.connect(catalogue_file(tmp_path).parent / ".install-lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotWrite, match="Another install"):
        install(tmp_path, [onet])
    other.close()
    install(tmp_path, [onet])


@pytest.mark.parametrize("content", [b"not a database at all, but longer than a header", b""])
def test_a_damaged_catalogue_is_said_and_can_be_installed_over(
    content: bytes, tmp_path: Path, onet: ReadRelease
) -> None:
    path = catalogue_file(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="damaged or of another version"):
        Store.open(tmp_path)
    assert install(tmp_path, [onet])[0].name == "onet"


def test_an_upgrade_tells_what_changed_for_watched_roles(tmp_path: Path, onet: ReadRelease) -> None:
    install(tmp_path, [onet])
    header, content = releases.TABLES["Skills"]
    changed = [
        (row[0], *row[1:4], "3.00", *row[5:]) if (row[1], row[3]) == ("2.A.1.b", "IM") else row
        for row in content
    ]
    newer = releases.write_onet(tmp_path, version="30.0", Skills=releases.tabbed(header, changed))
    install(tmp_path, [read_onet([newer])])
    told = describe_changes(tmp_path, "onet", "29.3", "30.0", roles=[NURSES])
    assert told[0].startswith("From O*NET 29.3 to O*NET 30.0: 0 occupations added, 0 gone, 0 renamed")
    assert told[1] == "Your role Registered Nurses (29-1141.00): Active Listening (importance) from 4.5 to 3."


def test_a_copy_without_a_kind_of_element_says_nothing_about_it(tmp_path: Path) -> None:
    """The older copy rates one work style and no skill: that skills are there now is no change."""
    style = [(releases.NURSE, "1.C.1.a", "Persistence", "IM", "4.0", "N", "n/a")]
    header, content = releases.TABLES["Skills"]
    bare = releases.write_onet(
        tmp_path, Skills=releases.tabbed(header, []), Work_Styles=releases.tabbed(header, style)
    )
    install(tmp_path, [read_onet([bare])])
    whole = releases.write_onet(
        tmp_path,
        version="30.0",
        Skills=releases.tabbed(header, content),
        Work_Styles=releases.tabbed(header, style),
    )
    install(tmp_path, [read_onet([whole])])
    told = describe_changes(tmp_path, "onet", "29.3", "30.0", roles=[NURSES])
    assert told[1].endswith("nothing changed.")


def test_a_file_from_before_there_were_links_of_skills_opens_and_grows(
    tmp_path: Path, onet: ReadRelease
) -> None:
    install(tmp_path, [onet])
    with contextlib.closing(sqlite3.connect(catalogue_file(tmp_path))) as connection:
        connection.execute("DROP TABLE skill_link")
    old = Store.open(tmp_path)
    assert old is not None
    assert not old.has_table("skill_link")
    old.close()
    install(tmp_path, [onet])
    new = Store.open(tmp_path)
    assert new is not None
    assert new.has_table("skill_link")
    new.close()
