"""The screens that open above the desk screen; each is imported when first needed."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.screen import Screen

from desk.screens.desk_rows import full_moment
from desk.screens.news import News
from desk.screens.routing import ChooseDossier, OpenForm
from desk.texts import desk as words
from desk.texts.statuses import STATUS
from desk.usecases.desk import Desk
from desk.usecases.loading import load_paper, load_store
from desk.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from desk.screens.counter import Counter
    from schemas.dossiers import Dossier
    from schemas.officers import Officer


@dataclass(frozen=True)
class Ways:
    """Makes screens for one officer at one counter."""

    desk: Desk
    officer: "Officer"
    print_soon: Callable[[], None]
    news: News

    def form(self, opened: OpenForm) -> Screen[Any]:
        """A reception form."""
        from desk.screens.reception import ReceptionScreen

        return ReceptionScreen(
            desk=self.desk,
            officer=self.officer,
            form=opened.form,
            warnings=opened.warnings,
            print_soon=self.print_soon,
            news=self.news,
        )

    def dossier(self, dossier: UUID) -> Screen[Any]:
        """Everything known of one dossier."""
        from desk.screens.dossier import DossierScreen

        return DossierScreen(
            desk=self.desk,
            officer=self.officer,
            dossier=dossier,
            print_soon=self.print_soon,
            open_form=self.form,
        )

    def cases(self, counter: "Counter") -> Screen[Any]:
        """What the centre and the counters disagree about."""
        load_store()
        from desk.screens.cases import CasesScreen

        return CasesScreen(
            counter=counter,
            officer=self.officer,
            open_dossier=self.dossier,
            open_form=self.form,
        )

    def outbox(self, counter: "Counter") -> Screen[Any]:
        """What has not reached the centre."""
        load_store()
        from desk.screens.outbox import OutboxScreen

        return OutboxScreen(counter=counter, open_dossier=self.dossier)

    def prints(self, counter: "Counter") -> Screen[Any]:
        """Every print job, and what hinders it."""
        from desk.screens.print_queue import PrintQueueScreen

        return PrintQueueScreen(
            counter=counter,
            officer=self.officer,
            open_dossier=self.dossier,
            print_soon=self.print_soon,
        )

    def scanner_test(self, counter: "Counter") -> Screen[Any]:
        """What the scanner sends."""
        from desk.screens.scanner_test import ScannerTestScreen

        return ScannerTestScreen(
            scanner=counter.scanner,
            today=self.desk.today,
            is_file_wrong=bool(counter.transport.notice()),
        )

    def settings(self, counter: "Counter") -> Screen[Any]:
        """The devices of this counter."""
        from desk.screens.settings_trying import SettingsScreen

        return SettingsScreen(counter=counter, officer=self.officer)


def warm() -> None:
    """Import what the first citizen will need; in a thread, while nobody waits for it."""
    load_store()
    import desk.screens.reception  # noqa: F401

    load_paper()
    # What is loaded stays: looking through all of it for garbage held the screen for 150 ms.
    gc.freeze()


def several(found: ChooseDossier) -> Choice:
    """One code, several dossiers: which?"""
    options = [Option(str(dossier), name) for dossier, name in found.choices]
    return Choice(words.SEVERAL.format(code=found.code), options, title=words.SEVERAL_TITLE)


def at_centre(dossier: "Dossier") -> Choice:
    """What the centre told of a dossier that is not held here, to be read and closed."""
    received = dossier.received
    told = words.AT_CENTRE.format(
        code=dossier.code or "",
        applicant=received.applicant.name if received else "",
        title=received.procedure_name if received else "",
        received=full_moment(dossier.received_at),
        promised=full_moment(dossier.promised.due if dossier.promised else None),
        status=STATUS[dossier.status] if dossier.status else "",
    )
    close = [Option("close", words.CLOSE, words.AT_CENTRE_HINT)]
    return Choice(told, close, title=words.AT_CENTRE_TITLE)
