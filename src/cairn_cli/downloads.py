"""Files fetched from a publisher, only when the person asked for that one.

A download goes into a `.part` file beside its place and goes on from there when it
was cut, as long as the server still has the same file. The size the server states
is checked, a server that falls silent is left, and nothing is kept that is larger
than a release can be.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from cairn.catalogue.releases import Publisher
from cairn.errors import BadInput, CannotWrite, UnreadableFile

STALL_SECONDS = 30.0
MOST_BYTES = 600_000_000
_PAGE_BYTES = 5_000_000
_BLOCK = 1 << 16
_TRICKLE = 1 << 14  # fewer bytes than this in as long as a stall may last are as good as silence
_NOTHING_LEFT = 416
_AGENT = "cairn-planner (+local; asked for by its user)"

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A whole file: where it lies, its size and its SHA-256."""

    path: Path
    size: int
    checksum: str


def is_address(text: str) -> bool:
    """Whether this is an address on the web and no file."""
    return urlsplit(text).scheme in {"http", "https"}


def publishers_addresses(publisher: Publisher, *, stall: float = STALL_SECONDS) -> list[str]:
    """Where the newest release lies: `CAIRN_ADDRESS_ONET` and the like, else the publisher's own.

    An address may be a page that names files; the newest of those is taken.

    Raises:
        BadInput: the publisher hands it out by hand only; says how.
        UnreadableFile: its page cannot be reached or names no release; says how too.
    """
    given = os.environ.get(f"CAIRN_ADDRESS_{publisher.name.upper()}", "").split()
    addresses = given or [one for one in (publisher.address, *publisher.more) if one]
    if not addresses:
        msg = f"{publisher.title} has no address to fetch it from. {publisher.how}."
        raise BadInput(msg)
    found: list[str] = []
    for address in addresses:
        is_page = bool(publisher.link) and _is_page(address)
        found += _newest_on(address, publisher, stall) if is_page else [address]
    return found


def _newest_on(address: str, publisher: Publisher, stall: float) -> list[str]:
    """The files of the newest release that a page names; all of them where releases have no numbers."""
    page = _read_page(address, stall)
    links = [re.sub(r"[\"'>\s].*", "", one) for one in re.findall(rf"[\w./:-]*(?:{publisher.link})", page)]
    if not links:
        msg = f"{address} names no release that can be read; {publisher.how}."
        raise UnreadableFile(msg)
    newest = max(links, key=_numbers_of)
    chosen = [newest] if r"\d" in publisher.link else dict.fromkeys(links)
    return [urljoin(address, one) for one in chosen]


def _numbers_of(link: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", link.rsplit("/", 1)[-1])))


def download(address: str, folder: Path, *, report: Report, stall: float = STALL_SECONDS) -> Download:
    """Fetch one file, going on where an earlier attempt was cut.

    Raises:
        BadInput: not an http or https address.
        UnreadableFile: no network, refused, cut, silent, or not the size it said.
        CannotWrite: no room for it.
    """
    if not is_address(address):
        msg = f"“{address}” is neither a file nor an http(s) address."
        raise BadInput(msg)
    name = Path(urlsplit(address).path).name or "release.zip"
    part, known = folder / f"{name}.part", folder / f"{name}.etag"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _fetch(address, part, known, report, stall)
        except HTTPError as error:
            if error.code != _NOTHING_LEFT or not part.exists():
                raise
            part.unlink()  # the part was whole or is not of this file: begin anew
            _fetch(address, part, known, report, stall)
        done = folder / name
        part.replace(done)
        known.unlink(missing_ok=True)
        return Download(path=done, size=done.stat().st_size, checksum=checksum_of(done))
    except (HTTPException, URLError, TimeoutError, ConnectionError) as error:
        raise UnreadableFile(_said(address, error)) from error
    except OSError as error:
        msg = f"The download could not be kept in {folder} ({error.strerror or error}); make room first."
        raise CannotWrite(msg) from error


def checksum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch(address: str, part: Path, known: Path, report: Report, stall: float) -> None:
    had = part.stat().st_size if part.exists() and known.exists() else 0
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if had:
        headers |= {"Range": f"bytes={had}-", "If-Range": known.read_text(encoding="utf-8")}
    with _open(address, headers, stall) as answer:
        goes_on = had > 0 and answer.status == 206
        start = had if goes_on else 0
        total = _stated_size(answer.headers, start)
        if total > MOST_BYTES:
            msg = f"{address} states {total / 1e6:,.0f} MB, far more than any release; it was not fetched."
            raise UnreadableFile(msg)
        _remember(known, answer.headers)
        size = _copy(answer, part, start, total, report, stall)
    if total and size != total:
        msg = f"{address} was cut after {size:,} of {total:,} bytes; run the same command to go on."
        raise UnreadableFile(msg)


def _copy(answer: HTTPResponse, part: Path, start: int, total: int, report: Report, stall: float) -> int:
    size = seen = start
    since = time.monotonic()
    with part.open("ab" if start else "wb") as file:
        # Whatever has come, at once: a read that waits for a whole block would wait for hours on a trickle.
        while block := answer.read1(_BLOCK):
            file.write(block)
            size += len(block)
            report(size, total)
            if size > MOST_BYTES:
                msg = "The server sends far more than any release holds; the download was stopped."
                raise UnreadableFile(msg)
            if (now := time.monotonic()) - since >= stall:
                if size - seen < _TRICKLE:
                    raise TimeoutError
                seen, since = size, now
    return size


def _open(address: str, headers: dict[str, str], stall: float) -> Any:  # noqa: ANN401 - urllib's own answer
    request = Request(address, headers=headers)  # noqa: S310 - is_address let only http and https through
    return urlopen(request, timeout=stall)  # noqa: S310 - as above


def _stated_size(headers: HTTPMessage, start: int) -> int:
    found = headers.get("Content-Length", "")
    return start + int(found) if found.isdigit() else 0


def _remember(known: Path, headers: HTTPMessage) -> None:
    """Only a file with a strong mark can be told from another of the same name later."""
    mark = headers.get("ETag") or headers.get("Last-Modified") or ""
    if mark and not mark.startswith("W/"):
        known.write_text(mark, encoding="utf-8")
    else:
        known.unlink(missing_ok=True)


def _is_page(address: str) -> bool:
    return Path(urlsplit(address).path).suffix.lower() in {"", ".html", ".htm"}


def _read_page(address: str, stall: float) -> str:
    try:
        with _open(address, {"User-Agent": _AGENT}, stall) as answer:
            return str(answer.read(_PAGE_BYTES).decode("utf-8", errors="replace"))
    except (HTTPException, OSError) as error:
        raise UnreadableFile(_said(address, error)) from error


def _said(address: str, error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"{address} answered {error.code} ({error.reason}); give another address or a file."
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return f"{address} fell silent; run the same command later to go on."
    reason = getattr(error, "reason", None) or error
    return f"{address} cannot be fetched ({reason}); check the connection, or give a file."
