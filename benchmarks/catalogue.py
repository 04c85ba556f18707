"""Counts, times, sizes, memory and coverage of the catalogue, from the publishers' releases.

    python benchmarks/catalogue.py RELEASES [OLDER_STARTER]

RELEASES is a folder with the publishers' files in folders of their own (`onet-29.3-xlsx`,
`esco-1.1.1`, `bls`, `crosswalk`, …). Every release is installed by a process of its own
into an empty data folder, as a person would. OLDER_STARTER is a folder with the TOML
files of an earlier starter, for comparing coverage.

Coverage, the rule: an item (an essential ESCO skill by its label and other names, an
O*NET technology marked hot or in demand by its name) is covered by a starter role when
the product's own finder, reading those names, finds a skill that the role requires or
that shows one it requires. Prints JSON.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.starter_layer import read_starter
from cairn.catalogue.store import Store, catalogue_file
from cairn.match import SkillFinder, find_skills
from cairn.match.installed import match_installed_roles

FAMILIES = {"onet": "onet*", "esco": "esco*", "bls": "bls*", "crosswalk": "crosswalk*"}
QUERIES = ("software developer", "beekeeper", "crane opertor", "staff nurse", "forensic sience technician")
MS, MB = 1000, 1e6


def main(releases: Path, older: Path | None) -> dict[str, Any]:
    """All figures; the data folder is thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        installs = [install(home, name, path) for name, path in found_releases(releases)]
        opening = in_a_process(home, OPEN)
        store = Store.open(home)
        if store is None:
            return {"error": f"no release was found under {releases}"}
        starter = load_catalogue()
        figures: dict[str, Any] = {
            "installs": installs,
            "all_installs_s": round(sum(one["seconds"] for one in installs), 1),
            "all_installs_cpu_s": round(sum(one["cpu_seconds"] for one in installs), 1),
            "esco_search_cpu_s": search_index_seconds(releases),
            "peak_memory_mb": max(one["peak_mb"] for one in installs),
            "file_mb": round(catalogue_file(home).stat().st_size / MB, 1),
            "open": opening,
            "releases": [release_figures(store, one.key) for one in store.releases],
            "search_ms": search_figures(store),
            "starter": starter_figures(starter, store, older),
            "main_job_start_cpu_ms": start_figures(home),
            "commands_cpu_s": command_figures(home),
        }
        store.close()
        return figures


def found_releases(folder: Path) -> list[tuple[str, Path]]:
    """(name, folder) of everything that can be installed."""
    return [
        (name, path) for name, form in FAMILIES.items() for path in sorted(folder.glob(form)) if path.is_dir()
    ]


def install(home: Path, name: str, path: Path) -> dict[str, Any]:
    """One install in a process of its own: seconds and peak memory, ESCO's search included."""
    code = (
        "import resource, sys, time; started = time.perf_counter()\n"
        "from cairn_cli.app import run\n"
        "status = run(['data', 'install', sys.argv[1], sys.argv[2], '--json'])\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "spent = time.perf_counter() - started\n"
        "sys.stderr.write(f'\\n{status} {spent} {time.process_time()} {peak}')\n"
    )
    env = {**os.environ, "CAIRN_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code, name, str(path)], env=env, capture_output=True, text=True, check=True
    )
    status, seconds, cpu, peak = done.stderr.splitlines()[-1].split()
    return {
        "name": name,
        "from": path.name,
        "status": int(status),
        "seconds": round(float(seconds), 2),
        "cpu_seconds": round(float(cpu), 2),
        "peak_mb": round(int(peak) * 1024 / MB),
    }


