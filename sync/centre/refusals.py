"""Why the centre does not do what it was asked; the API turns it into an answer."""

from collections.abc import Mapping


class RefusedError(Exception):
    """A request that is not done; raised inside a transaction it undoes all of it.

    `error` is one of the stable codes listed in `sync/centre/README.md`; `params` never hold
    anything about a person.
    """

    def __init__(
        self,
        status: int,
        error: str,
        params: Mapping[str, str] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.params = dict(params or {})
        self.retry_after = retry_after
