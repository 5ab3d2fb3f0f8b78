"""One thing has one name, whichever screen or command speaks of it."""

from desk.texts import desk, dossier, outbox, prints
from desk.texts.commands import STATUS_LINES


def test_a_screen_is_called_what_its_key_says() -> None:
    assert outbox.TITLE == desk.KEY_OUTBOX
    assert outbox.HELP.startswith(f"{desk.KEY_OUTBOX}\n")


def test_papers_and_drafts_have_one_name() -> None:
    assert dossier.JOBS == prints.TITLE
    assert f" {desk.DRAFTS}: " in STATUS_LINES
