"""Settings travel from counter to counter by two commands; what goes wrong is one sentence."""

from pathlib import Path

from typer.testing import CliRunner

from desk.commands import app
from desk.settings import read_settings


def said(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["settings", *arguments])
    assert done.exit_code == code, done.output
    assert done.output.count("\n") == 1
    return done.output


def test_a_second_counter_takes_the_settings_of_the_first(tmp_path: Path) -> None:
    one, other, file = tmp_path / "1", tmp_path / "2", tmp_path / "bo-phan.toml"
    one.mkdir()
    (one / "desk.toml").write_text('[printing]\ncopies = 2\n[scanner]\nport = "COM3"\n')
    said("export", str(file), "--home", str(one))
    assert "desk doctor" in said("import", str(file), "--home", str(other))
    assert read_settings(other).printing.copies == 2
    assert read_settings(other).scanner is None


def test_what_goes_wrong_is_one_sentence(tmp_path: Path) -> None:
    home, file = str(tmp_path), tmp_path / "bo-phan.toml"
    assert "Không ghi được" in said("export", str(tmp_path), "--home", home, code=1)
    assert "Không đọc được" in said("import", str(file), "--home", home, code=1)
    file.write_text("[printing]\ncopies = 0\n")
    assert "printing.copies" in said("import", str(file), "--home", home, code=1)
    file.write_text("[printing]\ncopies = 2\n")
    assert "Không ghi được" in said("import", str(file), "--home", str(file), code=1)
    (tmp_path / "desk.toml").write_text("[")
    assert "TOML" in said("export", str(file), "--home", home, code=1)
