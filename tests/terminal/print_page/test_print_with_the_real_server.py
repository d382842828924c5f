"""The page *Print* against the real redemption server, with the real drawing and reading back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyrage
import pytest
from PySide6.QtPrintSupport import QPrinter

from card_contract.card_number import CardNumber
from card_contract.print_messages import (
    GiveCardsRequest,
    OpenPrintRunRequest,
    PrintReportRequest,
    Sequences,
)
from pos_terminal.bootstrap.print_room import PrintingRoom
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.sheet_printing import set_page
from pos_terminal.gateway.answers import Refused, Unreachable
from pos_terminal.print_page.jobs import A_FILE, A_SHOP, Target, TargetKind
from pos_terminal.print_page.model import Asked
from pos_terminal.print_page.presenter import PrintPresenter
from pos_terminal.printing.run_notes import RunNotes, new_note
from pos_terminal.scanning.decoder import read_printed
from support.real_till import RealTill
from support.server_process import ServerProcess, run_command

pytestmark = pytest.mark.usefixtures("qapp")

CARDS = 12
PRINTER = Target(kind=TargetKind.PRINTER, name="Paper")


class PaperPrinter:
    """A printer whose sheets are files, in the order in which they came out."""

    dpi = 600

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sheets: list[Path] = []
        self.is_broken = False

    def ensure_takes(self, layout):
        """Any sheet: its paper is files."""

    def queue(self):
        """It has none."""

    def print(self, layout, paint, *, dpi):
        if self.is_broken:
            raise ValueError("nobody has foreseen that")
        sheet = self.folder / f"sheet-{len(self.sheets) + 1}.pdf"
        self.sheets.append(sheet)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(sheet))
        printer.setResolution(dpi)
        printer.setFullPage(True)
        set_page(printer, layout.page)
        paint(printer)


class OpeningsLost:
    """The line to the server; the next ``lost`` requests that open a run do not arrive."""

    def __init__(self, server) -> None:
        self._server = server
        self.lost = 0

    def __getattr__(self, call):
        return getattr(self._server, call)

    async def open_print_run(self, run_id, request):
        if self.lost:
            self.lost -= 1
            raise Unreachable("lost")
        return await self._server.open_print_run(run_id, request)


class Studio:
    """A till of the studio, with a batch of twelve cards that nobody has printed."""

    def __init__(self, server: ServerProcess, folder: Path) -> None:
        self.folder = folder
        self.till = RealTill(folder / "till", server.url, server.demo)
        self.printer = PaperPrinter(folder)
        made = run_command(
            *("generate", "game-25", "--quantity", str(CARDS), "--data", str(server.data))
        )
        assert made.returncode == 0, made.stderr
        self.batch = int(made.stdout.strip())
        self.till.sign_in_as("studio")
        self.line = OpeningsLost(self.till.gateway)
        self.begin()

    def begin(self) -> None:
        """The program starts, on the same folder."""
        self.room = PrintingRoom(
            server=self.line,
            shelf=DesignShelf(self.folder / "designs"),
            notes=RunNotes(self.folder / "till"),
            redeem_page=str,
            language=lambda: "en",
            fits=dict,
            dots=dict,
            keep_fit=lambda _printer, _fit: True,
            keep_dots=lambda _printer, _dots: True,
            sheets=dict,
            keep_sheet=lambda _name, _layout: True,
            printer=lambda _name: self.printer,
        )
        self.room.printers = _paper
        till = self.till
        self.page = PrintPresenter(
            till.waiting._till, till.gateway, till.approval, self.room, till.sign_in.on_activity
        )
        self.page.open()
        till.wait(lambda: self.page.state.sight is not None and len(self.page.state.targets) > 2)
        self.page.choose(self.batch)
        till.wait(self.is_known)

    def is_known(self) -> bool:
        state = self.page.state
        return state.about is not None and state.about.values["number"] == str(self.batch)

    def set_up(self) -> tuple[str, str, int]:
        state = self.page.state
        return state.design, state.sheet, state.sight.layout.slots

    def wait_for_end(self) -> None:
        self.till.wait(lambda: self.page.state.running is None)

    def print_file(self, file: Path) -> None:
        self.till.wait(lambda: self.page.state.act.enabled)
        self.page.act()
        self.page.write_to(file)
        self.wait_for_end()

    def wait_for_cut_off(self) -> None:
        """The opening was lost: the run is noted, and can be taken up."""
        self.till.wait(lambda: self.page.state.cut_off is not None and self.page.state.act.enabled)
        assert self.page.state.fault.id == "fault.no_reply"

    def take_up_signed(self) -> None:
        """Take the run up; it takes a second person, who signs."""
        self.page.act()
        self.till.wait(lambda: self.till.approval.state.open)
        assert RunNotes(self.folder / "till").load() is None
        self.till.sign("administrator")

    def numbers_on(self, file: Path) -> set[int]:
        """The cards of the batch that are on a PDF, by their sequences."""
        with PagePictures(file) as pictures:
            texts = [
                text
                for page in range(pictures.count)
                for text in read_printed(pictures.gray(page, 300))
            ]
        return {CardNumber.parse(text).sequence for text in texts if text.isdigit()}


async def _paper() -> tuple[str, ...]:
    return (PRINTER.name,)


@pytest.fixture
def studio(server, tmp_path):
    studio = Studio(server, tmp_path)
    yield studio
    studio.till.close()


def test_a_batch_goes_into_a_file_and_again_only_as_new_cards(studio, tmp_path):
    page, till = studio.page, studio.till
    till.wait(lambda: page.state.act.enabled)
    page.act()
    page.write_to(tmp_path / "cards.pdf")
    page.stop()
    studio.wait_for_end()
    assert page.state.toast.fact.id == "toast.stopped"
    assert [*tmp_path.glob("*cards*")] == []
    page.start_at(4)
    studio.print_file(tmp_path / "cards.pdf")
    assert page.state.fault is None
    assert page.state.toast.fact.id == "toast.printed.file"
    assert studio.numbers_on(tmp_path / "cards.pdf") == {*range(1, CARDS + 1)}
    till.wait(lambda: page.state.act_word.id == "act.again")
    assert page.state.sight.proved
    studio.print_file(tmp_path / "again.pdf")
    assert page.state.question.asked is Asked.AGAIN
    page.answer(yes=True)
    studio.wait_for_end()
    assert page.state.fault is None
    assert studio.numbers_on(tmp_path / "again.pdf") == {*range(CARDS + 1, 2 * CARDS + 1)}


def test_after_a_jam_the_run_goes_on_with_new_cards_for_the_bad_sheet(studio, tmp_path):
    studio.page.choose_target(PRINTER)
    studio.page.choose_design("shipped:plain-card")
    studio.page.choose_sheet("letter-8up")
    studio.page.start_at(3)
    studio.till.wait(lambda: studio.page.state.act.enabled)
    studio.page.print_test(None)
    studio.till.wait(
        lambda: "proof.test.printed" in {line.note.id for line in studio.page.state.proof}
    )
    assert studio.numbers_on(studio.printer.sheets.pop()) == {0}  # no card of the batch
    studio.page.act()
    studio.till.wait(lambda: studio.page.state.outcome is not None)
    assert len(studio.printer.sheets) == 2
    studio.begin()  # the till is started anew: the question is still there
    studio.till.wait(lambda: studio.page.state.outcome is not None)
    studio.till.wait(lambda: studio.page.state.sight is not None)
    assert studio.set_up() == ("shipped:plain-card", "letter-8up", 8)
    studio.page.say_good(1)
    studio.page.spoil(4)
    studio.page.act()
    studio.till.wait(lambda: studio.page.state.cut_off is not None)
    assert studio.page.state.act_word.values == {"sheet": 2}
    studio.till.wait(lambda: studio.page.state.act.enabled)
    noted = RunNotes(tmp_path / "till").load().drawing
    studio.page.act()
    studio.till.wait(lambda: studio.page.state.outcome is not None)
    assert studio.numbers_on(studio.printer.sheets[2]) == {*range(13, 20)}
    assert RunNotes(tmp_path / "till").load().drawing == noted
    assert (noted.design, noted.layout, noted.start) == ("shipped:plain-card", "letter-8up", 2)
    studio.page.act()
    studio.till.wait(lambda: studio.page.state.outcome is None)
    studio.wait_for_end()
    assert studio.page.state.toast.fact.id == "toast.printed.printer"
    studio.till.wait(lambda: studio.page.state.act_word.id == "act.again")
    assert RunNotes(tmp_path / "till").load() is None


def test_another_person_takes_the_run_over_and_ends_what_stands_in_the_way(studio, tmp_path):
    page, till = studio.page, studio.till
    page.choose_target(PRINTER)
    till.wait(lambda: page.state.act.enabled)
    page.act()
    till.wait(lambda: page.state.outcome is not None)
    till.sign_in.sign_out()
    till.sign_in_as("administrator")
    page.open()
    till.wait(lambda: page.state.outcome is not None and page.state.act.enabled)
    page.say_good(1)
    page.act()
    till.wait(lambda: page.state.cut_off is not None)
    page.end_cut_off()
    page.answer(yes=True)
    till.wait(lambda: page.state.cut_off is None and page.state.running is None)
    assert page.state.fault is None
    till.wait(lambda: page.state.act_word.values == {"count": 1})
    request = OpenPrintRunRequest(
        batch=studio.batch, cards=Sequences(first=1, last=14), reason="elsewhere", rest=True
    )
    elsewhere = till.loop.submit(lambda: till.gateway.open_print_run(f"Q-{'7' * 26}", request))
    assert elsewhere.result(60).state == "open"
    page.choose_target(A_FILE)
    studio.print_file(tmp_path / "rest.pdf")
    assert page.state.fault.id == "refused.in_a_run"
    page.end_open()
    page.answer(yes=True)
    studio.wait_for_end()
    assert page.state.fault is None
    studio.print_file(tmp_path / "rest.pdf")
    assert studio.numbers_on(tmp_path / "rest.pdf") == {13, 14}
    till.wait(lambda: page.state.act_word.id == "act.again")


def test_a_print_shop_gets_what_only_its_key_opens(studio, tmp_path):
    identity = pyrage.x25519.Identity.generate()
    studio.page.choose_target(A_SHOP)
    studio.till.wait(lambda: studio.page.state.act.enabled)
    studio.page.act()
    studio.page.write_key(str(identity.to_public()))
    studio.page.write_to(tmp_path / "cards.csv.age")
    studio.wait_for_end()
    assert studio.page.state.fault is None
    studio.till.wait(lambda: studio.page.state.act_word.id == "act.again")
    content = (tmp_path / "cards.csv.age").read_bytes()
    lines = [*csv.DictReader(io.StringIO(pyrage.decrypt(content, [identity]).decode()))]
    assert len({line["code"] for line in lines}) == CARDS
    assert [*lines[0]] == ["number", "code", "pack"]
    assert b"970" not in content


def test_a_run_whose_opening_was_lost_is_signed_for_as_it_was_noted(studio, server, tmp_path):
    rule = ("app", "print-signed-above")
    assert run_command(*rule, str(CARDS - 1), "--data", str(server.data)).returncode == 0
    page, till = studio.page, studio.till
    studio.line.lost = 3
    studio.print_file(tmp_path / "cards.pdf")
    studio.wait_for_cut_off()
    studio.take_up_signed()
    till.wait(lambda: page.state.toast is not None)
    assert page.state.toast.fact.id == "toast.printed.file"
    assert studio.numbers_on(tmp_path / "cards.pdf") == {*range(1, CARDS + 1)}
    till.wait(lambda: page.state.act_word.id == "act.again" and page.state.act.enabled)
    page.choose_target(PRINTER)
    studio.line.lost = 3
    page.act()
    page.answer(yes=True)
    studio.wait_for_cut_off()
    studio.take_up_signed()
    till.wait(lambda: page.state.outcome is not None)
    out = [studio.numbers_on(sheet) for sheet in studio.printer.sheets]
    assert set().union(*out) == {*range(CARDS + 1, 2 * CARDS + 1)}
    assert run_command(*rule, "500", "--data", str(server.data)).returncode == 0


def test_a_noted_run_whose_cards_were_printed_meanwhile_is_asked_about(studio, tmp_path):
    page, till = studio.page, studio.till
    studio.line.lost = 3
    studio.print_file(tmp_path / "cards.pdf")
    studio.wait_for_cut_off()
    one, run_id = Sequences(first=1, last=1), f"Q-{'8' * 26}"
    request = OpenPrintRunRequest(batch=studio.batch, cards=one, reason="meanwhile")
    reported = PrintReportRequest(run_id=run_id, printed=[one])
    for call in (
        lambda: till.gateway.open_print_run(run_id, request),
        lambda: till.gateway.give_cards(run_id, GiveCardsRequest(cards=one)),
        lambda: till.gateway.report_print(f"J-{'8' * 26}", reported),
        lambda: till.gateway.end_print_run(run_id),
    ):
        assert not isinstance(till.loop.submit(call).result(60), Refused)
    page.act()
    till.wait(lambda: page.state.question is not None)
    assert page.state.question.asked is Asked.AGAIN
    page.answer(yes=True)
    studio.wait_for_end()
    assert page.state.fault is None
    assert studio.numbers_on(tmp_path / "cards.pdf") == {*range(2, CARDS + 2)}


def test_what_was_cut_off_is_not_printed_by_a_press_for_something_else(studio, tmp_path):
    cards = Sequences(first=1, last=CARDS)
    request = OpenPrintRunRequest(batch=studio.batch, cards=cards, reason="found too late")
    noted = new_note(request, tmp_path / "noted.pdf")
    RunNotes(tmp_path / "till").keep(noted)  # the page has looked already
    studio.print_file(tmp_path / "cards.pdf")
    assert studio.page.state.fault.id == "fault.other_run"
    studio.till.wait(lambda: studio.page.state.cut_off is not None)
    assert RunNotes(tmp_path / "till").load() == noted
    assert [*tmp_path.glob("*.pdf")] == []


def test_an_error_that_nobody_has_foreseen_ends_the_waiting_and_leaves_the_sheet_in_doubt(studio):
    page, till = studio.page, studio.till
    studio.printer.is_broken = True
    page.choose_target(PRINTER)
    till.wait(lambda: page.state.act.enabled)
    page.print_test(None)
    till.wait(lambda: page.state.fault is not None)
    assert page.state.fault.id == "fault.unforeseen"
    page.act()
    till.wait(lambda: page.state.outcome is not None)
    assert (page.state.running, page.state.fault.id) == (None, "fault.unforeseen")
