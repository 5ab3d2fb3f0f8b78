"""The programs' commands, as they reach a scene's centre."""

from pathlib import Path

from typer.testing import CliRunner

from desk.commands import app as desk_app
from sync.centre.commands import app as centre_app
from tests.lives.scenes import Scene


def run(home: Path, *words: str) -> tuple[int, str]:
    """A command of a desk: its exit code, and what it said."""
    done = CliRunner().invoke(desk_app, [*words, "--home", str(home)])
    return done.exit_code, done.output.strip()


def run_centre(scene: Scene, *words: str) -> tuple[int, str]:
    """A command of the centre."""
    done = CliRunner().invoke(centre_app, [*words, "--home", str(scene.world.folder)])
    return done.exit_code, done.output.strip()
