"""A receipt of six papers as a PDF, once everything is loaded; in seconds of processor time."""

import json
from functools import partial
from io import BytesIO
from statistics import median
from time import process_time

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas
from sqlmodel import col, select

from desk.store.tables import PrintJob
from printing.forms import render
from tests.bench.pairs import in_turn, timed
from tests.bench.report import Finding, milliseconds
from tests.desk.shell_office import Shop

ROUNDS = 60
AIM_SECONDS = 0.010


def findings(made: Shop) -> list[Finding]:
    """Render the newest receipt of the store again and again; the reference is an empty page."""
    desk = made.desk()
    with desk.store.read() as session:
        job = session.exec(select(PrintJob).order_by(col(PrintJob.id).desc())).first()
    desk.store.close()
    assert job is not None
    values = json.loads(job.values)
    assert len(values["papers"]) == 6
    receipt = partial(render, job.form, job.version, values)
    pairs = in_turn(ROUNDS, timed(receipt, process_time), timed(_empty_page, process_time), warm=5)
    seconds = median(pairs.ours)
    return [
        Finding(
            "receipt of 6 papers, warm, processor time / empty reportlab page",
            milliseconds(seconds),
            milliseconds(median(pairs.reference)),
            f"{pairs.ratio:.2f}×",
            f"≤ {AIM_SECONDS * 1000:g} ms",
            seconds <= AIM_SECONDS,
        )
    ]


def _empty_page() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A5, invariant=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
