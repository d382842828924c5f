"""What no answer may say or do, looked at where it is decided: a moment later all may be otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from card_contract.messages import ConfirmAnswer
from card_contract.states import CaseKind, CodeState, RecallAct
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.checkout import Confirm
from server_stub.commands.recalls import BeginRecall
from server_stub.commands.settlement import Settle
from server_stub.commands.voids import Void
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Update
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.sales import CaseRow, SaleRow, VoidRow
from simulation.bent import Witnessed
from simulation.cast import APP
from simulation.disk import Disk
from simulation.rule_broken import RuleBrokenError


def witnessed(asked: Any, bent: Any, disk: Disk) -> Any:
    """What was asked, as it is to be decided, with somebody looking on who knows the rules."""
    if isinstance(asked, Confirm | Void):
        return Witnessed(bent, look=partial(_look, disk))
    if isinstance(asked, Settle | CloseCase) or _ends_cards(asked):
        return Witnessed(bent, look=partial(_look_at_manager, disk))
    return bent


def _ends_cards(asked: Any) -> bool:
    return isinstance(asked, BeginRecall) and asked.request.act is RecallAct.RECALL


def _look_at_manager(disk: Disk, _: Rows, decision: Decision[Any]) -> None:
    """No manager decides what a till has yet to tell a restored server."""
    found: list[RestorationRow] = disk.rows(RestorationRow)
    is_telling = any(one.stage is RestoreStage.TELLING for one in found)
    for entry in decision.entries if is_telling else ():
        raise RuleBrokenError(f"2: {entry.kind} of {entry.subject} while tills tell")


def _look(disk: Disk, rows: Rows, decision: Decision[Any]) -> None:
    for broken in (*_dead_told_active(rows, decision), *_moved_to_another_kind(disk, decision)):
        raise RuleBrokenError(broken)


def _dead_told_active(rows: Rows, decision: Decision[Any]) -> Iterator[str]:
    """No till hands out a card that is dead by then, as far as the server knows."""
    if not isinstance(decision.answer, ConfirmAnswer):
        return
    after = {code.code_id: code for _, code in _changed(decision, CodeRow)}
    for line in decision.answer.lines:
        code = after.get(int(line.card_id)) or rows.find(CODES, APP, int(line.card_id))
        is_dead = code is None or code.state is CodeState.INVALIDATED
        if line.activated and is_dead:
            sale_id = decision.answer.sale_id
            yield f"2: {sale_id} is told that dead card {line.card_id} is active"


def _moved_to_another_kind(disk: Disk, decision: Decision[Any]) -> Iterator[str]:
    """A drawer that has paid back cash lacks cash, however the sale was paid as is told later."""
    for before, after in _changed(decision, SaleRow):
        if before.payment_kind in (None, after.payment_kind):
            continue
        voids: list[VoidRow] = disk.rows(VoidRow)
        cases: list[CaseRow] = disk.rows(CaseRow)
        refunds = {void.void_id for void in voids if void.sale_id == before.sale_id}
        refunds |= {
            case.case_id
            for case in cases
            if case.kind is CaseKind.REFUND_DUE
            and case.sale_id == before.sale_id
            and (case.closed_by or "").startswith("operator:")
            and not case.was_closed_unpaid
        }
        for refund in sorted(refunds):
            yield f"5: {refund} went back by {before.payment_kind}, now by {after.payment_kind}"


def _changed(decision: Decision[Any], kind: type[Any]) -> Iterator[tuple[Any, Any]]:
    for change in decision.changes:
        if isinstance(change, Update) and isinstance(change.after, kind):
            yield change.before, change.after
