"""British spellings into American ones, so that both meet, and misspellings by their sound.

The result is a normal form for comparing, not for showing: “supervise” becomes
“supervize” on both sides, which does no harm.
"""

import re

_MAY_BE_BRITISH = re.compile("our|is[aei]|ys|ae|res?$|ogue")
_OUR = re.compile(
    r"^((?:mis|dis|un|re)?(?:col|lab|behavi|fav|harb|neighb|hon|rig|hum|od|vap|endeav|arm|glam|parl|flav|tum|ranc))our"
)
_ISE = re.compile(r"(?<=..[^e])is(e[ds]?|ers?|ing|ations?|ational)$")
_ISE_ENDINGS = ("ise", "ised", "ises", "ising", "iser", "isers", "isation", "isations", "isational")
_YSE = re.compile(r"ys(e[ds]?|ers?|ing)$")
_RE = re.compile(r"^(cent|met|lit|fib|theat|kilomet|millimet|centimet)re(s?)$")
_OGUE = re.compile(r"^(catal|dial|anal|monol)ogue(s?)$")
_GREEK = re.compile(
    r"^((?:ortho|an|gyn|h|leuk|p|f|encyclop)?)(?:(?<=p)ae(?=d)|(?<=h)ae(?=m)|(?<=an)ae(?=s)|(?<=gyn)ae)"
)
_WHOLE = {
    "aluminium": "aluminum",
    "centred": "centered",
    "cheque": "check",
    "cheques": "checks",
    "defence": "defense",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "grey": "gray",
    "jewellery": "jewelry",
    "judgement": "judgment",
    "licence": "license",
    "licences": "licenses",
    "manoeuvre": "maneuver",
    "mould": "mold",
    "offence": "offense",
    "orthopaedic": "orthopedic",
    "orthopaedics": "orthopedics",
    "oestrogen": "estrogen",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "programme": "program",
    "programmes": "programs",
    "sceptical": "skeptical",
    "skilful": "skillful",
    "storey": "story",
    "sulphur": "sulfur",
    "tyre": "tire",
    "tyres": "tires",
}


def american(word: str) -> str:
    """The American spelling of a lower-case word, as a form to compare by."""
    if not _MAY_BE_BRITISH.search(word):
        return _WHOLE.get(word, word)
    if (found := _WHOLE.get(word)) is not None:
        return found
    if "our" in word:
        return _OUR.sub(r"\1or", word)
    if word.endswith(_ISE_ENDINGS):
        return _ISE.sub(r"iz\1", word)
    if "ys" in word and len(word) > 5:
        return _YSE.sub(r"yz\1", word)
    if "ae" in word:
        return _GREEK.sub(r"\1e", word)
    if word.endswith(("re", "res")):
        return _RE.sub(r"\1er\2", word)
    return _OGUE.sub(r"\1og\2", word) if "ogue" in word else word


_INITIAL = re.compile("^(?:[kg](?=n)|p(?=[nst])|w(?=r)|ph(?=sy|y?sc))")
_HEARD = re.compile(
    "(?P<xn>[cst]+i[ao]n|tion)|(?P<f>ph)|(?P<j>dg|g(?=[eiy]))|(?P<k>ck|ch|c(?![eiyh])|q)|(?P<s>sc(?=[eiy])|c|z)"
    "|(?P<t>th)|(?P<ks>x)|(?P<none>gh|[aeiouyhw])"
)
_TWICE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """Roughly how a lower-case word sounds, for comparing misspellings by ear; a key, not a transcription.

    “Flebotomist” and “phlebotomist” share one, “nurce” and “nurse”, “acountant” and “accountant”.
    """
    heard = _HEARD.sub(_heard, _INITIAL.sub("", word))
    first = "a" if word[:1] in "aeiou" else ""
    return _TWICE.sub(r"\1", first + heard)


def _heard(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    return "" if kind == "none" else kind
