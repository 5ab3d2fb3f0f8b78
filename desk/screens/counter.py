"""What the screens of an open counter work with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.screens.news import News
from desk.usecases.desk import Desk
from desk.usecases.line import Line
from printing.spool import Transport

if TYPE_CHECKING:
    from desk.serial.scanner import SerialScanner


@dataclass(frozen=True)
class Counter:
    """One open counter, handed on from screen to screen."""

    desk: Desk
    transport: Transport
    line: Line
    news: News
    """Told after everything that may have changed the store."""
    scanner: "SerialScanner"
    """Listens at a serial port, if the settings name one."""
