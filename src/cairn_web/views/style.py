"""One style sheet for every page: the report's own in a layer below, the app's above.

What a report looks like is decided once, in `cairn.report`; rules outside a layer
win over those inside, so the app adds without fighting.
"""

import hashlib
from functools import cache
from importlib import resources

from django.http import HttpRequest, HttpResponse


@cache
def style_sheet() -> str:
    """The whole style sheet."""
    report = resources.files("cairn.report.renderers")
    sheets = (report / name for name in ("page.css", "charts.css"))
    below = "\n".join(one.read_text(encoding="utf-8") for one in sheets)
    own = (resources.files("cairn_web") / "static" / "cairn_web" / "app.css").read_text(encoding="utf-8")
    return f"@layer report{{\n{below}\n}}\n{own}"


@cache
def style_mark() -> str:
    """A short mark of its content, for its address."""
    return hashlib.sha256(style_sheet().encode()).hexdigest()[:12]


def style(_request: HttpRequest, mark: str) -> HttpResponse:
    """The style sheet, kept by the browser until it changes."""
    response = HttpResponse(style_sheet(), content_type="text/css; charset=utf-8")
    kept = "public, max-age=31536000, immutable" if mark == style_mark() else "no-store"
    response["Cache-Control"] = kept
    return response
