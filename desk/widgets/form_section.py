"""A section of a form: rows of named fields and the sentences about them, drawn as one widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from desk.widgets.area_field import AreaField
from desk.widgets.cells import filled
from desk.widgets.field_ink import cursor_cell, row_segments, scroll
from desk.widgets.fields import ChoiceField, Field, TextField
from desk.widgets.form_rows import FormRow, Line, Said, fields_of, put_said, put_shown, row_lines
from desk.widgets.form_sheet import FormSheet
from desk.widgets.key_order import acted, go_on, hand_on_scan, handed_on
from desk.widgets.pace import Marks
from desk.widgets.scanned import Mangled, Scanned
from desk.widgets.typed import is_typed

# What was typed before the program took the terminal over comes with LF for Enter.
_ENTERS = {"enter", "ctrl+j"}
_STEPS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}
_CLIPBOARD = {"ctrl+x": "cut", "ctrl+c": "copy", "super+c": "copy", "ctrl+v": "insert"}


class FormSection(Widget, can_focus=True):
    """Rows of fields under a heading; texts go in and out by the names of the fields.

    Keys take effect in the order in which they were typed: stock fields run Backspace, Enter and
    arrows after letters of the same read, which garbles what Vietnamese input methods send. Enter
    posts `Submitted` and goes to the next field, as Tab and Down do; Up goes back. What the officer
    changes is posted as `Edited`; filling in posts nothing. In a field of several lines Enter
    begins a line, and Up and Down leave at its ends. It stands on a `FormSheet`.
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

    @dataclass
    class Submitted(Message):
        """Enter was pressed in a field."""

        section: "FormSection"
        name: str

        @property
        def control(self) -> "FormSection":
            """The section, for `on` with a selector."""
            return self.section

    @dataclass
    class Left(Message):
        """The cursor left a field."""

        section: "FormSection"
        name: str

        @property
        def control(self) -> "FormSection":
            """The section, for `on` with a selector."""
            return self.section

    DEFAULT_CLASSES: ClassVar[str] = "section"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn", "Giá trị trước", show=False, id="field.previous"),
        Binding("right,space", "turn", "Giá trị sau", show=False, id="field.next"),
    ]

    def __init__(
        self,
        rows: Sequence[FormRow] = (),
        *,
        title: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._rows = tuple(rows)
        self._at = next(iter(self.fields), "")
        self._marks = Marks[tuple[str, Any]]()
        self._rang = False
        self._planned: tuple[int, list[Line]] = (-1, [])
        self.set_class(bool(title), "-titled")
        self.border_title = Content(title)

    # What stands in it

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by their names, in the order of the form."""
        return fields_of(self._rows)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: one.value for name, one in self.fields.items()}

    @property
    def shown_fields(self) -> Mapping[str, Field]:
        """The fields whose rows are shown."""
        return fields_of([row for row in self._rows if row.is_shown and self.display])

    def put_rows(self, rows: Sequence[FormRow]) -> None:
        """Have other rows."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.reshape()

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields; one that is not named goes back to how it was at first."""
        has_grown = False
        for name, one in self.fields.items():
            value = texts.get(name, one.first)
            if value != one.value:
                one.value = value
                has_grown |= isinstance(one, AreaField)
        if has_grown:
            self.reshape()
        self.refresh()

    def offer(self, name: str, options: Sequence[tuple[str, str]], value: str) -> None:
        """Offer other values in a field that holds one of a few."""
        chooser = self.fields[name]
        assert isinstance(chooser, ChoiceField)
        chooser.offer(tuple(options), value)
        self.refresh()

    def say(self, sentences: Mapping[str, Sequence[Said]]) -> None:
        """Show the sentences below the fields that they are about."""
        if put_said(self._rows, sentences):
            self.reshape()

    def show_fields(self, *names: str, shown: bool) -> None:
        """Show or hide the rows of some fields."""
        if put_shown(self._rows, names, shown=shown):
            self.reshape()

    def reshape(self) -> None:
        """Lay the lines out anew, and the sheet with them where their number changed."""
        width, before = self._planned
        self._planned = (-1, [])
        is_same_height = len(self.lines(width)) == len(before)
        if self._at not in self.shown_fields:
            self._at = next(iter(self.shown_fields), "")
        self.refresh(layout=not is_same_height)

    # Where the cursor is

    def allow_focus(self) -> bool:
        """Whether there is a field to go to."""
        return bool(self.shown_fields)

    @property
    def name_in_use(self) -> str:
        """The name of the field with the cursor, or of the one that had it last."""
        return self._at

    @property
    def field_in_use(self) -> Field | None:
        """The field with the cursor, or the one that had it last."""
        return self.fields.get(self._at)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, and the focus here."""
        self._go(name)
        self.screen.set_focus(self)

    def entered(self, step: int) -> None:
        """Begin at the first field, or at the last one when the cursor came from below."""
        names = list(self.shown_fields)
        if names:
            self._go(names[0 if step > 0 else -1])

    def _go(self, name: str) -> None:
        if name != self._at:
            if self.has_focus:
                self.post_message(self.Left(self, self._at))
            self._at = name
            self.refresh()
        self._show_cursor()

    def step(self, step: int) -> None:
        """Go to the next or the previous field, of this section or beyond it."""
        names = list(self.shown_fields)
        at = names.index(self._at) + step if self._at in names else -1
        if 0 <= at < len(names):
            self._go(names[at])
        else:
            go_on(self, step)

    def lines_in_use(self) -> tuple[int, int]:
        """The line with the cursor, and what is said below it."""
        lines, used = self.lines(self.size.width), self.field_in_use
        part = used.row if isinstance(used, AreaField) else 0
        for number, line in enumerate(lines):
            if line.row is not None and line.part == part and self._at in line.row.fields:
                said = (n for n, one in enumerate(lines[number + 1 :]) if one.row is not None)
                return number, next(said, len(lines) - number - 1) + 1
        return 0, 1

    def _show_cursor(self) -> None:
        """Have the sheet show the field, and the terminal know where input methods may draw."""
        if not self.has_focus:
            return
        self.sheet.reveal()
        used, (number, _) = self.field_in_use, self.lines_in_use()
        row = next((row for row in self._rows if self._at in row.fields), None)
        if isinstance(used, TextField) and row is not None:
            place = dict(row.placed(self.size.width))[self._at]
            if not isinstance(used, AreaField):
                scroll(used, place.width - 2)
            within = Offset(place.x + 1 + cursor_cell(used), number)
            self.app.cursor_position = self.content_region.offset + within

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - as in Widget
        """Show where the cursor is, or say that the field was left."""
        super().watch_has_focus(has_focus)
        self.refresh()
        if has_focus:
            self._show_cursor()
        elif self._at:
            self.post_message(self.Left(self, self._at))

    # Keys

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event):
            return
        used = self.field_in_use
        if used is not None and self._marks.keep(event, (self._at, used.mark)):
            self._rang = False
        if used is not None and self._handle(event, used):
            event.stop()
            event.prevent_default()
        else:
            await acted(self, event)

    def _handle(self, event: events.Key, used: Field) -> bool:
        key = event.key
        if isinstance(used, AreaField) and used.takes(key):
            self._change(lambda: self._ring_unless(used.press(key)))
        elif key in _ENTERS:
            self.enter()
        elif key in _STEPS:
            self.leave(_STEPS[key], by_arrow=key in {"up", "down"})
        elif key in _CLIPBOARD and isinstance(used, TextField):
            return self._exchange(_CLIPBOARD[key], used)
        elif isinstance(used, ChoiceField):
            return self._change(lambda: used.press(key)) or event.is_printable
        elif event.character and is_typed(event.character):
            letter = event.character
            self._change(lambda: self._ring_unless(used.put(letter)))
        else:
            return self._change(lambda: used.press(key))
        return True

    def _change(self, change: Callable[[], bool]) -> bool:
        """Have something change the field in use, draw it, and tell."""
        used = self.field_in_use
        assert used is not None
        before = used.value
        answer = change()
        if isinstance(used, AreaField):
            self.reshape()
        else:
            self.refresh(Region(0, self.lines_in_use()[0], self.size.width, 1))
        self._show_cursor()
        if used.value != before:
            self.changed(used)
        return answer

    def changed(self, used: Field) -> None:
        """Tell that the officer changed a field."""
        self.post_message(self.Edited(self, used.spec.name, used.value))

    def _ring_unless(self, found_room: bool) -> bool:  # noqa: FBT001 - what the field answered
        """Ring once for a burst of letters that find no place."""
        if not found_room and not self._rang:
            self.app.bell()
            self._rang = True
        return True

    def _exchange(self, how: str, used: TextField) -> bool:
        """Cut, copy, or insert what was cut or copied in this program."""
        if how == "insert":
            self.paste(self.app.clipboard)
            return True
        if used.line.selected:
            self.app.copy_to_clipboard(used.line.selected)
            if how == "cut":
                self._change(used.cut)
            return True
        return how == "cut"

    def enter(self) -> None:
        """Submit the field as it is now, then go to the next one."""
        self.post_message(self.Submitted(self, self._at))
        self.step(1)

    def leave(self, step: int, *, by_arrow: bool) -> None:  # noqa: ARG002 - for those that care
        """Go to the next or the previous field."""
        self.step(step)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text."""
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def paste(self, text: str) -> None:
        """Put text in place of what is selected, on one line where the field has but one."""
        used = self.field_in_use
        if used is not None:
            self._change(lambda: self._ring_unless(used.paste(text)))

    def on_scanned(self, event: Scanned | Mangled) -> None:
        """Take back what the keys of a scan did to the field that they were typed into."""
        hand_on_scan(self, event)
        before = self._marks.before(event.first_key) if event.was_typed else None
        if before is None:
            return
        name, mark = before
        used = self.fields.get(name)
        if used is not None and used.mark != mark:
            self._at = name
            self._change(lambda: used.restore(mark) is None)

    on_mangled = on_scanned

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked."""
        at = event.get_content_offset(self)
        lines = self.lines(self.size.width)
        if at is None or at.y >= len(lines) or lines[at.y].row is None:
            return
        row = lines[at.y].row
        assert row is not None
        for name, place in row.placed(self.size.width):
            if place.label <= at.x < place.end:
                self._go(name)

    # How it looks

    @property
    def sheet(self) -> FormSheet:
        """The sheet that this section stands on."""
        return next(one for one in self.ancestors if isinstance(one, FormSheet))

    def lines(self, width: int) -> list[Line]:
        """The lines at a width; kept until something is shown, hidden or said."""
        if self._planned[0] != width:
            self._planned = (width, self.laid_out(width))
        return self._planned[1]

    def laid_out(self, width: int) -> list[Line]:
        """The rows that are shown, each with what is said about it."""
        return row_lines(self._rows, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        del container, viewport
        return len(self.lines(width))

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.refresh()

    def _ink(self, name: str) -> Style:
        return self.sheet.get_component_rich_style(f"form-sheet--{name}")

    def render_line(self, y: int) -> Strip:
        """A row of fields, or words."""
        width, lines = self.size.width, self.lines(self.size.width)
        line = lines[y] if y < len(lines) else Line()
        if line.row is None:
            style = self._ink(line.style) if line.style else self.rich_style
            return Strip([Segment(filled(line.words, width), style)], width)
        used = self.field_in_use if self.has_focus else None
        fields = list(line.row.fields.values())
        segments = list(row_segments(fields, width, used, self._ink, line.part))
        return Strip(segments).adjust_cell_length(width, self.rich_style)
