"""What a text tells of an employer, its customers and others named in it, not of the person or the job.

“A provider of mortgages”, “our client designs …”, “free parking, dental and English
lessons”, “my wife does the bookkeeping” claim nothing and ask for nothing.
"""

import re
from collections.abc import Sequence

from cairn.words import stems_of

_SELLERS = stems_of(
    "provider supplier manufacturer maker producer distributor retailer seller publisher vendor wholesaler"
)
_FIRMS = stems_of(
    """
    retailer developer producer operator company firm brand agency employer consultancy contractor leader
    teams staff colleague employee professional office department
    """
)
_HOUSES = stems_of(
    """
    client company firm business agency organisation organization charity group bank members library school
    hotel hospital university council nursery museum college app platform product software service solution
    """
)
_ORGANISATIONS = stems_of(
    """
    ltd limited plc inc llp llc gmbh solicitors property hospital center centre clinic school college
    university ranch farms group bank company co hotel agency council trust services partners studio labs
    foods holdings industries solutions retail stores restaurant
    """
)
_KINDS = stems_of(
    """
    firm studio agency company startup consultancy charity business provider specialist manufacturer retailer
    practice brand employer leader platform
    """
)
_NO_FIRM = stems_of("you i they he she it this who to")
_ARE = stems_of("we are is we're")
_REGARD = stems_of("regardless regard basis discriminate mr mrs ms dr prof")
_PERKS = stems_of(
    "401k dental pto pension holiday holidays leave insurance equity parking gym discount discounts tuition"
)
_OFFERS = stems_of(
    """
    sell offer employ specialise specialize serve operate cover automate manufacture supply build produce
    develop make run provide recruit
    """
)
_RELATIVES = stems_of(
    "wife husband mum mom mother dad father brother sister boss son daughter partner flatmate friend"
)
_WORKERS = stems_of(
    """
    partners owners boss accountant bookkeeper secretary secretaries engineers office team desk department
    agency analysts developers doctors nurses
    """
)
_THEIR_VERBS = stems_of("do does did handle run code raise use look deal own build write")
_THE, _IN = stems_of("our my the your wider last current previous former"), stems_of("in of for across work")
_MY, _WE = stems_of("my his her their"), stems_of("we also currently proudly")
EMPLOYER_WORDS = (
    _SELLERS | _FIRMS | _HOUSES | _ORGANISATIONS | _KINDS | _REGARD | _PERKS | _OFFERS | _RELATIVES | _WORKERS
)
_BEFORE_OF = {
    **dict.fromkeys(_RELATIVES, _MY),
    **dict.fromkeys(_OFFERS, _WE),
    **dict.fromkeys(_HOUSES, _THE),
    "partner": _MY | _THE,
}
_AFTER_OF = {key: (_IN if key in _FIRMS | _SELLERS else frozenset()) for key in _FIRMS | _SELLERS | _WORKERS}
_AFTER_OF |= {key: _AFTER_OF[key] | _THEIR_VERBS for key in _WORKERS}
_ASKING = (
    r"seek|need|look|requir|want|hir|recruit|must|you\b|your\b|candidate|applicant|join|experience|knowledge|skill"
    r"|I\b|my\s+role"
)
_EMPLOYER = re.compile(
    r"(?:(?i:\b(?:(?:provid|suppli|manufactur|mak|produc|distribut|sell|publish|wholesal|retail)ers?|vendors?)\s+(?:of|in)"
    r"|\b(?:leading|largest|biggest|top|specialist|premier|major)\s+(?:\w+\s+)?(?:retailers?|developers?|producers?|operators?"
    r"|compan(?:y|ies)|firms?|brands?|agenc(?:y|ies)|employers?|consultanc(?:y|ies)|contractors?)\s+(?:of|in|for)"
    r"|\b(?:global|market|world|world['’]s|industry|leading|international)\s+leaders?\s+in"
    r"|\b(?:our|my|the|your)\s+(?:(?:last|current|previous|former)\s+)?(?:client|company|firm|business|wider\s+business|agency|organi[sz]ation|charity|group|bank|members"
    r"|library|school|hotel|hospital|university|council|nursery|museum|college|app|platform|products?|software|services?|solutions?)"
    r"(?:['’]s)?\s+(?:\w+\s+)?(?:sells|makes|offers|provides|designs|runs|builds|operates|includes|has|have|speciali[sz]es?"
    r"|serves|works|develops|manufactures|delivers|supplies|owns|produces|run|brings|include|made|sold|built|produced|helps|lets|powers|connects|enables)"
    r"|\b(?:use|uses|using)\s+our\s+(?:\w+\s+)?(?:app|platform|products?|software|services?|solutions?|tools?)\s+(?:for|to)"
    r"|\b(?:we(?:['’]re|\s+are)\s+on\s+a\s+mission|our\s+mission)|\bwithout\s+regard\s+to|\bregardless\s+of|\bdiscriminat\w+"
    r"|\bon\s+the\s+basis\s+of"
    r"|\bwe(?:\s+(?:also|currently|proudly))?\s+(?:offer|sell|employ|speciali[sz]e|serve|operate|cover|automate|manufacture|supply)"
    r"|\b(?:firm|company|business|agency|practice|group|organi[sz]ation|university|faculty|hospital)\s+with\s+(?:\w+\s+)?(?:teams|offices|departments)\s+in"
    r"|\b(?:has|employs?|have)\s+(?:[\w,+]+\s+){1,4}(?:staff|people|colleagues|employees|professionals)\s+(?:\w+\s+){0,4}in"
    r"|\b(?:colleagues|people|staff|teams)\s+work(?:ing)?\s+(?:here\s+)?(?:in|across)"
    r"|\bacting\s+as\s+an?\s+(?:employment|recruitment)\s+(?:agency|business))"
    r"|\b(?!I\b)[A-Z][\w&]+\s+(?:sells|offers|speciali[sz]es|manufactures|automates|operates|employs|serves)"
    r"|\b(?:[A-Z][\w&]+\s+)+(?<!er\s)(?<!or\s)(?<!ist\s)(?<!ant\s)(?<!ian\s)(?<!yst\s)(?<!ate\s)(?<!ive\s)(?<!Cook\s)(?<!Nurse\s)(?<!Lead\s)"
    r"(?<!Chef\s)(?<!It\s)(?<!He\s)(?<!She\s)(?<!This\s)(?<!Who\s)(?:builds|produces|develops|makes|provides|brings))\b"
    rf"(?!(?i:.*\b(?:{_ASKING})))[^;:]*$",
    re.DOTALL,
)
_HEADCOUNT = re.compile(
    r"\b\d[\d,.]*\+?\s+(?:\w+\s+)?(?:colleagues|people|staff|employees|professionals)\s+(?:\w+\s+){0,3}in\b[^;:]*$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:le[ad]d?|leading|manag|supervis|train|recruit|hir|team|coach|ran|run)", re.IGNORECASE
)
_AGENCY = re.compile(
    r"\bwe\s+(?:also\s+)?(?:recruit|hire)\s+for\b|\bother\s+(?:roles|vacancies|jobs)\s+(?:in|include)\b",
    re.IGNORECASE,
)
_WE_ARE = re.compile(r"\b(?:we\s+are|we['’]re|is|are)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_KIND_AFTER = re.compile(
    r".*?\b(?:firm|studio|agency|company|start-?up|consultancy|charity|business|provider|specialists?|platform|manufacturer"
    r"|retailer|practice|brand|employer|leader)\b(?!\s+(?:analyst|manager|develop))",
    re.IGNORECASE,
)
_OF_HOUSE = re.compile(
    r"\b(?:Ltd|Limited|plc|Inc|LLP|LLC|GmbH|Solicitors|Property|Hospital|Cent(?:er|re)|Clinic|School|College|University|Ranch"
    r"|Farms?|Group|Bank|Company|Co|Hotel|Agency|Council|Trust|Services|Partners|Studios?|Labs|Foods|Holdings|Industries"
    r"|Solutions|Retail|Stores?|Restaurant)\.?\s*\([^()\n]*$"
)
_THIRD = re.compile(
    r"(?:(?:^\s*|[,;(]\s*|\b(?:and|because|although|while|where|whereas)\s+)(?:my|his|her|their)\s+(?:wife|husband|mum|mom|mother|dad|father"
    r"|brother|sister|boss|son|daughter|partner|flatmate|friend)\b(?!.*\bI\b)"
    r"|\b(?:with|alongside|by|help\s+of|help(?:ed|ing)|assist\w*|support\w*)\s+(?:(?:a|an|the|our|my|other|whose)\s+)?(?:[\w-]+,?\s+){0,3}(?:who|whose)\s"
    r"|\b(?:Prof|Dr|Mr|Mrs|Ms)\b\.?\s+\w+\s+(?:\w+\s+)?(?:is|was|has|leads|runs|does|did|teaches|taught)\s"
    r"|\b(?:for|to|with|by|from)\s+(?-i:(?:[A-Z]\w+\s+){0,2}[A-Z]\w+),\s+who\s"
    r"|\b(?:(?:Prof|Dr|Mr|Mrs|Ms)\b\.?[^,;(]{0,30}[,(]\s*|[A-Z][a-z]+\s*\()(?:who|whose)\s"
    r"|\bthe\s+(?:\w+\s+)?(?:partners|owners?|boss|accountants?|bookkeepers?|secretar(?:y|ies)|engineers|office|team|desk|department|agency|analysts|developers|doctors|nurses)\s+"
    r"(?:did|does|do|handled?s?|runs?|ran|codes?d?|raises?d?|used?s?|looks?\s+after|deals?\s+with|owns?|build|builds|built|write|wrote)\b"
    r")[^;,]*$",
    re.DOTALL | re.IGNORECASE,
)
_THEIR_TEAM = re.compile(
    r"\s+(?:team|department|office|desk)\s+(?:handles|does|did|runs|ran|raises|raised|uses|used|owns|looks\s+after|deals\s+with)\b"
)
_PERK = re.compile(
    r"\b(?:401\s?\(?k\)?|dental|vision|medical|PTO|paid\s+(?:time\s+off|leave|holiday)|pension|holidays?|annual\s+leave|equity"
    r"|(?:health|life)\s+insurance|stock\s+options|parking|gym|season\s+ticket|free\s+\w+|discounts?|cycle\s+to\s+work|tuition"
    r"|days['’]?\s+(?:leave|off|of\s+vacation|holiday))\b",
    re.IGNORECASE,
)
_RUNS_PERKS = re.compile(
    r"\b(?:administer|manag|negotiat|enrol|process|advis|design|explain|sold|sell)", re.IGNORECASE
)
_FEWEST_PERKS = 2


