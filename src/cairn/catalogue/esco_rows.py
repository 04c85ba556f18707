"""An ESCO release as rows for the store; the reading itself is `esco`'s."""

import re
from collections.abc import Sequence
from pathlib import Path

from cairn.catalogue.esco import EscoRelease, read_esco
from cairn.catalogue.releases import ReadRelease
from cairn.errors import Problem, UnreadableFile


def read_esco_release(paths: Sequence[Path]) -> tuple[ReadRelease, EscoRelease]:
    """The release in zips, or in folders that hold them, for the store and for the search index.

    Raises:
        UnreadableFile: no zip, damaged, or without the occupations and skills.
    """
    zips = [one for path in paths for one in (sorted(path.glob("*.zip")) if path.is_dir() else [path])]
    if not zips:
        msg = (
            "No ESCO zip was found there; choose the folder that holds the classification and relations zips."
        )
        raise UnreadableFile(msg)
    release = read_esco(zips)
    found = re.search(r"v?(\d+\.\d+(?:\.\d+)?)", " ".join(one.name for one in zips))
    version = found[1] if found else "of unknown number"
    return to_rows(release, version), release


def to_rows(release: EscoRelease, version: str) -> ReadRelease:
    """What the store keeps of a release."""
    titles = {(one.id, alias): None for one in release.occupations for alias in one.aliases}
    links = {(one.occupation, one.skill): int(one.kind == "essential") for one in release.links}
    problems = list(release.problems)
    if not release.links:
        message = "No relations were given: occupations ask for nothing. Give the relations zip too."
        problems.append(Problem(severity="warning", code="esco-without-relations", message=message))
    return ReadRelease(
        name="esco",
        version=version,
        rows={
            "occupation": [(one.id, one.label, one.description, one.isco) for one in release.occupations],
            "skill": [
                (one.id, one.label, one.kind, one.description, one.reuse, "\n".join(one.aliases))
                for one in release.skills
            ],
            "title": list(titles),
            "link": [(*pair, essential) for pair, essential in links.items()],
            "skill_link": [
                (one.skill, one.other, int(one.kind == "essential")) for one in release.skill_links
            ],
        },
        accounts=(
            ("occupations", len(release.occupations), 0, ""),
            ("skills", len(release.skills), 0, ""),
            _link_account(release, len(release.links) - len(links)),
            _skill_link_account(release),
        ),
        problems=tuple(problems),
    )


def _link_account(release: EscoRelease, twice: int) -> tuple[str, int, int, str]:
    reasons = {"to a concept that the release does not list": release.left_out, "said twice": twice}
    why = "; ".join(f"{count} {reason}" for reason, count in reasons.items() if count)
    return "occupation–skill links", len(release.links) + release.left_out, release.left_out + twice, why


def _skill_link_account(release: EscoRelease) -> tuple[str, int, int, str]:
    gone = release.skill_links_read - len(release.skill_links)
    why = f"{gone} to itself, said twice, or to a concept that the release does not list" if gone else ""
    return "skill–skill links", release.skill_links_read, gone, why
