"""Rows of named fields with the sentences about each beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from desk.widgets.notice import Notice
from desk.widgets.one_of import OneOf, Words
from desk.widgets.typing_input import TypingInput

Field = TypingInput | OneOf


@dataclass(frozen=True)
class Spec:
    """One field: its dotted name, its label, and its width (0 for a share of the row)."""

    name: str
    label: str
    width: int = 0
    options: Words = ()
    """The values of a field that holds one of a few."""
    placeholder: str = ""
    label_width: int = 0
    """0 for the usual one."""


@dataclass(frozen=True)
class Said:
    """Sentences about a field; the sure ones block, the others can be confirmed."""

    text: str
    is_error: bool = field(default=True)


class FormRow(Vertical):
    """Fields side by side, and under them what is said about them."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        super().__init__()
        self.specs = tuple(specs)
        self.fields: dict[str, Field] = {spec.name: _field(spec) for spec in self.specs}
        self._sentences: Notice | None = None
        self._said: list[Said] = []

    def compose(self) -> ComposeResult:
        """Labels and fields; the sentences come with the first one."""
        with Horizontal():
            for spec in self.specs:
                label = Static(spec.label, markup=False, classes="field-label")
                if spec.label_width:
                    label.styles.width = spec.label_width
                yield label
                yield self.fields[spec.name]

    def say(self, sentences: Mapping[str, Sequence[Said]]) -> None:
        """Show what there is to say about the fields of this row."""
        said = [one for name in self.fields for one in sentences.get(name, ())]
        if said == self._said:
            return  # Every change of a text lays the whole form out again.
        self._said = said
        if self._sentences is None:
            self._sentences = Notice(classes="field-error")
            self.mount(self._sentences)
        self._sentences.say("\n".join(f"▲ {one.text}" for one in said))
        self._sentences.set_class(bool(said) and not any(one.is_error for one in said), "-warning")


def _field(spec: Spec) -> Field:
    if spec.options:
        made: Field = OneOf(spec.options)
    else:
        made = TypingInput(placeholder=spec.placeholder, select_on_focus=False)
    if spec.width:
        made.styles.width = spec.width
    return made


class FormSection(Vertical):
    """Rows of fields under a heading; texts go in and out by the names of the fields.

    What the officer changes is posted as `Edited`; filling in posts nothing.
    """

    @dataclass
    class Edited(Message):
        """The officer changed a field."""

        section: "FormSection"
        name: str
        text: str

        @property
        def control(self) -> "FormSection":
            """The section, for `on` with a selector."""
            return self.section

    DEFAULT_CLASSES: ClassVar[str] = "section"

    def __init__(
        self,
        rows: Sequence[Sequence[Spec]],
        *,
        title: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._rows = tuple(FormRow(specs) for specs in rows)
        self.set_class(bool(title), "-titled")
        self.border_title = Content(title)

    def compose(self) -> ComposeResult:
        """The rows."""
        yield from self._rows

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by their names, in the order of the form."""
        return {name: one for row in self._rows for name, one in row.fields.items()}

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: one.value for name, one in self.fields.items()}

    @property
    def shown_fields(self) -> Mapping[str, Field]:
        """The fields whose rows are shown."""
        shown = [row for row in self._rows if row.display and self.display]
        return {name: one for row in shown for name, one in row.fields.items()}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields; one that is not named goes back to how it was at first."""
        with self.prevent(Input.Changed):
            for name, one in self.fields.items():
                one.value = texts.get(name, one.first if isinstance(one, OneOf) else "")

    def say(self, sentences: Mapping[str, Sequence[Said]]) -> None:
        """Show the sentences beside the fields that they are about."""
        for row in self._rows:
            row.say(sentences)

    def show_fields(self, *names: str, shown: bool) -> None:
        """Show or hide the rows of some fields."""
        for row in self._rows:
            if any(name in row.fields for name in names):
                row.display = shown

    @on(Input.Changed)
    @on(OneOf.Changed)
    def _edited(self, event: Input.Changed | OneOf.Changed) -> None:
        event.stop()
        for name in self._names_of(event.control):
            self.post_message(self.Edited(self, name, event.value))

    def _names_of(self, control: object) -> Iterator[str]:
        return (name for name, one in self.fields.items() if one is control)
