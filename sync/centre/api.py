"""Puts the centre together as one ASGI application."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from sync.centre.answers import Marked, add_complaints
from sync.centre.blob_routes import router as blob_router
from sync.centre.context import Context
from sync.centre.incarnation import first_incarnation
from sync.centre.observing import Observed
from sync.centre.own_counter import Hand
from sync.centre.rebuilding import rebuild, stale_units, units_of
from sync.centre.regained import take_up
from sync.centre.rejudging import rejudge
from sync.centre.routes import router
from sync.centre.store import Store, start_alone
from sync.centre.units import ensure_keys

GZIP_FROM_BYTES = 1000


def create_app(
    store: Store,
    *,
    now: Callable[[], datetime],
    random_bytes: Callable[[int], bytes],
) -> FastAPI:
    """The centre over a database; `app.state.context` holds what it works with.

    States that an older release folded are folded again first. Whatever is parked for a kind that
    this release knows is judged, also where the fold is the same; what an earlier one left with the
    witnesses is taken up.
    """
    with store.writing() as session:
        start_alone(session.connection())
        incarnation = first_incarnation(session, random_bytes=random_bytes)
        ensure_keys(session, now=now(), random_bytes=random_bytes)
        stale, hand = stale_units(session), Hand("", now(), random_bytes, incarnation)
        for unit in stale:
            rebuild(session, unit)
        for unit in units_of(session):
            rejudge(session, unit, hand, anew=unit in stale)
            take_up(session, unit, hand)
    # Routes as they stand: a router that is included is copied for every app, and slowly.
    app = FastAPI(
        title="Counter desk centre",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=[*router.routes, *blob_router.routes],
    )
    app.state.context = Context(store, now, random_bytes)
    app.add_middleware(Marked)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_FROM_BYTES, compresslevel=4)
    app.add_middleware(Observed)
    add_complaints(app, store.failures)
    return app
