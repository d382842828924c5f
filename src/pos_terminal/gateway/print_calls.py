"""The calls of print runs and proofs, a part of the gateway."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

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
from pos_terminal.gateway.port import READ_TIMEOUT_S
from pos_terminal.gateway.session import read_answer
from pos_terminal.gateway.wire import Reply

AnswerT = TypeVar("AnswerT", bound=msgspec.Struct)


class PrintCalls(ABC):
    """What the studio asks the server when it prints."""

    async def print_runs(self) -> PrintRunsAnswer | Refused:
        """The newest print runs of the shop."""
        return await self._get("/v1/print-runs", PrintRunsAnswer)

    async def print_run(self, run_id: str) -> PrintRunView | Refused:
        """How far a print run is."""
        return await self._get(f"/v1/print-runs/{run_id}", PrintRunView)

    async def open_print_run(
        self, run_id: str, request: OpenPrintRunRequest
    ) -> PrintRunView | Refused:
        """Open the codes of cards for printing; asked twice it is one run."""
        return await self._post(f"/v1/print-runs/{run_id}", request, PrintRunView)

    async def give_cards(self, run_id: str, request: GiveCardsRequest) -> CardsGiven | Refused:
        """Cards of the run with their codes; they are kept nowhere."""
        return await self._post(f"/v1/print-runs/{run_id}/give", request, CardsGiven)

    async def report_print(
        self, report_id: str, request: PrintReportRequest
    ) -> PrintReported | Refused:
        """What became of given cards; sent twice it counts once."""
        return await self._post(f"/v1/print-reports/{report_id}", request, PrintReported)

    async def print_cards(self, run_id: str, *, after: int = 0) -> PrintCardsAnswer | Refused:
        """A page of the run's cards that have been touched."""
        target = f"/v1/print-runs/{run_id}/cards?{urlencode({'after': after})}"
        return await self._get(target, PrintCardsAnswer)

    async def take_print_run(self, run_id: str) -> PrintRunView | Refused:
        """Go on with somebody's run at this till."""
        return await self._told(f"/v1/print-runs/{run_id}/take", PrintRunView)

    async def end_print_run(self, run_id: str) -> PrintRunView | Refused:
        """End a run; what was given and not reported is spoiled and replaced."""
        return await self._told(f"/v1/print-runs/{run_id}/end", PrintRunView)

    async def prove_print(self, proof_id: str, request: ProofRequest) -> BatchProof | Refused:
        """Record printed cards that were read back; sent twice it counts once."""
        return await self._post(f"/v1/print-proofs/{proof_id}", request, BatchProof)

    async def batch_proof(self, batch: int) -> BatchProof | Refused:
        """How far the print of a batch is proven."""
        return await self._get(f"/v1/batches/{batch}/proof", BatchProof)

    async def batch_print(self, batch: int) -> BatchPrint | Refused:
        """How a batch stands with printing."""
        return await self._get(f"/v1/batches/{batch}/print", BatchPrint)

    # --- Details ---------------------------------------------------------------------------------

    async def _told(self, target: str, answer_type: type[AnswerT]) -> AnswerT | Refused:
        """Ask for a change that needs no words."""
        reply = await self._exchange("POST", target)
        return reply if isinstance(reply, Refused) else read_answer(reply, answer_type)

    @abstractmethod
    async def _get(self, target: str, answer_type: type[AnswerT]) -> AnswerT | Refused: ...

    @abstractmethod
    async def _post(
        self,
        target: str,
        request: msgspec.Struct,
        answer_type: type[AnswerT],
        *,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> AnswerT | Refused: ...

    @abstractmethod
    async def _exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        operator: str | None = None,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> Reply | Refused: ...
