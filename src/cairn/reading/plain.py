"""Plain text and Markdown → lines.

Bytes are UTF-8 where they can be; stray bytes are read as Windows-1252 and told.
"""

import codecs
import re

from cairn.errors import Problem, UnreadableFile
from cairn.reading.lines import Line, Page, clean, split_marker
from cairn.reading.telling import part_told

MAX_CHARACTERS = 2_000_000
_BINARY_SHARE = 0.02
_ATX = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*([-=_*~]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?(\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_LINK = re.compile(r"!?\[([^\]\[]{0,300})\]\(\s{0,9}<?([^)\s>(]{0,500})>?[^)(]{0,200}\)")
_MOST_MARKUP = 5000
_VOID = re.compile(r"\s{60,}")
_WIDE = re.compile(r"\t+| {3,}")
_MARKS = re.compile(r"(\*{1,3}|_{1,3}|`+)(?=\S)(.{1,300}?)(?<=\S)\1")


def decode_text(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file of unknown encoding.

    Raises:
        UnreadableFile: the bytes are not text.
    """
    text, problems = _decode(data)
    head = text[:100_000]
    odd = sum(1 for mark in head if mark < " " and mark not in "\t\n\r\x0c\x1b\x08")
    if odd > max(2, _BINARY_SHARE * len(head)):
        msg = f"“{name}” is not text and no form Cairn knows; save it as PDF, DOCX or plain text."
        raise UnreadableFile(msg)
    if len(text) > MAX_CHARACTERS:
        problems += (_problem("too-long", "The text is very long; only its first part was read."),)
    return text[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"), problems


def _decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), ()
    zeros_even, zeros_odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(zeros_even, zeros_odd) > min(len(data), 2000) // 5:
        name = "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"
        return data.decode(name, errors="replace"), (_encoding_problem("UTF-16"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        codecs.register_error("cairn-1252", _as_windows_1252)
        return data.decode("utf-8", errors="cairn-1252"), (_encoding_problem("Windows-1252"),)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


def _problem(code: str, message: str) -> Problem:
    return Problem(severity="warning", code=code, message=message)


def _encoding_problem(name: str) -> Problem:
    return _problem(
        "encoding", f"The file is not in UTF-8; it was read as {name}. Look at the accented letters."
    )


def read_text(text: str) -> Page:
    """Plain text → lines; wide gaps and tabs part cells, blank lines are gaps."""
    lines: list[Line] = []
    gap = 0
    for raw in text.replace("\x0c", "\n").expandtabs(8).split("\n"):
        bare = _VOID.sub(" " * 60, clean(raw))
        if not bare.strip() or _RULE.match(bare.strip()):
            gap += 1
            continue
        indent = len(bare) - len(bare.lstrip())
        marker, rest = split_marker(bare.strip())
        shown = _WIDE.sub("\t", rest.strip())
        lines.append(Line(text=shown, indent=indent / 2, marker=marker, gap=gap))
        gap = 0
    return Page(lines=tuple(part_told(_join_wrapped(lines))))


def _join_wrapped(lines: list[Line]) -> list[Line]:
    """Join a line to the one before when that one was full and this one goes on."""
    from dataclasses import replace

    widths = sorted(len(line.text) + 2 * line.indent for line in lines)
    near = [width for width in widths if width >= widths[-1] - 12]
    full = widths[-1] - 14 if len(near) > 3 and widths[-1] <= 130 else 10**6
    out: list[Line] = []
    last_width = 0.0
    for line in lines:
        goes_on = (
            out
            and not line.marker
            and not line.gap
            and last_width >= max(full, 55)
            and "\t" not in out[-1].text + line.text
            and (out[-1].marker or line.text[:1].islower() or len(out[-1].text) > 70)
            and (out[-1].marker == "" or line.indent > out[-1].indent or line.text[:1].islower())
            and (line.text[:1].islower() or line.text[:1].isdigit() or out[-1].text[-1] not in ".:;!?")
        )
        last_width = len(line.text) + 2 * line.indent
        if goes_on:
            out[-1] = replace(out[-1], text=f"{out[-1].text} {line.text}")
        else:
            out.append(line)
    return out


def read_markdown(text: str) -> Page:
    """Markdown → lines; marks become style, links their words, tables cells."""
    lines: list[Line] = []
    links: list[tuple[str, str]] = []
    gap = 0
    raws = text.split("\n")
    for at, raw in enumerate(raws):
        bare = _VOID.sub(" " * 60, clean(raw.expandtabs(4))).rstrip()
        if not bare.strip() or _RULE.match(bare.strip()) or _TABLE_RULE.match(bare.strip()):
            gap += 1
            continue
        if len(bare) > _MOST_MARKUP:
            lines.append(Line(text=bare.strip(), gap=gap))
        else:
            links += [(found[1], found[2]) for found in _LINK.finditer(bare) if found[2]]
            line = _markdown_line(bare, raws[at + 1].strip() if at + 1 < len(raws) else "", gap)
            lines += [line] if line.text.strip() else []
        gap = 0
    return Page(lines=tuple(_join_wrapped(lines)), links=tuple(dict.fromkeys(links)))


def _markdown_line(bare: str, following: str, gap: int) -> Line:
    level, bare = _heading_level(bare, following)
    stripped = bare.strip()
    marker, rest = ("", stripped) if re.match(r"\*\S", stripped) else split_marker(stripped)
    shown, bold, breaks = _plain_marks(_cells_of(rest))
    is_table_head = "|" in following and bool(_TABLE_RULE.match(following))
    return Line(
        text=shown,
        indent=(len(bare) - len(bare.lstrip())) / 2,
        marker=marker,
        gap=gap,
        level=level,
        bold=bold or level > 0,
        breaks=breaks,
        look="th" if is_table_head else "",
    )


def _heading_level(bare: str, following: str) -> tuple[int, str]:
    found = _ATX.match(bare)
    if found:
        return len(found[1]), found[2]
    if re.fullmatch(r"=+", following):
        return 1, bare
    if re.fullmatch(r"-{3,}", following) and len(bare) < 60:
        return 2, bare
    return 0, bare


def _cells_of(text: str) -> str:
    stripped = re.sub(r"<br\s*/?>|\\$", " ", text.strip())
    if stripped.startswith("|") and stripped.endswith("|"):
        return "\t".join(cell.strip() for cell in stripped.strip("|").split("|") if cell.strip())
    return _WIDE.sub("\t", stripped)


def _plain_marks(text: str) -> tuple[str, bool, tuple[int, ...]]:
    """The text without marks, whether it is all bold, and where its style changes."""
    text = _LINK.sub(lambda found: found[1], text)
    text = re.sub(r"<(https?://[^>]+|[^>@\s]+@[^>\s]+)>", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^>]{0,200}>", "", text)
    whole = re.fullmatch(r"(\*\*|__)(.+)\1", text.strip())
    out, breaks, at = "", [], 0
    for found in _MARKS.finditer(text):
        out += text[at : found.start()]
        if out:
            breaks.append(len(out))
        out += found[2].strip("*_")
        breaks.append(len(out))
        at = found.end()
    out += text[at:]
    out = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", out)
    return out.rstrip(), bool(whole), tuple(b for b in breaks if 0 < b < len(out))
