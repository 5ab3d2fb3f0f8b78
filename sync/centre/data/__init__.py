"""The demo catalogue and the demo unit that come with the package; no office works with them."""

from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.procedures import Catalogue, Level
from schemas.shape import Shape, Text


class DemoOfficer(Shape):
    """An account of the demo unit; passwords are set by whoever prepares the demo."""

    account: str
    name: Text
    role: Literal["officer", "head"]


class DemoUnit(Shape):
    """The demo commune unit; its identifier is a demo value, marked as such wherever it shows."""

    demo: Literal[True]
    notice: Text
    identifier: str
    name: Text
    superior: Text
    level: Level
    place: Text
    address: Text
    phone: str
    email: str
    lookup_url: str
    officers: tuple[DemoOfficer, ...]


@cache
def demo_catalogue() -> Catalogue:
    """Common commune and district procedures, curated from official facts of 2019 to 2025."""
    return Catalogue.model_validate_json(_read("demo_catalogue.json"))


@cache
def demo_unit() -> DemoUnit:
    """The unit, its agency and its officers for `make run`."""
    return DemoUnit.model_validate_json(_read("demo_unit.json"))


def _read(name: str) -> str:
    return files("sync.centre.data").joinpath(name).read_text(encoding="utf-8")
