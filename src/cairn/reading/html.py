"""A saved web page → lines: blocks are lines, headings have levels, table cells stay apart."""

import re
from typing import Any

from cairn.reading.lines import MAX_LINES, Line, Page, clean

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "nav", "button", "form"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
        "caption",
    ]
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_ITALIC = frozenset({"i", "em", "cite"})
_MAX_NODES = 200_000
_MAX_DEPTH = 2_000


def read_html(text: str) -> Page:
    """The lines of a page; scripts and styles are skipped, nothing is fetched."""
    from selectolax.lexbor import LexborHTMLParser

    if _depth(text) > _MAX_DEPTH:
        text = re.sub(r"<[^<>]*>", "\n", text)  # the parser's time grows with the square of the depth
    root = LexborHTMLParser(text).root
    writer = _Writer()
    if root is not None:
        _walk(root, writer)
    writer.end_line()
    return Page(lines=tuple(writer.lines[:MAX_LINES]), links=tuple(dict.fromkeys(writer.links)))


def _depth(text: str) -> int:
    """How deep elements lie in one another, at most, as far as their marks tell."""
    depth = deepest = 0
    for mark in re.finditer(r"<(/?)([a-zA-Z][\w-]*)", text):
        if mark[2].lower() in _BLOCKS:
            depth = max(0, depth - 1) if mark[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Writer:
    """Collects words into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.links: list[tuple[str, str]] = []
        self.level = 0
        self.marker = ""
        self.gap = 0.0
        self._words: list[tuple[str, bool, bool]] = []

    def add(self, text: str, *, bold: bool, italic: bool) -> None:
        if text.strip() or self._words:
            self._words.append((text, bold, italic))

    @property
    def ends_in_word(self) -> bool:
        """Whether the next word would run into the last one; pages part them by style."""
        return bool(self._words) and self._words[-1][0][-1:].strip() != ""

    def end_line(self) -> None:
        text, breaks, style, bold_letters = "", [], None, 0
        for words, bold, italic in self._words:
            told = re.sub(r"[ \n\r\f\xa0]+", " ", clean(words)) if words != "\t" else words
            if told.strip() and style not in {None, (bold, italic)}:
                breaks.append(len(text))
            style = (bold, italic) if told.strip() else style
            text += told.lstrip(" ") if not text or text[-1] in " \t" else told
            bold_letters += len(told.strip()) if bold else 0
        whole, self._words = text, []
        text = re.sub(r" *\t[\t ]*", "\t", whole).strip()
        if not text:
            return
        bold = bold_letters > 0.9 * len(text.replace(" ", ""))
        look = f"h{self.level}" if self.level else "b" if bold else ""
        self.lines.append(
            Line(
                text=text,
                bold=bold,
                breaks=tuple(breaks) if whole == text else (),
                marker=self.marker,
                gap=self.gap,
                level=self.level,
                look=look,
                size=max(20 - 2 * self.level, 12) if self.level else 11,
            )
        )
        self.marker, self.gap = "", 0


def _walk(root: Any, writer: _Writer) -> None:  # noqa: ANN401 - selectolax's node
    """Depth first without recursion, so that no nesting is too deep."""
    stack: list[tuple[Any, bool, bool, bool]] = [(root, False, False, False)]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        node, bold, italic, is_leaving = stack.pop()
        tag = node.tag
        if is_leaving:
            _leave(tag, writer)
            continue
        if tag == "-text":
            writer.add(node.text_content or "", bold=bold, italic=italic)
            continue
        if tag in _SKIPPED or tag.startswith(("-", "_", "!")):
            continue
        _enter(node, tag, writer)
        bold, italic = bold or tag in _BOLD, italic or tag in _ITALIC
        stack.append((node, bold, italic, True))
        stack += [(child, bold, italic, False) for child in reversed(list(node.iter(include_text=True)))]


def _enter(node: Any, tag: str, writer: _Writer) -> None:  # noqa: ANN401 - selectolax's node
    if tag in {"td", "th"}:
        writer.add("\t", bold=False, italic=False)
    elif tag in _BLOCKS or tag == "br":
        writer.end_line()
        writer.gap = max(writer.gap, 1.0 if tag in {"section", "article", "h1", "h2", "h3", "h4"} else 0)
        if re.fullmatch(r"h[1-6]", tag):
            writer.level = int(tag[1])
        elif tag == "li":
            writer.marker = "•"
    elif tag == "a":
        address = (node.attributes or {}).get("href") or ""
        if address.startswith(("http", "mailto:")):
            writer.links.append((" ".join(node.text().split()), address))
    elif tag in {"span", "time", "small"} and writer.ends_in_word:
        writer.add("\t", bold=False, italic=False)


def _leave(tag: str, writer: _Writer) -> None:
    if tag in _BLOCKS:
        writer.end_line()
        writer.level = 0
        if tag == "li":
            writer.marker = ""
