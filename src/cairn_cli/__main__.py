"""`python -m cairn_cli`, and the `cairn` command of an installed package."""

import sys

from cairn_cli.app import run


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
