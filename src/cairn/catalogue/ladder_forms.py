"""Ladders as people write them: YAML, CSV and Markdown in our form, YAML of the Financial Times.

`docs/adding-a-ladder.md` describes our forms. Levels of other scales map by the
table on `docs/method/catalogue.md`.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cairn.catalogue.ladder import Expectation, Ladder, LadderLevel
from cairn.errors import BadInput, Problem, UnreadableFile
from cairn.units import MAX_LEVEL

_MOST_BYTES = 5_000_000
_MOST_LEVELS, _MOST_EXPECTATIONS = 200, 20_000
PROFICIENCY = {
    "awareness": 1,
    "foundational": 2,
    "working knowledge": 3,
    "practitioner": 4,
    "expert": 5,
}
_BRACKET = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")
_SKILL = re.compile(r"\s*\[([^\[\]]+?)\s+([0-5](?:\.\d)?)\]\s*$")
_COLUMNS = ("level", "expectation")
Read = tuple[Ladder, tuple[Problem, ...]]


def read_ladder(path: Path) -> Read:
    """The ladder in a file, with what was not understood of it.

    Raises:
        UnreadableFile: missing, too large or no UTF-8 text.
        BadInput: it holds no level, or is in another form.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            msg = f"“{path.name}” is larger than five megabytes; that is no ladder."
            raise UnreadableFile(msg)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"“{path.name}” is not UTF-8 text; save it as UTF-8 and try again."
        raise UnreadableFile(msg) from error
    except OSError as error:
        msg = f"“{path}” cannot be read ({error.strerror}); check the name."
        raise UnreadableFile(msg) from error
    return parse_ladder(text, kind=path.suffix.lower(), name=path.stem)


def parse_ladder(text: str, *, kind: str, name: str) -> Read:
    """The ladder in a text; `kind` is the ending of its file's name, `name` becomes its id."""
    readers = {
        ".yaml": _from_yaml,
        ".yml": _from_yaml,
        ".csv": _from_csv,
        ".md": _from_markdown,
        ".markdown": _from_markdown,
    }
    if kind not in readers:
        msg = f"“{name}{kind}” is no ladder: give YAML, CSV or Markdown as in docs/adding-a-ladder.md."
        raise BadInput(msg)
    ladder, problems = readers[kind](text, name)
    if not ladder.levels:
        msg = f"“{name}{kind}” holds no level; docs/adding-a-ladder.md shows the forms."
        raise BadInput(msg)
    return ladder, problems


# ------------------------------------------------------------------ YAML


def _from_yaml(text: str, name: str) -> Read:
    import yaml

    try:
        document = yaml.safe_load(_without_anchors(text, name))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        msg = f"“{name}” is not YAML ({str(error).splitlines()[0]}); mend it and try again."
        raise BadInput(msg) from error
    if not isinstance(document, Mapping) or not isinstance(document.get("levels"), list):
        msg = f"“{name}” holds no list of levels; docs/adding-a-ladder.md shows the form."
        raise BadInput(msg)
    problems: list[Problem] = []
    rows = [row for row in document["levels"] if isinstance(row, Mapping)]
    expected = _competencies(document, rows, problems) if "competencies" in document else {}
    drafts = [(_text(row, "id") or _text(row, "name") or _text(row, "title"), row, expected) for row in rows]
    levels = [
        _level(own, row, given.get(own) or _expected(row, own, problems), at)
        for at, (own, row, given) in enumerate(drafts, 1)
    ]
    return _ladder(
        name,
        _text(document, "ladder") or _text(document, "name") or _text(document, "title") or name,
        levels,
        _text(document, "summary"),
    ), tuple(problems)


def _without_anchors(text: str, name: str) -> str:
    """No aliases: a few lines of them can stand for gigabytes."""
    if re.search(r"(?m)^[^#\"'\n]*[:\-]\s+\*\w", text):
        msg = f"“{name}” uses YAML aliases (*name), which are not read; write the lines out."
        raise BadInput(msg)
    return text


def _competencies(
    document: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], problems: list[Problem]
) -> dict[str, list[Expectation]]:
    """The Financial Times form: a list beside the levels, each naming its level and theme."""
    themes = {
        _text(row, "id"): _text(row, "name")
        for row in document.get("themes") or ()
        if isinstance(row, Mapping)
    }
    found: dict[str, list[Expectation]] = {_text(row, "id"): [] for row in rows}
    for row in document["competencies"] or ():
        if not isinstance(row, Mapping) or _text(row, "level") not in found:
            problems.append(_flaw(f"A competency names no level of the ladder: {str(row)[:80]}"))
            continue
        proficiency = _text(row, "proficiency")
        if proficiency and proficiency.lower() not in PROFICIENCY:
            problems.append(
                _flaw(f"The proficiency “{proficiency}” is not known; no level was taken from it.")
            )
        found[_text(row, "level")].append(
            Expectation(
                id=_text(row, "id") or f"{_text(row, 'level')}-{len(found[_text(row, 'level')]) + 1}",
                theme=themes.get(_text(row, "theme"), _text(row, "theme")) or "General",
                text=_text(row, "summary"),
                level=PROFICIENCY.get(proficiency.lower(), 0),
                examples=tuple(" ".join(str(one).split()) for one in row.get("examples") or ()),
            )
        )
    return found


