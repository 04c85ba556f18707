"""What the toy role asks beside what the person holds: six skills, one unknown, two covered."""

from dataclasses import replace

from cairn.catalogue.values import CredentialRequirement, Requirement
from cairn.gap.values import CredentialGap, GapReport, SkillGap
from cairn.profile.values import HeldSkill, Testimony
from cairn.provenance import Derivation, Estimate, Rule, Source, leaf, leaf_estimate
from cairn.units import CredentialId, Month, RoleId, SkillId

CATALOGUE = Source(kind="catalogue", name="toy catalogue", detail="a row", licence="Apache-2.0", year=2026)
RESUME = Source(kind="read", name="your résumé", detail="“Wrote the weekly report in Python”")
ASSUMED = Source(
    kind="assumption",
    name="Cairn's assumptions",
    detail="level.growth: levels gained by doing (our judgement)",
)
ENTERED = Source(kind="entered", name="--hours-per-week", detail="4")
SOLVED = Source(
    kind="solved", name="the schedule", detail="four hours a week bind in every week to the finish"
)
_LEVEL = Rule(name="level from practice", label="Level", formula="start + growth * years", unit="levels")
_SIZE = Rule(name="gap size", label="Missing", formula="max(0, required - held)", unit="levels")
_PRIORITY = Rule(name="priority", label="Priority", formula="importance * size / 25")
_EFFORT = Rule(name="effort", label="Usual hours", formula="size * hours_per_level", unit="hours")
_SHARE = Rule(name="match", label="Match", formula="dot(shown, weight) / sum(weight)")

# A row: the label, its kind, then levels held and required, and the importance.
SKILLS = (
    ("Machine learning", "knowledge", 1.0, 4.0, 5.0),
    ("Statistics", "knowledge", 2.0, 4.0, 5.0),
    ("Python", "hard", 2.2, 4.0, 4.0),
    ("Model evaluation", "hard", None, 3.0, 3.0),
    ("Experiment design", "hard", 3.6, 3.0, 3.0),
    ("SQL", "hard", 4.0, 4.0, 4.0),
)


def _ranged(value: Derivation, spread: float) -> Derivation:
    ends = [
        leaf(f"{value.label}, {name}", max(0.0, value.value + sign * spread), source=ASSUMED, unit=value.unit)
        for name, sign in (("low", -1), ("high", 1))
    ]
    return replace(value, low=ends[0], high=ends[1])


def held_skill(label: str, level: float) -> HeldSkill:
    growth = leaf_estimate(
        "levels gained by doing", Estimate(value=0.5, low=0.3, high=0.8, source=ASSUMED), unit="levels a year"
    )
    start = leaf(f"First level of {label}", level - 1.0, source=RESUME, unit="levels")
    years = leaf("Years of it", 2.0, source=RESUME, unit="years")
    value = _ranged(_LEVEL(start=start, growth=growth, years=years, label=f"{label}, held"), 0.6)
    spread = leaf("Spread", 0.6, source=ASSUMED, unit="levels")
    testimony = Testimony(
        kind="done",
        quote=f"Used {label} every week",
        level=value,
        spread=spread,
        when=Month(2026, 10),
        experience=0,
    )
    slug = SkillId(label.lower().replace(" ", "-"))
    return HeldSkill(skill=slug, label=label, level=value, support="shown", testimonies=(testimony,))


def _skill_gap(label: str, kind: str, held: float | None, required: float, importance: float) -> SkillGap:
    skill = held_skill(label, held) if held is not None else None
    unknown = _ranged(leaf(f"{label}, unknown", 0.0, source=ASSUMED, unit="levels"), 2.0)
    level = skill.level if skill else unknown
    asked = leaf(f"{label}, asked", required, source=CATALOGUE, unit="levels")
    size = _SIZE(required=asked, held=level)
    rate = leaf_estimate("hours per level", Estimate(value=40, low=30, high=60, source=ASSUMED), unit="hours")
    effort = _EFFORT(size=size, hours_per_level=rate)
    low, high = (_EFFORT(size=size, hours_per_level=end) for end in (rate.low, rate.high) if end)
    weight = leaf("Importance", importance, source=CATALOGUE)
    gap_kind = "unknown" if skill is None else ("enhance" if size.value else "none")
    standing = "missing" if skill is None else "partial"
    if not size.value:
        standing = "exceeded" if level.value > required else "matched"
    return SkillGap(
        requirement=Requirement(
            skill=SkillId(label.lower().replace(" ", "-")),
            level=required,
            importance=importance,
            is_essential=True,
            source=CATALOGUE,
        ),
        label=label,
        skill_kind=kind,
        kind=gap_kind,
        standing=standing,
        held_skill=skill,
        required=asked,
        held=level,
        size=size,
        effort=replace(effort, low=low, high=high),
        priority=_PRIORITY(importance=weight, size=size),
        reason=f"The role asks {required:g} and nobody is hired without it."
        if size.value
        else "You have it.",
        is_checked_first=skill is None,
    )


def toy_gap() -> GapReport:
    skills = tuple(_skill_gap(*one) for one in SKILLS)
    shown = tuple(
        leaf(one.label, min(1, one.held.value / one.required.value), source=RESUME) for one in skills
    )
    weights = tuple(leaf("Importance", one.requirement.importance, source=CATALOGUE) for one in skills)
    degree = CredentialRequirement(
        any_of=(CredentialId("bachelor"),),
        is_essential=False,
        note="most postings name one",
        source=CATALOGUE,
    )
    certificate = replace(degree, any_of=(CredentialId("cert"),))
    return GapReport(
        role=RoleId("data-scientist"),
        title="Data scientist",
        skills=skills,
        credentials=(
            CredentialGap(
                requirement=degree,
                label="Bachelor's degree",
                held=CredentialId("bachelor"),
                reason="you hold it",
            ),
            CredentialGap(
                requirement=certificate, label="Cloud certificate", held=None, reason="it helps with hiring"
            ),
        ),
        match_score=_SHARE(shown=shown, weight=weights, label="Share of the role you show"),
        surplus=(held_skill("Spreadsheets", 4.2), held_skill("Training others", 3.1)),
    )
