"""Sections that list: skills, languages, certificates, awards, interests, publications."""

import re
from collections.abc import Iterator
from datetime import date

from cairn.reading.dates import find_spans
from cairn.reading.entries import find_entries
from cairn.reading.lines import Line, quote_lines
from cairn.reading.rails import (
    is_date_text,
    is_place,
    is_sentence,
    normal,
    organisation_score,
    starts_with_verb,
    title_score,
)
from cairn.reading.values import (
    CertificateKind,
    HeldCertificate,
    ListedSkill,
    Publication,
    Quote,
    SpokenLanguage,
)
from cairn.reading.vocabulary import (
    CREDENTIAL_PHRASES,
    CREDENTIALS,
    FLUENCIES,
    HEADINGS,
    LANGUAGES,
    RATINGS,
)

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\t]{1,50}?)\s*(?::\s*|\t\s*(?=[^\t]*,))(?=\S)")
_SEPARATORS = re.compile(r"\s*[,;|•·▪\t⋅◦●‣]\s*|\s{3,}|\s+/\s+")
_RATED = re.compile(
    r"^(?P<what>.+?)\s*(?:\((?P<in>[^()]{1,40})\)|\s[-–—]\s"
    r"(?P<after>[\w' ]{2,30})|:\s*(?P<colon>[\w' ]{2,30}))\s*$"
)
_STARS = re.compile(r"\s*[★☆●○◉⬤■□▮▯*]{2,}\s*$|\s*\b\d{1,3}\s?%\s*$|\s*\b\d\s?/\s?(?:5|10)\s*$")
_EXPIRY = re.compile(
    r"(?i)\b(?:renews?|renewal|expir(?:es|y|ing|ed)|exp\.?|valid (?:until|to|through|thru)|"
    r"until|gültig bis|due)\b[\s:in]*"
)
_STATUS = re.compile(
    r"(?i)\b(active|current|valid|expired|lapsed|in progress|pending|inactive|ongoing|expected)\b"
)
_LICENCE = re.compile(
    r"(?i)\b(?:licen[cs]ed?|registered|registration|driving|driver|führerschein|"
    r"permit|bar admission|prawo jazdy)\b"
)
_CREDENTIAL = re.compile(
    r"(?i)\b(?:certificat(?:e|es|ion|ions)|cert|certified|licen[cs](?:e|es|ed)|permit|accredit(?:ed|ation)|"
    r"qualified|zertifikat|certificats?|certificado|certyfikat|uprawnienia|badge|"
    r"(?<![a-z] )level [1-8])\b"
)
_CREDENTIAL_PHRASE = re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, CREDENTIAL_PHRASES))})s?\b")
_MOST_ITEM_WORDS = 4
_FLUENT_IN = re.compile(
    r"(?i)^(?:(?P<how>[\w ]{2,30}?)\s+(?:in|speaker of|knowledge of)\s+)?"
    r"(?P<what>[^\W\d_]+(?: sign language)?)(?:\s+(?P<more>[\w ]{2,30}))?$"
)
_LANGUAGE_TALK = frozenset({
    "in", "speaker", "of", "language", "sign", "and", "knowledge", "level", "ielts", "toefl", "i", "speak",
    "speaks", "also", "some", "a", "little", "bit", "fluently", "well", "first", "second", "learning",
})  # fmt: skip
_DOI = re.compile(r"\b(?:https?://\S+|10\.\d{4,9}/\S+)")


def split_items(line: Line, start: int = 0) -> Iterator[Quote]:
    """The items of a list in one line, apart at marks outside brackets."""
    at, depth = start, 0
    cuts = [
        found.span()
        for found in _SEPARATORS.finditer(line.text, start)
        if not _is_inside(line.text, found.start())
    ]
    del depth
    for begin, stop in [*cuts, (len(line.text), len(line.text))]:
        quote = line.quote(at, begin)
        if quote.text.strip(" .-–—•"):
            yield quote
        at = stop


def _is_inside(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at) and ")" in text[at:]


def _trimmed(line: Line, quote: Quote, text: str) -> Quote:
    """The part of a quote that reads `text`."""
    begin = quote.place.start - line.start + max(quote.text.find(text), 0)
    return line.quote(begin, begin + len(text))


def credential_score(text: str) -> float:
    """Evidence that a text names a certificate or licence: the word itself, or a known name."""
    if _CREDENTIAL.search(text) or _CREDENTIAL_PHRASE.search(text.replace("’", "'")):
        return 3
    words = [word.strip(",;:()[].") for word in re.split(r"[\s/]+", text)]
    return 3 if any(is_credential_name(word) for word in words) else 0