def may_be_employer(text: str, stems: Sequence[str], starts: Sequence[int], at: int) -> bool:
    """Whether the cue word `at` stands beside what makes it worth a closer look."""
    key, before = stems[at], stems[at - 1] if at else ""
    after = stems[at + 1] if at + 1 < len(stems) else ""
    if (
        before in _BEFORE_OF.get(key, ())
        or after in _AFTER_OF.get(key, ())
        or key in _REGARD
        or key in _PERKS
    ):
        return True
    if key in _OFFERS:
        return bool(at) and text[starts[at - 1]].isupper() and before not in _NO_FIRM
    if key in _ORGANISATIONS and "(" in text[starts[at] + 2 : starts[at + 1] if after else None]:
        return True
    return key in _KINDS and not _ARE.isdisjoint(stems[max(0, at - 6) : at])


def find_relatives(text: str) -> list[int]:
    """Where a clause tells of somebody just named (“…, who does the accounts”)."""
    found = []
    for sign in (", who ", "(who ") if "(" in text else (", who ",):
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return found


def is_perk(sentence: str) -> bool:
    """Whether a sentence lists what an employer gives its people."""
    perks = {found.lower() for found in _PERK.findall(sentence)}
    return len(perks) >= _FEWEST_PERKS and not _RUNS_PERKS.search(sentence)


def is_of_employer(quote: str, before: str, after: str) -> bool:
    """Whether the sentence before tells of a company, or of somebody else's work."""
    if before.lower().endswith(("the ", "our ")) and _THEIR_TEAM.match(after):
        return True
    if (
        _EMPLOYER.search(before)
        or _THIRD.search(before)
        or _AGENCY.search(before)
        or _OF_HOUSE.search(before)
    ):
        return True
    if _HEADCOUNT.search(before) and not _LEADS.search(before):
        return True
    return bool(_WE_ARE.search(before) and _KIND_AFTER.match(quote + _three_words(after)))


def _three_words(after: str) -> str:
    return re.split(r"[,.;:()\n]", after, maxsplit=1)[0][:30]
