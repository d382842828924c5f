"""Print runs, the cards that they have touched, and what was read back of the print."""

from __future__ import annotations

from typing import ClassVar

from card_contract.print_messages import PrintRunState, PrintState, ProofWay
from server_stub.domain.ids import AppId, CodeId, OperatorId, TillId
from server_stub.storage.table import Index, Row, primary


class PrintBatchRow(Row, frozen=True, kw_only=True, array_like=True):
    """How a batch stands with printing: cards spoiled, different cards read back.

    An ``excused`` batch is shipped without a proof; the ledger or a migration says why.
    """

    TABLE: ClassVar = "print_batches"
    KEY: ClassVar = ("app_id", "batch")

    app_id: AppId
    batch: int
    spoiled: int = 0
    proven: int = 0
    excused: bool = False
    version: int = 1


class PrintRunRow(Row, frozen=True, kw_only=True, array_like=True):
    """One run: who prints which sequences of a batch, and how its cards stand.

    ``cards`` are those that were to be printed when it was opened.
    """

    TABLE: ClassVar = "print_runs"
    KEY: ClassVar = ("app_id", "run_id")

    app_id: AppId
    run_id: str
    batch: int
    first_sequence: int
    last_sequence: int
    cards: int
    state: PrintRunState
    is_reprint: bool
    reason: str
    till_id: TillId
    operator_id: OperatorId
    approved_by: str | None
    given: int = 0
    printed: int = 0
    spoiled: int = 0
    replaced: int = 0
    opened_at: int
    ended_at: int | None = None
    version: int = 1


class PrintCardRow(Row, frozen=True, kw_only=True, array_like=True):
    """A card that a run has touched; ``replaces`` is the spoiled one that it stands for."""

    TABLE: ClassVar = "print_cards"
    KEY: ClassVar = ("app_id", "batch", "sequence")

    app_id: AppId
    batch: int
    sequence: int
    pack: int
    code_id: CodeId
    run_id: str
    state: PrintState
    replaces: int | None = None
    updated_at: int
    version: int = 1


class PrintProofRow(Row, frozen=True, kw_only=True, array_like=True):
    """A printed card that was read back, with what the picture said of its print."""

    TABLE: ClassVar = "print_proofs"
    KEY: ClassVar = ("app_id", "batch", "sequence")

    app_id: AppId
    batch: int
    sequence: int
    way: ProofWay
    contrast_percent: int | None
    quiet_zone_tenths: int | None
    read_by: str
    read_at: int
    version: int = 1


PRINT_BATCHES = primary(PrintBatchRow)
PRINT_RUNS = primary(PrintRunRow)
PRINT_RUNS_OF_BATCH = Index(PrintRunRow, ("app_id", "batch"))
PRINT_CARDS = primary(PrintCardRow)
PRINT_PROOFS = primary(PrintProofRow)

PRINT_ROW_TYPES: tuple[type[Row], ...] = (PrintBatchRow, PrintRunRow, PrintCardRow, PrintProofRow)
