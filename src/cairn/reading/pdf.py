"""PDF → words with boxes, by way of pdfium; the column finder makes lines of them.

Nothing in the file is run: no scripts, no forms, no links followed. Only the first
`MAX_PAGES` pages and `MAX_PAGE_CHARACTERS` characters a page are read.
"""

import ctypes
import re
from dataclasses import dataclass
from typing import Any

from cairn.errors import Problem, UnreadableFile
from cairn.reading.columns import Box, Strand, read_page
from cairn.reading.lines import Page, clean
from cairn.reading.strands import join_pages

MAX_PAGES = 50
MAX_PAGE_CHARACTERS = 40_000
MAX_CHARACTERS = 400_000
_PASSWORD_ERROR = 4
_BOLD = re.compile(r"bold|black|heavy|semib|demi(?!.*light)|[-,]b(?:d|$)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|[-,]i(?:t|$)", re.IGNORECASE)
_HEAVY_WEIGHT = 600
# a font may be drawn at a small size and scaled; then every character has its own true size
_SCALED_SIZE = 4
_ITALIC_FLAG = 1 << 6
_BOLD_FLAG = 1 << 18
_PRIVATE = range(0xE000, 0xF900)
_SOFT_HYPHENS = {0xFFFE, 0x02, 0xAD}
_SPACES = {0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0}
_URI_ACTION = 3


