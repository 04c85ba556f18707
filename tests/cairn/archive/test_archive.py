"""An archive comes back as it went out, or is refused whole."""

import contextlib
import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive import Archive, export_archive, import_archive
from cairn.errors import BadInput, UnreadableFile

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.text(), JSON, max_size=5), max_size=4).map(tuple)
TABLES = st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True), ROWS, max_size=4)


@given(tables=TABLES, day=st.dates())
def test_what_goes_out_comes_in(tables: dict[str, tuple[dict[str, object], ...]], day: date) -> None:
    archive = Archive(made_on=day, tables=tables)
    content = export_archive(archive)
    assert import_archive(content) == archive
    assert export_archive(import_archive(content)) == content


@given(at=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_nothing(at: int, byte: int) -> None:
    archive = Archive(made_on=date(2026, 1, 1), tables={"goals": ({"id": 1, "statement": "x" * 40},)})
    content = bytearray(export_archive(archive))
    content[at % len(content)] ^= byte
    with contextlib.suppress(UnreadableFile, BadInput):
        assert import_archive(bytes(content)) == archive


def made(manifest: object, **files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("cairn.json", json.dumps(manifest))
        for name, content in files.items():
            file.writestr(f"tables/{name}.jsonl", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        made([]),
        made({}),
        made({"kind": "cairn archive", "version": 1, "made_on": "x", "tables": {}}),
        made({"kind": "cairn archive", "version": 1, "made_on": "2026-01-01", "tables": {"goals": {}}}),
        made({"kind": "cairn archive", "version": 1, "made_on": "2026-01-01", "tables": {"../x": {}}}),
    ],
)
def test_what_is_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        import_archive(content)


def test_a_later_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="bring Cairn up to date"):
        import_archive(made({"kind": "cairn archive", "version": 2, "made_on": "2026-01-01", "tables": {}}))


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.archive.file.MAX_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="more than any record"):
        import_archive(made({"kind": "cairn archive"}, goals=b" " * 10_000))
