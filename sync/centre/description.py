"""What each address takes and answers, for the OpenAPI that FastAPI makes of the routes.

Nothing of it is looked at while a request is worked on: messages are read by the routes themselves,
so that a complaint never quotes what was sent.
"""

from typing import Any

from schemas.shape import Shape
from schemas.wire import Answer, Complaint

_REFUSED = "Refused; `error` says why."
_NOT_NOW = "Not now; come again after `Retry-After`."
_COMPLAINTS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Complaint, "description": _REFUSED},
    "5XX": {"model": Complaint, "description": _NOT_NOW},
}
WITHOUT_BODY: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": _REFUSED},
    "5XX": {"description": _NOT_NOW},
}
"""The complaints of an address whose answers are headers only."""


def described(answer: type[Answer], body: type[Shape] | None = None) -> dict[str, Any]:
    """A route's arguments: what it answers, what it takes, and that it may complain instead."""
    responses: dict[int | str, Any] = {200: {"model": answer}, **_COMPLAINTS}
    told = {"response_model": None, "responses": responses}
    return told if body is None else told | _taking("application/json", _keepable(body))


def described_file(answer: type[Answer]) -> dict[str, Any]:
    """The same of a route that takes a part of a file."""
    schema = {"type": "string", "format": "binary"}
    return described(answer) | _taking("application/octet-stream", schema)


def _keepable(body: type[Shape]) -> dict[str, Any]:
    """The schema of a message, whose texts have no zero character: see `store.can_keep`."""
    schema = body.model_json_schema()
    for told in schema["properties"].values():
        if told.get("type") == "string":
            told["pattern"] = r"^[^\x00]*$"
    return schema


def _taking(media: str, schema: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": {media: {"schema": schema}}}
    return {"openapi_extra": {"requestBody": body}}