def read_pdf(data: bytes, name: str) -> Page:
    """The lines of a PDF in reading order.

    Raises:
        UnreadableFile: locked, damaged, or without text.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError(), name)
    count = pdfium.FPDF_GetPageCount(document)
    problems = _page_problems(count)
    pages: list[list[Strand]] = []
    links: list[tuple[str, str]] = []
    seen = 0
    for index in range(min(count, MAX_PAGES)):
        boxes, width, addresses = _read_page(pdfium, document, index)
        seen += sum(len(box.text) for box in boxes)
        pages.append(read_page(boxes, width=width, number=index + 1))
        links += addresses
        if seen > MAX_CHARACTERS:
            problems += (_told("too-long", "The document is very long; only its first part was read."),)
            break
    if not seen:
        raise _scan(name)
    return Page(lines=join_pages(pages), problems=problems, links=tuple(dict.fromkeys(links)))


def _refusal(code: int, name: str) -> UnreadableFile:
    if code == _PASSWORD_ERROR:
        return UnreadableFile(f"“{name}” is locked with a password; save it without one and try again.")
    return UnreadableFile(f"“{name}” is not a PDF that can be opened (damaged?); export it again and retry.")


def _scan(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}” holds no text that can be read, only pictures of it (a scan?); "
        "export it as PDF from the program it was written in, or give a text file."
    )


def _page_problems(count: int) -> tuple[Problem, ...]:
    if count <= MAX_PAGES:
        return ()
    return (_told("too-many-pages", f"The document has {count} pages; the first {MAX_PAGES} were read."),)


def _told(code: str, message: str) -> Problem:
    return Problem(severity="warning", code=code, message=message)


def _read_page(pdfium: Any, document: Any, index: int) -> tuple[list[Box], float, list[tuple[str, str]]]:  # noqa: ANN401
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return [], 0, []
    width = pdfium.FPDF_GetPageWidthF(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    boxes = _PageReader(pdfium, text_page).words() if text_page else []
    links = _addresses(pdfium, document, page, boxes) if index == 0 else []
    if text_page:
        pdfium.FPDFText_ClosePage(text_page)
    pdfium.FPDF_ClosePage(page)
    return boxes, width, links


def _addresses(pdfium: Any, document: Any, page: Any, boxes: list[Box]) -> list[tuple[str, str]]:  # noqa: ANN401
    """The words that are linked and the addresses they point to."""
    found: list[tuple[str, str]] = []
    area = pdfium.FS_RECTF()
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while len(found) < 100 and pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == _URI_ACTION:
            room = ctypes.create_string_buffer(500)
            if pdfium.FPDFAction_GetURIPath(document, action, room, 500) <= 500:
                pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(area))
                words = " ".join(box.text for box in boxes if _lies_in(box, area))
                found.append((words, clean(room.value.decode("utf-8", errors="replace"))))
    return found


def _lies_in(box: Box, area: Any) -> bool:  # noqa: ANN401 - pdfium's rectangle
    low, high = sorted((area.top, area.bottom))
    middle = (box.x0 + box.x1) / 2
    return bool(area.left <= middle <= area.right and low - 1 <= box.y <= high)


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    italic: bool


class _PageReader:
    """Reads one page's characters into words; holds the buffers pdfium writes to."""

    def __init__(self, pdfium: Any, text_page: Any) -> None:  # noqa: ANN401 - pdfium's handles
        self._pdfium, self._page = pdfium, text_page
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(one) for one in self._doubles]
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(100)
        self._styles: dict[tuple[bytes, float], _Style] = {}

    def words(self) -> list[Box]:
        """Runs of characters without white space; icons stand for a cell break."""
        unicode_of, page = self._pdfium.FPDFText_GetUnicode, self._page
        count = min(self._pdfium.FPDFText_CountChars(page), MAX_PAGE_CHARACTERS)
        boxes: list[Box] = []
        word: list[int] = []
        first = 0
        for at in range(count):
            code = unicode_of(page, at)
            is_icon = code in _PRIVATE
            if code not in _SPACES and not is_icon:
                if not word:
                    first = at
                word.append(code)
                if code not in _SOFT_HYPHENS:
                    continue
            # a soft hyphen ends its row: what follows stands on the next one
            if word:
                boxes.append(self._box(word, first))
                word = []
            if is_icon and boxes:
                boxes.append(self._box([], at))
        if word:
            boxes.append(self._box(word, first))
        return [box for box in boxes if box.x1 > box.x0 or not box.text]

    def _box(self, codes: list[int], first: int) -> Box:
        last = first + max(len(codes), 1) - 1
        left, _, bottom, top = self._char_box(first)
        right = left
        # the right edge of the last character that has one
        for at in range(last, first - 1, -1):
            _, right, _, _ = self._char_box(at)
            if right > left:
                break
        style = self._style(first)
        baseline = self._baseline(first, bottom)
        text = "".join(_letter(code) for code in codes)
        return Box(
            text=text,
            x0=left,
            x1=right,
            y=baseline,
            size=style.size or (top - bottom) or 10,
            bold=style.bold,
            italic=style.italic,
        )

    def _char_box(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        if not self._pdfium.FPDFText_GetCharBox(self._page, at, *self._pointers):
            return 0, 0, 0, 0
        left, right, bottom, top = self._doubles
        return left.value, right.value, bottom.value, top.value

    def _baseline(self, at: int, otherwise: float) -> float:
        if not self._pdfium.FPDFText_GetCharOrigin(self._page, at, *self._pointers[:2]):
            return otherwise
        return float(self._doubles[1].value)

    def _style(self, at: int) -> _Style:
        pdfium, page = self._pdfium, self._page
        size = pdfium.FPDFText_GetFontSize(page, at)
        length = pdfium.FPDFText_GetFontInfo(page, at, self._name, 100, ctypes.byref(self._flags))
        name = self._name.value if 0 < length <= 100 else b""
        known = self._styles.get((name, size))
        if known is None:
            known = self._new_style(at, name.decode("latin-1"), size)
            if size > _SCALED_SIZE:
                self._styles[name, size] = known
        return known

    def _new_style(self, at: int, name: str, size: float) -> _Style:
        weight, flags = self._pdfium.FPDFText_GetFontWeight(self._page, at), self._flags.value
        bold = bool(_BOLD.search(name)) or weight >= _HEAVY_WEIGHT or bool(flags & _BOLD_FLAG)
        return _Style(
            self._true_size(at, size), bold, bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG)
        )

    def _true_size(self, at: int, size: float) -> float:
        rectangle = self._pdfium.FS_RECTF()
        if self._pdfium.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(rectangle)):
            height = abs(float(rectangle.top) - float(rectangle.bottom))
            if height and not 0.6 * height <= size <= 1.4 * height:
                return float(round(height / 1.2, 1))
        return round(size, 1)


def _letter(code: int) -> str:
    if code in _SOFT_HYPHENS:
        return "\xad"
    try:
        return chr(code) if not 0xD800 <= code < 0xE000 else ""
    except (ValueError, OverflowError):
        return ""
