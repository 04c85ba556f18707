"""How well and how fast Cairn finds skills and roles: `matching.py DIR [DATA]`, JSON out.

DIR holds the measuring sets (esco-skills-*/*.csv, titles-*/titles.csv, skillspan/*.json,
sayfullina/*.conll; what is named train is left alone), DATA the releases (default: `../data`
beside DIR). Nothing is learned from the measuring sets (`train_spans.py` and `train_ranking.py` read
the train part of SkillSpan and Sayfullina); sets that are missing are left out of the
answer, and labels that ESCO does not hold are counted and left out. Where the
sentence model is installed its figures follow, on every eighth title. Waits are told
by the clock and by the time the processor worked, which other programs disturb less.
"""

import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

# As `cairn match` does: one query is too small for several threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from cairn.catalogue import load_catalogue
from cairn.catalogue.esco import EscoRelease, concept_id, read_esco
from cairn.match import SkillFinder, find_skills
from cairn.match.credentials import CredentialFinder
from cairn.match.esco.encoder import installed_model
from cairn.match.esco.index import ConfirmedTitles, EscoIndex
from cairn.match.spans.find import find_spans
from cairn.match.typed.names import NameIndex, bare_name
from cairn.units import RoleId, SkillId
from cairn.words import fold, word_list

Span = tuple[int, int]
T = TypeVar("T")
ASKED, CONFIRMED = 800, (0, 300, 3000)
NO_LABEL = {"LABEL NOT PRESENT", "UNDERSPECIFIED", ""}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MS = 1000


def main(bench: Path, data: Path) -> dict[str, Any]:
    """Every figure, by question."""
    release, read_seconds = timed(lambda: read_esco(sorted((data / "esco-1.1.1").glob("*.zip"))))
    texts = task_texts(data)
    index, build_seconds = timed(lambda: EscoIndex.of(release, texts))
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        del index
        size = sum(one.stat().st_size for one in Path(folder).iterdir())
        loaded, load_seconds = timed(lambda: EscoIndex.load(Path(folder)))
        answer = {
            "esco": {
                "read_s": round(read_seconds, 2),
                "build_s": round(build_seconds, 1),
                "load_ms": round(load_seconds * MS, 1),
                "disk_mb": round(size / 1e6, 1),
            },
            "sentences": sentence_figures(bench, loaded),
            "titles": title_figures(bench, loaded),
            "titles_after_confirming": confirmed_figures(bench, loaded),
            "memory_mb_to_ask": resident_mb(Path(folder)),
            "with_model": model_figures(bench, release, texts),
        }
    phrases = [(SkillId(one.id), (bare_name(one.label), *one.aliases)) for one in release.skills]
    answer |= {
        "extraction": extraction_figures(bench, phrases),
        "speed": speed_figures(phrases),
        "role_search": search_figures(release, data),
        "starter": starter_figures(),
        "memory_mb_with_building": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    return answer


def model_figures(bench: Path, release: EscoRelease, texts: Sequence[str]) -> dict[str, Any] | str:
    """The same with the optional sentence model; every eighth title, for its time."""
    model = installed_model()
    if model is None:
        return "not installed"
    index, seconds = timed(lambda: EscoIndex.of(release, texts, model))
    return {
        "build_s": round(seconds, 1),
        "sentences": sentence_figures(bench, index),
        "titles": title_figures(bench, index, step=8),
    }


def resident_mb(folder: Path) -> int:
    """Peak memory of a process of its own that opens the index and asks it (Linux only)."""
    program = (
        "import sys; from pathlib import Path; from cairn.match.esco.index import EscoIndex; "
        "index = EscoIndex.load(Path(sys.argv[1])); index.match_skills('keep the stock in good order'); "
        "index.match_roles('stock keeper'); print(Path('/proc/self/status').read_text())"
    )
    done = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, check=True, text=True)
    peak = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) // 1024


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives and how many seconds it took."""
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def waited(work: Callable[[], T], waits: list[tuple[float, float]]) -> T:
    """What `work` gives; how long it took by the clock and by the processor joins `waits`."""
    start, worked = time.perf_counter(), time.process_time()
    found = work()
    waits.append((time.perf_counter() - start, time.process_time() - worked))
    return found


def task_texts(data: Path) -> list[str]:
    """Task statements and titles of O*NET, where that release lies in DATA."""
    wanted = {
        "Task Statements.txt": ("Task",),
        "DWA Reference.txt": ("DWA Title",),
        "Occupation Data.txt": ("Title", "Description"),
        "Technology Skills.txt": ("Example", "Commodity Title"),
        "Tools Used.txt": ("Example",),
    }
    found: set[str] = set()
    for name, columns in wanted.items():
        path = data / "onet-29.0-text" / name
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                found |= {
                    " ".join(row[one] for one in columns) for row in csv.DictReader(lines, delimiter="\t")
                }
    return sorted(found)


def sentence_figures(bench: Path, index: EscoIndex) -> dict[str, Any]:
    """RP@1/5/10 and MRR of the skills of a sentence, by set and together."""
    by_label = {
        index.skills.names_of(at)[0].lower(): one for at, one in reversed([*enumerate(index.skills.ids)])
    }
    waits: list[tuple[float, float]] = []
    sets = {path.stem.split("_")[0]: path for path in sorted(bench.glob("esco-skills-*/*.csv"))}
    unknown: set[str] = set()
    ranked = {
        name: list(ranked_sentences(path, index, by_label, waits, unknown)) for name, path in sets.items()
    }
    figures: dict[str, Any] = {name: rank_figures(rows) for name, rows in ranked.items()}
    together = [row for rows in ranked.values() for row in rows]
    if together:
        figures["together"] = rank_figures(together)
        figures |= {"labels_not_in_esco": len(unknown), "query_ms": wait_figures(waits)}
    return figures


def ranked_sentences(
    path: Path,
    index: EscoIndex,
    by_label: dict[str, str],
    waits: list[tuple[float, float]],
    unknown: set[str],
) -> Iterator[tuple[list[str], set[str]]]:
    """For each sentence with a label: the ids found, best first, and the true ones."""
    truth: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            labels = truth.setdefault(row["sentence"], set())
            label = bare_name(row["label"]).strip().lower()
            if label in by_label:
                labels.add(by_label[label])
            elif row["label"] not in NO_LABEL:
                unknown.add(label)
    for sentence, labels in truth.items():
        if labels:
            found = waited(lambda sentence=sentence: index.match_skills(sentence, top=100), waits)
            yield [one.skill for one in found], labels


def rank_figures(rows: Sequence[tuple[list[str], set[str]]]) -> dict[str, float]:
    """Mean precision at k over min(k, true), and mean reciprocal rank of the first true."""
    figures: dict[str, float] = {"sentences": len(rows)}
    for top in (1, 5, 10):
        shares = [len(set(found[:top]) & true) / min(top, len(true)) for found, true in rows]
        figures[f"rp@{top}"] = round(100 * statistics.fmean(shares), 1)
    firsts = (
        next((1 / (at + 1) for at, one in enumerate(found) if one in true), 0.0) for found, true in rows
    )
    return figures | {"mrr": round(statistics.fmean(firsts), 3)}


def wait_figures(waits: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, by the clock and by the processor."""
    figures: dict[str, float] = {}
    for name, times in zip(("", "cpu_"), zip(*waits, strict=True), strict=True):
        ordered = sorted(times)
        figures[f"{name}median"] = round(statistics.median(ordered) * MS, 2)
        figures[f"{name}p95"] = round(ordered[int(0.95 * (len(ordered) - 1))] * MS, 2)
    return figures


