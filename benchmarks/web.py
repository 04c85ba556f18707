"""How quickly the web app answers a person with a large record, beside a bare Django page.

    python benchmarks/web.py [--requests 200] [--clients 16]

Makes a record of 200 skills, 60 goals and 400 tasks with a plan, serves it with the
product's own server, and asks every large page: queries, kilobytes, and the time that
95 of 100 answers stay below, one at a time. Then 16 clients ask each page, and, on a
server of the same kind in turn with it, a page that does nothing but read as many rows and
send as many kilobytes. Prints JSON; the share of the two rates is what counts.
"""

import argparse
import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SOURCE = Path(__file__).resolve().parent.parent / "src"
PAGES = (
    "/plan/",
    "/goals/",
    "/goals/1/",
    "/tasks/",
    "/me/",
    "/today/",
    "/today/order/",
    "/begin/skills/",
    "/plan/gap/",
    "/plan/whole/",
)
SKILLS, GOALS, TASKS = 200, 60, 400
Json = dict[str, Any]


class Read(NamedTuple):
    """What a page asks of the database."""

    queries: int
    rows: int


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--clients", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ.update(
            CAIRN_HOME=folder, CAIRN_KEY="benchmark", DJANGO_SETTINGS_MODULE="cairn_web.settings"
        )
        sys.path.insert(0, str(SOURCE))
        cookie, reads = make_record()
        with served(home, "app") as port, served(home, "bare") as beside:
            pages = {path: measure(port, path, cookie, asked.requests) for path in PAGES}
            slowest = max(pages, key=lambda path: pages[path]["p50_ms"])
            for path, told in pages.items():
                told |= {"queries": reads[path].queries, "rows": reads[path].rows}
                bare = f"/bare/{reads[path].rows}/{int(told['kilobytes'] * 1000)}/"
                told["share_of_bare"] = share_of((port, path), (beside, bare), cookie, asked)
    told = {
        "record": {"skills": SKILLS, "goals": GOALS, "tasks": TASKS},
        "pages": pages,
        "heaviest": slowest,
        "share_of_bare": pages[slowest]["share_of_bare"],
        "script_and_style_kilobytes": script_and_style(),
    }
    print(json.dumps(told, indent=1))


def make_record() -> tuple[str, dict[str, Read]]:
    """A large record with a plan; the cookie that opens it, and what each page reads."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    fill()
    client = Client(HTTP_HOST="127.0.0.1")
    session = client.session
    session["door"] = "open"
    session.save()
    client.cookies["cairn_8721"] = session.session_key
    queries: dict[str, list[str]] = {}
    for path in PAGES:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            if client.get(path).status_code != 200:
                sys.exit(f"{path} does not answer")
        queries[path] = [one["sql"] for one in seen.captured_queries]
    reads = {path: Read(queries=len(said), rows=count_rows(said)) for path, said in queries.items()}
    connection.close()
    return f"cairn_8721={session.session_key}", reads


def count_rows(said: list[str]) -> int:
    """The rows that these queries give, counted by the database itself."""
    from django.db import connection

    total = 0
    with connection.cursor() as cursor:
        for one in said:
            if one.startswith("SELECT"):
                cursor.execute(f"SELECT COUNT(*) FROM ({one})")  # noqa: S608 - the query just made
                total += cursor.fetchone()[0]
    return total


def fill() -> None:
    from cairn_web.jobs import parent
    from cairn_web.jobs.work import do_work
    from cairn_web.models import Goal, Person, SkillRating, Task
    from cairn_web.services.sample import make_sample

    def at_once(run: int, *, kind: str, request: Json, finish: parent.Finish) -> None:
        asked = json.loads(json.dumps(request))
        finish(run, {"result": json.loads(json.dumps(do_work(kind, asked, lambda _: None)))})

    parent.start = at_once
    make_sample()
    person = Person.objects.get()
    resume = person.resume
    known = resume.found["skills"]
    known += [{**known[0], "id": f"skill-{n}", "label": f"Skill {n}"} for n in range(SKILLS - len(known))]
    resume.save()
    SkillRating.objects.bulk_create(
        SkillRating(person=person, skill=one["id"], label=one["label"], level=3, enjoyment=4) for one in known
    )
    goals = [
        Goal.objects.create(person=person, statement=f"Pass examination {n}", measure="it is passed")
        for n in range(GOALS)
    ]
    for n in range(TASKS):
        Task.objects.create(
            person=person,
            goal=goals[n % GOALS],
            title=f"Read chapter {n}",
            next_step="Open the book",
            hours=3,
        )


# ------------------------------------------------------------------ serving


_SERVE = """
import os, socket, sys
sys.path[:0] = [{source!r}, {here!r}]
kind = {kind!r}
if kind == "bare":
    import web_bare
    application = web_bare.application()
else:
    from django.core.wsgi import get_wsgi_application
    application = get_wsgi_application()
from waitress.server import create_server
taken = socket.socket(); taken.bind(("127.0.0.1", 0))
server = create_server(application, sockets=[taken], threads=8, ident="")
print(taken.getsockname()[1], flush=True)
server.run()
"""


@contextlib.contextmanager
def served(home: Path, kind: str) -> Iterator[int]:
    """A server process with the product's own settings of waitress; gives its port."""
    program = _SERVE.format(source=str(SOURCE), here=str(Path(__file__).parent), kind=kind)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=home,
    ) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - it was asked for
            yield int(server.stdout.readline())
        finally:
            server.kill()


def ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Cookie": cookie, "Host": "127.0.0.1"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}")
    return len(content)


def measure(port: int, path: str, cookie: str, times: int) -> Json:
    """Kilobytes and the 95th percentile of answers one at a time."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    size = ask(connection, path, cookie)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask(connection, path, cookie)
        taken.append(1000 * (time.perf_counter() - begun))
    connection.close()
    p95 = statistics.quantiles(taken, n=20)[-1]
    return {
        "kilobytes": round(size / 1000, 1),
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(p95, 1),
    }


def share_of(ours: tuple[int, str], bare: tuple[int, str], cookie: str, asked: argparse.Namespace) -> float:
    """Requests a second that many clients get together, beside those of the bare page.

    The two are asked in turn, three times each, so that whatever else the machine does
    falls on both; the median of the three shares.
    """
    measure(*bare, cookie, 20)
    shares = [one_rate(*ours, cookie, asked) / one_rate(*bare, cookie, asked) for _ in range(3)]
    return round(statistics.median(shares), 2)


def one_rate(port: int, path: str, cookie: str, asked: argparse.Namespace) -> float:
    each = max(asked.requests // asked.clients, 5)

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(each):
            ask(connection, path, cookie)
        connection.close()

    clients = [threading.Thread(target=client) for _ in range(asked.clients)]
    begun = time.perf_counter()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return each * asked.clients / (time.perf_counter() - begun)


def script_and_style() -> float:
    """Kilobytes of script and style that a page loads, as they are sent."""
    from importlib import resources

    from cairn_web.views.style import style_sheet

    own = (resources.files("cairn_web") / "static" / "cairn_web" / "app.js").read_bytes()
    htmx = (resources.files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js").read_bytes()
    return round((len(style_sheet().encode()) + len(own) + len(htmx)) / 1000, 1)


if __name__ == "__main__":
    main()
