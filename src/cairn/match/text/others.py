"""Whose skills the words are: of people one works with, and of departments.

“Reporting to the finance director”, “aligned with Legal and Marketing”, “written by our
marketing agency” claim nothing and ask for nothing.
"""

import re

from cairn.words import stems_of, words_of

OTHERS_WORDS = stems_of(
    """
    report work alongside beside collaborate collaboration collaborative partner partnered liaise liaison
    support assist hand together escalate between behalf explain present help align peer colleague counterpart
    interface coordinate cooperate feedback head director chief mr mrs ms
    """
)
RARE_WORDS = stems_of("by refer")
_CUE = re.compile(
    r"\b(?:report(?:s|ed|ing)?\s+(?:\w+\s+){0,2}(?:in)?to|work(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:with|alongside|beside|for|under)|alongside"
    r"|collaborat\w+\s+(?:\w+\s+)?with|partner(?:s|ed|ing)?\s+with|liais\w+\s+(?:with|between)|support(?:s|ed|ing)?"
    r"|assist(?:s|ed|ing)?|hand(?:s|ed|ing)?\s+over\s+to|together\s+with|escalat\w+\s+to|between|on\s+behalf\s+of"
    r"|explain(?:s|ed|ing)?\s+\w+\s+to|present(?:s|ed|ing)?\s+\w+\s+to|(?:with\s+the\s+)?help\s+of)\s+"
    r"(?:(?:the|a|an|our|its|their|other|various|several|senior|\d+)\s+)*(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"\s*(?:(?:and|&|or|,)\s*[\w-]+\s*){0,2}(?:teams?|departments?|managers?|directors?|engineers?|staff|analysts?|officers?"
    r"|specialists?|colleagues|experts?|leads?|heads?|developers?|scientists?|functions?|offices?|groups?|consultants?|people|reps?"
    r"|executives?|professionals|partners|agenc(?:y|ies))\b",
    re.IGNORECASE,
)
_PERSON_ENDS = tuple(
    words_of(
        """
        er ers ist ists ician icians ant ants officer officers team nurse nurses ceo cfo cto coo cio
        """
    )
)
_DEPARTMENTS = frozenset(
    one.replace("_", " ")
    for one in words_of(
        """
        marketing finance financial legal law procurement purchasing hr human_resources it sales product
        products design engineering operations ops qa quality quality_assurance risk compliance logistics
        supply_chain communications comms pr public_relations research r&d security accounts accounting
        development production analytics data data_science support customer_service customer_services
        customer_success customer_support customer_care business_development manufacturing planning
        maintenance nursing pharmacy housekeeping ux warehouse warehousing dispatch merchandising payroll
        audit tax recruiting recruitment
        """
    )
)
_DEPARTMENT = "(?:" + "|".join(sorted(_DEPARTMENTS, key=len, reverse=True)).replace(" ", r"\s+") + ")"
_WITH_DEPARTMENTS = re.compile(
    r"\b(?:(?:work|align|liais|collaborat|partner|co-?operat|interfac|co-?ordinat|engag|interact|communicat|shar)\w*"
    r"\s+(?:[\w-]+\s+){0,3}?(?:with|between|among)|(?:link|bridg|relationship|contact)\w*\s+(?:[\w-]+\s+){0,2}?(?:with|between)"
    r"|(?:peer|colleague|counterpart|contact|stakeholder)\w*\s+(?:in|from|across)"
    r"|(?:Mr|Mrs|Ms|Dr)\b\.?\s+\w+(?:\s+\w+)?\s+(?:from|in|of)"
    r"|feedback\s+(?:with|to|from)|alongside|escalat\w*\s+to|hand\w*\s+over\s+to|refer\w*\s+\w+\s+to)\s+"
    rf"(?:(?:{_DEPARTMENT}|the|our|other|both|and|or|&|as\s+well\s+as|team|teams|department|departments|internal)\b[\s,/]*|[,&/]\s*)*$",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    r"^(?!.*\b(?:promot|rose|risen|appoint|progress|advanc|became|step|mov)\w*).*(?<!\bas\s)"
    r"\b(?:(?:the|our|their|his|her)\s+|(?:to|with|for|support\w*|assist\w*)\s+(?:the\s+)?)(?:\w+\s+){0,2}"
    r"(?:head|heads|director|vp|vice[\s-]president|chief|manager|secretary|minister)\s+(?:of|for)\s+(?:[\w-]+\s+(?:and|&)\s+)?$",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"\brefer(?:red|s|ring)?\s+(?:[\w-]+\s+){1,2}to\s[^;]*$", re.IGNORECASE)
_BY = (" by our ", " by the ", " by a ", " by an ", " by their ")
_BY_OTHERS = re.compile(
    r"^[^.;,\n]{0,30}\bby\s+(?:the|our|an?|other|my|their)\s+(?:[\w-]+['’]s?\s+)?(?:[\w-]+\s+)?(?:staff|team|collaborators?|colleagues?|agenc(?:y|ies)"
    r"|contractors?|suppliers?|clients?|compan(?:y|ies)|partners?|departments?)\b"
    r"|^\s+by\s+(?-i:[A-Z])[\w&]+\s+(?:Ltd|Limited|Inc|LLP|plc|GmbH)\b",
    re.IGNORECASE,
)


def may_be_people(text: str, start: int, end: int) -> bool:
    """Whether the words themselves and those right beside them allow for people at all."""
    quote = text[start:end].lower()
    if text.endswith((" of ", " for "), 0, start) or quote in _DEPARTMENTS or quote.endswith(_PERSON_ENDS):
        return True
    if text.endswith((" and ", " & "), 0, start) and text.find(" of ", max(0, start - 30), start) >= 0:
        return True
    return bool(_PERSON_AFTER.match(text, end, end + 60))


def is_of_people(quote: str, before: str, after: str) -> bool:
    """Whether the clause before and the words after make it people or departments one works with."""
    if _HEAD_OF.search(before):
        return True
    if quote.lower() in _DEPARTMENTS and _WITH_DEPARTMENTS.search(before):
        return True
    if not (quote.lower().endswith(_PERSON_ENDS) or _PERSON_AFTER.match(after)):
        return False
    return bool(_CUE.search(before))


def is_referred(before: str) -> bool:
    """Whether it is what people were sent on to (“referred clients to …”)."""
    return bool(_REFERRED.search(before))


def is_by_others(text: str, start: int, end: int) -> bool:
    """Whether somebody else does it: “by our marketing agency”, “marketing by our agency”."""
    if text.endswith(_BY, 0, start) and _PERSON_AFTER.match(text, end, end + 60):
        return True
    return bool(_BY_OTHERS.match(text[end : end + 80]))
