"""What the installed releases say about one occupation, apart from the skills it asks for.

Pay with its percentiles, outlook, technologies, tasks, interests, values, work
styles, education and experience, and the crosswalk with its kind of match. What is
not known is said in `unknown`, never shown as zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cairn.catalogue.releases import Release
from cairn.catalogue.store import Store

MatchKind = Literal["exact", "close", "broad", "narrow"]
WageMark = Literal["", "top-coded", "suppressed", "not given"]
EQUAL_ENOUGH: tuple[MatchKind, ...] = ("exact", "close")
# The answers to O*NET's question on education, in our words, and the credential each stands for.
EDUCATION = (
    ("less than a high school diploma", ""),
    ("high school diploma", "high-school-diploma"),
    ("certificate after high school", "high-school-diploma"),
    ("some college", "high-school-diploma"),
    ("associate degree", "associate-degree"),
    ("bachelor's degree", "bachelor-degree"),
    ("certificate after a bachelor's", "bachelor-degree"),
    ("master's degree", "master-degree"),
    ("certificate after a master's", "master-degree"),
    ("first professional degree", "doctorate"),
    ("doctorate", "doctorate"),
    ("research after a doctorate", "doctorate"),
)
_EXPERIENCE_YEARS = (0, 0.1, 0.2, 0.4, 0.75, 1.5, 3, 5, 7, 9, 11)
_PERCENTILES = ("pct10", "pct25", "median", "pct75", "pct90")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """One statistic in US dollars; `amount` is None where `mark` says why."""

    statistic: str
    amount: float | None
    mark: WageMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Wages:
    """Wages a year (or an hour, where only those are published) in the United States.

    `is_of_group` says that the figures are of the broader group the occupation is in.
    """

    year: int
    wages: tuple[Wage, ...]
    is_hourly: bool
    is_of_group: bool
    release: Release

    def amount(self, statistic: str) -> float | None:
        """The amount of a statistic (`median`, `pct10`, …), None where there is none."""
        return next((one.amount for one in self.wages if one.statistic == statistic), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Projected jobs; employment and openings a year in thousands, None where not given."""

    span: str
    employment: float | None
    projected: float | None
    change_percent: float | None
    openings_per_year: float | None
    entry_education: str
    work_experience: str
    training: str
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """A technology or tool in use; `is_hot` and `is_in_demand` are O*NET's marks."""

    name: str
    group: str
    is_tool: bool
    is_hot: bool
    is_in_demand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One row of the crosswalk: the other occupation's or group's id and how surely it is the same."""

    id: str
    title: str
    kind: MatchKind
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An interest, value, work style or condition of work with its score on the publisher's own scale."""

    label: str
    value: float
    scale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFacts:
    """Everything beside skills. `zone` is O*NET's job zone 1–5, 0 where not given.

    `education` are shares (0–1) of O*NET's answers by required education;
    `experience_years` the middle answer on related experience.
    """

    onet: str = ""
    esco: str = ""
    zone: int = 0
    education: tuple[tuple[str, float], ...] = ()
    experience_years: float | None = None
    wages: Wages | None = None
    outlook: Outlook | None = None
    technologies: tuple[Technology, ...] = ()
    tasks: tuple[str, ...] = ()
    interests: tuple[Scored, ...] = ()
    values: tuple[Scored, ...] = ()
    styles: tuple[Scored, ...] = ()
    context: tuple[Scored, ...] = ()
    matches: tuple[Match, ...] = ()
    unknown: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()

    def education_credential(self, share: float) -> str:
        """The starter's credential that at least this share of the answers asks for; empty for none."""
        asked, found = 1.0, ""
        shares = dict(self.education)
        for label, credential in EDUCATION:
            if shares and asked >= share - 1e-9:
                found = credential
            asked -= shares.get(label, 0.0)
        return found


