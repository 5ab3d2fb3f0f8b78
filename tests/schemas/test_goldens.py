"""What was released once is read for ever: entries on counters' disks, messages on the way."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from schemas.dossiers import FOLD_VERSION, fold
from schemas.entries import BODIES, body_of
from schemas.journal import read_entry
from schemas.judge import judge
from schemas.shape import Shape
from tests.golden_samples import GENERATIONS, GOLDEN, entry_file, message_file, shapes

ENTRIES = sorted((GOLDEN / "entries").glob("*/*.json"))
MESSAGES = sorted((GOLDEN / "wire").glob("*/*.json"))
KINDS = GOLDEN / "kinds.json"


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def strangers(said: object, at: str = "") -> list[str]:
    """What a shape was told and does not know: it keeps that, and nobody reads it any more."""
    match said:
        case Shape():
            own = [f"{at}{name}" for name in said.model_extra or {}]
            inner = ((f"{at}{name}.", getattr(said, name)) for name in type(said).model_fields)
            return [*own, *(one for place, part in inner for one in strangers(part, place))]
        case tuple():
            return [one for part in said for one in strangers(part, at)]
        case _:
            return []


def unsaid(said: object, golden: Any, at: str = "") -> list[str]:
    """Fields of a shape that a golden of it leaves out, or in which it says nothing."""
    match said:
        case Shape():
            mapping = golden if isinstance(golden, Mapping) else {}
            fields = type(said).model_fields
            own = [f"{at}{name}" for name in fields if mapping.get(name) in (None, [], {})]
            inner = ((name, getattr(said, name)) for name in fields if name in mapping)
            parts = (unsaid(part, mapping[name], f"{at}{name}.") for name, part in inner)
            return [*own, *(one for part in parts for one in part)]
        case tuple():
            pairs = zip(said, golden, strict=True)
            return [one for part, told in pairs for one in unsaid(part, told, at)]
        case _:
            return []


def holds(found: Any, golden: Any) -> bool:
    """Everything that the golden says is still there; more may have come."""
    match golden:
        case Mapping():
            return all(key in found and holds(found[key], one) for key, one in golden.items())
        case str():
            return bool(found == golden)
        case Sequence():
            pairs = zip(found, golden, strict=True)
            return all(holds(one, wanted) for one, wanted in pairs)
        case _:
            return bool(found == golden)


@pytest.mark.parametrize("path", ENTRIES, ids=named)
def test_an_entry_once_released_is_understood_and_nothing_of_it_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8").strip()
    entry = read_entry(text)
    body = body_of(entry)
    assert body is not None
    assert holds(body.model_dump(mode="json"), entry.body)
    assert strangers(body) == []


@pytest.mark.parametrize("path", ENTRIES, ids=named)
def test_an_entry_once_released_is_judged_and_folded(path: Path) -> None:
    entry = read_entry(path.read_text(encoding="utf-8").strip())
    outcome = judge(None, entry, None)
    state = fold(None, entry, outcome, 1)
    assert [moment.kind for moment in state.timeline] == [entry.kind]
    assert outcome.case is None or outcome.case.code not in {"unknown_kind", "unreadable_body"}


@pytest.mark.parametrize("path", ENTRIES, ids=named)
def test_the_digest_is_over_the_text_as_it_was_written(path: Path) -> None:
    mapping = json.loads(path.read_text(encoding="utf-8"))
    bare = {key: value for key, value in mapping.items() if key != "digest"}
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == mapping["digest"]


@pytest.mark.parametrize("path", MESSAGES, ids=named)
def test_a_message_once_released_is_understood_and_nothing_of_it_is_lost(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    shape = shapes()[path.stem.rpartition("-")[0]]
    message = shape.model_validate(golden)
    assert holds(message.model_dump(mode="json"), golden)
    assert strangers(message) == []


@pytest.mark.parametrize("name", shapes())
def test_the_newest_generation_says_every_field_of_a_message(name: str) -> None:
    golden = json.loads(message_file(name).read_text(encoding="utf-8"))
    assert unsaid(shapes()[name].model_validate(golden), golden) == []


@pytest.mark.parametrize("kind", sorted(BODIES), ids=lambda key: f"{key[0]}-v{key[1]}")
def test_the_newest_generation_says_every_field_of_an_entry(kind: tuple[str, int]) -> None:
    written = [path for path in (entry_file(*kind, one) for one in GENERATIONS) if path.exists()]
    entry = read_entry(written[-1].read_text(encoding="utf-8").strip())
    assert unsaid(body_of(entry), entry.body) == []


def test_every_kind_has_a_golden() -> None:
    missing = [key for key in BODIES if not entry_file(*key).exists()]
    assert missing == []


def test_every_golden_is_of_a_kind_that_is_still_understood() -> None:
    known = {entry_file(*key).name for key in BODIES}
    assert {path.name for path in ENTRIES} <= known


def test_every_message_has_a_golden() -> None:
    assert [name for name in shapes() if not message_file(name).exists()] == []


def test_knowing_another_kind_makes_another_fold_so_that_what_was_parked_is_judged() -> None:
    recorded = json.loads(KINDS.read_text(encoding="utf-8"))
    kinds = [f"{kind}-v{version}" for kind, version in sorted(BODIES)]
    assert recorded == {"fold": FOLD_VERSION, "kinds": kinds}
