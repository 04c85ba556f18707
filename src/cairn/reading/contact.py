"""The parts before any heading → who this is and how they can be reached."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from cairn.reading.dates import find_spans
from cairn.reading.lines import Line
from cairn.reading.lists import is_credential_name
from cairn.reading.rails import (
    is_address,
    is_date_text,
    is_place,
    is_sentence,
    organisation_score,
    place_score,
    title_score,
)
from cairn.reading.values import Contact
from cairn.reading.vocabulary import CITIES, DEGREES, US_STATES

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w/.])(?:\+|00)?\s?\(?\d(?:[\s().\-‐-―/]{0,3}\d){6,14}(?![\w/])")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s|,;<>()]+|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|io|dev|me|de|co|uk|fr|es|pl|eu|ai|app|info|ch|at|in|edu|xyz|tech|site|blog|page|ca|au|nl|it|se|br)\b(?:/[^\s|,;<>()]*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:e-?mail(?: address)?|mail|phone(?: number)?|telephone|tel|mobile|mob|cell|handy|telefon|"
    r"téléphone|tél|teléfono|"
    r"address|adresse|dirección|location|wohnort|residence|lives in|based in|"
    r"linkedin|github|website|web|portfolio|site|name|full name|city|"
    r"nationality|date of birth|born|geburtsdatum|dob|[emptal])\s*[.:]+\s*",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(
    r"(?i)(?:address|adresse|dirección|location|wohnort|residence|city|lives in|based in|home)\s*:"
)
_MARKS = re.compile(r"\t|\s*[|¦•·∙▪◦♦⋅●]\s*|\s+[–—-]\s+|\s{3,}|\s/\s|;\s")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’`-]*)(?:\s+(?:\(?[^\W\d_][\w.'’`-]*\)?|[“\"][^\W\d_]+[”\"])){0,5}")
_NOT_NAMES = re.compile(
    r"(?i)\b(?:curriculum|vitae|cv|r[ée]sum[ée]|lebenslauf|page|last updated|confidential|profile)\b"
)
_FEWEST_NAMES = 2
_LETTERS = re.compile(r"(?:[\s,(]*\b[A-Z][A-Za-z+]*[A-Z][A-Za-z+]*\b[),]?)+(?=\s*(?:$|[|·•–—\t-]))")
_POST_NOMINALS = re.compile(r"\s*,.*$")


@dataclass(slots=True)
class Found:
    """What the header gave; `rest` are its lines that say something else.

    `credentials` are the letters after the name that name a certificate or licence.
    """

    contact: Contact = field(default_factory=Contact)
    headline: str = ""
    rest: list[Line] = field(default_factory=list)
    credentials: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Parts:
    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    headline: str = ""
    links: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    credentials: list[Line] = field(default_factory=list)


def read_contact(
    header: list[Line], everything: tuple[Line, ...], *, links: tuple[tuple[str, str], ...], today: date
) -> Found:
    """The contact fields, the headline, and the header's other lines."""
    parts = _Parts()
    name_lines = _name_lines(header, everything)
    rest: list[Line] = []
    for line in header:
        is_name = any(line.start == one.start for one in name_lines)
        if is_name:
            _take_name_line(line, parts, today)
        elif not _take_line(line, parts, today):
            rest.append(line)
    words = "\n".join(line.text for line in header)
    near = [address for linked, address in links if linked in words]
    if not parts.email:
        parts.email = next(
            (link[7:].split("?")[0] for link in near if link.lower().startswith("mailto:")), ""
        )
    parts.links += [link for link in near if link.lower().startswith("http")]
    contact = Contact(
        name=parts.name,
        email=parts.email,
        phone=parts.phone,
        location=parts.location,
        links=_unique(parts.links),
    )
    return Found(contact, parts.headline, rest, parts.credentials)


