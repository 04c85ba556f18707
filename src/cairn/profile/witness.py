"""How much a witness to a skill says, and what several say together.

Each kind of witness speaks for a level and may be off by a spread; together they
weigh by the inverse of the squared spread, the standard combination of
independent measurements. Formulas and their sources stand in
`docs/method/levels.md`.
"""

import re
from typing import Literal

from cairn.assumptions import Assumptions
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.units import MAX_LEVEL

Independence = Literal["assisted", "did", "owned", "taught"]
_ORDER: tuple[Independence, ...] = ("assisted", "did", "owned", "taught")
# In the order they are looked for: standing in for a lead is not leading.
_SIGNS: tuple[tuple[Independence, re.Pattern[str]], ...] = (
    (
        "assisted",
        re.compile(
            r"\b(assist(?:s|ed|ing)?\b|help(?:s|ed|ing)?\b|shadow|contribut|participat|exposure|familiar"
            r"|st(?:and|ood)s? in\b|fill(?:s|ed|ing)? in for|cover(?:s|ed|ing)? for|deputi[sz]|back-?up"
            r"|occasional|now and then)",
            re.IGNORECASE,
        ),
    ),
    (
        "taught",
        re.compile(
            r"\b(train(?:ed|s|ing)\b|taught|teach|mentor|coach|precept|tutor|instruct|onboard)", re.IGNORECASE
        ),
    ),
    (
        "owned",
        re.compile(
            r"\b(own(?:s|ed|er|ing)?\b|led\b|leads?\b|leading|manag|head(?:s|ed)?\b|direct(?:s|ed|or)\b"
            r"|found(?:s|ed|er)\b|design(?:s|ed|ing)\b|architect|responsible for|introduc|establish"
            r"|launch|creat|chair|supervis|set up|built|ran\b|runs?\b|charge"
            r"|award|exceed|of the year\b|top (?:rep|seller|performer|\d)"
            r"|(?:of|above|over) (?:quota|target))",
            re.IGNORECASE,
        ),
    ),
)

DONE = Rule(
    name="level.done",
    label="level shown by what was done",
    formula="max(0, base + growth * (1 - exp(-years / growth_years))"
    " - min(most_fade, fade_per_year * max(0, years_since - grace_years)))",
    unit="levels",
)
RELATED = Rule(
    name="level.related",
    label="level shown by a neighbouring skill",
    formula="share * level",
    unit="levels",
)
ROLE = Rule(
    name="level.role",
    label="level usual after this time in the job",
    formula="min(max(asked, most), asked * min(1, start_share + (1 - start_share) * years / ramp_years)"
    " + growth * (1 - exp(-max(0, years - ramp_years) / growth_years)))",
    unit="levels",
)
LIFE = Rule(
    name="level.life",
    label="level that working life brings",
    formula="most * (1 - exp(-years / life_years))",
    unit="levels",
)
COMBINED = Rule(
    name="level.combined",
    label="level, all witnesses together",
    formula="mean_by(levels, weights)",
    unit="levels",
)
WEIGHT = Rule(name="level.weight", label="weight of a witness", formula="1 / spread ** 2")
SPREAD = Rule(
    name="level.spread",
    label="how far the level may be off",
    formula="max(least, sqrt(1 / sum(weights)))",
    unit="levels",
)
LOW = Rule(name="level.low", label="level, low end", formula="max(0, level - width * spread)", unit="levels")
HIGH = Rule(
    name="level.high",
    label="level, high end",
    formula=f"min({MAX_LEVEL}, level + width * spread)",
    unit="levels",
)


def find_independence(text: str) -> Independence:
    """How much on their own somebody did what a sentence says."""
    return next((grade for grade, sign in _SIGNS if sign.search(text)), "did")


def is_as_independent(grade: Independence, other: Independence) -> bool:
    """Whether `grade` is at least as independent as `other`."""
    return _ORDER.index(grade) >= _ORDER.index(other)


def level_done(
    assumptions: Assumptions, *, independence: Independence, years: float, years_since: float, quote: str
) -> Derivation:
    """Level from having done something for so long, so recently, so independently."""
    read = Source(kind="read", name="your résumé", detail=quote)
    return DONE(
        base=assumptions[f"level.base.{independence}"],
        years=leaf("years of doing it", round(years, 2), unit="years", source=read),
        years_since=leaf("years since", round(years_since, 2), unit="years", source=read),
        growth=assumptions[f"level.growth.{independence}"],
        growth_years=assumptions["level.growth_years"],
        most_fade=assumptions["level.most_fade"],
        fade_per_year=assumptions["level.fade_per_year"],
        grace_years=assumptions["level.grace_years"],
    )


def combine(assumptions: Assumptions, witnesses: list[tuple[Derivation, Derivation]]) -> Derivation:
    """The level that (level, spread) witnesses speak for together, with its range."""
    weights = [WEIGHT(spread=spread) for _, spread in witnesses]
    level = COMBINED(levels=[level for level, _ in witnesses], weights=weights)
    spread = SPREAD(weights=weights, least=assumptions["level.least_spread"])
    width = assumptions["level.range_width"]
    return COMBINED(
        levels=[one for one, _ in witnesses],
        weights=weights,
        low=LOW(level=level, width=width, spread=spread),
        high=HIGH(level=level, width=width, spread=spread),
    )