def find_facts(store: Store, *, onet: str = "", esco: str = "") -> RoleFacts:
    """What the leading releases say of an occupation, by either code or both."""
    matches = find_matches(store, onet=onet, esco=esco)
    rated = _rows(store, "onet", onet) if onet else []
    missing: list[str] = []
    wages = _wages(store, onet[:7], missing) if onet else None
    outlook = _outlook(store, onet[:7], missing) if onet else None
    if onet and store.newest("onet") and not any(domain in {"skill", "knowledge"} for domain, *_ in rated):
        other = _rows(store, "onet-ratings", onet)
        known = "; the ratings shown are of a repackaged copy" if other else ""
        missing.append(f"O*NET has not rated the skills of this occupation{known}")
    return RoleFacts(
        onet=onet,
        esco=esco,
        zone=_zone(store, onet),
        education=_education(rated),
        experience_years=_experience(rated),
        wages=wages,
        outlook=outlook,
        technologies=_technologies(store, onet),
        tasks=_tasks(store, onet),
        interests=_scored(rated, "interest", {"OI"}),
        values=_scored(rated, "value", {"EX"}),
        styles=_scored(rated, "style", {"IM", "WI"}),
        context=_scored(rated, "context", {"CX", "CT"}),
        matches=matches,
        unknown=tuple(missing),
        credits=tuple(dict.fromkeys(one.credit for one in store.leading)),
    )


def find_matches(store: Store, *, onet: str = "", esco: str = "") -> tuple[Match, ...]:
    """The crosswalk's rows for an occupation, surest first."""
    release = store.newest("crosswalk")
    if release is None or not (onet or esco):
        return ()
    if onet:
        question = 'SELECT other, title, kind, what FROM "match" WHERE release = ? AND occupation = ?'
        rows = store.ask(question, release.key, onet)
    else:
        question = 'SELECT occupation, occupation, kind, what FROM "match" WHERE release = ? AND other = ?'
        rows = [
            (other, title_of(store, other) or other, kind, what)
            for other, _, kind, what in store.ask(question, release.key, esco)
        ]
    order = ("exact", "close", "narrow", "broad")
    found = [
        Match(id=other, title=title, kind=kind, is_group=what == "group") for other, title, kind, what in rows
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.title)))


def title_of(store: Store, occupation: str) -> str:
    """The title of an occupation of any leading release, empty where there is none."""
    for release in store.leading:
        found = store.ask(
            "SELECT title FROM occupation WHERE release = ? AND id = ?", release.key, occupation
        )
        if found:
            return str(found[0][0])
    return ""


def _rows(store: Store, name: str, onet: str) -> list[tuple[str, str, str, int, float]]:
    """Domain, label, scale, category and value of every rating of an occupation."""
    release = store.newest(name)
    if release is None:
        return []
    return store.ask(
        "SELECT skill.kind, skill.label, rating.scale, rating.category, rating.value FROM rating"
        " JOIN skill ON skill.release = rating.release AND skill.id = rating.element"
        " WHERE rating.release = ? AND rating.occupation = ? AND rating.mark != 'not relevant'",
        release.key,
        onet,
    )


def _zone(store: Store, onet: str) -> int:
    release = store.newest("onet")
    found = release and store.ask(
        "SELECT number FROM fact WHERE release = ? AND occupation = ? AND kind = 'job_zone'",
        release.key,
        onet,
    )
    return int(found[0][0]) if found else 0


def _education(rated: Sequence[tuple[str, str, str, int, float]]) -> tuple[tuple[str, float], ...]:
    shares = sorted(
        (category, value / 100) for _, _, scale, category, value in rated if scale == "RL" and value
    )
    return tuple((EDUCATION[category - 1][0], share) for category, share in shares if 0 < category <= 12)


def _experience(rated: Sequence[tuple[str, str, str, int, float]]) -> float | None:
    shares = sorted((category, value) for _, _, scale, category, value in rated if scale == "RW" and category)
    total, passed = sum(value for _, value in shares), 0.0
    for category, value in shares:
        passed += value
        if total and passed >= total / 2:
            return float(_EXPERIENCE_YEARS[min(category, len(_EXPERIENCE_YEARS)) - 1])
    return None


