"""The page *Print* without a window: a real till below, a scripted studio and a room that tells."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchPrint, BatchProof
from card_contract.states import Role
from card_contract.studio_messages import (
    BatchDetail,
    BatchesAnswer,
    BatchFigures,
    BatchState,
    BatchView,
)
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.findings import leads_nowhere, to_fix
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import Template
from pos_terminal.gateway.answers import Refused, Unreachable
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.print_page.jobs import (
    CutOff,
    DesignChoice,
    Job,
    LoadedDesign,
    Looking,
    Printed,
    Progress,
    RunEnd,
    Told,
)
from pos_terminal.print_page.model import PrintPicture, ProofLine
from pos_terminal.print_page.presenter import PrintPresenter
from pos_terminal.print_page.sentences_view import tell_message
from pos_terminal.printing.shop_file import is_recipient, recipient_in
from pos_terminal.sheets.sheet_layout import PrinterFit, SheetLayout
from pos_terminal.words import Message
from support.gateway_answers import refused
from support.said import messages_of
from support.scripted_server import ANNA, JONAS, MIA
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS

LENA = Operator(operator_id="O9", name="Lena Sommer", role=Role.STUDIO)
KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"  # of age's own manual
COARSE = 203  # dots an inch with which no design passes its check here
SAM = Operator(operator_id="O7", name="Sam Okafor", role=Role.STUDIO)


class ScriptedPress:
    """The studio's server: batches, and how their print stands."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.views = [
            batch_view(20417, "Winter 2026", 500),
            batch_view(20416, "", 40),
            batch_view(20415, "Still being made", 10, state=BatchState.MAKING),
        ]
        self.printed: dict[int, int] = {}
        self.proven = 0
        self.excused = False
        self.page_size = 100

    def find(self, batch: int) -> BatchView | None:
        return next((one for one in self.views if one.batch == batch), None)

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused:
        def decide() -> BatchesAnswer:
            older = [one for one in self.views if before is None or one.batch < before]
            page = older[: self.page_size]
            return BatchesAnswer(batches=page, more=len(older) > len(page))

        return await self._call("batches", decide)

    async def batch(self, batch: int) -> BatchDetail | Refused:
        def decide() -> BatchDetail | Refused:
            view = self.find(batch)
            if view is None:
                return refused(Refusal.NOT_FOUND)
            figures = BatchFigures(
                inactive=view.made,
                printed=0,
                sold=0,
                redeemed=0,
                invalidated=0,
                stopped=0,
                recalled=0,
                packs=1,
                cartons=1,
                places=[],
            )
            return BatchDetail(batch=view, figures=figures, history=[])

        return await self._call("batch", decide)

    async def batch_proof(self, batch: int) -> BatchProof | Refused:
        shippable = self.proven >= 10
        proof = BatchProof(
            batch=batch,
            proven=self.proven,
            demanded=10,
            shippable=shippable,
            excused=self.excused,
        )
        return await self._call("batch_proof", lambda: proof)

    async def batch_print(self, batch: int) -> BatchPrint | Refused:
        def decide() -> BatchPrint:
            view, printed = self.find(batch), self.printed.get(batch, 0)
            made = 0 if view is None else view.made
            return BatchPrint(
                batch=batch,
                waiting=made - printed,
                given=0,
                printed=printed,
                spoiled=0,
                replacing=0,
                first_new=None,
                open_runs=[],
            )

        return await self._call("batch_print", decide)


