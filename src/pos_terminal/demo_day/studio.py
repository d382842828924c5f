"""What the studio does on the demo day: a card is designed; its batch is made, printed and sold."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.elements import Side
from pos_terminal.custody.model import Standing
from pos_terminal.demo_day.stage import (
    CLERK,
    MANAGER,
    NotAsPromisedError,
    Person,
    Stage,
    promise,
)
from pos_terminal.designer.board_view import Board
from pos_terminal.designer.model import ReadBack
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.embedded_server import SERVER_COMMAND
from pos_terminal.proofing.model import ProofCount
from pos_terminal.scanning.decoder import read_printed
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS, slot_box
from pos_terminal.words import off

PRINTER: Final = "sam"
STUDIO: Final[Person] = (PRINTER, "Sam")
_CAMPAIGN: Final = "game-25"
_CARDS: Final = 20
WORDS: Final = "Winter edition"
_PRESSED_MM: Final = (60.0, 20.0)
_LET_GO_MM: Final = (68.0, 46.5)
_EDGE: Final = 12  # beside the card, where a press chooses the card itself
_LIMIT_S: Final = 120.0
_READ_DPI: Final = 300
_LOOK_DPI: Final = 150
_MM_PER_INCH: Final = 25.4
_PROGRAM: Final = "from pos_terminal.cli import main; main()"


class Studio(Stage):
    """Sam's part of the day."""

    def card_designed(self) -> str:
        """On the page Design a shipped design gets words of its own and is given to a product."""
        clerk, page = self.clerk, self._pages.design
        self._room.sign_in.sign_out()
        self._sign_in(STUDIO)
        clerk.click("Design")
        clerk.scan(self._next_number(_CAMPAIGN))
        clerk.wait("the product's card", lambda: page.state.sample == _CAMPAIGN)
        clerk.choose("Begin anew with", "Game card with a game pad")
        clerk.click("Text")
        board = self._board()
        clerk.press_on(board, self._on_board(_PRESSED_MM))
        clerk.write("Words", WORDS)
        clerk.write("Colour", "#ffffff")
        clerk.drag(board, self._on_board(_PRESSED_MM), self._on_board(_LET_GO_MM))
        clerk.wait("what the check finds", lambda: bool(page.state.to_fix[1:]))
        clerk.look("card-drawn")
        clerk.click("Move it")
        clerk.click("Show it")
        clerk.write("Leads to", f"{self._scene.line.url}/redeem")
        clerk.wait("a sound drawing", lambda: not (page.state.checking or page.state.to_fix))
        promise(page.state.read_back is ReadBack.SAME, "the drawing reads as another number")
        clerk.press_on(board, board.rect().bottomLeft() + QPoint(_EDGE, -_EDGE))
        clerk.look("card-designed")
        clerk.click("Use for this product")
        clerk.wait("its picture at the tills", lambda: page.state.give == off("off.given"))
        clerk.press(Qt.Key.Key_F12)
        clerk.wait("the saved design", lambda: not page.state.save.enabled)
        given = page.state.given
        promise(given is not None and given.id == "given.same", "the product has another design")
        self._room.sign_in.sign_out()
        return (
            f"{page.state.design.name!r} with the words {WORDS!r}, checked and given to a product"
        )

    def cards_printed(self) -> str:
        """A batch is made and printed without a screen, in that design; a sheet is read back."""
        self.close()
        batch = self._ran(
            *(*SERVER_COMMAND, "generate", _CAMPAIGN, "--quantity", str(_CARDS)),
            *("--data", str(self._program.places.server)),
        )
        self._batch, self._sheets = int(batch), self._scene.out / "cards.pdf"
        self._sheets.unlink(missing_ok=True)  # of a day before: its shop is gone
        printed = self._ran(
            *(sys.executable, "-c", _PROGRAM, "print", batch, "--out", str(self._sheets)),
            *("--data", str(self._program.places.root), "--server", self._scene.line.url),
            *("--operator", PRINTER),
            heard=self._scene.shop.pins()[PRINTER],
        )
        promise(printed.split("\t")[1:] == [str(_CARDS)], "not every card was printed")
        self._open()
        with PagePictures(self._sheets) as pictures:
            promise(pictures.count == 2 * _CARDS // LAYOUTS[DEFAULT].slots, "a sheet is missing")
            for page, side in enumerate(Side):
                pictures.picture(page, _LOOK_DPI).save(
                    str(self._scene.out / f"cards-{side.value}.png")
                )
            read = read_printed(pictures.gray(1, _READ_DPI))
        self._numbers_on_sheet = sorted({text for text in read if text.isdigit()})
        promise(len(self._numbers_on_sheet) == LAYOUTS[DEFAULT].slots, "a card was not read")
        return f"{_CARDS} cards of batch {batch} on sheets, {len(self._numbers_on_sheet)} read back"

    def card_sold_from_its_sheet(self) -> str:
        """The print is proven, the batch shipped and received; a card of the page is sold."""
        self._sign_in(STUDIO)
        proof = self._prove(self._scanned_sheet())
        carton, packs = self._labels("cartons"), self._labels("packs")
        self._room.sign_in.sign_out()
        self._sign_in(MANAGER)
        self._ship_and_receive(carton, packs)
        self._room.sign_in.sign_out()
        self._sign_in(CLERK)
        self.clerk.drop(self._cut_out())
        self.clerk.wait("the basket row", lambda: len(self._checkout.state.lines) == 1)
        self.clerk.look("card-of-the-sheet")
        self._pay_cash()
        sale = self._sale_on_server(self._live())
        number = sale.lines[0].number
        if number is None or number not in self._numbers_on_sheet:
            raise NotAsPromisedError("another card was sold")
        self._activated_once(self._live(), number)
        self._next_sale()
        return f"proven by {proof.proven} of {proof.demanded}, shipped, received; one card sold"

    # --- Details ---------------------------------------------------------------------------------

    def _board(self) -> Board:
        board = self._program.window.findChild(Board)
        assert isinstance(board, Board), "the page Design is there"  # noqa: S101  # a bug
        return board

    def _on_board(self, at: tuple[float, float]) -> QPoint:
        """Where a place of the card, in millimetres, is on the board."""
        spot = Box(at[0], at[1], 0, 0)
        return self._board().sight.on_screen(spot).topLeft().toPoint()

    def _ran(self, *command: str, heard: str = "") -> str:
        done = subprocess.run(
            command,
            input=f"{heard}\n",
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
        )
        promise(done.returncode == 0, f"a command failed: {done.stderr.strip()}")
        return done.stdout.strip()

    def _scanned_sheet(self) -> Path:
        """The backs of the first sheet, as a flatbed scanner gives them."""
        scan = self._scene.out / "sheet-scanned.png"
        with PagePictures(self._sheets) as pictures:
            pictures.picture(1, _READ_DPI).save(str(scan))
        return scan

    def _prove(self, scan: Path) -> ProofCount:
        """On the page Proof: a card names the batch, then its whole sheet is let go there."""
        clerk, page = self.clerk, self._pages.proof
        clerk.click("Proof")
        clerk.wait("the batches to prove", lambda: bool(page.state.choices))
        clerk.scan(self._numbers_on_sheet[0])
        clerk.wait("its batch", lambda: page.state.count is not None)
        promise(page.state.batch == self._batch, "another batch is proven")
        clerk.drop(scan)
        cards = len(self._numbers_on_sheet)
        read = "the sheet to be read"
        clerk.wait(read, lambda: page.state.waiting == cards and not page.state.reading, limit_s=60)
        clerk.look("proof-sheet-read")
        clerk.press(Qt.Key.Key_F12)
        clerk.wait("the proof to be recorded", lambda: page.state.waiting == 0)
        clerk.look("proof-recorded")
        count = page.state.count
        if count is None or not count.shippable:
            raise NotAsPromisedError("the proven batch cannot be shipped")
        promise(len(count.print) > 1, "nothing is said of contrast and quiet zones")
        return count

    def _labels(self, of: str) -> list[str]:
        gateway, batch = self._core.gateway, self._batch
        answer = self._ask(lambda: gateway.batch_labels(batch, of=of))
        return [line.label for line in answer.lines]

    def _ship_and_receive(self, cartons: list[str], packs: list[str]) -> None:
        """On the page Stock: the carton's label as it leaves, those of its packs as they arrive."""
        clerk, page = self.clerk, self._pages.stock
        clerk.click("Stock")
        clerk.wait("the shop's stores", lambda: bool(page.state.stores))
        done = 0
        for mode, labels in (("Ship to a store", cartons), ("Receive here", packs)):
            clerk.click(mode)
            for label in labels:
                clerk.scan(label)
                done += 1
                clerk.wait("what is scanned to be moved", partial(self._moved, done))
        clerk.look("stock-received")

    def _moved(self, count: int) -> bool:
        rows = self._pages.stock.state.rows
        return len(rows) == count and all(row.standing is Standing.DONE for row in rows)

    def _cut_out(self) -> Path:
        """The last card's back, cut out of the page's picture."""
        layout = LAYOUTS[DEFAULT]
        box, per_mm = slot_box(layout, layout.slots - 1), _READ_DPI / _MM_PER_INCH
        with PagePictures(self._sheets) as pictures:
            page = pictures.picture(1, _READ_DPI)
        size = (round(box.width * per_mm), round(box.height * per_mm))
        cut = page.copy(round(box.left * per_mm), round(box.top * per_mm), *size)
        picture = self._scene.out / "card-cut-out.png"
        cut.save(str(picture))
        return picture
