"""Tell what a file is by its content, and hand it to the reader for that kind."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from cairn.errors import BadInput, Problem, UnreadableFile
from cairn.reading.lines import Page
from cairn.reading.plain import decode_text, read_markdown, read_text
from cairn.reading.segment import segment
from cairn.reading.values import Format, Resume

_ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx"),
    "text": (".txt", ".csv", ".text", ".md", ".markdown", ".rst", ""),
    "markdown": (".md", ".markdown", ".txt"),
    "html": (".html", ".htm", ".xhtml"),
    "json": (".json",),
    "linkedin": (".zip",),
}
_NOT_YET = {
    b"\xd0\xcf\x11\xe0": "is an old Word file or locked with a password; save it unlocked as .docx or PDF.",
    b"{\\rtf": "is an RTF file; open it in a word processor and save it as .docx or PDF.",
    b"\x89PNG": "is a picture; give the résumé as PDF with text, DOCX or plain text.",
    b"\xff\xd8\xff": "is a picture; give the résumé as PDF with text, DOCX or plain text.",
    b"GIF8": "is a picture; give the résumé as PDF with text, DOCX or plain text.",
    b"\x1f\x8b": "is packed with gzip; unpack it first and give the file inside.",
    b"7z\xbc\xaf": "is a 7z archive; unpack it first and give the file inside.",
    b"Rar!": "is a RAR archive; unpack it first and give the file inside.",
    b"%!PS": "is a PostScript file; save it as PDF.",
}
_MARKDOWN_HINTS = ("\n# ", "\n## ", "\n### ", "**", "](")


def read_file(path: Path, *, today: date, only: str = "") -> Resume:
    """Read the file at `path`, whatever it is.

    Raises:
        UnreadableFile: damaged, locked or of an unknown kind.
        BadInput: readable, but not what was asked for with `only`.
    """
    if path.is_dir():
        from cairn.reading.linkedin import read_folder

        return read_folder(path, today=today)
    data = path.read_bytes()
    kind = _kind_of(data, path.name)
    if only and kind != only:
        msg = f"“{path.name}” is not a LinkedIn export; give the zip LinkedIn sent or the folder in it."
        raise BadInput(msg)
    resume = _READERS[kind](data, path.name, today)
    told = _ending_problem(path, resume.format)
    return replace(resume, problems=(*told, *resume.problems))


def _kind_of(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name)
    for start, sentence in _NOT_YET.items():
        if data.startswith(start):
            msg = f"“{name}” {sentence}"
            raise UnreadableFile(msg)
    return "text"


def _kind_of_zip(data: bytes, name: str) -> str:
    from io import BytesIO

    from cairn.reading.linkedin import is_export

    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        msg = f"“{name}” is damaged; open it in a word processor, save it again and try once more."
        raise UnreadableFile(msg) from error
    if "word/document.xml" in names or "[Content_Types].xml" in names:
        return "docx"
    if is_export(names):
        return "linkedin"
    msg = f"“{name}” is an archive that is neither a DOCX nor a LinkedIn export; give the résumé itself."
    raise BadInput(msg)


def _ending_problem(path: Path, found: Format) -> tuple[Problem, ...]:
    if path.is_dir() or path.suffix.lower() in _ENDINGS[found]:
        return ()
    said = f"ends in “{path.suffix}”" if path.suffix else "has no ending"
    message = f"“{path.name}” {said}, but it holds {_NAMES[found]}; it was read as that."
    return (Problem(severity="info", code="wrong-ending", message=message),)


_NAMES: dict[Format, str] = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "text": "plain text",
    "markdown": "Markdown",
    "html": "a web page",
    "json": "JSON",
    "linkedin": "a LinkedIn export",
}


def _read_pdf(data: bytes, name: str, today: date) -> Resume:
    from cairn.reading.pdf import read_pdf

    return segment(read_pdf(data, name), form="pdf", today=today)


def _read_docx(data: bytes, name: str, today: date) -> Resume:
    from cairn.reading.docx import read_docx

    return segment(read_docx(data, name), form="docx", today=today)


def _read_linkedin(data: bytes, name: str, today: date) -> Resume:
    from cairn.reading.linkedin import read_zip

    return read_zip(data, name, today=today)


def _read_any_text(data: bytes, name: str, today: date) -> Resume:
    text, problems = decode_text(data, name)
    if not text.strip():
        msg = f"“{name}” holds no text; save the résumé again and try once more."
        raise UnreadableFile(msg)
    head = text[:3000].lstrip().lower()
    if head.startswith(("{", "[")):
        resume = _read_json(text, name)
    elif "<html" in head or "<!doctype html" in head or "<body" in head or "<div" in head:
        from cairn.reading.html import read_html

        resume = segment(read_html(text), form="html", today=today)
    elif courses := _read_courses(text, today):
        resume = courses
    else:
        page, form = _read_plain(text, name)
        resume = segment(page, form=form, today=today)
    return replace(resume, problems=(*problems, *resume.problems))


def _read_courses(text: str, today: date) -> Resume | None:
    if "," not in text[:3000]:
        return None
    from cairn.reading.courses import read_courses

    return read_courses(text, today=today)


def _read_plain(text: str, name: str) -> tuple[Page, Format]:
    is_markdown = name.lower().endswith((".md", ".markdown")) or (
        sum(f"\n{text[:20000]}".count(hint) for hint in _MARKDOWN_HINTS[:3]) > 1
    )
    return (read_markdown(text), "markdown") if is_markdown else (read_text(text), "text")


def _read_json(text: str, name: str) -> Resume:
    from cairn.reading.json_resume import read_json_resume

    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"“{name}” begins like JSON but is not valid JSON; export it again from the tool that made it."
        raise UnreadableFile(msg) from error
    return read_json_resume(document)


_READERS = {"pdf": _read_pdf, "docx": _read_docx, "linkedin": _read_linkedin, "text": _read_any_text}
