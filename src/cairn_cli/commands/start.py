"""`cairn start`: the web app for one person, on this machine alone."""

import contextlib
import importlib
import sys
import webbrowser
from typing import Annotated, Any

import typer

from cairn.errors import BadInput
from cairn_cli.home import home_folder
from cairn_cli.output import print_text, say

Port = Annotated[
    int | None,
    typer.Option(
        "--port", min=1, max=65535, metavar="N", help="The port to serve at (default: the first free)."
    ),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the link and open no browser.")]
Sample = Annotated[
    bool, typer.Option("--sample", help="Open a worked example person, apart from your own record.")
]


def command(port: Port = None, no_browser: NoBrowser = False, sample: Sample = False) -> None:
    """Start the web app and open it in the browser, by a link that works once."""
    server = _load_server()
    home = home_folder() / "sample" if sample else home_folder()
    server.make_home(home)

    def tell(link: str) -> None:
        say("Cairn is ready. This link opens it once, within ten minutes; Ctrl-C stops Cairn.")
        print_text(link)
        sys.stdout.flush()
        if not no_browser:
            webbrowser.open(link)

    running = server.find_running(home)
    if running is not None:
        say("Cairn is running already; this opens the same one.")
        tell(server.link_to(running))
        return
    with contextlib.suppress(KeyboardInterrupt):
        server.serve(home, port=port, is_sample=sample, tell=tell)
    say("Cairn has stopped.")


def _load_server() -> Any:  # noqa: ANN401 - a module that the base installation cannot import
    try:
        importlib.import_module("django")
        return importlib.import_module("cairn_web.server")
    except ModuleNotFoundError as error:
        msg = f"The web app needs packages that are not installed ({error.name}); run it as ./cairn start."
        raise BadInput(msg) from error
