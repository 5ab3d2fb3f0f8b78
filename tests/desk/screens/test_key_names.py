"""Keys as an officer finds them on the keyboard."""

import pytest
from textual.binding import Binding

from desk.screens.desk import DeskScreen
from desk.screens.dossier import DossierScreen
from desk.screens.frame import Frame
from desk.screens.key_names import key_name
from desk.screens.outbox import OutboxScreen
from desk.screens.reception import ReceptionScreen
from desk.widgets.checklist import Checklist
from desk.widgets.choice import Choice
from desk.widgets.form_section import FormSection

BOUND = (
    *(Frame, DeskScreen, DossierScreen, OutboxScreen, ReceptionScreen),
    *(Checklist, Choice, FormSection),
)


@pytest.mark.parametrize("bound", BOUND, ids=lambda bound: bound.__name__)
def test_every_key_in_help_and_footer_is_named_as_it_is_printed(bound: type[Frame]) -> None:
    keys = [key for one in bound.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")]
    names = [key_name(key) for key in keys]
    assert keys
    assert not [name for name in names if "_" in name or (name.isalpha() and name.islower())]


@pytest.mark.parametrize(
    ("key", "name"),
    [("exclamation_mark", "!"), ("f2", "F2"), ("ctrl+q", "Ctrl+Q"), ("space", "Phím cách")],
)
def test_a_key_is_named(key: str, name: str) -> None:
    assert key_name(key) == name
