"""The settings page without a window: every choice holds at once and is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_terminal.devices.print_result import NotPrinted, Printed, PrintFault
from pos_terminal.scanning.wedge import Layout
from pos_terminal.settings import Language, Look, Motion, PrinterKind, Settings, SettingsFile
from pos_terminal.settings_page.model import PrinterField, Section, Worth
from pos_terminal.settings_page.picture import GivenCamera
from pos_terminal.settings_page.scanner_trial import LETTERS_SYMBOL, NUMBER_SYMBOL
from pos_terminal.words import Message, ScanSource, Sound
from support.settings_desk import Desk, printed_by


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_every_choice_is_stored_applied_and_shown(desk):
    page = desk.page
    page.choose_language(Language.GERMAN)
    page.choose_look(Look.DARK)
    page.choose_motion(Motion.REDUCED)
    page.choose_idle_lock(600)
    page.choose_camera("cam-1")
    page.choose_printer(PrinterKind.NETWORK)
    page.type_printer_field(PrinterField.HOST, " 192.0.2.20 ")
    page.choose_columns(48)
    page.choose_drawer(False)
    page.choose_serial_port("ttyACM0")
    page.choose_layout(Layout.HOST)
    page.louder()
    stored = SettingsFile(desk.folder).load().settings
    assert stored == page.settings == desk.applied[-1]
    assert stored.language is Language.GERMAN
    assert stored.look is Look.DARK
    assert stored.motion is Motion.REDUCED
    assert stored.idle_lock_s == 600
    assert stored.camera == "cam-1"
    assert stored.printer.host == "192.0.2.20"
    assert stored.printer.columns == 48
    assert not stored.printer.drawer
    assert stored.scanner.serial_port == "ttyACM0"
    assert stored.scanner.layout is Layout.HOST
    assert stored.volume == 80
    assert desk.shown[-1] == page.state
    assert len(desk.applied) == 12


def test_a_pin_that_is_typed_quickly_is_not_shown_as_a_scan(desk):
    desk.page.open_section(Section.PIN)
    before = desk.page.state
    desk.page.on_scan("271828", ScanSource.WEDGE)
    assert desk.page.state == before
    assert "271828" not in repr(desk.shown)
    assert desk.heard == [Sound.LOCKED]


def test_what_was_chosen_elsewhere_is_not_taken_back_by_a_choice_here(desk):
    desk.page.settings_are(Settings(language=Language.GERMAN, look=Look.DARK))
    assert desk.shown[-1].screen.language is Language.GERMAN
    desk.page.louder()
    stored = SettingsFile(desk.folder).load().settings
    assert (stored.language, stored.look, stored.volume) == (Language.GERMAN, Look.DARK, 80)


def test_a_symbol_that_comes_through_wrongly_later_is_not_read_any_more(desk):
    desk.page.on_scan(NUMBER_SYMBOL, ScanSource.WEDGE)
    desk.page.on_scan(f"x{NUMBER_SYMBOL}", ScanSource.WEDGE)
    desk.page.on_scan(LETTERS_SYMBOL, ScanSource.WEDGE)
    assert [symbol.read for symbol in desk.page.state.scanner.symbols] == [False, True]


def test_what_the_camera_reads_is_said_where_the_camera_is_tried_and_nowhere_else(desk):
    desk.page.on_scan("970010000010000018", ScanSource.CAMERA)
    assert desk.page.state.section is Section.SCANNER
    assert desk.page.state.scanner.result is None
    assert desk.heard == []
    desk.page.open_section(Section.CAMERA)
    desk.page.on_scan("970010000010000018", ScanSource.CAMERA)
    state = desk.page.state
    assert (state.section, desk.heard) == (Section.CAMERA, [Sound.SCANNED])
    assert state.camera.result.note == Message("camera.reads.card", {"last_four": "0018"})
    desk.page.on_scan("ABCDE-FGHJK-LMNPQ", ScanSource.CAMERA)
    assert desk.page.state.camera.result.note == Message("camera.reads.other")
    desk.page.choose_camera("cam-1")
    assert desk.page.state.camera.result is None


def test_a_camera_that_was_given_at_the_start_is_said(tmp_path):
    desk = Desk(tmp_path, given_camera=GivenCamera(file="cards.mp4"))
    desk.page.open_section(Section.CAMERA)
    result = desk.page.state.camera.result
    assert (result.worth, result.fact.values["file"]) == (Worth.PLAIN, "cards.mp4")
    without = Desk(tmp_path, given_camera=GivenCamera(off=True))
    assert without.page.state.camera.result.fact.id == "camera.given_none"


def test_a_choice_that_cannot_be_stored_holds_and_says_so(desk):
    (desk.folder / "settings.json").mkdir()
    desk.page.choose_look(Look.DARK)
    assert desk.applied[-1].look is Look.DARK
    trouble = desk.page.state.trouble
    assert trouble is not None
    assert trouble.fact.id == "settings.not_stored"
    (desk.folder / "settings.json").rmdir()
    desk.page.choose_look(Look.LIGHT)
    assert desk.page.state.trouble is None


def test_settings_that_were_kept_aside_are_told(tmp_path):
    desk = Desk(tmp_path, told=Message("settings.kept_aside", {"file": "settings.json.kept-1"}))
    trouble = desk.page.state.trouble
    assert trouble is not None
    assert trouble.fact.id == "settings.kept_aside"


# --- Scanner -------------------------------------------------------------------------------------


def scan(desk, text, aim="", gap_ms=8):
    desk.page.on_scan(text, ScanSource.WEDGE, aim, gap_ms)
    return desk.page.state.scanner


def test_both_symbols_make_a_good_scanner(desk):
    first = scan(desk, NUMBER_SYMBOL, "]C1")
    assert first.result.fact.id == "scanner.right"
    assert [check.read for check in first.symbols] == [True, False]
    assert first.aim == "]C1"
    both = scan(desk, LETTERS_SYMBOL)
    assert both.result.fact.id == "scanner.all_right"
    assert both.result.worth is Worth.GOOD
    assert all(check.read for check in both.symbols)


def test_one_press_adopts_prefix_and_suffix(desk):
    part = scan(desk, f"~{NUMBER_SYMBOL}#")
    assert part.adopt == Message("adopt.both", {"prefix": "~", "suffix": "#"})
    desk.page.adopt()
    assert desk.page.settings.scanner.prefix == "~"
    assert desk.page.settings.scanner.suffix == "#"
    assert desk.page.state.scanner.adopt is None
    assert desk.page.state.scanner.result.fact.id == "scanner.adopted"
    desk.page.forget_affixes()
    assert desk.page.settings.scanner.prefix == ""
    assert not desk.page.state.scanner.forget_affixes.enabled


def test_a_prefix_inside_one_that_is_known_is_added_to_it(desk):
    scan(desk, f"~{NUMBER_SYMBOL}")
    desk.page.adopt()
    scan(desk, f"*{NUMBER_SYMBOL}")
    desk.page.adopt()
    assert desk.page.settings.scanner.prefix == "~*"


def test_exchanged_letters_offer_the_other_layout(desk):
    part = scan(desk, "TESTßyZ-9")
    assert part.adopt == Message("adopt.layout_host")
    desk.page.adopt()
    assert desk.page.settings.scanner.layout is Layout.HOST
    scan(desk, "TESTßyZ-9")
    desk.page.adopt()
    assert desk.page.settings.scanner.layout is Layout.US


def test_a_slow_scanner_is_waited_for_after_one_press(desk):
    part = scan(desk, NUMBER_SYMBOL, gap_ms=45)
    assert part.result.fact.id == "scanner.slow"
    assert not any(check.read for check in part.symbols)
    assert part.adopt == Message("adopt.gap")
    desk.page.adopt()
    assert desk.page.settings.scanner.gap_ms == 56
    assert desk.applied[-1].scanner.wedge.gap_ms_max == 56
    assert SettingsFile(desk.folder).load().settings == desk.page.settings
    assert scan(desk, NUMBER_SYMBOL, gap_ms=47).result.fact.id == "scanner.right"


def test_one_that_is_too_slow_is_told_to_be_quicker_or_to_bear_a_prefix(desk):
    part = scan(desk, NUMBER_SYMBOL, gap_ms=100)
    assert part.result.fact.id == "scanner.too_slow"
    assert part.adopt is None
    scan(desk, f"~{NUMBER_SYMBOL}", gap_ms=100)
    desk.page.adopt()
    assert scan(desk, NUMBER_SYMBOL, gap_ms=100).result.fact.id == "scanner.right"


def test_what_was_read_before_a_change_proves_nothing_after_it(desk):
    scan(desk, NUMBER_SYMBOL)
    desk.page.choose_layout(Layout.US)
    assert not any(check.read for check in desk.page.state.scanner.symbols)


def test_a_scan_of_something_else_is_refused_by_its_sound_and_not_shown(desk):
    part = scan(desk, "4006381333931")
    assert part.result.fact.id == "scanner.not_the_sheet"
    assert part.received is None
    assert desk.heard == [Sound.LOCKED]


def test_a_scan_opens_the_scanners_section(desk):
    desk.page.open_section(Section.SOUNDS)
    scan(desk, NUMBER_SYMBOL)
    assert desk.page.state.section is Section.SCANNER


def test_adopting_without_a_finding_does_nothing(desk):
    desk.page.adopt()
    scan(desk, NUMBER_SYMBOL)
    desk.page.adopt()
    assert desk.applied == []


def test_the_sheet_is_written_and_its_place_told(desk):
    desk.page.write_test_sheet(str(desk.folder))
    result = desk.page.state.scanner.result
    assert result.fact.id == "scanner.sheet_written"
    assert result.note.values["file"] == str(desk.folder / "sheet.pdf")
    desk.page.write_test_sheet("/no/such/place")
    assert desk.page.state.scanner.result.worth is Worth.BAD


# --- Camera, sounds ------------------------------------------------------------------------------


def test_cameras_and_ports_are_listed_when_a_section_opens(desk):
    assert desk.page.state.camera.cameras == ()
    desk.page.open_section(Section.CAMERA)
    assert [choice.value for choice in desk.page.state.camera.cameras] == ["cam-1"]
    assert [choice.value for choice in desk.page.state.scanner.serial_ports] == ["ttyACM0"]


def test_a_camera_that_is_gone_is_said(desk):
    desk.page.open_section(Section.CAMERA)
    desk.page.choose_camera("cam-9")
    assert desk.page.state.camera.result.fact.id == "camera.gone"


def test_volume_stays_within_its_ends_and_is_heard(desk):
    for _ in range(12):
        desk.page.louder()
    assert desk.page.settings.volume == 100
    assert not desk.page.state.sounds.louder.enabled
    for _ in range(12):
        desk.page.softer()
    assert desk.page.settings.volume == 0
    assert not desk.page.state.sounds.softer.enabled
    assert set(desk.heard) == {Sound.SCANNED}


def test_a_refusal_played_here_is_not_repeated(desk):
    desk.page.play(Sound.REFUSED)
    assert desk.heard == [Sound.REFUSED]
    assert desk.acknowledged == 1


def test_no_loudspeaker_is_said(desk):
    desk.available = False
    desk.page.open_section(Section.SOUNDS)
    assert desk.page.state.sounds.silent.fact.id == "sounds.silent"


# --- Printer -------------------------------------------------------------------------------------


def test_an_incomplete_address_cannot_be_tested_and_is_not_stored(desk):
    page = desk.page
    page.choose_printer(PrinterKind.NETWORK)
    assert not page.state.printer.test.enabled
    page.type_printer_field(PrinterField.HOST, "192.0.2.20")
    assert page.state.printer.test.enabled
    page.type_printer_field(PrinterField.PORT, "70000")
    assert page.state.printer.faults[PrinterField.PORT].id == "fault.port"
    assert page.state.printer.texts[PrinterField.PORT] == "70000"
    assert not page.state.printer.test.enabled
    assert page.settings.printer.port == 9100
    page.type_printer_field(PrinterField.PORT, "9101")
    assert page.settings.printer.port == 9101


@pytest.mark.parametrize(
    ("field", "text", "good"),
    [
        (PrinterField.HOST, "printer.local", True),
        (PrinterField.HOST, "fe80::1", True),
        (PrinterField.HOST, "two words", False),
        (PrinterField.HOST, "http://x", False),
        (PrinterField.PORT, "0", False),
        (PrinterField.PORT, "٣", False),
        (PrinterField.USB_VENDOR, "04b8", True),
        (PrinterField.USB_VENDOR, "0x04B8", True),
        (PrinterField.USB_VENDOR, "12345", False),
        (PrinterField.DEVICE, "/dev/usb/lp0", True),
        (PrinterField.DEVICE, "a\nb", False),
    ],
)
def test_fields_say_what_is_wrong_with_them(desk, field, text, good):
    kinds = {
        PrinterField.HOST: PrinterKind.NETWORK,
        PrinterField.PORT: PrinterKind.NETWORK,
        PrinterField.USB_VENDOR: PrinterKind.USB,
        PrinterField.DEVICE: PrinterKind.FILE,
    }
    desk.page.choose_printer(kinds[field])
    desk.page.type_printer_field(field, text)
    assert (field not in desk.page.state.printer.faults) is good


@pytest.mark.parametrize(
    ("result", "fact", "worth"),
    [
        (Printed(), "printer.printed", Worth.GOOD),
        (Printed(confirmed=False), "printer.printed", Worth.GOOD),
        (Printed(file=Path("/tmp/test.pdf")), "printer.written", Worth.GOOD),  # noqa: S108  # only a name
        (NotPrinted(reason=PrintFault.PAPER_OUT), "printer.paper_out", Worth.BAD),
        (
            NotPrinted(reason=PrintFault.BROKE_OFF, partly=True),
            "printer.broke_off.partly",
            Worth.BAD,
        ),
    ],
)
def test_a_test_print_tells_what_came_of_it(desk, result, fact, worth):
    desk.print_result = result
    desk.page.test_printer()
    part = desk.page.state.printer
    assert part.result.fact.id == fact
    assert part.result.worth is worth
    assert not part.busy
    assert desk.printers_closed == 1


def test_while_it_prints_nothing_else_is_printed(desk):
    desk.page.choose_printer(PrinterKind.NETWORK)
    desk.page.type_printer_field(PrinterField.HOST, "192.0.2.20")
    desk.hold_tasks = True
    desk.page.test_printer()
    assert desk.page.state.printer.busy
    desk.page.test_printer()
    desk.page.test_drawer()
    assert len(desk.held) == 1
    desk.finish()
    assert desk.page.state.printer.result.worth is Worth.GOOD


def test_a_drawer_is_tested_only_where_there_is_one(desk):
    desk.page.test_drawer()
    assert desk.kicked == 0
    desk.page.choose_printer(PrinterKind.FILE)
    desk.page.type_printer_field(PrinterField.DEVICE, "/dev/usb/lp0")
    desk.page.test_drawer()
    assert desk.kicked == 1
    assert desk.page.state.printer.result.fact.id == "printer.drawer_opened"
    desk.page.choose_drawer(False)
    assert desk.page.state.printer.test_drawer.why_off == Message("off.no_drawer")


def test_changing_the_printer_takes_the_old_result_away(desk):
    desk.page.test_printer()
    desk.page.choose_columns(48)
    assert desk.page.state.printer.result is None


def test_a_real_printer_prints_the_test(tmp_path):
    paper, state = printed_by(tmp_path)
    assert any(line.text == "Test print" for line in paper.lines)
    assert state.printer.result.fact.id == "printer.printed"
