"""DOCX → lines: paragraphs, tables, text boxes and headers.

The package is only read: macros are not run, external links and entities not followed.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from cairn.errors import Problem, UnreadableFile
from cairn.reading.lines import Line, Page, clean, split_marker
from cairn.reading.rails import is_date_text, is_heading, is_rail_text

MAX_UNPACKED_BYTES = 150_000_000
MAX_RATIO = 200
MAX_PARAGRAPHS = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?i)(?:heading|überschrift|titre|título|nagłówek|titolo)\s*(\d)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_DEPTH = 40


def read_docx(data: bytes, name: str) -> Page:
    """The lines of a Word document in reading order.

    Raises:
        UnreadableFile: damaged, a zip bomb, or without text.
    """
    problems = _check_package(data, name)
    document = _open(data, name)
    reader = _Reader(document)
    lines = reader.lines()
    if not lines:
        msg = (
            f"“{name}” holds no text that can be read; if it is a picture of a résumé, give the text itself."
        )
        raise UnreadableFile(msg)
    return Page(lines=tuple(lines), problems=problems, links=tuple(reader.links))


def _check_package(data: bytes, name: str) -> tuple[Problem, ...]:
    try:
        entries = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(name) from error
    unpacked = sum(entry.file_size for entry in entries)
    text = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED_BYTES or (text > 20_000_000 and text > MAX_RATIO * len(data)):
        size = f"{unpacked / 1e6:,.0f} MB"
        msg = f"“{name}” unpacks to {size}, far more than a résumé holds; save it anew as DOCX or PDF."
        raise UnreadableFile(msg)
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        message = f"“{name}” carries macros; they were not run."
        return (Problem(severity="info", code="macros", message=message),)
    return ()


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}” is a damaged Word document; open it in a word processor, save it again and try once more."
    )


def _open(data: bytes, name: str) -> Any:  # noqa: ANN401 - python-docx's document
    import docx

    try:
        return docx.Document(BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds for a damaged package
        raise _damaged(name) from error


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a paragraph in one style."""

    text: str
    bold: bool
    italic: bool
    size: float


