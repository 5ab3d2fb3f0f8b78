"""From a stored print job's form key, form version and values to its PDF."""

from collections.abc import Mapping
from typing import Any

from printing.receipt import ReceiptValues, render_receipt
from printing.supplement import SupplementValues, render_supplement

VERSION = "tt01-2018"
"""Forms of circular 01/2018/TT-VPCP. Circulars renumber forms, so a number is never a key."""


class UnknownFormError(LookupError):
    """A print job names a form or version that this program never issued: a bug."""


def render(form: str, version: str, values: Mapping[str, Any]) -> bytes:
    """The PDF of a stored print job; the same job gives the same bytes.

    Raises:
        UnknownFormError: no such form in that version.
        pydantic.ValidationError: the values are not those of the form.
    """
    match form, version:
        case "receipt", "tt01-2018":
            return render_receipt(ReceiptValues.model_validate(values))
        case "supplement", "tt01-2018":
            return render_supplement(SupplementValues.model_validate(values))
        case _:
            msg = f"no form {form!r} in version {version!r}"
            raise UnknownFormError(msg)
