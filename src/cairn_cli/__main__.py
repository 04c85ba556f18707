"""`python -m cairn_cli`, and the `cairn` command of an installed package."""

import gc
import sys

from cairn_cli.app import run

# A command builds thousands of catalogue entries that all live until it ends; looking
# for garbage among them at every 700th took a third of the time.
_OBJECTS_BETWEEN_LOOKS = 100_000


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
