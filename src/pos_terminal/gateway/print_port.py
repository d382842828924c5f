"""The server as the studio's parts know it when they print; see ``port`` for what calls answer."""

from __future__ import annotations

from typing import Protocol

from card_contract.print_messages import (
    BatchPrint,
    BatchProof,
    CardsGiven,
    GiveCardsRequest,
    OpenPrintRunRequest,
    PrintCardsAnswer,
    PrintReported,
    PrintReportRequest,
    PrintRunsAnswer,
    PrintRunView,
    ProofRequest,
)
from pos_terminal.gateway.answers import Refused


class PrintServer(Protocol):
    """The redemption server, as a printing till sees it."""

    async def print_runs(self) -> PrintRunsAnswer | Refused: ...
    async def print_run(self, run_id: str) -> PrintRunView | Refused: ...
    async def open_print_run(
        self, run_id: str, request: OpenPrintRunRequest
    ) -> PrintRunView | Refused: ...
    async def give_cards(self, run_id: str, request: GiveCardsRequest) -> CardsGiven | Refused: ...
    async def report_print(
        self, report_id: str, request: PrintReportRequest
    ) -> PrintReported | Refused: ...
    async def print_cards(self, run_id: str, *, after: int = 0) -> PrintCardsAnswer | Refused: ...
    async def take_print_run(self, run_id: str) -> PrintRunView | Refused: ...
    async def end_print_run(self, run_id: str) -> PrintRunView | Refused: ...
    async def prove_print(self, proof_id: str, request: ProofRequest) -> BatchProof | Refused: ...
    async def batch_proof(self, batch: int) -> BatchProof | Refused: ...
    async def batch_print(self, batch: int) -> BatchPrint | Refused: ...
