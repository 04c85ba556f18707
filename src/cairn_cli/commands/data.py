"""`cairn data`: the releases of the catalogue: listed, installed, removed."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cairn.errors import BadInput, UnreadableFile
from cairn_cli.options import AsJson, Top
from cairn_cli.output import as_table, print_json, print_text, problem_json, say, say_problems

if TYPE_CHECKING:
    from cairn.catalogue.releases import ReadRelease, Release

group = typer.Typer(
    help=(
        "List, install and remove releases of the catalogue: onet, esco, bls, crosswalk, and ladders.\n\n"
        "Nothing is fetched unless you install a release without naming a file."
    )
)
NAMES = ("onet", "esco", "bls", "crosswalk")
Name = Annotated[str, typer.Argument(metavar="NAME", help="onet, esco, bls, crosswalk or ladder.")]
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE|FOLDER|URL]...", help="What to install (default: the publisher's newest)."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="URL", help="The address to fetch from instead of the publisher's."),
]
Version = Annotated[
    str, typer.Option("--release", metavar="VERSION", help="Only this version (default: all).")
]
Plans = Annotated[
    list[Path] | None,
    typer.Option("--plan", metavar="PLAN", help="A plan.json whose role and skills are followed too."),
]


@group.command("list")
def list_command(as_json: AsJson = False) -> None:
    """List what is installed, with licence and credit."""
    from cairn.catalogue.ladders_folder import list_ladders
    from cairn.catalogue.store import catalogue_file, list_releases
    from cairn_cli.home import home_folder

    home = home_folder()
    found, ladders = list_releases(home), list_ladders(home)
    path = catalogue_file(home)
    size = path.stat().st_size if path.is_file() else 0
    if as_json:
        print_json(
            {
                "file": str(path),
                "bytes": size,
                "releases": [release_json(one) for one in found],
                "ladders": [{"name": name, "title": title} for name, title in ladders],
            }
        )
        return
    rows = [("starter", "ships with Cairn", "", "Apache-2.0")]
    rows += [(one.name, one.version, f"{sum(one.counts.values()):,}", one.licence) for one in found]
    print_text(as_table(rows, headings=("name", "release", "rows", "licence")))
    if found:
        print_text(f"\n{size / 1e6:,.0f} MB in {path}\n")
        print_text("\n".join(dict.fromkeys(f"{one.credit}." for one in found)))
    else:
        say(f"Nothing is installed in {home} yet. Try: cairn data install onet")
    for name, title in ladders:
        print_text(f"ladder {name}: {title}")
    _tell_own(home)


@group.command("install")
def install_command(
    name: Name,
    files: Files = None,
    sources: Sources = None,
    plans: Plans = None,
    as_json: AsJson = False,
) -> None:
    """Install a release from a file, a folder, an address, or the publisher.

    The old catalogue stays as it is until the new one is whole.
    """
    from cairn_cli.home import home_folder

    home = home_folder()
    if name == "ladder":
        _install_ladders(home, files or [], as_json=as_json)
        return
    if name not in NAMES:
        msg = f"There is no release “{name}”; there are {', '.join((*NAMES, 'ladder'))}."
        raise BadInput(msg)
    paths, checksum = _fetched(name, [*(files or []), *(sources or [])], home)
    with _steps() as step:
        step(f"Reading {', '.join(path.name for path in paths)}")
        read, index = _read(name, paths, step)
        from cairn.catalogue.store import install, list_releases
        from cairn_cli.following import find_followed, tell_changes, upgraded

        step("Writing the catalogue")
        before = list_releases(home)
        installed = install(home, read, checksum=checksum, progress=step)
        if index is not None:
            step("Preparing ESCO's search")
            index(home)
    _tell_installed(installed, checksum, as_json=as_json)
    followed = find_followed(home, plans or [])
    for pair in upgraded(before, installed):
        for line in tell_changes(home, pair, followed):
            say(line)


@group.command("remove")
def remove_command(name: Name, release: Version = "", as_json: AsJson = False) -> None:
    """Remove a release; what is yours (own roles, notes) stays."""
    from cairn.catalogue.ladders_folder import remove_ladder
    from cairn.catalogue.store import remove
    from cairn_cli.home import home_folder

    home = home_folder()
    if name == "ladder":
        remove_ladder(home, release)
        say(f"Removed the ladder {release}.")
        return
    gone = remove(home, name, release)
    if name == "esco" and not release:
        from cairn_cli.esco_search import remove_index

        remove_index(home)
    if as_json:
        print_json({"removed": [release_json(one) for one in gone]})
    else:
        say("Removed " + ", ".join(one.label for one in gone) + ".")


@group.command("watch")
def watch_command(
    entry: Annotated[
        str, typer.Argument(metavar="[ROLE]", help="The role or skill to star (default: list them).")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What you want to remember.")] = "",
    is_skill: Annotated[bool, typer.Option("--skill", help="What is named is a skill.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the star away.")] = False,
    as_json: AsJson = False,
) -> None:
    """Star a role or skill with a note, or list the stars; an upgrade tells what changed for them."""
    from cairn.catalogue.own import read_own, unwatch, watch
    from cairn_cli.following import find_entry
    from cairn_cli.home import home_folder

    home = home_folder()
    if entry:
        own, label = find_entry(entry, is_skill=is_skill)
        if not remove:
            watch(home, own, note, kind="skill" if is_skill else "role")
        elif not unwatch(home, own, kind="skill" if is_skill else "role"):
            say(f"{label} had no star.")
    watched = read_own(home).watched
    if as_json:
        print_json({"watched": [{"id": one.id, "kind": one.kind, "note": one.note} for one in watched]})
        return
    for one in watched:
        print_text(f"{one.kind}  {one.id}  {one.note}".rstrip())
    if not watched:
        say("Nothing is starred yet: cairn data watch ROLE --note TEXT")


@group.command("search")
def search_command(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="A title as you would say it, or a name.")],
    top: Top = 10,
    as_json: AsJson = False,
) -> None:
    """Search the titles of the starter, of everything installed, and your own entries."""
    from cairn_cli.home import home_folder
    from cairn_cli.library import search_library

    found = search_library(home_folder(), words, top=top)
    if as_json:
        print_json({"query": words, "entries": [asdict(one) for one in found]})
        return
    rows = [(one.label, one.id, one.layer, "starred" if one.is_starred else "", one.note) for one in found]
    if rows:
        print_text(as_table(rows, headings=("title", "id", "from", "", "note")))
    else:
        say(f"Nothing is called anything like “{words}”; try another word for it.")


@group.command("changes")
def changes_command(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="onet, esco or bls (default: all).")] = "",
    plans: Plans = None,
    as_json: AsJson = False,
) -> None:
    """Tell what the newest release of each name changed against the one before it.

    For what you follow: starred and own roles and skills, and those of the plans you name.
    """
    from cairn_cli.following import find_followed, newest_pairs, tell_changes
    from cairn_cli.home import home_folder

    home = home_folder()
    followed = find_followed(home, plans or [])
    pairs = newest_pairs(home, name)
    told = [(pair, tell_changes(home, pair, followed)) for pair in pairs]
    if as_json:
        print_json(
            {
                "changes": [
                    {"name": before.name, "from": before.version, "to": after.version, "lines": list(lines)}
                    for (before, after), lines in told
                ]
            }
        )
        return
    for _, lines in told:
        print_text("\n".join(lines))
    if not told:
        say("There are no two releases of one name to compare; an upgrade keeps the older one beside it.")


def release_json(one: "Release") -> dict[str, Any]:
    """A release as JSON values."""
    return {
        "name": one.name,
        "release": one.version,
        "title": one.title,
        "licence": one.licence,
        "credit": one.credit,
        "note": one.note,
        "sha256": one.checksum,
        "counts": dict(one.counts),
        "tables": [
            {"table": table, "read": read, "left_out": gone, "why": why}
            for table, read, gone, why in one.accounts
        ],
        "problems": [problem_json(flaw) for flaw in one.problems],
    }


def _tell_own(home: Path) -> None:
    """How many entries are the person's own, and which of them may stand twice."""
    from cairn.catalogue import load_catalogue
    from cairn.catalogue.own import find_duplicates, read_own

    own = read_own(home)
    catalogue = own.catalogue
    count = len(catalogue.roles) + len(catalogue.skills) + len(catalogue.options) + len(own.organisations)
    if count:
        print_text(f"own entries: {count} in {home / 'own'}")
    for mine, other in find_duplicates(load_catalogue(home), own):
        say(f"Your “{mine}” goes by a name of “{other}”: if they are one, say so with [[same]].")


