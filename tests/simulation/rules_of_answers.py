"""What no answer may say, looked at where it is decided: a moment later all may be otherwise."""

from __future__ import annotations

from typing import Any

from card_contract.messages import ConfirmAnswer
from card_contract.states import CodeState
from server_stub.commands.checkout import Confirm
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Update
from server_stub.storage.rows.cards import CODES, CodeRow
from simulation.bent import Witnessed
from simulation.cast import APP
from simulation.rule_broken import RuleBrokenError


def witnessed(asked: Any, bent: Any) -> Any:
    """What was asked, as it is to be decided, with somebody looking on who knows the rules."""
    return Witnessed(bent, look=_look) if isinstance(asked, Confirm) else bent


def _look(rows: Rows, decision: Decision[Any]) -> None:
    """No till hands out a card that is dead by then, as far as the server knows."""
    if not isinstance(decision.answer, ConfirmAnswer):
        return
    after = {
        change.after.code_id: change.after
        for change in decision.changes
        if isinstance(change, Update) and isinstance(change.after, CodeRow)
    }
    for line in decision.answer.lines:
        code = after.get(int(line.card_id)) or rows.find(CODES, APP, int(line.card_id))
        if line.activated and code.state is CodeState.INVALIDATED:
            sale_id = decision.answer.sale_id
            raise RuleBrokenError(f"2: {sale_id} is told that dead card {line.card_id} is active")
