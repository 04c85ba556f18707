"""How well and how fast are résumés read? `resumes.py DIR` prints JSON.

DIR holds PDFs with hand-written truths (`NAME.truth.json`), scored with the measure of
`score_resumes.py` beside DIR, and one person's résumé in several layouts with its YAML
source (`NAME.pdf`, `NAME.yaml`), compared field by field with each other and the source.
Times are medians of five through the child process; the yardstick is a bare Python start.
"""

import argparse
import importlib.util
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from cairn.reading import read_resume, to_json_resume

TODAY = date(2026, 6, 1)
RUNS = 5
Fields = dict[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    told: dict[str, Any] = {"on": {"python": sys.version.split()[0], "platform": sys.platform}}
    truths = sorted(folder.rglob("*.truth.json"))
    if truths:
        told["truths"] = _load_scorer(folder).score(truths, _read_beside)["all"]
    sources = [path for path in sorted(folder.rglob("*.yaml")) if path.with_suffix(".pdf").is_file()]
    if sources:
        told["layouts"] = _agreement(sources)
    told["cost"] = _cost(sorted(folder.rglob("*.pdf")))
    print(json.dumps(told, indent=1))
    return 0


def _load_scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the folder; its code is not copied here."""
    spec = importlib.util.spec_from_file_location(
        "score_resumes", folder.resolve().parent / "score_resumes.py"
    )
    if spec is None or spec.loader is None:
        msg = "score_resumes.py must lie beside the folder"
        raise SystemExit(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(path: Path) -> dict[str, Any]:
    return to_json_resume(read_resume(path, today=TODAY))


def _read_beside(truth: Path) -> dict[str, Any]:
    return _read(truth.with_name(truth.name.removesuffix(".truth.json") + ".pdf"))


# ------------------------------------------------------------------ one résumé, several layouts


def _agreement(sources: list[Path]) -> dict[str, Any]:
    """Shares of fields that are equal, each pair of layouts and each layout with its source."""
    read = {path.stem: _fields_of_json(_read(path.with_suffix(".pdf"))) for path in sources}
    true = {path.stem: _fields_of_yaml(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sources}
    pairs = {f"{a} = {b}": _share(read[a], read[b]) for a, b in combinations(read, 2)}
    own = {f"{name} = source": _share(read[name], true[name]) for name in read}
    differing = {name: _differing(read[name], true[name]) for name in read}
    return {"fields": len(next(iter(true.values()))), "equal_pct": pairs | own, "differing": differing}


def _share(one: Fields, other: Fields) -> float:
    keys = one.keys() | other.keys()
    return round(100 * sum(one.get(key) == other.get(key) for key in keys) / len(keys), 1)


def _differing(read: Fields, true: Fields) -> dict[str, list[str | None]]:
    keys = sorted(read.keys() | true.keys())
    return {key: [read.get(key), true.get(key)] for key in keys if read.get(key) != true.get(key)}


def _plain(value: object) -> str:
    """Without markup, with single spaces and one kind of dash."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_]", r"\1", "" if value is None else str(value))
    return re.sub(r"\s+", " ", re.sub(r"[‐-―]", "-", text).replace("’", "'")).strip()


def _flat(prefix: str, items: list[dict[str, Any]]) -> Fields:
    """`work 0 name` → text; lists get a number each; empty ones are left out."""
    out: Fields = {}
    for at, item in enumerate(items):
        for key, held in item.items():
            for place, one in enumerate(held if isinstance(held, list) else [held]):
                text = _plain(one)
                if text:
                    out[f"{prefix} {at} {key}{f' {place}' if isinstance(held, list) else ''}"] = text
    return out


def _fields_of_json(read: dict[str, Any]) -> Fields:
    basics, where = read["basics"], read["basics"].get("location", {})
    contact = {
        "name": basics.get("name"),
        "email": basics.get("email"),
        "phone": basics.get("phone"),
        "location": ", ".join(where[key] for key in ("address", "city", "region") if where.get(key)),
        "url": basics.get("url"),
        "networks": [f"{one.get('network')} {one.get('username')}" for one in basics.get("profiles", [])],
    }
    projects = [one for one in read.get("projects", []) if one.get("type") is None]
    return (
        _flat("contact", [contact])
        | _flat("education", [_pick(one, institution="institution", area="area", degree="studyType", start="startDate", end="endDate", location="x-location", told="courses") for one in read.get("education", [])])  # noqa: E501
        | _flat("work", [_pick(one, name="name", position="position", start="startDate", end="endDate", location="location", told="highlights") for one in read.get("work", [])])  # noqa: E501
        | _flat("project", [_pick(one, name="name", start="startDate", summary="description", told="highlights") for one in projects])  # noqa: E501
        | _flat("publication", [_pick(one, title="name", date="releaseDate", journal="publisher", authors="x-authors") for one in read.get("publications", [])])  # noqa: E501
        | _flat("honour", [{"title": _bare_title(one["title"])} for one in read.get("awards", [])])
        | _flat("skill", [_pick(one, name="name", words="keywords") for one in read.get("skills", [])])
    )  # fmt: skip