def _expected(row: Mapping[str, Any], own: str, problems: list[Problem]) -> list[Expectation]:
    found: list[Expectation] = []
    for at, one in enumerate(row.get("expects") or (), 1):
        entry = one if isinstance(one, Mapping) else {"text": one}
        found.append(
            Expectation(
                id=_text(entry, "id") or f"{own}-{at}",
                theme=_text(entry, "theme") or "General",
                text=_text(entry, "text") or _text(entry, "skill"),
                skill=_text(entry, "skill"),
                level=_number(entry.get("level"), problems),
                examples=tuple(map(str, entry.get("examples") or ())),
            )
        )
    return found


def _level(own: str, row: Mapping[str, Any], expectations: Sequence[Expectation], rank: int) -> LadderLevel:
    title = _text(row, "title") or _text(row, "name") or own
    in_brackets = _BRACKET.match(title)
    stated = row.get("rank")
    return LadderLevel(
        id=own,
        title=title,
        rank=stated if isinstance(stated, int) else -rank,
        track=_text(row, "track") or (in_brackets[2] if in_brackets else ""),
        role=_text(row, "role"),
        expectations=tuple(expectations),
    )


# ------------------------------------------------------------------ CSV and Markdown


def _from_csv(text: str, name: str) -> Read:
    try:
        rows = list(csv.DictReader(io.StringIO(text), restval=""))
    except csv.Error as error:
        msg = f"“{name}” is not CSV ({error}); mend it and try again."
        raise BadInput(msg) from error
    missing = [one for one in _COLUMNS if not rows or one not in rows[0]]
    if missing:
        msg = f"“{name}” lacks the column {missing[0]}; docs/adding-a-ladder.md shows the form."
        raise BadInput(msg)
    problems: list[Problem] = []
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["level"] or "").strip(), []).append(row)
    levels = []
    for at, (own, lines) in enumerate((one for one in grouped.items() if one[0]), 1):
        first = dict(lines[0])
        stated = str(first.get("rank") or "")
        first["rank"] = int(stated) if stated.isdigit() else None
        wanted = [_csv_entry(line) for line in lines if (line.get("expectation") or line.get("skill"))]
        levels.append(_level(own, first, _expected({"expects": wanted}, own, problems), at))
    return _ladder(name, name, levels, ""), tuple(problems)


def _csv_entry(line: Mapping[str, Any]) -> dict[str, Any]:
    names = {"text": "expectation", "level": "skill_level"}
    return {key: line.get(names.get(key, key)) for key in ("id", "theme", "text", "skill", "level")}


def _from_markdown(text: str, name: str) -> Read:
    title, theme = name, "General"
    levels: list[tuple[str, list[dict[str, Any]]]] = []
    problems: list[Problem] = []
    for line in text.splitlines():
        if found := re.match(r"(#{1,3})\s+(.*\S)", line):
            depth, words = len(found[1]), found[2]
            if depth == 1:
                title = words
            elif depth == 2:
                levels.append((words, []))
                theme = "General"
            else:
                theme = words
        elif (found := re.match(r"\s*[-*+]\s+(.*\S)", line)) and levels:
            skill = _SKILL.search(found[1])
            levels[-1][1].append(
                {
                    "theme": theme,
                    "text": _SKILL.sub("", found[1]),
                    "skill": skill[1] if skill else "",
                    "level": skill[2] if skill else "",
                }
            )
    made = [
        _level(_slug(words), {"title": words}, _expected({"expects": wanted}, _slug(words), problems), at)
        for at, (words, wanted) in enumerate(levels, 1)
    ]
    return _ladder(name, title, made, ""), tuple(problems)


# ------------------------------------------------------------------ together


def _ladder(name: str, title: str, levels: Sequence[LadderLevel], summary: str) -> Ladder:
    ids = [one.id for one in levels]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None or "" in ids:
        msg = f"“{name}”: the level “{twice or ''}” stands twice or has no id; give each one of its own."
        raise BadInput(msg)
    if len(levels) > _MOST_LEVELS or sum(len(one.expectations) for one in levels) > _MOST_EXPECTATIONS:
        msg = f"“{name}” holds more levels or expectations than any ladder; it was not read."
        raise BadInput(msg)
    themes = dict.fromkeys(one.theme for level in levels for one in level.expectations)
    return Ladder(id=_slug(name), title=title, levels=_ranked(levels), themes=tuple(themes), summary=summary)


def _ranked(levels: Sequence[LadderLevel]) -> tuple[LadderLevel, ...]:
    """Ranks from what is stated, else from the order; the same title on two tracks is one rank."""
    ranks: dict[str, int] = {}
    done: list[LadderLevel] = []
    last = 0
    for one in levels:
        in_brackets = _BRACKET.match(one.title)
        bare = (in_brackets[1] if in_brackets else one.title).casefold()
        rank = one.rank if one.rank > 0 else ranks.get(bare, last + 1)
        ranks[bare] = rank
        last = max(last, rank)
        done.append(replace(one, rank=rank))
    return tuple(sorted(done, key=lambda one: one.rank))


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _number(value: object, problems: list[Problem]) -> float:
    if value in {None, ""}:
        return 0.0
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if 0 <= number <= MAX_LEVEL:
        return number
    known = PROFICIENCY.get(str(value).strip().lower())
    if known is None:
        problems.append(_flaw(f"“{value}” is no level from 0 to 5; none was taken."))
    return float(known or 0)


def _flaw(message: str) -> Problem:
    return Problem(severity="warning", code="ladder-not-understood", message=message)


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-") or "ladder"