def title_figures(bench: Path, index: EscoIndex, *, step: int = 1) -> dict[str, Any]:
    """MRR and recall of the occupation of a vacancy title, nothing confirmed before."""
    pairs = [pair for path in sorted(bench.glob("titles-*/titles.csv")) for pair in titled(path)][::step]
    if not pairs:
        return {}
    waits: list[tuple[float, float]] = []
    return asked_titles(pairs, index, waits) | {"query_ms": wait_figures(waits)}


def confirmed_figures(bench: Path, index: EscoIndex) -> dict[str, Any]:
    """The same for 800 titles when some hundreds or thousands of others were confirmed before."""
    pairs = [pair for path in sorted(bench.glob("titles-*/titles.csv")) for pair in titled(path)]
    random.Random(1).shuffle(pairs)
    asked, others = pairs[:ASKED], [(title, RoleId(role)) for title, role in pairs[ASKED:]]
    return {
        f"{count} confirmed": asked_titles(asked, index, [], ConfirmedTitles.of(others[:count], index))
        for count in CONFIRMED
        if count <= len(others)
    }


def asked_titles(
    pairs: Sequence[tuple[str, str]],
    index: EscoIndex,
    waits: list[tuple[float, float]],
    confirmed: ConfirmedTitles | None = None,
) -> dict[str, Any]:
    """How many titles were asked, mean reciprocal rank of their occupation, recall at 1, 5 and 10."""
    ranks: list[int] = []
    for title, true in pairs:
        found = waited(
            lambda title=title: index.match_roles(title, top=200, confirmed=confirmed),
            waits,
        )
        ranks.append(next((at + 1 for at, one in enumerate(found) if one.role == true), 0))
    recalls = {
        f"recall@{top}": round(100 * sum(0 < one <= top for one in ranks) / len(ranks), 1)
        for top in (1, 5, 10)
    }
    mrr = round(statistics.fmean(1 / one if one else 0.0 for one in ranks), 3)
    return {"titles": len(pairs), "mrr": mrr, **recalls}


