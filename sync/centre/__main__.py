"""Starts `desk-centre`."""

from sync.centre.commands import app


def main() -> None:
    """Run the command that was asked for."""
    app(prog_name="desk-centre")


if __name__ == "__main__":
    main()
