"""States of the page *Print*, made by its own presenter."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pos_terminal.card_design.design import Face
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.template_file import Template
from pos_terminal.gateway.connection import Reach
from pos_terminal.print_page.jobs import (
    A_SHOP,
    CutOff,
    FedSheets,
    LoadedDesign,
    NotPrinted,
    PrintedBefore,
    Progress,
    Stage,
    Target,
    TargetKind,
)
from pos_terminal.print_page.model import FitField, PrintPicture, SheetField
from pos_terminal.sheets.sheet_layout import PrinterFit
from pos_terminal.words import Message, ScanSource
from support.print_office import PrintOffice

PRINTER = Target(kind=TargetKind.PRINTER, name="Back office printer")


def made(act: Callable[[PrintOffice], None]) -> PrintPicture:
    with tempfile.TemporaryDirectory() as folder:
        office = PrintOffice(Path(folder))
        try:
            office.floor.tasks.deliver()
            act(office)
            return office.state
        finally:
            office.close()


def begun(office: PrintOffice) -> None:
    """A game card on sheets of which three places are used, for the printer."""
    office.page.choose_design("game-card")
    office.page.choose_target(PRINTER)
    office.page.start_at(4)
    office.floor.tasks.deliver()


def ready(office: PrintOffice) -> None:
    begun(office)


def backs(office: PrintOffice) -> None:
    begun(office)
    office.page.show_side(Side.BACK)
    office.page.turn_page(1)


def into_a_file(office: PrintOffice) -> None:
    office.page.choose_design("gift-card")
    office.floor.tasks.deliver()
    office.act()


def reading(office: PrintOffice) -> None:
    begun(office)
    office.room.held = asyncio.Event()
    office.act()
    office.room.tell(Progress(stage=Stage.READING, done=62, of=102))


def printed(office: PrintOffice) -> None:
    begun(office)
    office.page.print_test(None)
    office.floor.tasks.deliver()
    office.page.on_scan(office.room.card(office.press.views[0], 0).barcode, ScanSource.WEDGE)
    office.press.proven = 4
    office.act()
    office.page.show_side(Side.BACK)


def printed_before(office: PrintOffice) -> None:
    office.press.printed[20417] = 500
    office.page.choose(20417)
    office.floor.tasks.deliver()
    office.page.choose_target(PRINTER)
    office.room.ends = [PrintedBefore()]
    office.act()


def what_is_left(office: PrintOffice) -> None:
    office.press.printed[20417] = 477
    office.page.choose(20417)
    office.floor.tasks.deliver()
    begun(office)


def cut_off(office: PrintOffice) -> None:
    office.room.cut = CutOff(batch=20417, target=PRINTER, sheet=12)
    office.page.open()


def outcome(office: PrintOffice) -> None:
    cards = tuple(tuple(range(10 * sheet + 1, 10 * sheet + 11)) for sheet in range(11))
    fed = FedSheets(first=1, last=50, used=0, slots=10, cards=cards)
    office.room.cut = CutOff(batch=20417, target=PRINTER, fed=fed)
    office.page.open()
    office.floor.tasks.deliver()
    office.page.choose_design("game-card")
    office.floor.tasks.deliver()
    office.page.say_good(10)
    office.page.spoil(3)


def held(office: PrintOffice) -> None:
    outcome(office)
    office.page._run.outcome.queue = Message("queue.stopped", {"count": 3})
    office.page.say_good(11)


def one_sided(office: PrintOffice) -> None:
    back = Template(design=game_card().with_face(Side.FRONT, Face()))
    office.room.loaded = LoadedDesign(template=back, shown=back, digest="back", to_fix=0)
    office.page.choose_design("plain-card")
    office.floor.tasks.deliver()


def no_line(office: PrintOffice) -> None:
    begun(office)
    office.line(Reach.OFFLINE)


def not_printed(office: PrintOffice) -> None:
    begun(office)
    office.room.ends = [NotPrinted(fault=Message("fault.not_read_back"))]
    office.act()


def card_printer(office: PrintOffice) -> None:
    begun(office)
    office.page.choose_sheet("card-printer")


def for_a_shop(office: PrintOffice) -> None:
    office.page.choose_target(A_SHOP)
    office.act()
    office.page.write_key("age1notakey")


def shop_chosen(office: PrintOffice) -> None:
    office.page.choose_target(A_SHOP)


def correcting(office: PrintOffice) -> None:
    office.room.fits[PRINTER.name] = PrinterFit(offset_x=0.4)
    begun(office)
    office.page.open_fit()
    office.page.print_grid(corrected=False)
    office.floor.tasks.deliver()
    texts = ("20.2", "19.8", "170.1", "257", "20,4", "about 20")
    for field, text in zip(FitField, texts, strict=True):
        office.page.edit_fit(field, text)


def laying_out(office: PrintOffice) -> None:
    begun(office)
    office.page.open_sheet()
    texts = {SheetField.NAME: "Our perforated A4", SheetField.GAP_X: "2", SheetField.GAP_Y: "2,5"}
    for field, text in texts.items():
        office.page.edit_sheet(field, text)


def laying_out_too_much(office: PrintOffice) -> None:
    laying_out(office)
    office.page.edit_sheet(SheetField.COLUMNS, "3")
    office.page.edit_sheet(SheetField.TOP, "a hand")
    office.page.edit_sheet(SheetField.TOP, "12")


def replacing(office: PrintOffice) -> None:
    office.press.printed[20417] = 500
    office.page.choose(20417)
    office.floor.tasks.deliver()
    office.page.choose_target(PRINTER)
    for sequence in (7, 300):
        card = office.room.card(office.press.views[0], sequence)
        office.page.on_scan(card.barcode, ScanSource.WEDGE)


def all_printed(office: PrintOffice) -> None:
    replacing(office)
    office.page.forget_named()


def no_batches(office: PrintOffice) -> None:
    office.press.views = []
    office.page._batches.forget()
    office.page.open()


PICTURES: dict[str, Callable[[PrintOffice], None]] = {
    "q1-ready": ready,
    "q2-backs": backs,
    "q3-file": into_a_file,
    "q4-reading": reading,
    "q5-printed": printed,
    "q6-again": printed_before,
    "q7-left": what_is_left,
    "q8-cut-off": cut_off,
    "q9-outcome": outcome,
    "q9-held": held,
    "q1-one-sided": one_sided,
    "q10-no-line": no_line,
    "q11-not-printed": not_printed,
    "q12-card-printer": card_printer,
    "q13-none": no_batches,
    "q14-shop": shop_chosen,
    "q15-shop-key": for_a_shop,
    "q16-fit": correcting,
    "q16-own-sheet": laying_out,
    "q16-own-sheet-too-wide": laying_out_too_much,
    "q17-replacing": replacing,
    "q18-all-printed": all_printed,
}


def _said(act: Callable[[PrintOffice], None]) -> Callable[[object], PrintPicture]:
    once = cache(lambda: made(act))
    return lambda _say: once()


PICTURES_SAID = {name: _said(act) for name, act in PICTURES.items()}
