"""Starts `desk-centre`."""

from sync.centre.commands import app
from sync.command_line import run


def main() -> None:
    """Run the command that was asked for."""
    run(app, "desk-centre")


if __name__ == "__main__":
    main()
