"""Where the scanner is comes from desk.toml; a mistake in it never stops the counter."""

from pathlib import Path

import pytest

from desk.serial.port import SerialPort
from desk.settings import SettingsError, read_settings
from desk.store.home import Home
from desk.usecases.scanners import scanner_port


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("", None),
        ('[scanner]\nport = "COM3"', SerialPort("COM3", 9600)),
        ('[scanner]\nport = "/dev/ttyACM0"\nbaud = 115200', SerialPort("/dev/ttyACM0", 115200)),
        ('[scanner]\nport = "COM3"\n[printing]\ncopies = 99', SerialPort("COM3", 9600)),
        ("[scanner]\nport = 3", None),
        ("[scanner", None),
    ],
)
def test_the_port_is_read_from_the_settings(
    tmp_path: Path, text: str, port: SerialPort | None
) -> None:
    assert scanner_port(Home(tmp_path)) is None
    (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
    assert scanner_port(Home(tmp_path)) == port


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("port = 3", "scanner.port", "COM3"),
        ('port = ""', "scanner.port", "COM3"),
        ("baud = 9600", "scanner.port", "thiếu"),
        ('port = "COM3"\nbaud = 7', "scanner.baud", "300 đến 921600"),
        ('port = "COM3"\nsuffix = "cr"', "scanner.suffix", "port, baud"),
    ],
)
def test_what_may_not_stand_there_is_one_sentence(
    tmp_path: Path, text: str, key: str, allowed: str
) -> None:
    (tmp_path / "desk.toml").write_text(f"[scanner]\n{text}", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"“{key}”") as caught:
        read_settings(tmp_path)
    assert allowed in str(caught.value)
