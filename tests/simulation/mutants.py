"""Unsafe variants of the protocol. Each is known to sell wrongly; a simulator that misses one is blind.

They change what the simulated server is asked or what the simulated people do; the product's code has
no switch for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

import msgspec

from card_contract.messages import ReserveAnswer
from card_contract.states import CodeState, CustodyRule, HoldState
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.checkout import Cancel, Confirm
from server_stub.commands.code_care import InvalidateCode
from server_stub.commands.custody import MovePacksAtTill
from server_stub.commands.day_close import CloseDay
from server_stub.commands.recall_pieces import RecallPiece
from server_stub.commands.recalls import BeginRecall
from server_stub.commands.redemption import Redeem
from server_stub.commands.reserving import Reserve
from server_stub.commands.server_codes import InvalidateByServer
from server_stub.commands.settlement import Settle
from server_stub.commands.voids import Void
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, Update
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow, SaleLineRow, SaleRow, VoidRow
from server_stub.storage.rows.staff import OperatorRow, TillRow
from simulation.bent import Altered, Bent, Omits, Stale
from simulation.mutants_of_custody import (
    FreesCards,
    MovedInPart,
    ReceivedAtOnce,
    SoldAnew,
    while_rule_is,
)
from simulation.mutants_of_money import (
    BelievesClock,
    BelievesLateKind,
    ForgetsLateWord,
    KeepsAsTyped,
    OpensNoCase,
    PaidAtHome,
    believing_nothing,
    uncompared,
)


class Mutant(StrEnum):
    """What is done wrongly."""

    ACTIVATE_BEFORE_PAY = "activate-before-pay"
    NEW_KEY_ON_RETRY = "new-key-on-retry"
    REFUND_WITHOUT_VOID = "refund-without-void"
    CONFIRM_BEFORE_PAID = "confirm-before-paid"
    EXPIRY_AND_BLIND_CONFIRM = "expiry-and-blind-confirm"
    EXPIRY = "expiry"
    NO_STORED_ANSWERS = "no-stored-answers"
    KEYS_PRUNED = "keys-and-tombstones-pruned"
    NO_TOMBSTONE = "no-tombstone"
    NO_FINGERPRINT = "no-fingerprint"
    REDEEM_NOT_ATOMIC = "redeem-not-atomic"
    OPEN_AFTER_RESTORE = "open-after-restore"
    RECALL_FORGOTTEN_AT_CONFIRM = "recall-forgotten-at-confirm"
    STOP_FORGOTTEN_AT_CONFIRM = "stop-forgotten-at-confirm"
    RECALL_BY_DRY_RUN = "recall-by-dry-run"
    RECALL_COUNTED_NOT_DONE = "recall-counted-not-done"
    MONEY_BACK_FORGOTTEN = "money-back-forgotten"
    LOCK_FORGOTTEN = "lock-forgotten"
    SHUT_OUT_TILL_HEARD = "shut-out-till-heard"
    INVALIDATED_WITHOUT_CASE = "invalidated-without-case"
    CLOSE_WITHOUT_MARKS = "close-without-marks"
    RECALLED_WITHOUT_MARKS = "recalled-without-marks"
    VOIDED_ELSEWHERE_FORGOTTEN = "voided-elsewhere-forgotten"
    LATE_WORD_FORGOTTEN = "late-word-forgotten"
    PAID_ELSEWHERE_UNTOLD = "paid-elsewhere-untold"
    PAID_ELSEWHERE_WITHOUT_MARKS = "paid-elsewhere-without-marks"
    SOLD_WITHOUT_RECEIPT = "sold-without-receipt"
    MISPLACED_NOT_NOTED = "misplaced-not-noted"
    SHIPPED_IS_RECEIVED = "shipped-is-received"
    CARTON_MOVED_IN_PART = "carton-moved-in-part"
    MOVED_PACK_FREES_CARDS = "moved-pack-frees-cards"
    RETOLD_SALE_REFUSED = "retold-sale-refused"
    COUNT_NOT_COMPARED = "count-not-compared"
    RETOLD_BY_MACHINE_CLOCK = "retold-by-machine-clock"
    TILLS_CLOCK_BELIEVED = "tills-clock-believed"
    SLIP_AS_TYPED = "slip-as-typed"
    DENIAL_UNTOLD = "denial-untold"
    LATE_KIND_BELIEVED = "late-kind-believed"
    SETTLED_WHILE_TELLING = "settled-while-telling"
    HANDED_BACK_UNASKED = "handed-back-unasked"
    NOT_ASKED_AFTER_THE_END = "not-asked-after-the-end"
    CONTRADICTED_PAID = "contradicted-paid"
    WAY_NOT_COMPARED = "way-not-compared"
    REPLAY_UNMARKED = "replay-unmarked"
    RECALLED_WHILE_TELLING = "recalled-while-telling"


NEEDS_RESTORE: Final = frozenset(
    {
        Mutant.OPEN_AFTER_RESTORE,
        Mutant.RETOLD_SALE_REFUSED,
        Mutant.RETOLD_BY_MACHINE_CLOCK,
        Mutant.SETTLED_WHILE_TELLING,
        Mutant.RECALLED_WHILE_TELLING,
    }
)
"""Only on a day on which an older backup is put back do they do anything wrong."""


class ActivatesAtOnce(Bent):
    """RESERVE activates the cards before anybody has paid."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        if not isinstance(decision.answer, ReserveAnswer):
            return decision
        changes = [_activated(change) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class NotStored(Bent):
    """The answer is kept nowhere: a repetition is decided again."""

    key = None


class NotCompared(Bent):
    """Whatever is asked under a key that has an answer gets that answer."""

    def fingerprint(self) -> bytes:
        return b"the same"


class Forgets(Bent):
    """The end of a sale never seen is not remembered."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [change for change in decision.changes if not _is_tombstone(change)]
        return Decision(decision.answer, changes, decision.entries)


class Blind(Bent):
    """CONFIRM activates the cards of its sale without looking whose they are."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        seen = Altered(rows, _as_held_by(str(self._command.sale_id)))
        return seen.restored(self._command.decide(seen, now_ms))


class Unstopped(Stale):
    """Does not look whether a card is stopped; the stop stays."""

    def __init__(self, command: Any) -> None:
        super().__init__(command, before=_before_stop)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [_still_stopped(change) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class AllHaveTold(Stale):
    """Does not wait for what tills have yet to tell a restored server."""

    def __init__(self, command: Any) -> None:
        super().__init__(command, before=_once_all_have_told)


BENT: Final[dict[Mutant, tuple[tuple[type[Any], ...], Callable[[Any], Bent]]]] = {
    Mutant.ACTIVATE_BEFORE_PAY: ((Reserve,), ActivatesAtOnce),
    Mutant.NO_STORED_ANSWERS: ((object,), NotStored),
    Mutant.NO_FINGERPRINT: ((object,), NotCompared),
    Mutant.NO_TOMBSTONE: ((Cancel, Void), Forgets),
    Mutant.EXPIRY_AND_BLIND_CONFIRM: ((Confirm,), Blind),
    Mutant.REDEEM_NOT_ATOMIC: ((Redeem,), lambda asked: Stale(asked, before=_before_redemption)),
    Mutant.RECALL_FORGOTTEN_AT_CONFIRM: (
        (Confirm,),
        lambda asked: Stale(asked, before=_before_recall),
    ),
    Mutant.STOP_FORGOTTEN_AT_CONFIRM: ((Confirm,), Unstopped),
    Mutant.RECALL_BY_DRY_RUN: ((RecallPiece,), lambda asked: Stale(asked, before=_before_sale)),
    Mutant.RECALL_COUNTED_NOT_DONE: ((RecallPiece,), lambda asked: Omits(asked, kinds=(CodeRow,))),
    Mutant.MONEY_BACK_FORGOTTEN: (
        (Settle,),
        lambda asked: OpensNoCase(asked) if asked.request.money_back else Bent(asked),
    ),
    Mutant.LOCK_FORGOTTEN: ((Reserve,), lambda asked: Stale(asked, before=_before_lock)),
    Mutant.SHUT_OUT_TILL_HEARD: (
        (Confirm, Cancel, Void),
        lambda asked: Stale(asked, before=_before_shut_out),
    ),
    Mutant.INVALIDATED_WITHOUT_CASE: ((InvalidateCode, InvalidateByServer), OpensNoCase),
    Mutant.CLOSE_WITHOUT_MARKS: (
        (CloseDay,),
        lambda asked: Omits(asked, kinds=(SaleRow, VoidRow)),
    ),
    Mutant.RECALLED_WITHOUT_MARKS: (
        (CloseDay,),
        lambda asked: Omits(asked, kinds=(SaleLineRow,)),
    ),
    Mutant.VOIDED_ELSEWHERE_FORGOTTEN: (
        (CloseDay,),
        lambda asked: Bent(replace(asked, elsewhere=())),
    ),
    Mutant.LATE_WORD_FORGOTTEN: ((Confirm, Cancel), ForgetsLateWord),
    Mutant.PAID_ELSEWHERE_UNTOLD: ((CloseCase,), PaidAtHome),
    Mutant.PAID_ELSEWHERE_WITHOUT_MARKS: (
        (CloseDay,),
        lambda asked: Omits(asked, kinds=(CaseRow,)),
    ),
    Mutant.SOLD_WITHOUT_RECEIPT: (
        (Reserve,),
        lambda asked: Stale(
            asked, before=while_rule_is(CustodyRule.REFUSE, seen_as=CustodyRule.FLAG)
        ),
    ),
    Mutant.MISPLACED_NOT_NOTED: (
        (Reserve,),
        lambda asked: Stale(
            asked, before=while_rule_is(CustodyRule.FLAG, seen_as=CustodyRule.IGNORE)
        ),
    ),
    Mutant.SHIPPED_IS_RECEIVED: ((MovePacksAtTill,), ReceivedAtOnce),
    Mutant.CARTON_MOVED_IN_PART: ((MovePacksAtTill,), MovedInPart),
    Mutant.MOVED_PACK_FREES_CARDS: ((MovePacksAtTill,), FreesCards),
    Mutant.RETOLD_SALE_REFUSED: ((Reserve,), SoldAnew),
    Mutant.COUNT_NOT_COMPARED: ((CloseDay,), lambda asked: Bent(uncompared(asked))),
    Mutant.TILLS_CLOCK_BELIEVED: ((Confirm,), BelievesClock),
    Mutant.SLIP_AS_TYPED: ((Confirm,), KeepsAsTyped),
    Mutant.DENIAL_UNTOLD: ((Cancel,), OpensNoCase),
    Mutant.LATE_KIND_BELIEVED: ((Confirm,), BelievesLateKind),
    Mutant.SETTLED_WHILE_TELLING: ((Settle, CloseCase), AllHaveTold),
    Mutant.WAY_NOT_COMPARED: ((Void, CloseCase), lambda asked: Bent(believing_nothing(asked))),
    Mutant.RECALLED_WHILE_TELLING: ((BeginRecall,), AllHaveTold),
}


def bend(command: Any, mutant: Mutant | None, *, racing: bool) -> Any:
    """The command as the mutant treats it; ``racing`` says that another one runs beside it."""
    if mutant is None or mutant not in BENT or (mutant is Mutant.REDEEM_NOT_ATOMIC and not racing):
        return command
    kinds, bent = BENT[mutant]
    return bent(command) if isinstance(command, kinds) else command


def _activated(change: Change) -> Change:
    if isinstance(change, Insert) or not isinstance(change.after, CodeRow):
        return change
    after = msgspec.structs.replace(change.after, state=CodeState.AVAILABLE)
    return Update(change.before, after, change.columns | {"state"})


def _is_tombstone(change: Change) -> bool:
    return isinstance(change, Insert) and isinstance(change.row, SaleRow) and not change.row.held_at


def _as_held_by(sale_id: str) -> Any:
    def alter(row: Any) -> Any:
        if not isinstance(row, CodeRow) or row.state is not CodeState.INACTIVE:
            return row
        return msgspec.structs.replace(row, hold=HoldState.HELD, sale_id=sale_id)

    return alter


def _before_redemption(row: Any) -> Any:
    if not isinstance(row, CodeRow) or row.state is not CodeState.REDEEMED:
        return row
    return msgspec.structs.replace(row, state=CodeState.AVAILABLE)


def _before_recall(row: Any) -> Any:
    if not isinstance(row, CodeRow) or row.recall_id is None or row.hold is not HoldState.HELD:
        return row
    return msgspec.structs.replace(row, state=CodeState.INACTIVE, recall_id=None)


def _before_lock(row: Any) -> Any:
    if not isinstance(row, OperatorRow):
        return row
    return msgspec.structs.replace(row, suspended_at=None)


def _before_shut_out(row: Any) -> Any:
    if not isinstance(row, TillRow):
        return row
    return msgspec.structs.replace(row, revoked_at=None)


def _once_all_have_told(row: Any) -> Any:
    if not isinstance(row, RestorationRow):
        return row
    return msgspec.structs.replace(row, stage=RestoreStage.OPEN)


def _before_stop(row: Any) -> Any:
    if not isinstance(row, CodeRow) or row.stop is None:
        return row
    return msgspec.structs.replace(row, stop=None)


def _before_sale(row: Any) -> Any:
    if not isinstance(row, CodeRow) or row.state is not CodeState.AVAILABLE:
        return row
    return msgspec.structs.replace(row, state=CodeState.INACTIVE)


def _still_stopped(change: Change) -> Change:
    if isinstance(change, Insert) or not isinstance(change.before, CodeRow):
        return change
    after = msgspec.structs.replace(change.after, stop=change.before.stop)
    return Update(change.before, after, change.columns)
