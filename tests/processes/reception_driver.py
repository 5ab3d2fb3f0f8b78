"""Receives and prints every form of a file, as the desk does; says each code once it is durable."""

import json
import sys
from pathlib import Path

from desk import machine
from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import print_job
from desk.usecases.receive import Accepted, receive_dossier
from printing.spool import FolderTransport
from schemas.reception import ReceptionForm


def main(home: Home, forms: Path) -> None:
    """Work through the file; forms that were received before give the same answer again."""
    home.hold()
    home.paper.mkdir(exist_ok=True)
    desk = Desk(open_store(home), machine.now, machine.random_bytes)
    for line in forms.read_text(encoding="utf-8").splitlines():
        form = ReceptionForm.model_validate_json(line)
        answer = receive_dossier(form, desk)
        assert isinstance(answer, Accepted), answer
        told = {"id": str(answer.id), "code": answer.code, "created": answer.created}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        if answer.job is not None and answer.created:
            print_job(answer.job, desk, FolderTransport(home.paper), form.officer)


main(Home(Path(sys.argv[1])), Path(sys.argv[2]))
