"""Made-up cards, and what goes wrong between a card and the desk; the caller brings the seed."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desk.scanning.card import IdentityFields

TODAY = date(2024, 6, 3)

_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Đặng", "Bùi", "Ngô", "Lý"]
_MIDDLE = ["Thị", "Văn", "Đức", "Hữu", "Ngọc", "Thị Thuý", "Xuân", "Minh", ""]
_GIVEN = ["Hà", "Ánh", "Hải", "Lan", "Phượng", "Nam", "Tuấn", "Yến", "Khuê", "Đạt", "Ý", "Hoà"]
_PLACE = ["Thôn Đông", "Tổ dân phố số 5", "Số 12/3 đường Lê Lợi", "Xóm 4", "Bản Mỏ"]
_COMMUNE = ["Tân Mỹ", "Đồng Sơn", "Hương Gián", "Thị trấn Nham Biền", "Phường Trần Phú"]
_DISTRICT = ["Thành phố Bắc Giang", "Yên Dũng", "Lục Ngạn", "Hiệp Hoà", "Sơn Động"]


@dataclass(frozen=True)
class Card:
    """What is printed on a card, and the fields of its payload in order."""

    truth: IdentityFields
    payload: tuple[str, ...]


def a_card(random: Random) -> Card:
    """A card of any of the known layouts, with 6 to 11 fields."""
    birth = date(1940, 1, 1) + timedelta(days=random.randrange(75 * 365))
    issued = date(2016, 1, 1) + timedelta(days=random.randrange(8 * 365))
    is_female = random.random() < 0.5
    century = (birth.year - 1900) // 100 * 2 + is_female
    number = f"024{century}{birth:%y}{random.randrange(10**6):06d}"
    truth = IdentityFields(
        number=number,
        old_number=random.choice([f"12{random.randrange(10**7):07d}", number, ""]),
        name=" ".join(filter(None, map(random.choice, (_FAMILY, _MIDDLE, _GIVEN)))),
        birth_date=birth,
        gender="female" if is_female else "male",
        address=", ".join([*map(random.choice, (_PLACE, _COMMUNE, _DISTRICT)), "Bắc Giang"]),
        issued_on=max(birth, issued),
    )
    return Card(truth, _laid_out(truth, random))


def _laid_out(truth: IdentityFields, random: Random) -> tuple[str, ...]:
    form = random.choice(["%d%m%Y", "%d/%m/%Y"])
    assert truth.birth_date is not None
    assert truth.issued_on is not None
    gender = {"male": "Nam", "female": "Nữ"}[truth.gender or "male"]
    fields = [truth.number, truth.old_number, truth.name, truth.birth_date.strftime(form), gender]
    fields += [truth.address, truth.issued_on.strftime(form)]
    layout = random.choice(["plain", "plain", "short", "long"])
    if layout == "short":
        del fields[random.choice([1, 4, 5, 6])]
    if layout == "long":
        fields += random.choices(["", "Trần Thị Mẹ", "Lê Văn Cha", truth.number], k=4)
        del fields[random.randint(8, 11) :]
    return tuple(fields)


def _put(random: Random, text: str, piece: str, instead_of: int = 0) -> str:
    at = random.randrange(len(text))
    return text[:at] + piece + text[at + instead_of :]


def _without(text: str, lost: Callable[[str], bool]) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not lost(c)))


def _with_broken_byte(text: str, random: Random) -> str:
    raw = bytearray(text.encode())
    raw[random.randrange(len(raw))] = 0xFF
    return raw.decode(errors="replace")


def _with_lost_byte(text: str, random: Random) -> str:
    raw = bytearray(text.encode())
    del raw[random.choice([at for at, byte in enumerate(raw) if byte >= 0x80])]
    return raw.decode(errors="replace")


def _on_two_lines(text: str, random: Random) -> str:
    other = "|".join(a_card(random).payload)
    return text[: random.randrange(1, len(text) + 1)] + other


HARMLESS: dict[str, Callable[[str, Random], str]] = {
    "as it is": lambda text, _: text,
    "decomposed": lambda text, _: unicodedata.normalize("NFD", text),
    "byte order mark": lambda text, _: "\ufeff" + text,
    "mojibake mark": lambda text, _: "ï»¿" + text,
    "line end": lambda text, random: text + random.choice(["\r", "\n", "\r\n", "\t"]),
    "symbology": lambda text, _: "]Q3" + text,
}
"""What no reader of scans may mind."""

HARMFUL: dict[str, Callable[[str, Random], str]] = {
    "trailing bar": lambda text, random: text + "|" * random.randint(1, 5),
    "as latin-1": lambda text, _: text.encode().decode("latin-1"),
    "as cp1252": lambda text, _: text.encode().decode("cp1252", "ignore"),
    "as cp1258": lambda text, _: text.encode().decode("cp1258", "ignore"),
    "as cp437": lambda text, _: text.encode().decode("cp437"),
    "as gbk": lambda text, _: text.encode().decode("gbk", "replace"),
    "latin-1 spaces": lambda text, _: text.encode().decode("latin-1").replace("\xa0", " "),
    "ascii only": lambda text, _: text.encode("ascii", "ignore").decode(),
    "ascii marks": lambda text, _: text.encode("ascii", "replace").decode(),
    "latin-1 only": lambda text, _: text.encode("latin-1", "ignore").decode("latin-1"),
    "no marks": lambda text, _: _without(text, lambda c: bool(unicodedata.combining(c))),
    "no tones": lambda text, _: _without(text, lambda c: c in "\u0300\u0301\u0303\u0309\u0323"),
    "cut at the end": lambda text, random: text[: random.randrange(len(text))],
    "cut in front": lambda text, random: text[random.randrange(len(text)) :],
    "markup": lambda text, random: _put(random, text, "[/]"),
    "replacement": lambda text, random: _put(random, text, "\ufffd", 1),
    "escape": lambda text, random: _put(random, text, "\x1b[2J"),
    "surrogate": lambda text, random: _put(random, text, "\udcc3", 1),
    "zero": lambda text, random: _put(random, text, "\x00"),
    "bar": lambda text, random: _put(random, text, "|"),
    "lost bar": lambda text, _: text.replace("|", "", 1),
    "broken byte": _with_broken_byte,
    "lost byte": _with_lost_byte,
    "run together": _on_two_lines,
    "caps lock": lambda text, _: text.swapcase(),
    "5,000 letters": lambda text, random: _put(random, text, "ộ" * 5000),
    "5,000 after": lambda text, _: text + "|" + "x" * 5000,
    "noise": lambda text, random: "".join(random.choices(text + "|\x85\ufffd\u0301", k=len(text))),
}
"""What really happens to scans. A letter read as another is not here: nobody can see that."""
