"""Where the counter's scanner is, if the settings name a port for it."""

from typing import TYPE_CHECKING

from desk.settings import FILE_NAME, ScannerSettings, SettingsError, read_settings

if TYPE_CHECKING:
    from desk.serial.port import SerialPort
    from desk.store.home import Home


def scanner_port(home: "Home") -> "SerialPort | None":
    """Where the scanner is; nothing where the settings name none, or are wrong.

    What is wrong in them the printers tell, which are opened from the same file.
    """
    if not (home.path / FILE_NAME).exists():
        return None
    try:
        told = read_settings(home.path).scanner
    except SettingsError:
        return None
    return port_of(told)


def port_of(told: ScannerSettings | None) -> "SerialPort | None":
    """The port that is named, if one is."""
    if told is None:
        return None
    from desk.serial.port import SerialPort

    return SerialPort(told.port, told.baud)