class ToldRoom:
    """Ends each run as a test says; a run that is ``held`` goes on until it is let go."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.ends: list[RunEnd] = []
        self.cut: CutOff | Message | None = None
        self.after: CutOff | None = None  # what is found once a run has ended
        self.settled: list[tuple[int, frozenset[int]]] = []
        self.ended = 0
        self.tests: list[Job] = []
        self.open_ended: list[int] = []
        self.is_unreachable = False
        self.fits: dict[str, PrinterFit] = {}
        self.told_dots: dict[str, int | None] = {}
        self.grids: list[tuple[str, PrinterFit]] = []
        self.sheets: dict[str, SheetLayout] = {}
        self.fault: Message | None = None
        self.own = ""  # the shipped design that the product was given
        self.names: tuple[str, ...] = ("Back office printer", "Card printer")
        self.loaded: LoadedDesign | None = None  # a design that is opened whatever is chosen
        self.queues: list[Message] = []  # what a printer's queue has, each time it is asked
        self.disk_full = False
        self.held: asyncio.Event | None = None
        self.stopped = False
        self._told: Told = lambda _progress: None

    def card(self, batch: BatchView, sequence: int) -> CardData:
        number = CardNumber.build(issuer="970010", batch=batch.batch, sequence=sequence)
        return CardData(
            barcode=number.digits, number=number.grouped(), product=batch.title, price="€25"
        )

    async def printers(self) -> tuple[str, ...]:
        return self.names

    def is_recipient(self, key: str) -> bool:
        return is_recipient(key)

    async def recipient_in(self, file: Path) -> str | None:
        return recipient_in(file)

    async def designs(self, campaign: str) -> tuple[DesignChoice, ...]:
        own = DesignChoice(key="product", name=Message("design.product"), is_own=True)
        return (
            *((own,) if self.own else ()),
            *(
                DesignChoice(key=key, name=Message("design.named", {"name": make().name}))
                for key, make in sorted(SHIPPED.items())
            ),
        )

    async def design(self, _batch: BatchView, key: str, printer: str) -> LoadedDesign | Message:
        key = self.own if key == "product" else key
        if key not in SHIPPED:
            return Message("file.cannot_read")
        if self.loaded is not None:
            return self.loaded
        is_coarse = self.dots(printer) == COARSE
        return dataclasses.replace(_loaded(key), to_fix=int(is_coarse), too_coarse=is_coarse)

    async def queue(self, printer: str) -> Message | None:
        return self.queues.pop(0) if self.queues else None

    async def cut_off(self) -> CutOff | Message | None:
        return self.cut

    def fit(self, printer: str) -> PrinterFit:
        return self.fits.get(printer, PrinterFit())

    def keep_fit(self, printer: str, fit: PrinterFit) -> bool:
        self.fits[printer] = fit
        return not self.disk_full

    def own_sheets(self) -> dict[str, SheetLayout]:
        return self.sheets

    def keep_sheet(self, name: str, layout: SheetLayout | None) -> bool:
        self.sheets.pop(name, None)
        if layout is not None:
            self.sheets[name] = layout
        return not self.disk_full

    def dots(self, printer: str) -> int | None:
        return self.told_dots.get(printer)

    def keep_dots(self, printer: str, dots: int | None) -> bool:
        self.told_dots[printer] = dots
        return not self.disk_full

    async def print_grid(
        self, printer: str, layout: SheetLayout, fit: PrinterFit
    ) -> Message | None:
        self.grids.append((printer, fit))
        return self.fault

    async def print_test(self, job: Job) -> Message | None:
        self.tests.append(job)
        return self.fault

    def look_on(self, told: Told) -> Looking:
        self._told = told
        return self

    async def print(self, job: Job, looking: Looking) -> RunEnd:
        self.jobs.append(job)
        if self.held is not None:
            await self.held.wait()
        self.cut = self.after
        if self.ends:
            return self.ends.pop(0)
        return Printed(cards=job.batch.made, target=job.target, file=str(job.file or ""))

    def tell(self, progress: Progress) -> None:
        """Tell how far the held run is."""
        self._told(progress)

    def stop(self) -> None:
        self.stopped = True

    async def settle(self, batch: BatchView, good: int, spoiled: frozenset[int]) -> Message | None:
        self.settled.append((good, spoiled))
        if self.fault is None:
            self.cut = self.after
        return self.fault

    async def end_open(self, batch: int) -> Message | None:
        if self.is_unreachable:
            raise Unreachable("no line")
        self.open_ended.append(batch)
        return self.fault

    async def end_cut_off(self) -> Message | None:
        self.ended += 1
        if self.fault is None:
            self.cut = None
        return self.fault


@cache
def _loaded(key: str) -> LoadedDesign:
    """A shipped design; its check takes half a second, so it is made once."""
    template = Template(design=SHIPPED[key]())
    found = check(template.design, template.pictures)
    return LoadedDesign(
        template=template,
        shown=template,
        digest="of " + key,
        to_fix=len(to_fix(found)),
        leads_nowhere=leads_nowhere(found),
    )


class PrintOffice:
    """The page as the studio works it; the batch 20417 has 500 cards."""

    def __init__(self, folder: Path, who: Operator = LENA, *, down: bool = False) -> None:
        self.floor = ShopFloor(folder)
        self.faults = self.floor.server.faults
        self.faults.down = down
        self.press = ScriptedPress(self.floor.server._call)
        self.room = ToldRoom()
        self.approval = self.floor.approval
        self.active = 0
        self.page = PrintPresenter(
            self.floor.till, self.press, self.approval, self.room, self._work
        )
        self.page.watch(self._listen)
        self.floor.on_duty.shop_told(SHOP, (MIA, JONAS, ANNA, LENA, SAM))
        self.floor.on_duty.signed_in(who)
        self.page.open()
        self.floor.tasks.deliver()

    def _work(self) -> None:
        self.active += 1

    @staticmethod
    def _listen(state: PrintPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> PrintPicture:
        self.floor.tasks.deliver()
        return self.page.state

    def proof(self, fact: str) -> ProofLine:
        return next(line for line in self.state.proof if line.fact.id == fact)

    @property
    def fault(self) -> str | None:
        fault = self.state.fault
        return None if fault is None else fault.id

    @property
    def toast(self) -> str | None:
        toast = self.state.toast
        return None if toast is None else toast.fact.id

    @property
    def word(self) -> tuple[str, int | str | None]:
        """What stands on the main button, and the number in it."""
        word = self.state.act_word
        return word.id, word.values.get("count", word.values.get("sheet"))

    def act(self) -> PrintPicture:
        assert self.state.act.enabled, self.state.act
        self.page.act()
        return self.state

    def print_file(self, file: Path) -> PrintPicture:
        """Press, read the warning, and choose a file."""
        self.act()
        self.page.write_to(file)
        return self.state

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()


def batch_view(batch: int, name: str, made: int, **changes: Any) -> BatchView:
    view = BatchView(
        batch=batch,
        name=name,
        campaign="game",
        title="Game card",
        issuer="970010",
        price_minor=2500,
        currency="EUR",
        state=BatchState.MADE,
        quantity=made,
        made=made,
        cards_per_pack=10,
        packs_per_carton=5,
        created_by="operator:O7",
        created_at=NOON_MS,
        job_id=batch,
        error=None,
    )
    return replace(view, **changes)
