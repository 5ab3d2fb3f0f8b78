"""Where the counter's scanner is, if the settings name a port for it."""

from typing import TYPE_CHECKING

from desk.settings import FILE_NAME, ScannerSettings

if TYPE_CHECKING:
    from desk.serial.port import SerialPort
    from desk.store.home import Home


def scanner_port(home: "Home") -> "SerialPort | None":
    """Where the scanner is, also if only what else the settings say is wrong.

    Nothing where they name none, or what they name is wrong: the scanner test says that.
    """
    if not (home.path / FILE_NAME).exists():
        return None
    from desk.usecases.settings_sound import sound_settings

    return port_of(sound_settings(home.path).scanner)


def port_of(told: ScannerSettings | None) -> "SerialPort | None":
    """The port that is named, if one is."""
    if told is None:
        return None
    from desk.serial.port import SerialPort

    return SerialPort(told.port, told.baud)
