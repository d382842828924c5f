"""Which cards are meant, while it is still being said: scanned, typed, or read from a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from card_contract.card_number import BATCH_MAX, CardNumber, NotACardNumberError
from card_contract.custody_messages import StoreView
from card_contract.messages import CardView
from card_contract.recall_messages import (
    CHOSEN_CARDS_MAX,
    ChosenCards,
    Labelled,
    NumberList,
    NumberRange,
    OfRecall,
    RecallProduct,
    Selection,
    ShippedTo,
    WholeBatch,
    WholeCampaign,
)
from card_contract.scan_text import Label, recognise
from pos_terminal.recall.model import By, ChosenCard, FileCard
from pos_terminal.recall.number_file import FaultyLine, NumberFile
from pos_terminal.words import Message

FAULTS_SHOWN: Final = 50
_FIRST: Final = {
    By.CARDS: "off.scan_first",
    By.RANGE: "off.range_first",
    By.LABEL: "off.label_first",
    By.BATCH: "off.batch_first",
    By.CAMPAIGN: "off.campaign_first",
    By.STORE: "off.store_first",
    By.FILE: "off.file_first",
    By.RECALL: "off.recall_first",
}


@dataclass(slots=True)
class Draft:
    """``selection`` is there once it is complete; ``missing`` says what is still to be done.

    ``unknown`` are texts that were scanned and are no cards.
    """

    by: By = By.CARDS
    cards: list[ChosenCard] = field(default_factory=list)
    first: str = ""
    last: str = ""
    label: str = ""
    batch: str = ""
    campaign: str = ""
    products: tuple[RecallProduct, ...] = ()
    store: str = ""
    stores: tuple[StoreView, ...] = ()
    file: NumberFile | None = None
    file_name: str = ""
    list_id: str | None = None
    recall: str = ""
    unknown: list[str] = field(default_factory=list)
    fault: Message | None = None

    @property
    def missing(self) -> str:
        return _FIRST[self.by]

    def selection(self) -> Selection | None:
        """The cards that are meant; a list of numbers counts once it was sent up."""
        match self.by:
            case By.CARDS:
                ids = [card.card_id for card in self.cards]
                return ChosenCards(card_ids=ids) if ids else None
            case By.RANGE:
                first, last = _number(self.first), _number(self.last)
                return NumberRange(first=first, last=last) if first and last else None
            case By.FILE:
                return None if self.list_id is None else NumberList(list_id=self.list_id)
            case _:
                return self._whole()

    def _whole(self) -> Selection | None:
        """A parcel, a batch, a product or a store with all cards in it."""
        match self.by:
            case By.BATCH:
                batch = int(self.batch) if self.batch.isdecimal() else 0
                return WholeBatch(batch=batch) if 0 < batch <= BATCH_MAX else None
            case By.CAMPAIGN:
                name = self.campaign.strip()
                return WholeCampaign(campaign=name) if 0 < len(name) <= 64 else None
            case By.STORE:
                return ShippedTo(store_id=self.store) if self.store else None
            case By.RECALL:
                return _of_recall(self.recall)
            case _:
                label = recognise(self.label)
                return Labelled(label=label.text()) if isinstance(label, Label) else None

    @property
    def is_complete(self) -> bool:
        """Whether the server can be asked; a list goes up with the question."""
        if self.by is By.FILE:
            return self.file is not None and bool(self.file.numbers)
        return self.selection() is not None

    def write(self, name: str, text: str) -> None:
        """Take what was typed, and say what does not fit once it could be whole."""
        setattr(self, name, text)
        self.fault = None
        if name in ("first", "last") and len(text.replace(" ", "")) >= 18:
            self.fault = _fault_of(text)
        elif name == "label" and len(text) >= 18 and not isinstance(recognise(text), Label):
            self.fault = Message("fault.no_label")

    def take_number(self, number: CardNumber) -> bool:
        """A card's number was scanned; says whether it was all that is needed here."""
        self.fault = None
        if self.by is By.RANGE:
            if self.first and not self.last:
                self.last = number.grouped()
            else:
                self.first, self.last = number.grouped(), ""
            return True
        if self.by is By.BATCH:
            self.batch = str(number.batch)
            return True
        return False

    def take_label(self, label: Label) -> None:
        """A label was scanned: its pack or carton is meant, or the batch that it is of."""
        self.fault = None
        if self.by is By.BATCH:
            self.batch = str(label.batch)
        else:
            self.by, self.label = By.LABEL, label.text()

    def take_card(self, card: CardView, by: By) -> Message | None:
        """A card was looked up that was scanned to be chosen so; says what is not as expected."""
        if by is By.CAMPAIGN:
            self.campaign = card.product.campaign
            return None
        if any(card.card_id == chosen.card_id for chosen in self.cards):
            return Message("toast.chosen_already")
        if len(self.cards) >= CHOSEN_CARDS_MAX:
            return Message("toast.too_many_cards", {"count": CHOSEN_CARDS_MAX})
        number = None if card.number is None else CardNumber.parse(card.number).grouped()
        self.cards.insert(
            0,
            ChosenCard(
                card_id=card.card_id,
                name=card.product.name,
                number=number,
                last_four=card.last_four,
            ),
        )
        return None

    def take_file(self, name: str, file: NumberFile) -> None:
        self.file, self.file_name, self.list_id = file, name, None
        self.fault = None if file.numbers else Message("fault.no_numbers")
        if file.too_long:
            # It was read so far and no further: nothing that is known of it is told as all of it.
            self.file, self.fault = None, Message("fault.file_too_long")

    def file_card(self) -> FileCard | None:
        file = self.file
        if file is None:
            return None
        return FileCard(
            name=self.file_name,
            numbers=len(file.numbers),
            repeated=file.repeated,
            faults=tuple(line_said(fault) for fault in file.faults[:FAULTS_SHOWN]),
            faults_more=max(0, len(file.faults) - FAULTS_SHOWN),
        )


def line_said(fault: FaultyLine) -> Message:
    """One line of a file that is no card."""
    return Message(f"line.{fault.fault}", {"line": fault.line})


def _of_recall(text: str) -> OfRecall | None:
    """An earlier recall by its number, with or without the R that it is called by."""
    digits = text.strip().upper().removeprefix("R-")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= 15
    return OfRecall(recall_id=int(digits)) if is_number and int(digits) else None


def _number(text: str) -> str | None:
    try:
        return CardNumber.parse(text).digits
    except NotACardNumberError:
        return None


def _fault_of(text: str) -> Message | None:
    return None if _number(text) else Message("fault.no_number")
