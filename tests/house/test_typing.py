"""Every field that letters are typed into is one of ours: stock ones garble Vietnamese typing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, MaskedInput, TextArea

DESK = Path(__file__).parents[2] / "desk"
OURS = {"typing_input.py": "TypingInput"}
STOCK = {Input.__name__, TextArea.__name__, MaskedInput.__name__}


def sources() -> list[Path]:
    return sorted(
        [*(DESK / "screens").glob("*.py"), *(DESK / "widgets").glob("*.py"), *DESK.glob("*.py")]
    )


def stock_fields(tree: ast.AST) -> Iterator[str]:
    """Stock fields that are made, or taken as a base by anything but our own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from STOCK & {ast.unparse(node.func).rpartition(".")[2]}
        if isinstance(node, ast.ClassDef) and node.name not in OURS.values():
            yield from STOCK & {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def test_no_screen_or_widget_uses_a_stock_field() -> None:
    found = {
        path.name: list(stock_fields(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sources()
    }
    assert OURS.keys() <= found.keys()
    assert {name: fields for name, fields in found.items() if fields} == {}


@pytest.mark.parametrize(
    "code",
    ["yield Input()", "widgets.TextArea('')", "class Field(Input): pass", "MaskedInput('9')"],
)
def test_a_stock_field_is_found_however_it_is_used(code: str) -> None:
    assert list(stock_fields(ast.parse(code)))
