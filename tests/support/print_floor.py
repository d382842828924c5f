"""A shop with a batch of twenty cards in real codes, and two people of the studio who print it."""

from __future__ import annotations

from typing import Any

from card_contract.card_number import CardNumber
from card_contract.messages import ApprovalPurpose
from card_contract.print_messages import (
    CardsGiven,
    OpenPrintRunRequest,
    PrintReportRequest,
    PrintState,
    ProofRequest,
    ProofScan,
    ProofWay,
    Sequences,
    digest_of_run,
)
from card_contract.states import Role
from card_contract.studio_messages import CodeForm
from server_stub.commands.approvals import approval_id
from server_stub.commands.batches import OpenBatch
from server_stub.commands.print_cards import PrintBatch
from server_stub.commands.print_moves import GiveCards, ReportPrint
from server_stub.commands.print_runs import OpenPrintRun, Printer, TakePrintRun
from server_stub.commands.proofs import RecordProof
from server_stub.desks.code_press import CodePress
from server_stub.desks.print_desk import PrintDesk
from server_stub.domain.ids import OperatorId, TillId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, CODES_BY_NUMBER, CodeRow
from server_stub.storage.rows.printing import PRINT_CARDS
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import ApprovalRow
from support.core_shop import APP, CAMPAIGN, OTHER_TILL, TILL, CoreShop, operator_row
from support.custody_floor import CARDS, CARDS_A_PACK, PACKS_A_CARTON

RITA = OperatorId("rita")
SAM = OperatorId("sam")
BATCH = 1
OF = PrintBatch(app_id=APP, batch=BATCH, issuer="970010")


def run_id(number: int = 1) -> str:
    return f"Q-{number:026d}"


def asked(first: int = 1, last: int = CARDS, **more: Any) -> OpenPrintRunRequest:
    cards = Sequences(first=first, last=last)
    return OpenPrintRunRequest(batch=BATCH, cards=cards, reason="winter cards", **more)


