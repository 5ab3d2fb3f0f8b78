"""desk.toml is written whole, keeps what nobody changed, and travels without a machine's own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.settings import Settings, SettingsError, checked, mistakes, read_settings
from desk.usecases.settings_file import (
    PREVIOUS,
    UNSOUND,
    Imported,
    export_settings,
    import_settings,
    told_of,
    write_settings,
)
from desk.usecases.settings_form import (
    PrinterRow,
    doubts_in,
    missing_certificate,
    names_in,
    texts_of,
    told_in,
)
from desk.usecases.settings_opening import open_settings
from desk.usecases.settings_sound import sound_part

COMMENTED = """\
# quầy 1
[printers.quay-1]
kind = "ipp"   # qua CUPS
url = "ipps://10.0.0.9/ipp/print"
certificate = "may-in.pem"

[printing]
printer = "quay-1"
copies = 2     # hai bản
[forms.test-page]
paper = "A4"
fallback = "quay-1"
[scanner]
port = "/dev/ttyACM0"  # cáp sau máy
[scans]
device = "test:0"
mode = "Color"
after = "keep"
"""


def home(folder: Path, text: str = COMMENTED) -> Path:
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_change_keeps_comments_and_what_has_no_field(tmp_path: Path) -> None:
    settings = read_settings(home(tmp_path))
    texts = texts_of(settings) | {"printing.copies": "3", "forms.supplement.paper": "A5"}
    assert write_settings(tmp_path, told_in(texts, settings))
    now = (tmp_path / "desk.toml").read_text(encoding="utf-8")
    for kept in (
        "# quầy 1",
        "# qua CUPS",
        "copies = 3     # hai bản",
        "# cáp sau máy",
        "may-in.pem",
    ):
        assert kept in now
    assert read_settings(tmp_path).forms["supplement"].paper == "A5"
    assert read_settings(tmp_path).forms["test-page"].paper == "A4"
    assert (tmp_path / PREVIOUS).read_text(encoding="utf-8") == COMMENTED
    assert not list(tmp_path.glob(".desk*"))


def test_emptied_fields_go_back_to_the_defaults(tmp_path: Path) -> None:
    settings = read_settings(home(tmp_path))
    texts = {name: "" for name in texts_of(settings) if not name.endswith(".kind")}
    assert write_settings(tmp_path, told_in(texts | {"printing.printer": "pdf"}, settings))
    now = read_settings(tmp_path)
    assert (now.printers, now.scanner, now.printing.copies) == ({}, None, 1)
    assert (now.scans.flatbed, now.scans.mode) == ("", "")


def test_a_wrong_file_is_written_anew_and_a_wrong_change_not_at_all(tmp_path: Path) -> None:
    home(tmp_path, "[printing]\ncopies = 99\n")
    with pytest.raises(SettingsError, match="copies"):
        write_settings(tmp_path, {"printing": {"copies": 10}})
    assert "99" in (tmp_path / "desk.toml").read_text()
    assert write_settings(tmp_path, {"printing": {"copies": 4}})
    assert read_settings(tmp_path).printing.copies == 4
    assert "99" in (tmp_path / UNSOUND).read_text()
    assert not (tmp_path / PREVIOUS).exists()
    assert not write_settings(tmp_path / "desk.toml", {})


def test_a_file_that_notepad_marked_is_read_and_changed(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(COMMENTED, encoding="utf-8-sig")
    told = told_of(read_settings(tmp_path)) | {"printing": {"printer": "quay-1", "copies": 3}}
    assert write_settings(tmp_path, told)
    now = (tmp_path / "desk.toml").read_text(encoding="utf-8")
    assert now.startswith("# quầy 1")
    assert "copies = 3     # hai bản" in now


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"printing.copies": "hai"}, "printing.copies", "Chỉ nhận số bản từ 1 đến 9."),
        ({"forms.receipt.copies": "0"}, "forms.receipt.copies", "từ 1 đến 9"),
        ({"printing.fallback": "x"}, "printing.fallback", "pdf, quay-1"),
        (PrinterRow("quay-1", "ipp", "http://a").texts(0), "printers.0.address", "ipp://"),
        (PrinterRow("quay-1", "ipp", "ipp://a").texts(1), "printers.1.name", "đã dùng"),
        (PrinterRow("pdf", "ipp", "ipp://a").texts(1), "printers.1.name", "đã dùng"),
        (PrinterRow("", "ipp", "ipp://a").texts(1), "printers.1.name", "Đặt tên"),
        (PrinterRow("moi", "folder", "").texts(1), "printers.1.address", "Thiếu địa chỉ"),
        ({"scanner.port": "", "scanner.baud": "19200"}, "scanner.port", "tên cổng"),
        ({"scanner.baud": "nhanh"}, "scanner.baud", "tốc độ"),
        ({"scans.resolution": "1200"}, "scans.resolution", "75 đến 600"),
        ({"scans.megabytes": "21"}, "scans.megabytes", "1 đến 20"),
        ({"scans.page_seconds": "0"}, "scans.page_seconds", "lớn hơn 0"),
        ({"scans.page_seconds": "lâu"}, "scans.page_seconds", "số giây"),
        ({"scans.page_seconds": "3601"}, "scans.page_seconds", "không quá 3600"),
        ({"scans.options": "--tên='một"}, "scans.options", "Dấu nháy chưa đóng"),
        ({"forms.test-page.copies": "10"}, "forms.test-page.copies", "từ 1 đến 9"),
    ],
)
def test_each_field_says_what_it_takes(
    tmp_path: Path, changed: dict[str, str], field: str, words: str
) -> None:
    settings = read_settings(home(tmp_path))
    assert doubts_in(texts_of(settings), settings) == {}
    doubts = doubts_in(texts_of(settings) | changed, settings)
    assert list(doubts) == [field]
    assert words in doubts[field]


def test_forms_can_go_to_the_printers_that_are_typed(tmp_path: Path) -> None:
    texts = texts_of(Settings()) | PrinterRow("mới", "command", "").texts(0)
    assert names_in(texts) == ("pdf", "mới")
    told = told_in(texts | {"forms.receipt.printer": "mới"}, Settings())
    assert told == {
        "printers": {"mới": {"kind": "command"}},
        "forms": {"receipt": {"printer": "mới"}},
    }


def test_what_is_seldom_set_is_kept_as_it_is_typed(tmp_path: Path) -> None:
    settings = read_settings(home(tmp_path))
    windows = PrinterRow("cu", "command", "Canon", program="C:/Quay/SumatraPDF.exe")
    texts = texts_of(settings) | windows.texts(1)
    texts |= {"printers.0.certificate": "moi.pem", "forms.test-page.printer": "cu"}
    texts |= {"scans.page_seconds": "45,5", "scans.options": "--swcrop=yes '--tên=hai chữ'"}
    assert write_settings(tmp_path, told_in(texts, settings))
    now = read_settings(tmp_path)
    assert now.scans.page_seconds == 45.5
    assert now.scans.options == ("--swcrop=yes", "--tên=hai chữ")
    assert now.printers["cu"].model_dump()["program"] == "C:/Quay/SumatraPDF.exe"
    assert (now.forms["test-page"].printer, now.forms["test-page"].paper) == ("cu", "A4")
    assert missing_certificate(now, tmp_path) == ("quay-1", tmp_path / "moi.pem")
    (tmp_path / "moi.pem").touch()
    assert missing_certificate(now, tmp_path) is None
    plain = texts_of(now) | PrinterRow("quay-1", "folder", "giay").texts(0)
    assert told_in(plain, now)["printers"]["quay-1"] == {"kind": "folder", "folder": "giay"}


def test_settings_travel_without_what_is_bound_to_a_machine(tmp_path: Path) -> None:
    one, other, file = tmp_path / "1", tmp_path / "2", tmp_path / "bo-phan.toml"
    one.mkdir()
    other.mkdir()
    home(one)
    own = '[scanner]\nport = "COM3"\n[scans]\nfolder = "C:/Scans"\nfeeder = "Khay"\n'
    own += 'resolution = 150\n[printers.rieng]\nkind = "command"\n'
    home(other, own)
    assert export_settings(one, file) is None
    assert not {"ttyACM0", "test:0"} & set(file.read_text(encoding="utf-8").split('"'))
    assert import_settings(other, file) == Imported(before=PREVIOUS, waits_for_start=False)
    now = read_settings(other)
    assert list(now.printers) == ["rieng", "quay-1"]
    assert now.scanner is not None
    assert (now.scanner.port, now.scans.folder, now.printing.copies) == (
        "COM3",
        Path("C:/Scans"),
        2,
    )
    scans = now.scans
    assert (scans.device, scans.feeder, scans.mode, scans.resolution) == ("", "Khay", "Gray", 150)
    assert scans.after == "keep"
    assert (other / PREVIOUS).read_text(encoding="utf-8") == own


def test_every_wrong_file_is_kept_and_its_own_machine_with_it(tmp_path: Path) -> None:
    (tmp_path / "bo-phan.toml").write_text("[printing]\ncopies = 2\n")
    texts = ["[printing", "copies", COMMENTED.replace("copies = 2", "copies = 99")]
    names = [UNSOUND, f"{UNSOUND}-2", f"{UNSOUND}-3"]
    for text, name in zip(texts, names, strict=True):
        told = import_settings(home(tmp_path, text), tmp_path / "bo-phan.toml")
        assert told == Imported(before=name, waits_for_start=False)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == texts
    now = read_settings(tmp_path)
    assert now.scanner is not None
    assert (now.scanner.port, now.scans.device) == ("/dev/ttyACM0", "test:0")
    assert (list(now.printers), now.printing.copies) == (["quay-1"], 2)


WRONG = [
    ('"quay-1"\ncopies = 2', '"quay-2"\ncopies = 2', "printing.printer", ()),
    ("copies = 2", "copies = 'hai'", "printing.copies", ()),
    ('kind = "ipp"', 'kind = "cups"', "printers.quay-1.kind", ()),
    ('kind = "ipp"', "kind = [1]", "printers.quay-1.kind", ()),
    ('url = "ipps', 'url = "http', "printers.quay-1.url", ()),
    ('url = "ipps://10.0.0.9/ipp/print"', "", "printers.quay-1.url", ()),
    ('port = "/dev/ttyACM0"', "port = 5", "scanner.port", ()),
    ("certificate", "chung-thu", "printers.quay-1.chung-thu", ("printers.quay-1.chung-thu",)),
    ("[forms.test-page]", "[forms.thu]", "forms.thu", ("forms.thu",)),
    ('fallback = "quay-1"', 'fallback = "quay-2"', "forms.test-page.fallback", ()),
    ('"A4"\n', '"A4"\nprinter = "quay-2"\n', "forms.test-page.printer", ()),
    ("[scans]", "[scan]", "scan", ("scan",)),
    ("[scans]", "['']\n[scans]", "", ("",)),
    ("[scans]", "['[key]']\n[scans]", "[key]", ("[key]",)),
]


@pytest.mark.parametrize(("was", "now", "key", "homeless"), WRONG)
def test_one_wrong_value_leaves_all_others_in_the_fields(
    tmp_path: Path, was: str, now: str, key: str, homeless: tuple[str, ...]
) -> None:
    right = texts_of(read_settings(home(tmp_path)))
    assert COMMENTED.count(was) == 1
    opened = open_settings(home(tmp_path, COMMENTED.replace(was, now)))
    assert f"“{key}”" in opened.problem
    assert "Cũng sai" not in opened.problem
    assert opened.homeless == homeless
    assert (opened.settings.scans.device == "test:0") == (homeless != ("scan",))
    assert (opened.settings.scanner is None) == (key == "scanner.port")
    otherwise = {name for name in right if opened.texts[name] != right[name]}
    assert len(otherwise) <= 1 or homeless in {("scan",), ("forms.thu",)}


def test_a_file_that_cannot_be_imported_changes_nothing(tmp_path: Path) -> None:
    home(tmp_path)
    for text, words in (("[in]\n", "in"), ("[", "TOML"), ("[printing]\nprinter='x'", "printer")):
        (tmp_path / "xau.toml").write_text(text)
        with pytest.raises(SettingsError, match=words):
            import_settings(tmp_path, tmp_path / "xau.toml")
    (tmp_path / "xau.toml").write_text("[printing]\ncopies = 0\npaper = 'A3'\n[in]\n")
    with pytest.raises(SettingsError) as caught:
        import_settings(tmp_path, tmp_path / "xau.toml")
    assert [said.count("xau.toml: ") for said in str(caught.value).splitlines()] == [1, 1, 1]
    with pytest.raises(SettingsError, match="Không có tệp"):
        import_settings(tmp_path, tmp_path / "khong-co.toml")
    assert (tmp_path / "desk.toml").read_text(encoding="utf-8") == COMMENTED
    assert not (tmp_path / PREVIOUS).exists()


anything = st.recursive(
    st.none() | st.integers(-1, 2) | st.sampled_from(["ipp", "q", "ipp://a", "A4"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["q", "kind", "url", "printer", "port", "[key]"]), inner)
    ),
    max_leaves=6,
)


@given(told=st.dictionaries(st.sampled_from([*Settings.model_fields, "[key]", "q"]), anything))
def test_whatever_a_file_says_its_sound_part_is_found(told: dict[str, object]) -> None:
    sound = sound_part(told)
    assert bool(sound.wrong) == bool(mistakes(told))
    assert sound.settings == checked(told_of(sound.settings))


numbers = st.integers(1, 9)
words = st.text(min_size=1, max_size=12).map(lambda text: "".join(text.split())).filter(bool)
told = st.fixed_dictionaries(
    {},
    optional={
        "printing": st.fixed_dictionaries(
            {}, optional={"copies": numbers, "paper": st.sampled_from(["A4", "A5"])}
        ),
        "scanner": st.fixed_dictionaries({"port": words}, optional={"baud": st.just(19200)}),
        "scans": st.fixed_dictionaries(
            {},
            optional={
                "feeder": words,
                "resolution": st.integers(75, 600),
                "page_seconds": st.integers(1, 3600) | st.just(0.5),
                "options": st.lists(words, min_size=1, max_size=3),
            },
        ),
    },
)


@given(told=told)
def test_texts_and_settings_are_two_ways_to_say_the_same(told: dict[str, object]) -> None:
    settings = checked(told)
    again = checked(told_in(texts_of(settings), settings))
    texts = texts_of(again)
    assert texts == texts_of(settings)
    assert doubts_in(texts, again) == {}
    assert told_of(checked(told_in(texts, Settings()))).keys() <= told_of(settings).keys()
