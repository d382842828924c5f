"""The page *Labels* without a window: a real till below, a scripted studio and workshop behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.messages import Operator
from card_contract.scan_text import Label, LabelKind
from card_contract.studio_messages import (
    BatchDetail,
    BatchFigures,
    BatchState,
    LabelLine,
    LabelsAnswer,
)
from pos_terminal.gateway.answers import Refused
from pos_terminal.pack_labels.model import (
    LabelsFault,
    LabelsPicture,
    Order,
    Stage,
    Watch,
)
from pos_terminal.pack_labels.presenter import LabelsPresenter
from pos_terminal.pack_labels.sentences_view import tell_message
from support.batches_office import SAM, batch_view
from support.said import messages_of
from support.shop_floor import ShopFloor

ISSUER, BATCH, CARDS_OF_PACK, PACKS_OF_CARTON = "970010", 7, 10, 4
PACKS_TOLD = 20
OFFICE_PRINTER = "Back office"


def line_of(number: int, *, carton: bool = False, cards: int = CARDS_OF_PACK) -> LabelLine:
    """The label of a pack, or of a carton of four packs."""
    whole = cards * PACKS_OF_CARTON if carton else cards
    first, last = (
        CardNumber.build(issuer=ISSUER, batch=BATCH, sequence=sequence).digits
        for sequence in ((number - 1) * whole + 1, number * whole)
    )
    kind = LabelKind.CARTON if carton else LabelKind.PACK
    return LabelLine(
        label=Label(kind, ISSUER, BATCH, number).text(),
        is_carton=carton,
        number=number,
        carton=number if carton else (number - 1) // PACKS_OF_CARTON + 1,
        first_number=first,
        last_number=last,
        cards=whole,
    )


def order_of(
    count: int = 3, *, sheet: str = "a4-labels-14", start: int = 0, carton: bool = False
) -> Order:
    lines = tuple(line_of(number, carton=carton) for number in range(1, count + 1))
    return Order(batch=BATCH, title="Gift card", lines=lines, sheet=sheet, start=start)


def watch(*, cancelled: bool = False) -> Watch:
    return Watch(tell=lambda _stage, _done, _of: None, cancelled=lambda: cancelled)


class ScriptedLabels:
    """Thirty packs in eight cartons, told a page at a time."""

    def __init__(self, call: Any) -> None:
        self._call = call
        self.view = batch_view(BATCH, quantity=300, made=300)
        self.packs = 30

    async def batch(self, batch: int) -> BatchDetail | Refused:
        figures = BatchFigures(
            inactive=300, printed=0, sold=0, redeemed=0, invalidated=0, stopped=0, recalled=0,
            packs=30, cartons=8, places=[],
        )  # fmt: skip
        return await self._call(
            "batch", lambda: BatchDetail(batch=self.view, figures=figures, history=[])
        )

    async def batch_labels(
        self, batch: int, *, of: str = "packs", after: int = 0
    ) -> LabelsAnswer | Refused:
        is_carton = of == "cartons"
        count = -(-self.packs // PACKS_OF_CARTON) if is_carton else self.packs
        told = range(after + 1, min(after + PACKS_TOLD, count) + 1)
        return await self._call(
            "batch_labels",
            lambda: LabelsAnswer(
                batch=batch,
                title="Gift card",
                lines=[line_of(number, carton=is_carton) for number in told],
                more=told.stop <= count,
            ),
        )


class MemoryWorkshop:
    """Keeps what it was asked to make; ``fault`` is what becomes of the next."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Order]] = []
        self.fault: LabelsFault | None = None
        self.names: tuple[str, ...] = (OFFICE_PRINTER,)

    async def printers(self) -> tuple[str, ...]:
        return self.names

    async def save(self, file: Path, order: Order, watch: Watch) -> LabelsFault | None:
        return self._make(str(file), order, watch)

    async def print(self, printer: str, order: Order, watch: Watch) -> LabelsFault | None:
        return self._make(printer, order, watch)

    def _make(self, where: str, order: Order, watch: Watch) -> LabelsFault | None:
        watch.tell(Stage.DRAWING, order.sheets, order.sheets)
        if watch.cancelled():
            return LabelsFault.CANCELLED
        self.made.append((where, order))
        return self.fault


class LabelsOffice:
    """The page as the studio works it."""

    def __init__(self, folder: Path, who: Operator = SAM) -> None:
        self.floor = ShopFloor(folder)
        self.faults = self.floor.server.faults
        self.studio = ScriptedLabels(self.floor.server._call)
        self.workshop = MemoryWorkshop()
        self.went_back = 0
        self.page = LabelsPresenter(self.floor.till, self.studio, self.workshop, self._go_back)
        self.page.watch(self._listen)
        self.floor.on_duty.signed_in(who)

    def _go_back(self) -> None:
        self.went_back += 1

    @staticmethod
    def _listen(state: LabelsPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    def choose(self, state: BatchState = BatchState.MADE) -> LabelsPicture:
        self.studio.view = replace(self.studio.view, state=state)
        self.page.choose(BATCH)
        self.page.open()
        return self.state

    @property
    def state(self) -> LabelsPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def order(self) -> Order:
        order = self.state.order
        assert order is not None
        return order

    @property
    def numbers(self) -> list[int]:
        return [line.number for line in self.order.lines]

    def close(self) -> None:
        self.floor.close()
