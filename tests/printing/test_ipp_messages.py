"""IPP messages: what is written is read back, and no bytes whatever end the program."""

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.ipp_messages import (
    BOOLEAN,
    ENUM,
    INTEGER,
    KEYWORD,
    NAME,
    OPERATION_GROUP,
    PRINTER_GROUP,
    Attribute,
    Content,
    Group,
    Malformed,
    Message,
    decode,
    encode,
)

GET_PRINTER_ATTRIBUTES = bytes.fromhex(
    "0101000b00000001"  # version 1.1, operation, request
    "01"  # operation attributes
    "470012617474726962757465732d6368617273657400057574662d38"
    "48001b617474726962757465732d6e61747572616c2d6c616e67756167650002656e"
    "03"
)
NUMBER = st.integers(-(2**31), 2**31 - 1)
WORD = st.text(max_size=40)
VALUES: list[tuple[int, st.SearchStrategy[Content]]] = [
    (INTEGER, NUMBER),
    (ENUM, NUMBER),
    (BOOLEAN, st.booleans()),
    (NAME, WORD),
    (KEYWORD, WORD),
    (0x31, st.binary(max_size=20)),
]


@st.composite
def attributes(draw: st.DrawFn) -> Attribute:
    tag, values = draw(st.sampled_from(VALUES))
    name = draw(st.text(min_size=1, max_size=20))
    return Attribute(name, tag, tuple(draw(st.lists(values, min_size=1, max_size=3))))


GROUPS = st.builds(Group, st.sampled_from([1, 2, 4, 5]), st.lists(attributes()).map(tuple))
MESSAGES = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(0, 2**32 - 1),
    st.lists(GROUPS, max_size=3).map(tuple),
    st.binary(max_size=30),
)


def test_a_request_is_the_bytes_that_the_standard_shows() -> None:
    asked = (
        Attribute("attributes-charset", 0x47, ("utf-8",)),
        Attribute("attributes-natural-language", 0x48, ("en",)),
    )
    assert encode(Message(0x0B, 1, (Group(OPERATION_GROUP, asked),))) == GET_PRINTER_ATTRIBUTES


@settings(max_examples=60)
@given(MESSAGES)
def test_what_is_written_is_read_back(message: Message) -> None:
    assert decode(encode(message)) == message


@settings(max_examples=60)
@given(MESSAGES, st.data())
def test_a_message_cut_short_is_told_as_such(message: Message, data: st.DataObject) -> None:
    whole = encode(Message(message.code, message.request, message.groups))
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert isinstance(decode(whole[:cut]), Malformed)


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_whatever_raise(raw: bytes, has_head: bool) -> None:
    answer = decode(b"\x01\x01\x00\x00\x00\x00\x00\x01" + raw if has_head else raw)
    assert isinstance(answer, Message | Malformed)


@settings(max_examples=60)
@given(MESSAGES.map(encode), st.data())
def test_no_damaged_message_raises(raw: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(raw) - 1))
    damaged = raw[:place] + data.draw(st.binary(max_size=3)) + raw[place + 1 :]
    assert isinstance(decode(damaged), Message | Malformed)


def _value(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + b"".join(len(one).to_bytes(2) + one for one in (name, value))


def test_a_collection_is_passed_over_with_those_inside_it() -> None:
    inner = _value(0x34, b"", b"") + _value(0x4A, b"", b"x-dimension") + _value(0x37, b"", b"")
    raw = (
        b"\x01\x01\x00\x00\x00\x00\x00\x07\x04"
        + _value(0x34, b"media-col", b"")
        + inner
        + _value(0x37, b"", b"")
        + _value(ENUM, b"printer-state", (5).to_bytes(4))
        + b"\x03"
    )
    answer = decode(raw)
    assert isinstance(answer, Message)
    [printer] = answer.of(PRINTER_GROUP)
    assert printer.number("printer-state") == 5


def test_text_that_is_no_utf_8_is_read_with_marks() -> None:
    raw = b"\x01\x01\x00\x00\x00\x00\x00\x07\x04" + _value(NAME, b"n", b"caf\xe9") + b"\x03"
    answer = decode(raw)
    assert isinstance(answer, Message)
    assert answer.groups[0].texts("n") == ("caf\ufffd",)