class _Reader:
    """Walks one document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - python-docx's document
        self._document = document
        self._flow = 0
        self._flows = 0
        self._count = 0
        self._boxes: list[Any] = []
        self._gap = 0.0
        self.links: list[tuple[str, str]] = []
        styles = {style.style_id: style for style in document.styles if style.style_id}
        self._styles = styles
        self._default_size = _size_of(document.styles.element.find(f".//{_W}rPrDefault")) or 11.0

    def lines(self) -> list[Line]:
        out = [line for part in self._headers() for line in self._block(part, 0)]
        out += self._block(self._document.element.body, 0)
        while self._boxes:
            box = self._boxes.pop(0)
            self._new_flow()
            out += self._block(box, 0)
        return out

    def _headers(self) -> Iterator[Any]:
        seen = set()
        for section in self._document.sections:
            for part in (section.first_page_header, section.header):
                if part.is_linked_to_previous or id(part.part) in seen:
                    continue
                seen.add(id(part.part))
                yield part._element  # noqa: SLF001 - python-docx gives no other way to its tables
            return

    def _new_flow(self) -> None:
        self._flows += 1
        self._flow = self._flows

    # -------------------------------------------------------------- blocks

    def _block(self, element: Any, depth: int) -> list[Line]:  # noqa: ANN401 - an lxml element
        out: list[Line] = []
        if depth > _MAX_DEPTH:
            return out
        for child in element:
            if child.tag == f"{_W}p":
                self._count += 1
                if self._count > MAX_PARAGRAPHS:
                    break
                out += self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                out += self._table(child, depth)
            elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
                out += self._block(child, depth + 1)
        return out

    def _table(self, table: Any, depth: int) -> list[Line]:  # noqa: ANN401 - an lxml element
        rows = [
            [self._block(cell, depth + 1) for cell in _cells(row)]
            for row in table.iter(f"{_W}tr")
            if _owner(row) is table
        ]
        rows = [[cell for cell in row if cell] for row in rows]
        if _is_columns(rows):
            return self._columns(rows)
        return [line for row in rows for line in _row_lines(row)]

    def _columns(self, rows: list[list[list[Line]]]) -> list[Line]:
        """Cells that are columns of their own, one after the other."""
        out: list[Line] = []
        for at in range(max(len(row) for row in rows)):
            self._new_flow()
            out += [
                replace(line, flow=self._flow)
                for row in rows
                if at < len(row) and len(row) > 1
                for line in row[at]
            ]
            if at == 0:
                out = [*(line for row in rows if len(row) == 1 for line in row[0]), *out]
        self._new_flow()
        return out

    # -------------------------------------------------------------- paragraphs

    def _paragraph(self, paragraph: Any) -> list[Line]:  # noqa: ANN401 - an lxml element
        runs = list(self._runs(paragraph, self._style_of(paragraph)))
        text = "".join(run.text for run in runs)
        if not text.strip():
            self._gap += 1
            return []
        level, is_item, indent = self._shape(paragraph)
        out: list[Line] = []
        for part in _split_runs(runs):
            line = self._line(part, level, is_item=is_item and not out, indent=indent)
            if line:
                out.append(line)
        return out

    def _line(self, runs: list[_Run], level: int, *, is_item: bool, indent: float) -> Line | None:
        text, breaks, style = "", [], None
        for run in runs:
            now = (run.bold, run.italic)
            if style is not None and now != style and run.text.strip():
                breaks.append(len(text))
            style = now if run.text.strip() else style
            text += clean(run.text)
        text = re.sub(r"[ ]*\t[\t ]*", "\t", text)
        stripped = text.strip()
        marker, rest = split_marker(stripped)
        if not rest.strip():
            return None
        letters = sum(len(run.text) for run in runs) or 1
        bold = sum(len(run.text) for run in runs if run.bold) / letters > 0.9
        size = max(runs, key=lambda run: len(run.text)).size
        italic = all(run.italic for run in runs if run.text.strip())
        gap, self._gap = self._gap, 0
        return Line(
            text=re.sub(r" {3,}", "\t", rest),
            size=size,
            bold=bold,
            italic=italic,
            breaks=tuple(at for at in breaks if at),
            indent=indent,
            marker=marker or ("•" if is_item else ""),
            gap=gap,
            level=level,
            flow=self._flow,
            look=f"{size:.1f}{'b' if bold else ''}{'i' if italic else ''}",
        )

    def _style_of(self, paragraph: Any) -> Any:  # noqa: ANN401 - python-docx's style
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(named.get(f"{_W}val")) if named is not None else None

    def _shape(self, paragraph: Any) -> tuple[int, bool, float]:  # noqa: ANN401 - an lxml element
        """Heading level, whether it is a list item, and indent in ems."""
        style = self._style_of(paragraph)
        name = (style.name or "") if style is not None else ""
        found = _HEADING.match(name)
        level = int(found[1]) if found else 0
        properties = paragraph.find(f"{_W}pPr")
        numbered = properties is not None and properties.find(f"{_W}numPr") is not None
        is_item = not level and (numbered or bool(re.search(r"(?i)^list(?! continue)|aufzählung", name)))
        indent = properties.find(f"{_W}ind") if properties is not None else None
        left = indent.get(f"{_W}left") or indent.get(f"{_W}start") if indent is not None else None
        return level, is_item, round(int(left) / 220, 1) if left and re.fullmatch(r"-?\d+", left) else 0.0

    def _runs(self, element: Any, style: Any, depth: int = 0) -> Iterator[_Run]:  # noqa: ANN401 - lxml, python-docx
        if depth > _MAX_DEPTH:
            return
        for child in element:
            if child.tag == f"{_W}r":
                yield from self._run(child, style)
            elif child.tag == f"{_W}hyperlink":
                told = list(self._runs(child, style, depth + 1))
                self._keep_link(child, "".join(run.text for run in told))
                yield from told
            elif child.tag in {f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent", f"{_W}fldSimple"}:
                yield from self._runs(child, style, depth + 1)

    def _keep_link(self, element: Any, words: str) -> None:  # noqa: ANN401 - an lxml element
        related = self._document.part.rels.get(element.get(_RELATION))
        if related is not None and related.is_external:
            self.links.append((words.strip(), str(related.target_ref)))

    def _run(self, run: Any, style: Any) -> Iterator[_Run]:  # noqa: ANN401 - lxml, python-docx
        properties = run.find(f"{_W}rPr")
        bold = _flag(properties, "b", otherwise=_style_flag(style, "b"))
        italic = _flag(properties, "i", otherwise=_style_flag(style, "i"))
        size = _size_of(properties) or _style_size(style) or self._default_size
        text = ""
        for child in run.iter():
            if child.tag == f"{_W}t" and _run_of(child) is run:
                text += child.text or ""
            elif child.tag in {f"{_W}tab", f"{_W}ptab"} and child.getparent() is run:
                text += "\t"
            elif child.tag in {f"{_W}br", f"{_W}cr"} and child.getparent() is run:
                text += "\n"
            elif child.tag == f"{_W}noBreakHyphen":
                text += "-"
            elif child.tag == f"{_W}txbxContent" and not any(
                one.tag == _FALLBACK for one in child.iterancestors()
            ):
                self._boxes.append(child)
        if _flag(properties, "caps", otherwise=False):
            text = text.upper()
        yield _Run(text, bold, italic, size)


def _run_of(text: Any) -> Any:  # noqa: ANN401 - lxml elements
    """The run a text belongs to; a text box inside a run has runs of its own."""
    return next((one for one in text.iterancestors() if one.tag == f"{_W}r"), None)


def _owner(row: Any) -> Any:  # noqa: ANN401 - lxml elements
    return next((one for one in row.iterancestors() if one.tag == f"{_W}tbl"), None)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml elements
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iter(f"{_W}tc")


def _flag(properties: Any, name: str, *, otherwise: bool) -> bool:  # noqa: ANN401 - an lxml element
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return otherwise if found is None else found.get(f"{_W}val") not in {"0", "false", "off"}


def _style_flag(style: Any, name: str) -> bool:  # noqa: ANN401 - python-docx's style
    for _ in range(10):
        if style is None:
            return False
        properties = style.element.find(f"{_W}rPr")
        if properties is not None and properties.find(f"{_W}{name}") is not None:
            return _flag(properties, name, otherwise=False)
        style = style.base_style
    return False


def _style_size(style: Any) -> float:  # noqa: ANN401 - python-docx's style
    for _ in range(10):
        if style is None:
            return 0
        size = _size_of(style.element.find(f"{_W}rPr"))
        if size:
            return size
        style = style.base_style
    return 0


def _size_of(properties: Any) -> float:  # noqa: ANN401 - an lxml element
    found = properties.find(f".//{_W}sz") if properties is not None else None
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) / 2 if value and value.isdigit() else 0


def _split_runs(runs: list[_Run]) -> Iterator[list[_Run]]:
    """The runs of each line of a paragraph that holds line breaks."""
    part: list[_Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        part.append(replace(run, text=first))
        for text in others:
            yield part
            part = [replace(run, text=text)]
    yield part


def _is_columns(rows: list[list[list[Line]]]) -> bool:
    """Whether a table's cells are columns to be read one after the other."""
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return False
    tall = [row for row in wide if all(len(cell) > 3 for cell in row)]
    headed = [row for row in wide if sum(any(is_heading(line.text) for line in cell) for cell in row) > 1]
    return len(tall) * 2 > len(wide) or bool(headed)


def _row_lines(row: list[list[Line]]) -> list[Line]:
    """One row of a table: short cells side by side, or a rail beside what it names."""
    if len(row) < 2:
        return row[0] if row else []
    longest = max(row, key=len)
    rails = [cell for cell in row if cell is not longest]
    if all(len(cell) == 1 for cell in row):
        lead = row[0][0]
        return [replace(lead, text="\t".join(cell[0].text for cell in row), marker="")]
    if all(len(cell) <= 3 for cell in rails):
        is_before = row.index(longest) > 0
        words = [line.text for cell in rails for line in cell]
        is_dates = any(is_date_text(word) or is_rail_text(word) for word in words)
        told = " ".join(words) if is_dates and is_date_text(" ".join(words)) else "\t".join(words)
        first = longest[0]
        text = f"{told}\t{first.text}" if is_before else f"{first.text}\t{told}"
        return [replace(first, text=text, marker="", gap=max(first.gap, 1)), *longest[1:]]
    return [line for cell in row for line in cell]
