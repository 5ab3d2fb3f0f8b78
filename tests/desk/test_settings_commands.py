"""Settings travel from counter to counter by two commands; what goes wrong is one sentence."""

from pathlib import Path

from typer.testing import CliRunner

from desk.commands import app
from desk.settings import read_settings
from desk.store.home import Home


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
    answer = said("import", str(file), "--home", str(other))
    assert "Dùng ngay từ bây giờ. Kiểm tra: desk doctor" in answer
    assert "truoc" not in answer
    assert read_settings(other).printing.copies == 2
    assert read_settings(other).scanner is None


def test_only_a_desk_that_is_open_has_to_be_opened_anew(tmp_path: Path) -> None:
    home, file = tmp_path / "1", tmp_path / "bo-phan.toml"
    home.mkdir()
    (home / "desk.toml").write_text("[printing]\ncopies = 1\n")
    held = Home(home).hold()
    file.write_text("[printing]\ncopies = 2\n")
    answer = said("import", str(file), "--home", str(home))
    assert "bản trước giữ ở desk.toml.truoc" in answer
    assert "đóng rồi mở lại" in answer
    assert "đóng rồi mở lại" in said("import", str(file), "--home", str(home))
    held.release()
    file.write_text("[printing]\ncopies = 3\n")
    assert "Dùng ngay" in said("import", str(file), "--home", str(home))


def test_a_file_that_is_there_is_replaced_only_when_told(tmp_path: Path) -> None:
    home, file = str(tmp_path / "1"), tmp_path / "bo-phan.toml"
    file.write_text("của người khác")
    assert "--replace" in said("export", str(file), "--home", home, code=1)
    assert file.read_text() == "của người khác"
    assert str(file) in said("export", str(file), "--replace", "--home", home)
    assert "desk settings import" in file.read_text()


def test_what_goes_wrong_is_one_sentence_about_the_file_that_was_given(tmp_path: Path) -> None:
    home, file = str(tmp_path), tmp_path / "bo-phan.toml"
    assert "Không ghi được" in said("export", str(tmp_path), "--home", home, code=1)
    assert not list(tmp_path.parent.glob(".*.moi"))
    for content, sentence in (
        (None, f"Không có tệp {file}"),
        (b"[printing]\ncopies = 0\n", f"{file}: giá trị của “printing.copies”"),
        (b"[in]\n", f"{file}: không có mục “in”"),
        (b"[", f"Tệp {file} không đúng cú pháp TOML"),
        ("# quầy".encode("cp1258", errors="replace") + b"\xff", f"Tệp {file} không ở mã UTF-8"),
    ):
        if content is not None:
            file.write_bytes(content)
        answer = said("import", str(file), "--home", home, code=1)
        assert answer.startswith(sentence)
        assert "desk.toml" not in answer
    folder = said("import", str(tmp_path), "--home", home, code=1)
    assert f"Không đọc được {tmp_path}: phải là một tệp" in folder
    file.write_text("[printing]\ncopies = 2\n")
    assert "Không ghi được" in said("import", str(file), "--home", str(file), code=1)
    (tmp_path / "desk.toml").write_text("[")
    assert "TOML" in said("export", str(tmp_path / "khac.toml"), "--home", home, code=1)