def _unique(links: list[str]) -> tuple[str, ...]:
    def bare(link: str) -> str:
        return re.sub(r"^(?:https?://)?(?:www\.)?", "", link).rstrip("/").casefold()

    by_name: dict[str, str] = {}
    for link in links:
        known = by_name.get(bare(link))
        if not known or (link.startswith("http") and not known.startswith("http")):
            by_name[bare(link)] = link
    return tuple(by_name.values())


# ------------------------------------------------------------------ the name


def _name_lines(header: list[Line], everything: tuple[Line, ...]) -> list[Line]:
    """The lines the name stands on: the largest print, else the first fitting line."""
    fitting = [line for line in header if line.page <= 1 and _name_in(line)]
    if not fitting:
        return []
    largest = max(line.size for line in fitting)
    usual = sorted(line.size for line in everything)[len(everything) // 2]
    if largest > usual + 0.9:
        chosen = [line for line in fitting if line.size >= largest - 0.5]
        first = chosen[0]
        run = [line for line in chosen if 0 <= line.number - first.number < 3 and line.flow == first.flow]
        return run if all(len(line.text.split()) <= 2 for line in run) and len(run) == 2 else [first]
    untitled = [line for line in fitting[:4] if title_score(_name_in(line)) < 2]
    return (untitled or fitting)[:1]


def _name_in(line: Line) -> str:
    """The name a line begins with, or nothing."""
    text = _LABEL.sub("", line.text)
    piece = _MARKS.split(text)[0].strip() if text else ""
    piece = _POST_NOMINALS.sub("", EMAIL.split(piece)[0]).strip(" ,")
    is_odd = _NOT_NAMES.search(piece) or is_place(piece) or line.marker or (line.level > 1 and ":" in text)
    if not piece or is_odd or (is_sentence(text) and len(text.split()) > 8) or not _is_namelike(piece):
        return ""
    return _without_letters(piece)


def _without_letters(name: str) -> str:
    """A name without the letters after it: `Ann Lee ACA`, `Ann Lee PhD`."""
    words = name.split()
    while len(words) > _FEWEST_NAMES and _is_letters(words[-1].strip("()"), name):
        words.pop()
    return " ".join(words)


def _is_letters(word: str, name: str) -> bool:
    """A known credential, or a degree that does not read as one more name in capitals."""
    if is_credential_name(word):
        return True
    is_told_apart = len(word) >= 3 and not (name.isupper() and word.isupper())
    return word.casefold() in DEGREES and is_told_apart and sum(map(str.isupper, word)) > 1


def _is_namelike(piece: str) -> bool:
    if not _NAME.fullmatch(piece) or len(piece) > 60:
        return False
    words = [
        word
        for word in piece.split()
        if word not in {"de", "van", "von", "der", "da", "bin", "al", "la", "le", "del", "dos"}
    ]
    return all(not word[:1].islower() for word in words) and organisation_score(piece) < 2.5


def _take_name_line(line: Line, parts: _Parts, today: date) -> None:
    name = _name_in(line)
    parts.name = f"{parts.name} {name}".strip()
    text = _LABEL.sub("", line.text)
    after = text[text.find(name) + len(name) :]
    from cairn.reading.sections import tail

    letters = _LETTERS.match(after)
    for found in re.finditer(r"[^\s,/()|]+", letters[0] if letters else ""):
        if is_credential_name(found[0]) or _is_letters(found[0], name):
            begin = line.text.rfind(after) + found.start()
            parts.credentials.append(replace(tail(line, begin), text=found[0]))
    if letters and not after.lstrip().startswith((",", "(")):
        after = after[letters.end() :]
    if after.strip(" ,|·-–—\t"):
        rest = tail(line, line.text.find(after.strip(" ,|·-–—\t")))
        if not _take_line(rest, parts, today) and not parts.headline and not after.lstrip().startswith(","):
            told = [piece.strip() for piece in _MARKS.split(rest.text) if piece.strip()]
            places = [piece for piece in told if _is_location(piece)]
            parts.location = parts.location or (places[0] if places else "")
            parts.headline = next((piece for piece in told if piece not in places), "")


# ------------------------------------------------------------------ the other fields


def _take_line(line: Line, parts: _Parts, today: date) -> bool:
    """Take what a header line says of contact; false when it says something else."""
    if line.marker and not (EMAIL.search(line.text) or _PHONE.search(line.text)):
        return False
    if is_sentence(line.text) and not (EMAIL.search(line.text) or "|" in line.text or "\t" in line.text):
        return False
    text = line.text
    for email in EMAIL.findall(text):
        parts.email = parts.email or email.strip("'.")
    text = EMAIL.sub("\t", text)
    for link in _LINK.findall(text):
        parts.links.append(link.rstrip("./"))
    text = _LINK.sub("\t", text)
    took = text != line.text
    for found in list(_PHONE.finditer(text)):
        if not _is_phone(found[0], today):
            continue
        parts.phone = parts.phone or found[0].strip()
        text = text.replace(found[0], "\t")
        took = True
    return _take_pieces(text, line, parts) or took


def _is_phone(text: str, today: date) -> bool:
    digits = re.sub(r"\D", "", text)
    spans = find_spans(text.strip(), today=today)
    is_date = is_date_text(text) or any(span.is_range for span in spans)
    return 7 <= len(digits) <= 15 and not is_date


def _take_pieces(text: str, line: Line, parts: _Parts) -> bool:
    took, left = False, []
    for raw in _MARKS.split(text):
        piece = _LABEL.sub("", raw.strip(" ,:")).strip(" ,:()")
        is_address_line = bool(_ADDRESS_LABEL.match(raw.strip())) and not parts.location
        if not piece:
            took = took or bool(_LABEL.search(raw.strip()))
        elif is_address_line or (_is_location(piece) and not parts.location):
            parts.location = piece
            took = True
        elif place_score(piece) or re.fullmatch(
            r"(?i)(?:linkedin|github|portfolio|website|email|phone|link|[a-z ]*citizen)", piece
        ):
            took = True
        elif title_score(piece) >= 2 and len(piece.split()) <= 8 and not parts.headline:
            parts.headline, town = _trade_and_town(piece)
            parts.location = parts.location or town
            took = True
        else:
            left.append(piece)
    is_contact_row = took and len(line.cells) + line.text.count("|") + line.text.count("•") > 1
    return took and (not left or is_contact_row)


def _trade_and_town(piece: str) -> tuple[str, str]:
    """`barista, Leeds`: a trade, and a town of one or two words after its comma."""
    trade, _, town = (part.strip() for part in piece.partition(","))
    is_named = bool(re.fullmatch(r"[A-Z][a-zà-öø-ÿß'’-]{2,20}(?: [A-Z][a-zà-öø-ÿß'’-]{2,20})?", town))
    is_other = max(title_score(town), organisation_score(town)) >= 1 or is_credential_name(town)
    return (trade, town) if is_named and title_score(trade) >= 2 and not is_other else (piece, "")


def _is_location(piece: str) -> bool:
    if len(piece) > 80 or title_score(piece) >= 2:
        return False
    has_city = any(part.strip().casefold() in CITIES for part in piece.split(",")) and not organisation_score(
        piece
    )
    return (
        is_place(piece)
        or has_city
        or is_address(piece)
        or bool(re.fullmatch(r"[^\W\d_][\w.' -]+, [A-Z]{2}(?: \d{5})?", piece))
        or _is_town_and_state(piece)
    )


def _is_town_and_state(piece: str) -> bool:
    """`Laredo TX`: one to three capitalised words and the letters of a state."""
    words = re.sub(r" \d{5}$", "", piece).split()
    is_state = words[-1].isupper() and words[-1].casefold() in US_STATES and not is_credential_name(words[-1])
    return is_state and 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words[:-1])
