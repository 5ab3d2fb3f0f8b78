"""desk.toml: defaults without it, and one sentence for each thing that may not stand in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.settings import (
    FOLDER,
    MEGABYTE,
    SCAN_MEGABYTES_MAX,
    PrintSettings,
    Settings,
    SettingsError,
    checked,
    read_settings,
)
from schemas.scans import SCAN_BYTES_MAX

WHOLE = """\
[printers.may-in-1]
kind = "ipp"
url = "ipp://127.0.0.1:631/printers/quay01"

[printers.phong-ben]
kind = "command"
queue = "Canon LBP"

[printing]
printer = "may-in-1"
fallback = "pdf"

[forms.supplement]
printer = "phong-ben"
copies = 2
paper = "A4"
"""


def test_a_home_without_the_file_prints_into_its_folder(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert settings == Settings()
    assert (settings.printing.printer, settings.printing.copies) == (FOLDER, 1)


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(WHOLE, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert set(settings.printers) == {"may-in-1", "phong-ben"}
    assert settings.printing == PrintSettings(printer="may-in-1", fallback="pdf")
    assert settings.forms["supplement"].paper == "A4"


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("[printing]\ncopies = 0", "printing.copies", "số bản từ 1 đến 9"),
        ("[printing]\ncopies = 'hai'", "printing.copies", "số bản từ 1 đến 9"),
        ("[printing]\npaper = 'A3'", "printing.paper", "A4 hoặc A5"),
        ("[printing]\nprinter = 'x'", "printing.printer", "một trong: pdf"),
        ("[forms.receipt]\nfallback = 'x'", "forms.receipt.fallback", "một trong: pdf"),
        ("[forms.receipt]\npaper = 5", "forms.receipt.paper", "A4 hoặc A5"),
        ("[forms.bien-lai]\ncopies = 1", "forms.bien-lai", "receipt, supplement, test-page"),
        ("[printing]\nmau = 1", "printing.mau", "printer, fallback, copies, paper"),
        ("[scans]\nresolution = 1200", "scans.resolution", "từ 75 đến 600"),
        ("[scans]\nmegabytes = 21", "scans.megabytes", "từ 1 đến 20"),
        ("[scans]\nafter = 'xoa'", "scans.after", "delete hoặc keep"),
        ("[scans]\nkhay = 'ADF'", "scans.khay", "device, flatbed, feeder, mode, resolution"),
        ("[in]\na = 1", "in", "printers, printing, forms"),
        ("[printers.a]\nkind = 'usb'", "printers.a.kind", "folder, ipp, command"),
        ("[printers.a]\nurl = 'ipp://a/'", "printers.a.kind", "folder, ipp, command"),
        ("[printers.a]\nkind = 'ipp'", "printers.a.url", "thiếu"),
        ("[printers.a]\nkind = 'folder'", "printers.a.folder", "thiếu"),
        ("[printers.a]\nkind='ipp'\nurl='http://a/'", "printers.a.url", "ipp://"),
        ("[printers.a]\nkind='ipp'\nurl='ipp://a/'\nx=1", "printers.a.x", "kind, url, certificate"),
        ("printing = 3", "printing", "một bảng"),
        ("[printing\n", "desk.toml", "TOML (dòng 1, cột 10)"),
        ("[printing", "desk.toml", "TOML (ở cuối tệp)"),
    ],
)
def test_what_may_not_stand_there_is_one_sentence(
    tmp_path: Path, text: str, key: str, allowed: str
) -> None:
    (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    sentence = str(caught.value)
    assert f"“{key}”" in sentence or key == "desk.toml"
    assert allowed in sentence
    assert "\n" not in sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["printing", "forms", "printers", "receipt", "kind", "url", "copies"]),
            inner,
            max_size=4,
        )
    ),
)


@given(st.dictionaries(st.sampled_from(["printing", "forms", "printers", "x"]), JSON))
def test_nothing_that_a_file_can_say_ends_the_program(told: dict[str, object]) -> None:
    try:
        checked(told)
    except SettingsError as error:
        assert str(error)  # noqa: PT017 - either answer is right, a third is not


def test_no_scan_may_be_larger_than_the_centre_takes() -> None:
    assert SCAN_MEGABYTES_MAX == SCAN_BYTES_MAX // MEGABYTE