# ------------------------------------------------------------------ installing


def _fetched(name: str, given: Sequence[str], home: Path) -> tuple[list[Path], str]:
    """The files to read, fetched where an address was given or nothing at all."""
    from cairn.catalogue.releases import PUBLISHERS
    from cairn_cli.downloads import checksum_of, is_address, publishers_addresses

    publisher = PUBLISHERS[name]
    try:
        wanted = list(given) or publishers_addresses(publisher)
        paths = [_download(one, home) if is_address(one) else Path(one) for one in wanted]
    except UnreadableFile as error:
        if given or publisher.how in str(error):
            raise
        msg = f"{error} By hand: {publisher.how}."
        raise UnreadableFile(msg) from error
    for path in paths:
        if not path.exists():
            msg = f"There is no file or folder {path}; check the name."
            raise BadInput(msg)
    return paths, " ".join(checksum_of(path) for path in paths if path.is_file())


def _download(address: str, home: Path) -> Path:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from cairn_cli.downloads import download

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, **_on_stderr()) as bar:
        task = bar.add_task("Fetching", total=None)
        done = download(
            address,
            home / "downloads",
            report=lambda size, total: bar.update(task, completed=size, total=total or None),
        )
    say(f"Fetched {done.path.name}: {done.size / 1e6:,.1f} MB, sha256 {done.checksum}")
    return done.path


