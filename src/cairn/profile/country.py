"""The country a person lives in, as far as their address tells: some credentials hold in one only."""

import re

from cairn.reading.values import Contact
from cairn.reading.vocabulary import US_STATES

_NAMES = {
    "GB": "uk; u.k.; united kingdom; great britain; england; scotland; wales; northern ireland; britain",
    "US": "usa; u.s.a.; us; u.s.; united states; united states of america",
    "DE": "germany; deutschland",
    "FR": "france",
    "AT": "austria; österreich",
    "CH": "switzerland; schweiz; suisse",
    "IE": "ireland",
    "ES": "spain; españa",
    "IT": "italy; italia",
    "PT": "portugal",
    "NL": "netherlands; the netherlands; nederland",
    "BE": "belgium; belgique; belgië",
    "SE": "sweden; sverige",
    "NO": "norway; norge",
    "DK": "denmark; danmark",
    "FI": "finland; suomi",
    "PL": "poland; polska",
    "CA": "canada; ontario; quebec; québec; british columbia; alberta; manitoba; nova scotia",
    "AU": "australia; new south wales; queensland; tasmania",
    "NZ": "new zealand",
    "IN": "india",
    "ZA": "south africa",
    "SG": "singapore",
}
_COUNTRIES = {name: code for code, names in _NAMES.items() for name in names.split("; ")}
_STATES = frozenset(
    [
        "alabama",
        "alaska",
        "arizona",
        "arkansas",
        "california",
        "colorado",
        "connecticut",
        "delaware",
        "florida",
        "hawaii",
        "idaho",
        "illinois",
        "indiana",
        "iowa",
        "kansas",
        "kentucky",
        "louisiana",
        "maine",
        "maryland",
        "massachusetts",
        "michigan",
        "minnesota",
        "mississippi",
        "missouri",
        "montana",
        "nebraska",
        "nevada",
        "new hampshire",
        "new jersey",
        "new mexico",
        "new york",
        "north carolina",
        "north dakota",
        "ohio",
        "oklahoma",
        "oregon",
        "pennsylvania",
        "rhode island",
        "south carolina",
        "south dakota",
        "tennessee",
        "texas",
        "utah",
        "vermont",
        "virginia",
        "washington",
        "west virginia",
        "wisconsin",
        "wyoming",
    ]
)
_PROVINCES = frozenset(["ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE"])
_CALLING = {
    "1": "US", "44": "GB", "49": "DE", "33": "FR", "43": "AT", "41": "CH", "353": "IE", "34": "ES",
    "39": "IT", "351": "PT", "31": "NL", "32": "BE", "46": "SE", "47": "NO", "45": "DK", "358": "FI",
    "48": "PL", "61": "AU", "64": "NZ", "91": "IN", "27": "ZA", "65": "SG",
}  # fmt: skip
_POSTCODE_GB = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_MOBILE_GB = re.compile(r"^07\d{3}[ \d]{6,8}$")
_STATE_END = re.compile(r"[ ,]([A-Z]{2})(?: \d{5}(?:-\d{4})?)?$")


def country_of(contact: Contact) -> str:
    """The ISO code of the country of an address or telephone number; "" where neither tells."""
    place = contact.location.strip()
    parts = [part.strip(" .").casefold() for part in re.split(r"[,;|/·]", place)]
    named = next((_COUNTRIES[part] for part in reversed(parts) if part in _COUNTRIES), "")
    if named:
        return named
    state = _STATE_END.search(place)
    if state and state[1] in _PROVINCES:
        return "CA"
    if (state and state[1].casefold() in US_STATES) or any(part in _STATES for part in parts):
        return "US"
    if _POSTCODE_GB.search(place):
        return "GB"
    return _of_number(contact.phone.strip())


def _of_number(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    if phone.startswith(("+", "00")):
        digits = digits.removeprefix("00")
        return next((_CALLING[digits[:size]] for size in (3, 2, 1) if digits[:size] in _CALLING), "")
    return "GB" if _MOBILE_GB.match(phone) else ""
