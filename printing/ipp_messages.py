"""IPP messages as bytes and back (RFC 8010): no network, no clock.

`decode` answers any bytes with a value: what cannot be read is `Malformed`, never an exception.
What a collection holds is passed over, since nothing here asks a printer for one.
"""

import struct
from dataclasses import dataclass
from typing import Final

VERSION: Final = b"\x01\x01"
"""1.1: printers of every age take it."""

OPERATION_GROUP: Final = 0x01
JOB_GROUP: Final = 0x02
END: Final = 0x03
PRINTER_GROUP: Final = 0x04
_LAST_GROUP: Final = 0x0F

INTEGER: Final = 0x21
BOOLEAN: Final = 0x22
ENUM: Final = 0x23
_COLLECTION: Final = 0x34
_COLLECTION_END: Final = 0x37
TEXT: Final = 0x41
NAME: Final = 0x42
KEYWORD: Final = 0x44
URI: Final = 0x45
CHARSET: Final = 0x47
LANGUAGE: Final = 0x48
MIME: Final = 0x49

_NUMBERS: Final = frozenset({INTEGER, ENUM})
_TEXTS: Final = frozenset({TEXT, NAME, KEYWORD, URI, 0x46, CHARSET, LANGUAGE, MIME})

Content = int | bool | str | bytes
"""What a value holds; kinds that nobody here reads keep their bytes."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name with its values; all of them are of the tag's kind."""

    name: str
    tag: int
    values: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes of one object: the operation, a job, a printer."""

    tag: int
    attributes: tuple[Attribute, ...]

    def values(self, name: str) -> tuple[Content, ...]:
        """The values of an attribute, none when it is not there."""
        return next((one.values for one in self.attributes if one.name == name), ())

    def number(self, name: str) -> int | None:
        """The first value, if it is a number."""
        found = next(iter(self.values(name)), None)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The values that are text."""
        return tuple(one for one in self.values(name) if isinstance(one, str))

    def flag(self, name: str, *, otherwise: bool) -> bool:
        """The first value, if it is a yes or no."""
        found = next(iter(self.values(name)), None)
        return found if isinstance(found, bool) else otherwise


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer; `code` is the operation, or the status."""

    code: int
    request: int
    groups: tuple[Group, ...] = ()
    document: bytes = b""

    def of(self, tag: int) -> tuple[Group, ...]:
        """The groups of one kind."""
        return tuple(group for group in self.groups if group.tag == tag)


@dataclass(frozen=True, slots=True)
class Malformed:
    """Bytes that are no IPP message, or only the beginning of one."""

    at: int
    """The offset of what could not be read."""


def encode(message: Message) -> bytes:
    """The bytes of a message."""
    parts = [VERSION, struct.pack(">HI", message.code, message.request)]
    for group in message.groups:
        parts.append(bytes([group.tag]))
        for attribute in group.attributes:
            # Further values of an attribute come without its name.
            names = [attribute.name, *[""] * (len(attribute.values) - 1)]
            for name, value in zip(names, attribute.values, strict=True):
                parts += [bytes([attribute.tag]), _sized(name.encode()), _sized(_bytes(value))]
    return b"".join([*parts, bytes([END]), message.document])


def _sized(content: bytes) -> bytes:
    return struct.pack(">H", len(content)) + content


def _bytes(value: Content) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int():
            return struct.pack(">i", value)
        case str():
            return value.encode()
        case _:
            return value


def decode(raw: bytes) -> Message | Malformed:
    """The message in some bytes."""
    reader = _Reader(raw)
    try:
        reader.take(len(VERSION))
        code, request = reader.number(2), reader.number(4)
        groups = _groups(reader)
    except _Short:
        return Malformed(reader.at)
    return Message(code, request, groups, raw[reader.at :])


class _Short(Exception):  # noqa: N818 - never leaves this module
    """There is less than a length said, or something else than must stand there."""


@dataclass(slots=True)
class _Reader:
    raw: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        taken = self.raw[self.at : self.at + size]
        if len(taken) < size:
            raise _Short
        self.at += size
        return taken

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def sized(self) -> bytes:
        return self.take(self.number(2))


def _groups(reader: _Reader) -> tuple[Group, ...]:
    groups: list[Group] = []
    tag = reader.number(1)
    while tag != END:
        if tag > _LAST_GROUP:
            raise _Short
        attributes, following = _attributes(reader)
        groups.append(Group(tag, attributes))
        tag = following
    return tuple(groups)


def _attributes(reader: _Reader) -> tuple[tuple[Attribute, ...], int]:
    """The attributes up to the next group, and that group's tag."""
    found: list[Attribute] = []
    while (tag := reader.number(1)) > _LAST_GROUP:
        name = _text(reader.sized())
        value = _value(reader, tag)
        if name:
            found.append(Attribute(name, tag, (value,)))
        elif found:
            last = found[-1]
            found[-1] = Attribute(last.name, last.tag, (*last.values, value))
        else:
            raise _Short
    return tuple(found), tag


def _value(reader: _Reader, tag: int) -> Content:
    raw = reader.sized()
    if tag == _COLLECTION:
        _pass_over(reader)
        return b""
    if tag in _NUMBERS:
        if len(raw) != struct.calcsize(">i"):
            raise _Short
        return int.from_bytes(raw, signed=True)
    if tag == BOOLEAN:
        if len(raw) != 1:
            raise _Short
        return raw != b"\x00"
    return _text(raw) if tag in _TEXTS else raw


def _pass_over(reader: _Reader) -> None:
    """Read to the end of a collection; collections may hold collections."""
    depth = 1
    while depth:
        tag = reader.number(1)
        if tag <= _LAST_GROUP:
            raise _Short
        reader.sized()
        reader.sized()
        depth += (tag == _COLLECTION) - (tag == _COLLECTION_END)


def _text(raw: bytes) -> str:
    # Printers send Latin-1 now and then; a question mark is better than no answer.
    return raw.decode("utf-8", errors="replace")
