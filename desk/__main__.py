"""The `desk` command."""

import sys


def main() -> None:
    """Run the command line; the program alone, an officer's start, does not wait for its parser."""
    if sys.argv[1:]:
        from desk.commands import app
        from sync.command_line import run

        run(app, "desk")
    else:
        from desk.machine import home
        from desk.program import run_program

        sys.exit(run_program(home()))


if __name__ == "__main__":
    main()