@contextlib.contextmanager
def _steps() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it is done, on stderr; silent where nobody watches."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, **_on_stderr()) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda text: bar.update(task, description=text)


def _on_stderr() -> dict[str, Any]:
    """Where progress is shown: on stderr, where a person watches, and gone when it is done."""
    from rich.console import Console

    console = Console(stderr=True)
    return {"console": console, "transient": True, "disable": not console.is_terminal}


def _read(
    name: str, paths: Sequence[Path], step: Callable[[str], None]
) -> tuple[tuple["ReadRelease", ...], Callable[[Path], None] | None]:
    """What the files hold, and for ESCO how to make the search index that goes with it."""
    if name == "esco":
        from cairn.catalogue.esco_rows import read_esco_release
        from cairn_cli.esco_search import write_index

        rows, release = read_esco_release(paths)
        return (rows,), lambda home: write_index(home, release)
    if name == "bls":
        from cairn.catalogue.bls import read_bls

        return read_bls(paths), None
    if name == "crosswalk":
        from cairn.catalogue.crosswalk import read_crosswalk

        return (read_crosswalk(paths),), None
    from cairn.catalogue.onet import read_onet

    return (read_onet(paths, progress=lambda table: step(f"Reading {table}")),), None


def _tell_installed(installed: Sequence["Release"], checksum: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"installed": [release_json(one) for one in installed]})
        return
    for one in installed:
        counts = ", ".join(f"{count:,} {table}" for table, count in one.counts.items())
        print_text(f"Installed {one.label}: {counts}")
        if one.note:
            print_text(f"  Note: {one.note}")
        for table, read, gone, why in one.accounts:
            if gone:
                print_text(f"  {table}: {read:,} rows read, {gone:,} left out ({why})")
        say_problems(one.problems)
    for licence, credit in dict.fromkeys((one.licence, one.credit) for one in installed):
        print_text(f"  Licence: {licence}. {credit}.")
    if checksum:
        print_text(f"  sha256 {checksum}")


# ------------------------------------------------------------------ ladders


def _install_ladders(home: Path, files: Sequence[str], *, as_json: bool) -> None:
    from cairn.catalogue.ladders_folder import install_ladder

    if not files:
        msg = "Name the ladder's file: cairn data install ladder FILE (YAML, CSV or Markdown)."
        raise BadInput(msg)
    installed = [install_ladder(home, Path(one)) for one in files]
    for ladder, problems in installed:
        say_problems(problems)
        if not as_json:
            print_text(f"Installed the ladder {ladder.id}: {ladder.title}, {len(ladder.levels)} levels")
    if as_json:
        print_json({"installed": [{"name": ladder.id, "title": ladder.title} for ladder, _ in installed]})
