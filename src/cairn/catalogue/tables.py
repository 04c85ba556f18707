"""The tables of a publisher's release, from a folder, a zip or one file.

Text (tab or comma separated, also gzipped) and Excel tables give rows of the same
shape, read one at a time where the form allows. Columns are found by what the
header says; a header cell counts without case, blanks and signs. Sizes are checked
before anything is unpacked.
"""

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from cairn.errors import UnreadableFile

MOST_BYTES = 900_000_000
_FIELD_BYTES = 10_000_000
_TEXT, _EXCEL = (".txt", ".csv", ".tsv"), (".xlsx", ".xlsm")
_MOST_PREAMBLE = 40

Cell = Any
Row = Sequence[Cell]


@dataclass(slots=True)
class Table:
    """One table: its name, its header and a way to its rows.

    `read` counts the rows given out, `dropped` those that a reader set aside, by
    reason, so that every row is accounted for.
    """

    name: str
    content: bytes | Path
    ending: str
    sheet: int = 0
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    _header: tuple[str, ...] | None = None
    _parsed: list[Row] | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns: the first row, or the one that `find_header` found."""
        if self._header is None:
            self._header = tuple(str(cell).strip() for cell in next(self.lines(), ()))
        return self._header

    def find_header(self, *columns: str) -> bool:
        """Look for the row that names these columns, past any preamble; whether there is one."""
        wanted = set(map(header_key, columns))
        for row in islice(self.lines(), _MOST_PREAMBLE):
            if wanted <= {header_key(str(cell)) for cell in row}:
                self._header = tuple(str(cell).strip() for cell in row)
                return True
        return False

    def find_header_like(self, *patterns: str) -> bool:
        """The same, for columns whose names hold a year or are worded differently from release to release."""
        for row in islice(self.lines(), _MOST_PREAMBLE):
            names = tuple(" ".join(str(cell).split()) for cell in row)
            if all(any(re.search(one, name, re.IGNORECASE) for name in names) for one in patterns):
                self._header = names
                return True
        return False

    def has(self, *columns: str) -> bool:
        """Whether the header names all of these columns."""
        known = set(map(header_key, self.header))
        return all(header_key(one) in known for one in columns)

    def drop(self, reason: str) -> None:
        """Count one row as set aside."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1

    def rows(self, *columns: str) -> Iterator[tuple[Cell, ...]]:
        """The rows below the header, the named columns in this order, absent ones empty."""
        keys = [header_key(one) for one in self.header]
        places = [keys.index(key) if (key := header_key(one)) in keys else -1 for one in columns]
        for row in self._below_header():
            self.read += 1
            size = len(row)
            yield tuple(row[place] if 0 <= place < size else "" for place in places)

    def lines(self) -> Iterator[Row]:
        """Every row as it stands, those before the header too.

        Raises:
            UnreadableFile: the bytes are not what the name says.
        """
        try:
            if self.ending in _EXCEL:
                # Kept from the look at the header until the rows were given out: parsing is what takes time.
                self._parsed = self._parsed or _excel_rows(self, self.sheet)
                yield from self._parsed
            else:
                yield from _text_rows(self)
        except (OSError, EOFError, csv.Error, zipfile.BadZipFile, ValueError) as error:
            reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
            msg = f"“{self.name}” cannot be read ({reason}); download it again."
            raise UnreadableFile(msg) from error

    def _below_header(self) -> Iterator[Row]:
        wanted = list(map(header_key, self.header))
        lines = self.lines()
        for row in lines:
            if [header_key(str(cell)) for cell in row[: len(wanted)]] == wanted:
                break
        self._parsed = None
        return (row for row in lines if any(str(cell).strip() for cell in row))