class PrintFloor:
    """What the studio does with the batch. Rita prints at ``TILL``."""

    def __init__(self, shop: CoreShop) -> None:
        self.shop = shop
        self.press = CodePress(shop.engine, shop.reader, shop.keys)
        self.desk = PrintDesk(shop.engine, shop.reader, self.press)
        self.queries = self.desk.runs

    async def stock(self) -> None:
        await self.shop.sow(
            operator_row(RITA, Role.STUDIO),
            operator_row(SAM, Role.STUDIO),
        )
        campaign = await self.shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        if campaign.issuer is None:
            await self.shop.change(changed(campaign, issuer="970010"))
        opened = await self.shop.engine.submit(
            OpenBatch(
                app_id=APP,
                campaign=CAMPAIGN,
                quantity=CARDS,
                cards_per_pack=CARDS_A_PACK,
                packs_per_carton=PACKS_A_CARTON,
                made_by="command-line",
            )
        )
        assert getattr(opened, "batch", None) == BATCH, opened
        await self.press.press(APP, BATCH)

    async def rule(self, **columns: int) -> None:
        app = await self.shop.find(APPS.at(APP))
        await self.shop.change(changed(app, **columns))

    async def open(
        self,
        number: int = 1,
        request: OpenPrintRunRequest | None = None,
        *,
        who: OperatorId = RITA,
        till: TillId = TILL,
    ) -> Any:
        request = request or asked()
        touched = await self.queries.touched(APP, BATCH, request.cards)
        printed = touched.get(PrintState.PRINTED, 0)
        return await self.shop.engine.submit(
            OpenPrintRun(
                app_id=APP,
                printer=printer(who, till),
                run_id=run_id(number),
                request=request,
                printable=len(request.cards) - printed - touched.get(PrintState.SPOILED, 0),
                printed=printed,
            )
        )

    async def sign(
        self,
        token: str,
        request: OpenPrintRunRequest,
        who: OperatorId = SAM,
        *,
        number: int = 1,
    ) -> None:
        await self.shop.sow(
            ApprovalRow(
                app_id=APP,
                approval=approval_id(token),
                approver_id=who,
                till_id=TILL,
                purpose=ApprovalPurpose.PRINT,
                subject=digest_of_run(request),
                sale_id=run_id(number),
                card_ids=[],
                created_at=self.shop.clock.now_ms,
            )
        )

    async def give(
        self,
        first: int,
        last: int,
        *,
        number: int = 1,
        who: OperatorId = RITA,
        till: TillId = TILL,
    ) -> Any:
        cards = Sequences(first=first, last=last)
        return await self.desk.give(printer(who, till), run_id(number), cards)

    async def codes(self, first: int, last: int, *, number: int = 1) -> dict[int, str]:
        """The codes of cards that are given, by their sequences."""
        given = await self.give(first, last, number=number)
        assert isinstance(given, CardsGiven), given
        return {card.sequence: card.code for card in given.cards}

    async def report(self, report: int, *, number: int = 1, **what: tuple[int, int]) -> Any:
        request = report_request(number, **what)
        return await self.desk.report(printer(), f"J-{report:026d}", request)

    def report_of(self, report: int, *, number: int = 1, **what: tuple[int, int]) -> ReportPrint:
        """The command of a report, with fresh codes."""
        request = report_request(number, **what)
        form = CodeForm.FIVE_BY_FIVE
        return ReportPrint(
            printer=printer(),
            report_id=f"J-{report:026d}",
            request=request,
            of=OF,
            codes=[
                self.press.drawn(APP, form, include_check=False, prefix="")
                for _ in range(request.card_count)
            ],
        )

    async def end(self, number: int = 1, *, who: OperatorId = RITA, till: TillId = TILL) -> Any:
        return await self.desk.end(printer(who, till), run_id(number))

    async def take(
        self, number: int = 1, *, who: OperatorId = SAM, till: TillId = OTHER_TILL
    ) -> Any:
        """Somebody goes on with a run: Sam at the other till."""
        return await self.shop.engine.submit(
            TakePrintRun(app_id=APP, printer=printer(who, till), run_id=run_id(number))
        )

    async def prove(self, proof: int, *texts: str) -> Any:
        scans = [ProofScan(text=text, way=ProofWay.WEDGE) for text in texts]
        return await self.prove_scans(proof, scans)

    async def prove_scans(self, proof: int, scans: list[ProofScan]) -> Any:
        return await self.shop.engine.submit(
            RecordProof(
                printer=printer(),
                proof_id=f"F-{proof:026d}",
                request=ProofRequest(batch=BATCH, scans=scans),
            )
        )

    async def figures(self, number: int = 1) -> tuple[int, int, int, int, int]:
        """Waiting, given, printed, spoiled, replaced."""
        view = await self.queries.run(APP, run_id(number))
        assert view is not None
        return view.waiting, view.given, view.printed, view.spoiled, view.replaced

    async def state(self, sequence: int) -> PrintState:
        row = await self.shop.find(PRINT_CARDS.at(APP, BATCH, sequence))
        return PrintState.WAITING if row is None else row.state

    async def code(self, sequence: int) -> CodeRow:
        number = number_of(sequence)
        row: CodeRow = await self.shop.find(CODES_BY_NUMBER.at(APP, int(number[:-1])))
        return row


def printer(who: OperatorId = RITA, till: TillId = TILL) -> Printer:
    return Printer(app_id=APP, till_id=till, operator_id=who)


def report_request(number: int, **what: tuple[int, int]) -> PrintReportRequest:
    ranges = {name: [Sequences(first=a, last=b)] for name, (a, b) in what.items()}
    return PrintReportRequest(run_id=run_id(number), **ranges)


def giving(first: int, last: int, *, number: int = 1) -> GiveCards:
    """The command that gives cards out."""
    cards = Sequences(first=first, last=last)
    return GiveCards(app_id=APP, printer=printer(), run_id=run_id(number), of=OF, cards=cards)


def number_of(sequence: int) -> str:
    return CardNumber.build(issuer="970010", batch=BATCH, sequence=sequence).digits
