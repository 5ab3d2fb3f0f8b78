"""Open cases in words: a line of the list, and everything about one of them."""

from collections.abc import Mapping

from desk.screens.desk_rows import moment, short_code
from desk.texts import cases_screen as words
from desk.texts.cases import STEPS, choices, recorded, sentence
from desk.usecases.cases import CaseAtHand, NotSettled, Settled
from desk.widgets.columns import Column
from desk.widgets.long_list import Row

COLUMNS = (
    Column(words.COLUMN_AT, width=11),
    Column(words.COLUMN_KIND, share=3),
    Column(words.COLUMN_CODE, width=11),
    Column(words.COLUMN_APPLICANT, share=3),
    Column(words.COLUMN_STATE, width=13),
)


def case_row(one: CaseAtHand) -> Row:
    """One line of the list."""
    kind = STEPS.get(one.recorded.kind, one.recorded.kind)
    cells = (
        moment(one.recorded.happened),
        kind[:1].upper() + kind[1:],
        short_code(one.code or ""),
        one.applicant,
        _state(one),
    )
    return Row(str(one.open.entry), cells, "warning" if one.open.parked else "")


def _state(one: CaseAtHand) -> str:
    if not one.settlable:
        return words.EXPECTED
    return words.PARKED if one.open.parked else words.FLAGGED


def detail_words(one: CaseAtHand, names: Mapping[str, str]) -> str:
    """Whose dossier, what was recorded, what stands against it, what may be decided."""
    whose = words.WHOSE.format(code=one.code or "", applicant=one.applicant, title=one.title)
    offered = "; ".join(said for _, said in choices(one.open))
    return "\n".join(
        (
            whose.strip(" ·"),
            words.RECORDED.format(recorded=recorded(one.recorded, names)),
            words.HELD.format(sentence=sentence(one.open)),
            words.CHOICES.format(choices=offered) if one.settlable else words.NOT_YET,
        )
    )


def said_of(told: Settled | NotSettled) -> str:
    """What became of a decision."""
    match told:
        case NotSettled(why=why):
            return words.NOT_SETTLED[why]
        case Settled(created=created):
            return words.SETTLED if created else words.SETTLED_BEFORE