def titled(path: Path) -> Iterator[tuple[str, str]]:
    """Vacancy titles with the occupation each is of."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["vacancyTitle"], concept_id(row["conceptUri"])


def extraction_figures(bench: Path, phrases: Sequence[tuple[SkillId, tuple[str, ...]]]) -> dict[str, Any]:
    """Precision, recall and F1 of spans beside a plain dictionary of the same catalogue."""
    words = {tuple(map(fold, word_list(name))) for _, names in phrases for name in names}
    finder = SkillFinder.over(phrases)
    sets = {
        f"{path.parent.name}_{path.stem.rsplit('_')[-1]}": (read(path), kinds)
        for pattern, read, kinds in (
            ("skillspan/*.json", read_skillspan, {"skill", "knowledge"}),
            ("sayfullina/*.conll", read_sayfullina, {"soft"}),
        )
        for path in sorted(bench.glob(pattern))
        if "train" not in path.stem
    }
    figures: dict[str, Any] = {}
    for name, (lines, kinds) in sets.items():
        rows = list(lines)
        ours = [{(one.start, one.end) for one in find_spans(line) if one.kind in kinds} for line, _ in rows]
        finds = [{(one.start, one.end) for one in find_skills(line, finder)} for line, _ in rows]
        plain = [dictionary_spans(line, words) for line, _ in rows]
        true = [spans for _, spans in rows]
        figures[name] = {
            "spans": span_figures(ours, true),
            "find_skills": span_figures(finds, true),
            "plain_dictionary": span_figures(plain, true),
        }
    return figures


def read_skillspan(path: Path) -> Iterator[tuple[str, set[Span]]]:
    """Sentences with the character spans of skills and knowledge."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield tagged(row["tokens"], (row["tags_skill"], row["tags_knowledge"]))


