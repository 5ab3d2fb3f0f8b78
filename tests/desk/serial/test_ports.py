"""Ports are offered by lasting names, with words that tell something."""

from serial.tools.list_ports_common import ListPortInfo

from desk.serial.ports import Port, ports_of


def info(device: str, words: str | None = None) -> ListPortInfo:
    """A port as pyserial gives it, which has words of its own for one that says nothing."""
    made = ListPortInfo(device, skip_link_detection=True)
    made.description = made.description if words is None else words
    return made


def test_a_port_that_says_nothing_of_itself_is_its_name_only() -> None:
    lasting = {"/dev/ttyACM1": "/dev/serial/by-id/usb-Honeywell-if00"}
    found = [
        info("/dev/ttyS1", "ttyS1"),
        info("/dev/ttyS0"),
        info("/dev/ttyACM0", "Honeywell 1470"),
        info("/dev/ttyACM1"),
        info("COM3", ""),
    ]
    assert set(ports_of(found, lasting)) == {
        Port("/dev/ttyS0", ""),
        Port("/dev/ttyS1", ""),
        Port("/dev/ttyACM0", "Honeywell 1470"),
        Port("/dev/serial/by-id/usb-Honeywell-if00", "/dev/ttyACM1"),
        Port("COM3", ""),
    }
