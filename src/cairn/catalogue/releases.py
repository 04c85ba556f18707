"""What a release is once it has been read: rows for the store, counts, flaws, credit.

Readers of the publishers' files (`onet`, `bls`, `crosswalk`, and `esco` through
`esco_rows`) give a `ReadRelease`; the store writes it down without knowing whose it
is. `version_key` orders releases of one name, newest last.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.errors import Problem

Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who gives out a family of releases, on which terms, and where.

    `address` may be a page: `link` then names the file to take from it; `more` are
    files beside it. Empty where the publisher hands it out only by e-mail or by hand.
    `how` says what to do by hand, in any case.
    """

    name: str
    title: str
    licence: str
    credit: str
    address: str = ""
    link: str = ""
    more: tuple[str, ...] = ()
    how: str = ""


PUBLISHERS: Mapping[str, Publisher] = {
    one.name: one
    for one in (
        Publisher(
            name="onet",
            title="O*NET database",
            licence="CC BY 4.0",
            credit="O*NET database by the U.S. Department of Labor, Employment and Training Administration "
            "(USDOL/ETA), used under CC BY 4.0; Cairn has changed its form",
            address="https://www.onetcenter.org/database.html",
            link=r"dl_files/database/db_\d+_\d+_text\.zip",
            how="take “All files”, Text, at https://www.onetcenter.org/database.html, then give it:"
            " cairn data install onet FILE.zip",
        ),
        Publisher(
            name="esco",
            title="ESCO classification",
            licence="free reuse, Commission Decision 2011/833/EU",
            credit="This service uses the ESCO classification of the European Commission",
            how="ESCO sends it by e-mail: at https://esco.ec.europa.eu/en/use-esco/download tick, for your"
            " language and as CSV, “classification” and then “relations”, and give both zips:"
            " cairn data install esco CLASSIFICATION.zip RELATIONS.zip",
        ),
        Publisher(
            name="bls",
            title="BLS wages and employment projections",
            licence="public domain (U.S. government work)",
            credit="U.S. Bureau of Labor Statistics, OEWS and Employment Projections",
            address="https://www.bls.gov/oes/tables.htm",
            link=r"special-requests/oesm\d+nat\.zip|special\.requests/oesm\d+nat\.zip",
            more=("https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx",),
            how="take “National” (XLS) at https://www.bls.gov/oes/tables.htm and the occupation tables (XLSX)"
            " at https://www.bls.gov/emp/data/occupational-data.htm, then give both:"
            " cairn data install bls FILE FILE",
        ),
        Publisher(
            name="crosswalk",
            title="ESCO–O*NET crosswalk",
            licence="free reuse with credit (ESCO and USDOL/ETA)",
            credit="ESCO–O*NET crosswalk by the ESCO Secretariat with the U.S. Department of Labor/ETA",
            address="https://esco.ec.europa.eu/en/about-esco/data-science-and-esco/crosswalk-between-esco-and-onet",
            link=r"[\w%()./:-]*ONET[\w%().-]*\.csv",
            how="take the crosswalk (CSV) from https://esco.ec.europa.eu/en/about-esco/data-science-and-esco/"
            "crosswalk-between-esco-and-onet, then give it: cairn data install crosswalk FILE.csv",
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelease:
    """One release as read: `rows` by table of the store, without the release's own key.

    `accounts` says for every table of the publisher how many rows were read, how many
    set aside and why; `note` is what a person should know of this copy.
    """

    name: str
    version: str
    rows: Mapping[str, Rows]
    accounts: tuple[tuple[str, int, int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    note: str = ""

    @property
    def publisher(self) -> Publisher:
        """Whose it is: `bls-wages` is BLS's."""
        return PUBLISHERS[self.name.split("-")[0]]


_SHORT = {
    "onet": "O*NET",
    "esco": "ESCO",
    "onet-ratings": "O*NET ratings, repackaged,",
    "bls-wages": "BLS",
    "bls-projections": "BLS projections",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An installed release as it is listed. `counts` are rows by table of the store."""

    key: int
    name: str
    version: str
    title: str
    licence: str
    credit: str
    note: str
    checksum: str
    counts: Mapping[str, int]
    accounts: tuple[tuple[str, int, int, str], ...]
    problems: tuple[Problem, ...]

    @property
    def label(self) -> str:
        """How it is named beside a number, as in “O*NET 29.3”."""
        return f"{_SHORT.get(self.name, self.title)} {self.version}".strip()


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, for ordering: 29.3 comes after 29.0, 2024 after 2023."""
    return tuple(map(int, re.findall(r"\d+", version)))