def read_sayfullina(path: Path) -> Iterator[tuple[str, set[Span]]]:
    """Sentences with the character spans of soft skills."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        yield tagged([row[0] for row in rows], ([row[1][0] for row in rows],))


def tagged(tokens: Sequence[str], layers: Sequence[Sequence[str]]) -> tuple[str, set[Span]]:
    """Tokens joined by spaces, and BIO tags as character spans."""
    spans: set[Span] = set()
    for tags in layers:
        first = start = place = -1
        for at, tag in enumerate([*tags, "O"]):
            place += 1
            if first >= 0 and tag != "I":
                spans.add((start, place - 1))
                first = -1
            if tag == "B" or (tag == "I" and first < 0):
                first, start = at, place
            place += len(tokens[at]) if at < len(tokens) else 0
    return " ".join(tokens), spans


def dictionary_spans(line: str, words: set[tuple[str, ...]]) -> set[Span]:
    """What exact lookup of the longest name finds, case aside."""
    from cairn.words import split_words

    parts = split_words(line)
    folded = list(map(fold, parts.words))
    spans, at = set[Span](), 0
    while at < len(folded):
        size = next(
            (one for one in range(min(8, len(folded) - at), 0, -1) if tuple(folded[at : at + one]) in words),
            0,
        )
        if size:
            spans.add((parts.starts[at], parts.end(at + size - 1)))
        at += size or 1
    return spans


def span_figures(found: Sequence[set[Span]], true: Sequence[set[Span]]) -> dict[str, dict[str, float]]:
    """Strict (same span) and overlap (any shared character) precision, recall, F1."""
    strict = sum(len(one & other) for one, other in zip(found, true, strict=True))
    touched = sum(
        any(a < d and c < b for c, d in other) for one, other in zip(found, true, strict=True) for a, b in one
    )
    reached = sum(
        any(a < d and c < b for c, d in one) for one, other in zip(found, true, strict=True) for a, b in other
    )
    total, wanted = sum(map(len, found)), sum(map(len, true))
    return {
        "strict": f1_figures(strict / max(1, total), strict / max(1, wanted)),
        "overlap": f1_figures(touched / max(1, total), reached / max(1, wanted)),
    }


def f1_figures(precision: float, recall: float) -> dict[str, float]:
    """The three usual figures, rounded."""
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def speed_figures(phrases: Sequence[tuple[SkillId, tuple[str, ...]]]) -> dict[str, Any]:
    """Finding 30,000 phrases in a 6 kB advert, beside pyahocorasick where installed."""
    flat = [(skill, name) for skill, names in phrases for name in names][:30_000]
    finder, build = timed(
        lambda: SkillFinder.over([(SkillId(f"{at}"), (name,)) for at, (_, name) in enumerate(flat)])
    )
    text = advert(flat)
    figures = {"phrases": len(flat), "text_bytes": len(text), "build_s": round(build, 2)}
    find_skills(text, finder)
    figures["find_skills_ms"] = repeated(lambda: find_skills(text, finder))
    try:
        import ahocorasick
    except ImportError:
        return figures | {"pyahocorasick_ms": "not installed"}
    machine = ahocorasick.Automaton()
    for _, name in flat:
        machine.add_word(name.lower(), name)
    machine.make_automaton()
    low = text.lower()
    return figures | {"pyahocorasick_ms": repeated(lambda: list(machine.iter(low)))}


def repeated(work: Callable[[], Any], runs: int = 41) -> dict[str, float]:
    """Median and least milliseconds of many runs, and the median the processor worked."""
    waits: list[tuple[float, float]] = []
    for _ in range(runs):
        waited(work, waits)
    times, worked = zip(*waits, strict=True)
    medians = {
        "median": statistics.median(times),
        "least": min(times),
        "cpu_median": statistics.median(worked),
    }
    return {name: round(one * MS, 2) for name, one in medians.items()}


def advert(phrases: Sequence[tuple[SkillId, str]]) -> str:
    """An invented advert of 6 kB with some thirty of the phrases in plain sentences."""
    chance = random.Random(5)
    filler = (
        "We look for somebody who likes the day to start early and who will be part of a small crew in the "
        "north. You bring {} and, from earlier places, {}. The office is beside the river, lunch is free, "
        "and most people cycle in. Our customers write to us in the morning and hear back before noon. "
    )
    parts: list[str] = []
    while sum(map(len, parts)) < 6000:
        parts.append(filler.format(*(chance.choice(phrases)[1] for _ in range(2))))
    return "\n".join(parts)[:6000]


def search_figures(release: EscoRelease, data: Path) -> dict[str, Any]:
    """Search of up to 100,000 names: wait, and one slip of the finger found in the top five."""
    names = [(RoleId(one.id), name) for one in release.occupations for name in (one.label, *one.aliases)]
    path = data / "onet-29.0-text" / "Alternate Titles.txt"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            names += [
                (RoleId(row["O*NET-SOC Code"]), row["Alternate Title"])
                for row in csv.DictReader(lines, delimiter="\t")
            ]
    names += [(RoleId(one.id), name) for one in release.skills for name in one.aliases][
        : max(0, 100_000 - len(names))
    ]
    names = names[:100_000]
    index = NameIndex.of(names)
    _, build = timed(lambda: index.search("warm up", top=1))
    chance = random.Random(7)
    waits: list[tuple[float, float]] = []
    hits = 0
    long_names = [one for one in names if len(one[1]) >= 6]
    for own, name in (chance.choice(long_names) for _ in range(500)):
        found = waited(lambda name=name: index.search(slip(name, chance), top=5), waits)
        hits += own in {one.id for one in found} or name in {one.name for one in found}
    return {
        "names": len(names),
        "build_s": round(build, 2),
        "typo_in_top_5": round(hits / 5, 1),
        "query_ms": wait_figures(waits),
    }


def slip(name: str, chance: random.Random) -> str:
    """`name` with one letter left out, doubled, changed or swapped with the next."""
    at = chance.choice([place for place, sign in enumerate(name[:-1]) if sign.isalpha()])
    changed = (
        name[:at] + name[at + 1 :],
        name[: at + 1] + name[at:],
        name[:at] + chance.choice(LETTERS) + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    return chance.choice(changed)


def starter_figures() -> dict[str, Any]:
    """How long the finders over the starter catalogue take to make, each with its kept copy."""
    catalogue = load_catalogue()
    finder = SkillFinder.of(catalogue)
    CredentialFinder.of(catalogue)
    return {
        "skills": len(catalogue.skills),
        "phrases": finder.phrases.trie.size,
        "skills_build_ms": repeated(lambda: SkillFinder.of(catalogue), 9),
        "credentials_build_ms": repeated(lambda: CredentialFinder.of(catalogue), 9),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    releases = Path(sys.argv[2]) if len(sys.argv) > 2 else folder.parent / "data"
    print(json.dumps(main(folder, releases), indent=1))
