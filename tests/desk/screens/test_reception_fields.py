"""The fields of the form have room for what they are called."""

from desk.screens.reception_fields import (
    delivery_rows,
    fee_rows,
    handling_rows,
    organisation_rows,
    person_rows,
)
from desk.widgets.fields import places
from sync.centre.data import demo_catalogue

NARROW = 76
"""Cells of a section in a terminal of 80 columns."""


def test_no_name_of_a_field_or_fee_is_cut_and_every_field_shows_what_it_takes() -> None:
    cases = [case for one in demo_catalogue().procedures for case in one.cases]
    fees = [row for case in cases for row in fee_rows(case, "counter")]
    for row in (*person_rows("a"), *organisation_rows(), *handling_rows(), *delivery_rows(), *fees):
        for spec, place in zip(row, places(row, NARROW), strict=True):
            assert place.x - place.label > len(spec.label) + bool(spec.label), spec.label
            assert 6 <= place.width <= NARROW - place.x, spec.name
            assert not spec.name.endswith(".receipt") or place.width >= 20