def is_credential_name(word: str) -> bool:
    """Whether a word is the name of a credential, written as one: `CPR`, `ServSafe`, `A+`."""
    return (
        word.casefold() in CREDENTIALS and any(map(str.isupper, word)) and (len(word) > 5 or word.isupper())
    )


def is_bare_list(text: str) -> bool:
    """Whether a text only lists short things, as a line of skills without a heading does."""
    items = [item.strip(" .") for item in re.split(r"[,;|•·\t]", text) if item.strip(" .")]
    if len(items) < 2 or find_spans(text, today=date(2100, 1, 1)):
        return False
    most = 2 if len(items) == 2 else _MOST_ITEM_WORDS
    if any(len(item.split()) > most for item in items) or any(is_place(item) for item in items):
        return False
    names = [title_score(item) >= 2 or (most == 2 and organisation_score(item) >= 2) for item in items]
    return sum(names) <= (len(items) - 3) / 2 and not (starts_with_verb(text) and most > 2)


def is_credential_list(text: str) -> bool:
    """Whether at least half of what a text lists are certificates."""
    items = [item for item in re.split(r"[,;|•·\t]", text) if item.strip()]
    return 2 * sum(credential_score(item) >= 2 for item in items) >= len(items) > 1


# ------------------------------------------------------------------ skills


def read_skills(lines: list[Line]) -> tuple[list[ListedSkill], list[SpokenLanguage], list[Quote]]:
    """Skills with group and rating; languages and interests that stand among them apart."""
    skills: list[ListedSkill] = []
    languages: list[SpokenLanguage] = []
    interests: list[Quote] = []
    group = ""
    for at, line in enumerate(lines):
        if line.look == "th":
            continue
        label = _LABEL.match(line.text) if not is_sentence(line.text) or "," in line.text else None
        name = label["label"].strip() if label else ""
        kind = HEADINGS.get(normal(name)) if name else None
        start = label.end() if label else 0
        if label and len(name.split()) > 5:
            label, name, start = None, "", 0
        if not name and _is_group_heading(line, lines[at + 1] if at + 1 < len(lines) else None):
            group = line.text.strip(" :")
            continue
        items = list(split_items(line, start))
        if kind == "interests":
            interests += items
        elif (kind == "languages" or not name) and items and all(_language_of(item.text) for item in items):
            languages += [one for item in items if (one := _language(item))]
        else:
            shown = "" if kind == "skills" and "skill" in name.casefold() else name
            for item in items:
                spoken = _language(item) if _is_rated_language(item.text) else None
                languages += [spoken] if spoken else []
                skills += [] if spoken else [_skill(line, item, shown or group)]
    return skills, languages, interests


def _is_rated_language(text: str) -> bool:
    """`Spanish (native)` among the skills is a spoken language, not a skill."""
    return bool(_language_of(text)) and len(text.split()) > 1


def is_licence(text: str) -> bool:
    """Whether a line among the skills names a licence held: `Driving licence: B`."""
    return len(text.split()) <= 6 and bool(
        re.match(r"(?i)(?:driving|driver|führerschein|prawo jazdy|permis)", text)
    )


def _is_group_heading(line: Line, following: Line | None) -> bool:
    if following is None or line.marker or "," in line.text or "\t" in line.text:
        return False
    is_marked = line.text.rstrip().endswith(":") or (line.bold and not following.bold)
    return is_marked and len(line.text.split()) <= 5


def _skill(line: Line, item: Quote, group: str) -> ListedSkill:
    text, rating = part_rating(_STARS.sub("", item.text).strip().rstrip(".").strip())
    quote = _trimmed(line, item, text)
    return ListedSkill(text=quote.text, rating=rating, group=group, place=quote.place)


def part_rating(text: str) -> tuple[str, str]:
    """`Python (basic)` → the skill and the word that rates it."""
    rated = _RATED.match(text) if len(text) < 200 else None
    told = next((part for part in (rated["in"], rated["after"], rated["colon"]) if part), "") if rated else ""
    return (rated["what"].strip(), told.strip()) if rated and _is_rating(told) else (text, "")


