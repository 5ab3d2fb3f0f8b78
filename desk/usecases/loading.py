"""Loading what a working desk stands on, behind screens that are painted already.

Packages whose modules import each other must not be entered by two threads at once: Python hands
one of them a half-made module. Whatever may be the first to need them loads them here.
"""

from threading import RLock

_ONE_AT_A_TIME = RLock()


def load_store() -> None:
    """SQLAlchemy, the tables, and what the desk screen asks of them."""
    with _ONE_AT_A_TIME:
        import desk.store.engine
        import desk.usecases.drafts
        import desk.usecases.lists
        import desk.usecases.print_jobs
        import desk.usecases.scan
        import desk.usecases.status
        import desk.usecases.worklists  # noqa: F401


def load_line() -> None:
    """The HTTP client, and what the line moves in and out of the store."""
    load_store()
    with _ONE_AT_A_TIME:
        import desk.store.replica
        import desk.usecases.told_lanes  # noqa: F401
        import sync.courier  # noqa: F401


def load_paper() -> None:
    """What draws forms."""
    with _ONE_AT_A_TIME:
        import printing.forms  # noqa: F401
