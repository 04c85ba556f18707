"""Where the person's data lie: `CAIRN_HOME`, else the platform's folder for such data."""

import os
from pathlib import Path

from cairn.errors import BadInput


def home_folder() -> Path:
    """The data folder, which may not exist yet.

    Raises:
        BadInput: `CAIRN_HOME` names something that is no folder.
    """
    given = os.environ.get("CAIRN_HOME", "").strip()
    if not given:
        from platformdirs import user_data_path

        return user_data_path("cairn", appauthor=False)
    path = Path(given).expanduser()
    if path.exists() and not path.is_dir():
        msg = f"CAIRN_HOME is {path}, which is a file; name a folder."
        raise BadInput(msg)
    return path
