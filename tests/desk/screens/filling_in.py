"""Filling in the reception form as an officer does, and reading what it says."""

from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.reception import ReceptionScreen
from desk.usecases.drafts import new_form
from desk.widgets.fields import TextField
from desk.widgets.form_section import FormSection
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from schemas.reception import ReceptionForm
from tests.desk.office import LAN, Office
from tests.desk.screens.shell import settle

KEYS = {*"123!", "f2", "f3", "f4", "f5", "f6", "tab", "enter", "escape", "left", "space"}


def reception(office: Office, form: ReceptionForm | None = None) -> ReceptionScreen:
    """The screen with a form, a new one unless another is given."""
    return ReceptionScreen(
        desk=office.desk,
        officer=LAN,
        form=form or new_form(office.desk, LAN.account),
        print_soon=office.printer,
    )


def words(screen: ReceptionScreen, selector: str) -> str:
    """What one line of the screen says."""
    return str(screen.query_one(selector, Static).content)


def sentences(screen: ReceptionScreen) -> str:
    """Everything that is said beside fields now."""
    notices = [str(one.content) for one in screen.query(".field-error").results(Static)]
    sections = screen.query(FormSection).results(FormSection)
    lines = [line.words for one in sections for line in one.lines(one.size.width) if not line.row]
    return "\n".join([*notices, *lines])


def clear(screen: ReceptionScreen) -> None:
    """Empty the field that has the cursor."""
    assert isinstance(screen.focused, FormSection)
    assert isinstance(screen.focused.field_in_use, TextField)
    screen.focused.field_in_use.value = ""


async def scan(pilot: Pilot[None], screen: ReceptionScreen, text: str) -> None:
    """Scan something."""
    screen.post_message(Scanned(text))
    await pilot.pause()
    await settle(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys; what is longer than a key's name is typed as a whole."""
    for key in keys:
        if key in KEYS:
            await pilot.press("exclamation_mark" if key == "!" else key)
        else:
            focused = pilot.app.screen.focused
            assert isinstance(focused, TypingInput | FormSection)
            focused.paste(key)
            await pilot.pause()
        await settle(pilot)