def _is_rating(told: str) -> bool:
    words = re.findall(r"[^\W\d_]+", told.casefold())
    if re.search(r"\d+\s*\+?\s*(?:years?|yrs?|months?|jahre?)|\b[abc][12]\b", told.casefold()):
        return True
    return bool(words) and len(words) <= 4 and any(word in RATINGS for word in words)


# ------------------------------------------------------------------ languages


def read_languages(lines: list[Line]) -> tuple[list[SpokenLanguage], list[Line]]:
    """Languages with the words that say how well, and the lines that name none."""
    found: list[SpokenLanguage] = []
    loose: list[Line] = []
    for line in lines:
        here = [one for item in _language_items(line) if (one := _language(item))]
        found += here
        if not here and found and all(word in FLUENCIES for word in re.findall(r"\w+", line.text.casefold())):
            from dataclasses import replace

            found[-1] = replace(found[-1], fluency=found[-1].fluency or line.text.strip())
        elif not here:
            loose.append(line)
    return found, loose


def is_language_list(text: str) -> bool:
    """Whether a text lists spoken languages and nothing else."""
    items = [
        item
        for item in re.split(r"[,;|•·\t/]|\band\b|\bund\b|\bet\b|\by\b", text.rstrip(". "))
        if item.strip()
    ]
    return bool(items) and all(_language_of(item.strip()) for item in items)


def _language_items(line: Line) -> list[Quote]:
    out: list[Quote] = []
    for item in split_items(line):
        joined = re.split(r"(\s+(?:and|und|et|y|i|e)\s+|/)", item.text)
        at = item.place.start - line.start
        for part in joined:
            if _language_of(part):
                out.append(line.quote(at, at + len(part)))
            at += len(part)
        if len(joined) == 1 and not _language_of(item.text) and out and _is_fluency(item.text):
            out[-1] = line.quote(out[-1].place.start - line.start, item.place.end - line.start)
    return out


def _is_fluency(text: str) -> bool:
    words = re.findall(r"\w+", text.casefold())
    return bool(words) and all(word in FLUENCIES for word in words)


def _language_of(text: str) -> str:
    words = [word.strip(".:()") for word in re.split(r"[\s(:–—-]+", text.casefold()) if word.strip(".:()")]
    named = [word for word in words if word in LANGUAGES]
    others = [
        word
        for word in words
        if word not in LANGUAGES
        and word not in FLUENCIES
        and word not in _LANGUAGE_TALK
        and not word.isdigit()
    ]
    return named[0] if named and not others else ""


def _language(item: Quote) -> SpokenLanguage | None:
    name = _language_of(item.text)
    if not name:
        return None
    at = item.text.casefold().find(name)
    shown = item.text[at : at + len(name)]
    rest = (item.text[:at] + " " + item.text[at + len(name) :]).strip(" .,:;()-–—|\t")
    rest = re.sub(r"(?i)^(?:(?:i|also|speaks?)\b\s*)+", "", rest)
    rest = re.sub(r"\s+(?:in|speaker|of)$", "", re.sub(r"^(?:in|speaker)\s+", "", rest)).strip(" ():-–—,")
    return SpokenLanguage(language=shown, fluency=re.sub(r"\s+", " ", rest), place=item.place)


# ------------------------------------------------------------------ certificates and awards


def read_certificates(lines: list[Line], kind: CertificateKind, *, today: date) -> list[HeldCertificate]:
    """Licences, certificates or awards, one an item, with their dates and issuer."""
    out: list[HeldCertificate] = []
    for line in lines:
        if (
            out
            and not line.marker
            and (
                is_date_text(line.text)
                or line.text.casefold().startswith(("issued by", "issuer", "credential id"))
            )
        ):
            out[-1] = _dated(out[-1], line, today)
            continue
        out += [_certificate(item, kind, today) for item in _certificate_items(line)]
    return out


def _certificate_items(line: Line) -> Iterator[Quote]:
    cuts = [
        found.span()
        for found in re.finditer(r"\s*[|•;]\s*", line.text)
        if not _is_inside(line.text, found.start())
    ]
    at = 0
    parts: list[Quote] = []
    for begin, stop in [*cuts, (len(line.text), len(line.text))]:
        quote = line.quote(at, begin)
        if quote.text:
            parts.append(quote)
        at = stop
    if len(parts) > 1 and any(is_date_text(part.text) for part in parts):
        yield line.quote()
        return
    for part in parts:
        items = part.text.split(",")
        is_listed = len(items) > 2 and all(len(one.split()) <= 3 for one in items)
        is_listed = is_listed or (
            is_credential_list(part.text)
            and all(credential_score(one) >= 2 or re.search(r"\d", one) for one in items)
        )
        is_each = len(items) > 1 and all(credential_score(one) >= 2 for one in items)
        if is_each or (is_listed and not find_spans(part.text, today=date(2100, 1, 1))):
            at = part.place.start - line.start
            for one in items:
                yield line.quote(at, at + len(one))
                at += len(one) + 1
        else:
            yield part


