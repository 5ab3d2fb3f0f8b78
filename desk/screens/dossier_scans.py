"""The part of the dossier screen that scans papers, and lists what was attached."""

from desk.rules.papers import papers_of
from desk.screens.dossier_prints import PrintingScreen
from desk.screens.outbox_words import size_words
from desk.texts import scans as texts
from desk.usecases.dossiers import Known


class AttachingScreen(PrintingScreen):
    """A dossier whose papers can be scanned."""

    def action_attach(self) -> None:
        """Scan papers; what came of it is said here."""
        # Pictures are read only by those who scan.
        from desk.screens.paper_scan import PaperScanScreen

        if self.is_refused():
            return
        if self._known is None:
            self.notice.say(texts.NOTHING_TO_ATTACH)
            return
        # What was said of the last one is not true of this one, if it is never stored.
        self.notice.say("")
        screen = PaperScanScreen(
            desk=self._desk,
            officer=self._officer,
            dossier=self._dossier,
            papers=papers_of(self._known.dossier),
            code=self._known.dossier.code or "",
        )

        def say(words: str | None) -> None:
            if words is not None and screen.hands_on:  # A scan that waited closes this one, too.
                self.notify(words, markup=False)
            elif words is not None:
                self.read_dossier(words)

        self.app.push_screen(screen, say)


def scan_lines(known: Known) -> list[tuple[str, str]]:
    """Every attached file, and whether it is sent."""
    names = dict(papers_of(known.dossier))
    return [
        (
            f"{number}.",
            texts.LINE.format(
                paper=names.get(scan.paper, texts.OTHER_PAPER),
                name=scan.name,
                size=size_words(scan.size_bytes),
                state=texts.UNSENT if scan.sha256 in known.unsent_scans else texts.SENT,
            ),
        )
        for number, scan in enumerate(known.dossier.scans, start=1)
    ]