def _pick(item: dict[str, Any], **names: str) -> dict[str, Any]:
    return {mine: item.get(theirs) for mine, theirs in names.items()}


def _bare_title(text: str) -> str:
    """Without the years in brackets at its end."""
    return re.sub(r"\s*\([^()]*\d{4}[^()]*\)$", "", text)


def _fields_of_yaml(document: dict[str, Any]) -> Fields:
    cv = document["cv"]
    parts = cv["sections"]
    contact = {
        "name": cv.get("name"),
        "email": cv.get("email"),
        "phone": cv.get("phone"),
        "location": cv.get("location"),
        "url": cv.get("website"),
        "networks": [f"{one['network']} {one['username']}" for one in cv.get("social_networks") or []],
    }
    return (
        _flat("contact", [contact])
        | _flat("education", [{"institution": one["institution"], "area": one["area"], "degree": one["degree"], **_span(one), "location": one["location"], "told": _told(one)} for one in parts.get("education", [])])  # noqa: E501
        | _flat("work", [{"name": one["company"], "position": one["position"], **_span(one), "location": one["location"], "told": _told(one)} for one in parts.get("experience", [])])  # noqa: E501
        | _flat("project", [{"name": one["name"], "start": _span(one)["start"], "summary": one["summary"], "told": _told(one)} for one in parts.get("projects", [])])  # noqa: E501
        | _flat("publication", [{"title": one["title"], "date": one["date"], "journal": one["journal"], "authors": ", ".join(one["authors"])} for one in parts.get("publications", [])])  # noqa: E501
        | _flat("honour", [{"title": _bare_title(one["bullet"])} for one in parts.get("selected_honors", [])])
        | _flat("skill", [{"name": one["label"], "words": one["details"].split(", ")} for one in parts.get("skills", [])])  # noqa: E501
    )  # fmt: skip


def _span(one: dict[str, Any]) -> dict[str, str]:
    end = one.get("end_date")
    return {
        "start": str(one.get("start_date") or one.get("date") or ""),
        "end": "" if end == "present" else str(end or ""),
    }


def _told(one: dict[str, Any]) -> list[str]:
    """The highlights; nested ones, which YAML folds into their parent, apart."""
    return [part for text in one.get("highlights") or [] for part in re.split(r"\s+- ", text)]


# ------------------------------------------------------------------ time and memory


def _cost(pdfs: list[Path]) -> dict[str, Any]:
    by_pages = {path: _pages(path) for path in pdfs}
    first = [path for path, pages in by_pages.items() if pages == 1]
    bare = _median(lambda: subprocess.run([sys.executable, "-I", "-c", "pass"], check=True))
    ones = [_median(lambda path=path: read_resume(path, today=TODAY)) for path in first]
    further = [_per_further_page(path) for path in pdfs]
    return {
        "yardstick_python_start_ms": round(bare, 1),
        "first_page_with_child_ms": round(statistics.median(ones), 1) if ones else None,
        "slowest_first_page_ms": round(max(ones), 1) if ones else None,
        "further_page_ms": round(statistics.median(further), 1) if further else None,
        "slowest_further_page_ms": round(max(further), 1) if further else None,
        "child_peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def _pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def _median(run: Callable[[], object]) -> float:
    """Milliseconds, median of five."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _per_further_page(path: Path) -> float:
    """What one more page costs: the document with its pages ten times over, less once."""
    import tempfile

    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    longer = pypdfium2.PdfDocument.new()
    count = len(document)
    for _ in range(10):
        longer.import_pages(document)
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "many.pdf"
        longer.save(many)
        return (
            _median(lambda: read_resume(many, today=TODAY)) - _median(lambda: read_resume(path, today=TODAY))
        ) / (9 * count)


if __name__ == "__main__":
    sys.exit(main())
