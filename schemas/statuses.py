"""The national status axis of a dossier, and nothing else."""

from enum import IntEnum


class Status(IntEnum):
    """Status of a dossier as every national system numbers it."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    IN_PROCESS = 4
    SUPPLEMENT_REQUESTED = 5
    OBLIGATION_REQUESTED = 6
    WITHDRAWN = 7
    STOPPED = 8
    RESOLVED = 9
    RETURNED = 10


CLOSED = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
"""Statuses after which a counter may forget the dossier once 90 days have passed."""
