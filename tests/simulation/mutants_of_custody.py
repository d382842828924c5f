"""Commands that keep no custody: packs that move wrongly, and sales that do not look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CustodyRule, CustodyState, HoldState
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, Update, changed
from server_stub.storage.rows.cards import CODES, PackRow
from server_stub.storage.rows.sales import SaleLineRow
from server_stub.storage.rows.shop import STORES, StoreRow
from server_stub.storage.table import Need
from simulation.bent import Bent
from simulation.cast import APP
from simulation.scene import CARDS


class ReceivedAtOnce(Bent):
    """A pack counts as received as soon as it is shipped."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [_received(change) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class MovedInPart(Bent):
    """Of the packs in a carton just the first is moved."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        return Decision(decision.answer, decision.changes[:1], decision.entries)


class FreesCards(Bent):
    """Where a pack is moved, no sale holds its cards any more."""

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        cards = [CODES.at(APP, CodeId(number)) for number in range(1, CARDS + 1)]
        return [*super().needs_also(rows), *cards]

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        packs = [each.after for each in decision.changes if isinstance(each, Update)]
        moved: set[tuple[int | None, int | None]] = {
            (pack.batch, pack.pack) for pack in packs if isinstance(pack, PackRow)
        }
        freed = [
            changed(code, hold=HoldState.FREE, sale_id=None)
            for number in range(1, CARDS + 1)
            if (code := rows.find(CODES, APP, CodeId(number))) is not None
            and (code.batch, code.pack) in moved
            and code.hold is HoldState.HELD
        ]
        return Decision(decision.answer, [*decision.changes, *freed], decision.entries)


class SoldAnew(Bent):
    """A sale that is told again has to be allowed once more, where its cards are now."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        store = rows.find(STORES, APP, self._command.store_id)
        refuses = store is not None and store.custody_rule is CustodyRule.REFUSE
        if refuses and any(_is_misplaced(change) for change in decision.changes):
            return refuse(Refusal.CARDS_REFUSED)
        return decision


def while_rule_is(rule: CustodyRule, *, seen_as: CustodyRule) -> Callable[[Any], Any]:
    """The rows with another rule at the stores that have this one."""

    def alter(row: Any) -> Any:
        if not isinstance(row, StoreRow) or row.custody_rule is not rule:
            return row
        return msgspec.structs.replace(row, custody_rule=seen_as)

    return alter


def _received(change: Change) -> Change:
    if isinstance(change, Insert) or not isinstance(change.after, PackRow):
        return change
    after = msgspec.structs.replace(change.after, custody=CustodyState.RECEIVED)
    return Update(change.before, after, change.columns)


def _is_misplaced(change: Change) -> bool:
    return (
        isinstance(change, Insert) and isinstance(change.row, SaleLineRow) and change.row.misplaced
    )