def _certificate(item: Quote, kind: CertificateKind, today: date) -> HeldCertificate:
    text = item.text.replace("\t", "  ")
    granted = expires = None
    for span in reversed(find_spans(text, today=today)):
        marked = _EXPIRY.search(text[: span.begin])
        if marked and not re.search(r"[^\W_]", text[marked.end() : span.begin]):
            expires = span.start or span.end
            text = text[: marked.start()] + text[span.stop :]
        else:
            granted, expires = span.start, expires or span.end
            text = text[: span.begin] + text[span.stop :]
    status = _STATUS.search(text)
    if status and re.search(r"\([^)]*$", text[: status.start()]):
        text = text[: status.start()] + text[status.end() :]
    else:
        status = None
    text = re.sub(r"\(\s*[,;\s]*\)|\[\s*\]", " ", text).strip(" ,;:|–—-\t•·")
    text = re.sub(r"\s*,\s*(?=[,)])", "", text)
    name, issuer = _issuer(text)
    if kind == "certificate" and _LICENCE.search(name):
        kind = "licence"
    return HeldCertificate(
        text=re.sub(r"(?<![.][^\W\d_])\s*[.]$", "", re.sub(r"\s{2,}", " ", name).strip(" ,;:|–—-(")),
        kind=kind,
        issuer=issuer,
        granted=granted,
        expires=expires,
        status=status[0].lower() if status else "",
        place=item.place,
    )


def _issuer(text: str) -> tuple[str, str]:
    parts = re.split(r"\s+[–—|-]\s+|\s{2,}|\s+(?:issued )?by\s+|\s+from\s+", text.strip())
    if len(parts) == 2 and len(parts[1].split()) <= 6:
        return parts[0], parts[1].strip(" ,()")
    name, mark, last = text.rpartition(", ")
    if mark and (organisation_score(last) >= 1.2 or re.fullmatch(r"[A-Z]{2,6}", last)):
        return name, last
    return text, ""


def _dated(held: HeldCertificate, line: Line, today: date) -> HeldCertificate:
    from dataclasses import replace

    spans = find_spans(line.text, today=today)
    if not spans:
        return replace(held, issuer=held.issuer or re.sub(r"(?i)^(?:issued by|issuer)[\s:]*", "", line.text))
    return replace(held, granted=held.granted or spans[0].start, expires=held.expires or spans[0].end)


# ------------------------------------------------------------------ the rest


def read_interests(lines: list[Line]) -> tuple[Quote, ...]:
    """Each interest; a sentence stays whole."""
    return tuple(
        quote
        for line in lines
        for quote in ([line.quote()] if is_sentence(line.text) else split_items(line))
        if quote.text
    )


def read_publications(lines: list[Line], *, today: date) -> tuple[list[Publication], list[Quote]]:
    """Publications: the head is the title; authors and journal below it."""
    out: list[Publication] = []
    loose: list[Quote] = []
    for entry in find_entries(lines, today=today, has_one_name=True):
        if not entry.heads:
            loose += quote_lines(entry.body)
            continue
        title = _title_of(entry.heads[0].text, today)
        rest = " ".join(line.text for line in [*entry.heads[1:], *entry.body])
        doi = _DOI.search(rest)
        journal = re.search(r"\(([^()]+)\)\s*$", rest)
        authors = next(
            (
                line.text
                for line in [*entry.heads[1:], *entry.body]
                if "," in line.text and not _DOI.search(line.text)
            ),
            "",
        )
        out.append(
            Publication(
                title=title,
                publisher=journal[1] if journal else "",
                authors=authors,
                date=entry.span.start if entry.span else None,
                url=(doi[0] if doi[0].startswith("http") else f"https://doi.org/{doi[0]}") if doi else "",
                place=entry.heads[0].place,
            )
        )
    return out, loose


def _title_of(text: str, today: date) -> str:
    for span in reversed(find_spans(text, today=today)):
        text = text[: span.begin] + text[span.stop :]
    return text.replace("\t", " ").strip(" ,.;|()–—-")
