"""A dossier that only the centre holds, in a few lines."""

from desk.screens.desk_rows import full_moment
from desk.texts import desk as words
from desk.texts.statuses import STATUS
from desk.widgets.choice import Choice, Option
from schemas.dossiers import Dossier


def at_centre(dossier: Dossier) -> Choice:
    """What the centre told, to be read and closed."""
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
