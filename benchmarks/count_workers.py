"""How many people work in each ISCO unit group: `count_workers.py DATA OUT`, a CSV.

DATA holds the releases in folders of their own (`esco-1.1.1`, `crosswalk`, `bls`). The
people employed in a U.S. occupation (BLS projections, base year) are shared out evenly
over the ESCO occupations that the official crosswalk matches with it, of whatever kind
the match is, and summed by ISCO unit group. OUT is src/cairn/match/esco/workers.csv, in
thousands; it ranks occupations whose names fit a title equally well, and nothing else.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from cairn.catalogue.bls import read_bls
from cairn.catalogue.crosswalk import read_crosswalk
from cairn.catalogue.esco import read_esco

LEAST = 0.05


def employed(data: Path) -> dict[str, float]:
    """Thousands of people by U.S. occupation code."""
    tables = read_bls(sorted((data / "bls").glob("employment_projections*.csv")))
    facts = (row for table in tables for row in table.rows.get("fact", ()))
    return {str(row[0]): float(str(row[2])) for row in facts if row[1] == "employment_base"}


def matched(data: Path) -> dict[str, list[str]]:
    """The ESCO occupations of each U.S. occupation."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, own, what, *_ in read_crosswalk(sorted((data / "crosswalk").glob("*onet.csv"))).rows["match"]:
        if what == "occupation":
            found[str(code)[:7]].append(str(own))
    return found


def main(data: Path, out: Path) -> None:
    """Share out, sum, write."""
    release = read_esco(sorted((data / "esco-1.1.1").glob("*.zip")))
    groups = {one.id: one.isco for one in release.occupations}
    workers, sums = employed(data), dict.fromkeys(sorted(set(groups.values())), 0.0)
    for code, names in matched(data).items():
        for own in names:
            if own in groups:
                sums[groups[own]] += workers.get(code, 0.0) / len(names)
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("isco", "thousands"))
        rows.writerows((group, f"{count:.1f}") for group, count in sums.items() if count >= LEAST)
    print(json.dumps({"groups": len(sums), "with_workers": sum(one >= LEAST for one in sums.values())}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