OPEN = (
    "import resource, sys, time\n"
    "from pathlib import Path\n"
    "from cairn.catalogue.store import Store\n"
    "started = time.perf_counter()\n"
    "store = Store.open(Path(sys.argv[1]))\n"
    "seconds = time.perf_counter() - started\n"
    "print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


def search_index_seconds(releases: Path) -> float:
    """Processor seconds of the search vectors of ESCO alone, which the install above includes."""
    zips = sorted(releases.glob("esco*/*.zip"))
    if not zips:
        return 0.0
    from cairn.catalogue.esco import read_esco
    from cairn.match.esco.index import EscoIndex

    release = read_esco(zips)
    started = time.process_time()
    EscoIndex.of(release)
    return round(time.process_time() - started, 1)


def in_a_process(home: Path, code: str) -> dict[str, float]:
    """Opening the file in fresh processes: median milliseconds, peak megabytes of the whole process."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(5)
    ]
    return {
        "ms": round(statistics.median(float(one[0]) for one in runs) * MS, 2),
        "process_peak_mb": round(max(int(one[1]) for one in runs) * 1024 / MB),
    }


def release_figures(store: Store, key: int) -> dict[str, Any]:
    """What a release holds, and that read = kept + left out with a reason for each row left out."""
    release = next(one for one in store.releases if one.key == key)
    figures: dict[str, Any] = {"release": release.label, "rows": dict(release.counts)}
    rated = store.ask(
        "SELECT count(DISTINCT occupation) FROM rating JOIN skill ON skill.release = rating.release"
        " AND skill.id = element WHERE rating.release = ? AND skill.kind IN ('skill', 'knowledge')",
        key,
    )[0][0]
    zones = store.ask("SELECT count(*) FROM fact WHERE release = ? AND kind = 'job_zone'", key)[0][0]
    figures |= {"occupations_rated": rated} if rated else {}
    figures |= {"occupations_with_zone": zones} if zones else {}
    figures["left_out"] = {
        table: f"{gone} of {read}: {why}" for table, read, gone, why in release.accounts if gone
    }
    figures["rows_read"] = sum(read for _, read, _, _ in release.accounts)
    figures["unexplained"] = [table for table, _, gone, why in release.accounts if gone and not why]
    return figures


def search_figures(store: Store) -> dict[str, float]:
    """Waits of search over all installed titles."""
    waits = [timed(lambda query=query: match_installed_roles(query, store)) for query in QUERIES * 4]
    return {"median": round(statistics.median(waits) * MS, 1), "most": round(max(waits) * MS, 1)}


def start_figures(home: Path) -> dict[str, float]:
    """Processor time to the catalogue and a named starter role, with nothing or all installed."""
    code = (
        "import time\n"
        "from cairn_cli.naming import find_catalogue, find_role_anywhere\n"
        "started = time.process_time()\n"
        "find_role_anywhere('data scientist', find_catalogue(''))\n"
        "print(time.process_time() - started)\n"
    )
    figures = {}
    with tempfile.TemporaryDirectory() as empty:
        for name, folder in (("nothing_installed", empty), ("all_installed", str(home))):
            env = {**os.environ, "CAIRN_HOME": folder}
            command = [sys.executable, "-c", code]
            runs = [
                float(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout)
                for _ in range(7)
            ]
            figures[name] = round(statistics.median(runs) * MS, 1)
    return figures


COMMANDS = (
    "role beekeeper --catalogue esco",
    "near beekeeper --catalogue esco",
    "near cook",
    "role cook",
    "data changes",
    "data search beekeeper",
    "routes --from cook --to hotel-manager",
    "routes --from 15-1252.00 --to 11-3021.00 --catalogue onet",
)


def command_figures(home: Path) -> dict[str, float]:
    """Processor seconds of whole commands with everything installed, the median of three."""
    code = (
        "import sys, time\n"
        "from cairn_cli.app import run\n"
        "status = run(sys.argv[1:])\n"
        "sys.stderr.write(f'\\n{status} {time.process_time()}')\n"
    )
    env = {**os.environ, "CAIRN_HOME": str(home)}
    figures = {}
    for words in COMMANDS:
        runs = []
        for _ in range(3):
            command = [sys.executable, "-c", code, *words.split()]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
            status, seconds = done.stderr.splitlines()[-1].split()
            runs.append(float(seconds))
        figures[words] = round(statistics.median(runs), 2) if status == "0" else -1.0
    return figures


# ------------------------------------------------------------------ the starter


def starter_figures(starter: Catalogue, store: Store, older: Path | None) -> dict[str, Any]:
    """Size, load time and coverage of the starter, and of an earlier one where given."""
    code = (
        "import time\n"
        "from cairn.catalogue import load_catalogue\n"
        "started, spent = time.perf_counter(), time.process_time()\n"
        "load_catalogue()\n"
        "print(time.perf_counter() - started, time.process_time() - spent)\n"
    )
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(7)
    ]
    figures: dict[str, Any] = {
        "roles": len(starter.roles),
        "fields": len({one.field for one in starter.roles.values()}),
        "skills": len(starter.skills),
        "ways": len(starter.options),
        "load_ms": round(statistics.median(float(one[0]) for one in runs) * MS, 1),
        "load_cpu_ms": round(statistics.median(float(one[1]) for one in runs) * MS, 1),
        "coverage": coverage_figures(starter, store),
    }
    if older is not None:
        files = [(one.name, one.read_text(encoding="utf-8")) for one in sorted(older.glob("*.toml"))]
        figures["coverage_before"] = coverage_figures(read_starter(files), store)
    return figures


def coverage_figures(starter: Catalogue, store: Store) -> dict[str, Any]:
    """Mean share of each list that a role's requirements cover, over roles that have the code."""
    finder = SkillFinder.of(starter)
    esco, technologies = [], []
    for role in starter.roles.values():
        wanted = {one.skill for one in role.requirements}
        wanted |= {
            one.id for one in starter.skills.values() if any(shown.skill in wanted for shown in one.shows)
        }
        esco += share_of(essential_skills(store, role.codes.esco), wanted, finder)
        technologies += share_of(hot_technologies(store, role.codes.onet), wanted, finder)
    return {
        "esco_essential_skills": summary(esco),
        "onet_technologies_hot_or_in_demand": summary(technologies),
    }


def share_of(items: Sequence[str], wanted: Iterable[str], finder: SkillFinder) -> list[float]:
    """One share, or none where the list is empty."""
    known = set(wanted)
    hits = [any(one.skill in known for one in find_skills(item, finder)) for item in items]
    return [sum(hits) / len(hits)] if hits else []


def essential_skills(store: Store, code: str) -> list[str]:
    """The names of each essential skill, a line a name."""
    release = store.newest("esco")
    if release is None or not code:
        return []
    rows = store.ask(
        "SELECT label, aliases FROM link"
        " JOIN skill ON skill.release = link.release AND skill.id = link.skill"
        " WHERE link.release = ? AND occupation = ? AND essential",
        release.key,
        code,
    )
    return [f"{label}.\n{aliases}" for label, aliases in rows]


def hot_technologies(store: Store, code: str) -> list[str]:
    """The names of technologies that are hot or in demand."""
    release = store.newest("onet")
    if release is None or not code:
        return []
    rows = store.ask(
        "SELECT DISTINCT example FROM technology WHERE release = ? AND occupation = ? AND (hot OR demand)",
        release.key,
        code,
    )
    return [name for (name,) in rows]


def summary(shares: Sequence[float]) -> dict[str, float]:
    """How many roles, and the mean and median share."""
    if not shares:
        return {"roles": 0}
    return {
        "roles": len(shares),
        "mean_share": round(statistics.fmean(shares), 3),
        "median_share": round(statistics.median(shares), 3),
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None), indent=1))
