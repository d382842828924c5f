"""Draws given cards on sheets of a PDF, and reads every symbol of it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.print_messages import GivenCard
from card_contract.studio_messages import BatchView
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.findings import to_fix
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices import sheet_printing
from pos_terminal.devices.page_pictures import NotAPdfError
from pos_terminal.devices.read_back import read_back
from pos_terminal.devices.sheet_printing import PrintFault, SheetRun, write_sheets
from pos_terminal.look.money import format_money
from pos_terminal.printing.model import NotPrintedError
from pos_terminal.sheets.sheet_layout import SheetLayout

_FAULTS: Final = {
    PrintFault.CANNOT_WRITE: "The file cannot be written there.",
    PrintFault.DISK_FULL: "The disk is full; no file was left.",
    PrintFault.PRINTER_GONE: "The file cannot be written there.",
    PrintFault.CANCELLED: "The printing was stopped; no file was left.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsOfCards:
    """The sheets of a batch's cards in one design; called, it draws them."""

    template: Template
    layout: SheetLayout
    batch: BatchView
    language: str

    def ensure_sound(self) -> None:
        """Raises ``NotPrintedError`` for a design whose cards could not be scanned or cut."""
        faults = to_fix(check(self.template.design, self.template.pictures))
        if faults:
            rules = ", ".join(sorted({each.rule.value.replace("_", " ") for each in faults}))
            raise NotPrintedError(f"The design does not pass its check: {rules}.")

    def __call__(self, file: Path, cards: Sequence[GivenCard]) -> None:
        run = SheetRun(
            design=self.template.design,
            pictures=self.template.pictures,
            cards=[self._data(card) for card in cards],
            layout=self.layout,
        )
        try:
            write_sheets(file, run)
            proof = read_back(file, run)
        except sheet_printing.NotPrintedError as error:
            raise NotPrintedError(_FAULTS[error.fault]) from error
        except NotAPdfError as error:
            raise NotPrintedError("The sheets cannot be read back; no file was left.") from error
        if not proof.proved:
            raise NotPrintedError(
                f"{len(proof.wrong)} symbols on the sheets could not be read back;"
                " nothing was released. Check the design."
            )

    def _data(self, card: GivenCard) -> CardData:
        batch = self.batch
        number = CardNumber.parse(card.number)
        return CardData(
            barcode=number.digits,
            number=number.grouped(),
            code=card.code,
            product=batch.title,
            price=format_money(batch.price_minor, batch.currency, self.language),
            legal="",
            batch=str(batch.batch),
        )