def header_key(text: str) -> str:
    """A column's name without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def find_tables(paths: Sequence[Path]) -> dict[str, Table]:
    """The tables in files, folders and zips, by lower-case name without its ending.

    Where one name comes twice, as text and as Excel, the text is taken.

    Raises:
        UnreadableFile: nothing there, no table in it, damaged, or far too large.
    """
    found: dict[str, Table] = {}
    for path in paths:
        for table in _tables_of(path):
            known = found.get(table.name.lower())
            if known is None or known.ending in _EXCEL:
                found[table.name.lower()] = table
    if not found:
        names = ", ".join(path.name for path in paths)
        msg = f"No table was found in “{names}”; choose the publisher's zip, its folder or one of its files."
        raise UnreadableFile(msg)
    return found


def _tables_of(path: Path) -> Iterator[Table]:
    try:
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                if one.suffix.lower() in {*_TEXT, *_EXCEL, ".gz"} and one.is_file():
                    yield from _tables_of(one)
        elif path.suffix.lower() in {*_TEXT, *_EXCEL, ".gz"}:
            ending = Path(path.name.removesuffix(".gz")).suffix.lower()
            yield Table(name=_stem(path.name), content=path, ending=ending)
        else:
            yield from _zipped(path)
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"“{path.name}” cannot be read as a release ({reason}); download it again."
        raise UnreadableFile(msg) from error


def _zipped(path: Path) -> Iterator[Table]:
    with zipfile.ZipFile(path) as archive:
        check_size(archive, path.name)
        for info in archive.infolist():
            ending = Path(info.filename).suffix.lower()
            name = Path(info.filename).name
            if ending in {*_TEXT, *_EXCEL} and not name.startswith((".", "~")):
                yield Table(name=_stem(name), content=archive.read(info), ending=ending)


def check_size(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that unpacks to more than any release does.

    Raises:
        UnreadableFile: it does.
    """
    if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
        msg = f"“{name}” unpacks to far more than any release; it was not read."
        raise UnreadableFile(msg)


def _stem(name: str) -> str:
    return re.sub(r"(\.(txt|csv|tsv|xlsx|xlsm|gz))+$", "", name, flags=re.IGNORECASE)


# ------------------------------------------------------------------ the two forms


def _text_rows(table: Table) -> Iterator[Row]:
    csv.field_size_limit(_FIELD_BYTES)
    with _text_of(table.content) as text:
        first = text.readline()
        delimiter = "\t" if "\t" in first else ","
        # The publisher's tab-separated files quote nothing: a quotation mark there is a letter.
        text.seek(0)
        if delimiter == "\t":
            yield from csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(text, delimiter=delimiter)


def _text_of(content: bytes | Path) -> io.TextIOWrapper:
    raw: Any
    if isinstance(content, bytes):
        raw = io.BytesIO(content)
    elif content.suffix.lower() == ".gz":
        raw = _Bounded(gzip.GzipFile(content))
    else:
        raw = content.open("rb")
    return io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")


class _Bounded(io.BufferedIOBase):
    """A stream that ends with a refusal when it goes on and on."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int | None = -1) -> bytes:
        return self._checked(self._stream.read(-1 if size is None else size))

    def read1(self, size: int = -1) -> bytes:
        return self._checked(self._stream.read1(size))

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _checked(self, part: bytes) -> bytes:
        if self._stream.tell() > MOST_BYTES:
            msg = "it unpacks to far more than any release"
            raise OSError(msg)
        return part


def _excel_rows(table: Table, sheet: int = 0) -> list[Row]:
    rows: list[Row] = _workbook(table).get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return rows


def excel_text(table: Table, sheet: int) -> str:
    """All words of a further sheet of an Excel table, empty where there is none."""
    if table.ending not in _EXCEL or len(_workbook(table).sheet_names) <= sheet:
        return ""
    return "\n".join(" ".join(map(str, row)) for row in _excel_rows(table, sheet))


def sheets_of(table: Table) -> Iterator[Table]:
    """Every sheet of an Excel table as a table of its own; a text table is its only one."""
    names = _workbook(table).sheet_names if table.ending in _EXCEL else [table.name]
    for place, name in enumerate(names):
        own = table.name if place == 0 else f"{table.name}, {name}"
        yield Table(name=own, content=table.content, ending=table.ending, sheet=place)


def _workbook(table: Table) -> Any:  # noqa: ANN401 - the library is imported only here
    from python_calamine import CalamineError, CalamineWorkbook

    content = table.content if isinstance(table.content, bytes) else table.content.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_size(archive, table.name)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as error:
        raise ValueError(str(error)) from error


# ------------------------------------------------------------------ cells


def as_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, `n/a` as nothing."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return "" if text.lower() in {"n/a", "none"} else text


def as_number(cell: Cell) -> float | None:
    """A cell as a number, thousands marks allowed; nothing where it holds none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        return float(str(cell).replace(",", "").strip())
    except ValueError:
        return None


def account(tables: Mapping[str, Table]) -> tuple[tuple[str, int, int, str], ...]:
    """For each table: its name, rows read, rows set aside, and why."""
    return tuple(
        (
            one.name,
            one.read,
            sum(one.dropped.values()),
            "; ".join(f"{count} {why}" for why, count in one.dropped.items()),
        )
        for one in tables.values()
        if one.read
    )