def _scored(
    rated: Sequence[tuple[str, str, str, int, float]], domain: str, scales: set[str]
) -> tuple[Scored, ...]:
    found = [
        Scored(label=label, value=value, scale=scale)
        for one, label, scale, _, value in rated
        if one == domain and scale in scales
    ]
    return tuple(sorted(found, key=lambda one: -one.value))


def _technologies(store: Store, onet: str) -> tuple[Technology, ...]:
    release = store.newest("onet")
    rows = release and store.ask(
        'SELECT example, "group", kind, hot, demand FROM technology WHERE release = ? AND occupation = ?'
        " ORDER BY demand DESC, hot DESC, example",
        release.key,
        onet,
    )
    return tuple(
        Technology(
            name=name, group=group, is_tool=kind == "tool", is_hot=bool(hot), is_in_demand=bool(demand)
        )
        for name, group, kind, hot, demand in rows or ()
    )


def _tasks(store: Store, onet: str) -> tuple[str, ...]:
    release = store.newest("onet")
    rows = release and store.ask(
        "SELECT text FROM task WHERE release = ? AND occupation = ? ORDER BY kind != 'Core', id",
        release.key,
        onet,
    )
    return tuple(text for (text,) in rows or ())


# ------------------------------------------------------------------ pay and outlook


def _wages(store: Store, soc: str, missing: list[str]) -> Wages | None:
    release = store.newest("bls-wages")
    if release is None:
        return None
    for code in dict.fromkeys((soc, f"{soc[:6]}0")):
        rows = store.ask(
            "SELECT statistic, amount, mark FROM pay WHERE release = ? AND occupation = ?", release.key, code
        )
        if rows:
            return _wages_of(store, release, code, rows, missing, is_of_group=code != soc)
    missing.append(f"{release.label} publishes no wages for {soc}")
    return None


def _wages_of(
    store: Store,
    release: Release,
    code: str,
    rows: Sequence[tuple[str, float | None, WageMark]],
    missing: list[str],
    *,
    is_of_group: bool,
) -> Wages:
    hourly = "SELECT 1 FROM fact WHERE release = ? AND occupation = ? AND kind = 'hourly_only'"
    is_hourly = bool(store.ask(hourly, release.key, code))
    start = "h_" if is_hourly else "a_"
    by_name = {
        name.removeprefix(start): (amount, mark) for name, amount, mark in rows if name.startswith(start)
    }
    wages = tuple(
        Wage(statistic=one, amount=by_name[one][0], mark=by_name[one][1])
        for one in _PERCENTILES
        if one in by_name
    )
    if is_hourly:
        missing.append("only wages an hour are published for this occupation, not a year")
    for one in wages:
        if one.mark == "top-coded":
            missing.append(f"the {_said(one.statistic)} wage lies above what the publisher prints")
        elif one.mark:
            missing.append(f"the {_said(one.statistic)} wage is {one.mark}")
    year = int(release.version[-4:])
    return Wages(year=year, wages=wages, is_hourly=is_hourly, is_of_group=is_of_group, release=release)


def _said(statistic: str) -> str:
    return "middle" if statistic == "median" else f"{statistic.removeprefix('pct')}th percentile"


def _outlook(store: Store, soc: str, missing: list[str]) -> Outlook | None:
    release = store.newest("bls-projections")
    if release is None:
        return None
    rows = store.ask(
        "SELECT kind, number, text FROM fact WHERE release = ? AND occupation = ?", release.key, soc
    )
    if not rows:
        missing.append(f"{release.label} has no projection for {soc}")
        return None
    numbers = {kind: number for kind, number, _ in rows}
    texts = {kind: text for kind, _, text in rows}
    return Outlook(
        span=release.version,
        employment=numbers.get("employment_base"),
        projected=numbers.get("employment_projected"),
        change_percent=numbers.get("employment_change_percent"),
        openings_per_year=numbers.get("openings_per_year"),
        entry_education=texts.get("entry_education", ""),
        work_experience=texts.get("work_experience", ""),
        training=texts.get("on_the_job_training", ""),
        release=release,
    )
