"""Carry away: the whole record of a person in one file, out and in, complete both ways.

The form is described for people in `docs/guide/archive.md`. This part knows only
tables of plain rows; who keeps them where is none of its business.
"""

from cairn.archive.file import VERSION, export_archive, import_archive
from cairn.archive.values import Archive

__all__ = ["VERSION", "Archive", "export_archive", "import_archive"]
