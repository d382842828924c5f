"""RESERVE: all cards of a basket are held for a sale, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec

from card_contract.messages import (
    AMOUNT_MAX_MINOR,
    CardRefused,
    HeldLine,
    ReserveAnswer,
    ReserveLine,
    ReserveRequest,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId
from card_contract.states import CustodyRule, HoldState, SaleStage
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.card_refusals import refusal_to_sell, refused_card
from server_stub.commands.of_sale import ENDED, OfSale
from server_stub.commands.restoration import has_told, is_telling
from server_stub.commands.sale_moves import (
    code_id_of,
    move_held,
    restored_at_of,
)
from server_stub.domain.hold_machine import HoldEvent
from server_stub.domain.ids import OperatorId, StoreId, TillId
from server_stub.domain.roles import SELLING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.books import META, RESTORATIONS, RESTORED_AT
from server_stub.storage.rows.cards import CAMPAIGNS, CODES, PACKS, CodeRow
from server_stub.storage.rows.sales import SALES, SaleLineRow, SaleRow
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS, OperatorRow
from server_stub.storage.table import Need

_MAY_COME_LATER: Final = frozenset(
    {
        CardRefusal.PROBED,
        CardRefusal.STOP_SALE,
        CardRefusal.RECALLED,
        CardRefusal.INVALIDATED,
        CardRefusal.CAMPAIGN_DISABLED,
    }
)
"""What may befall a card whose sale a restored server has forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve(OfSale):
    """Hold all cards of a basket for a sale, or none. The prices are fixed from here on.

    ``store_id`` is where the till stands. It is known beforehand, so that where custody is ignored
    no pack is looked up. ``operator_id`` is who is signed in; None where the server's own proof
    shows that it has held this before: then a till that has yet to tell needs nobody.
    """

    answer_type: ClassVar = ReserveAnswer

    store_id: StoreId
    operator_id: OperatorId | None
    request: ReserveRequest

    @property
    def key(self) -> str | None:
        return self.key_of("RESERVE")

    def fingerprint(self) -> bytes:
        asked = msgspec.structs.replace(self.request, told_again=False)
        return msgspec.json.encode((self.till_id, asked))

    def needs(self) -> Iterable[Need]:
        yield TILLS.at(self.app_id, self.till_id)
        yield STORES.at(self.app_id, self.store_id)
        if self.operator_id is not None:
            yield OPERATORS.at(self.app_id, self.operator_id)
        if self.request.decided_by is not None:
            yield OPERATORS.at(self.app_id, self.request.decided_by)
        yield META.at(RESTORED_AT)
        yield RESTORATIONS.at(self.app_id)
        yield SALES.at(self.app_id, str(self.sale_id))
        for line in self.request.lines:
            code_id = code_id_of(line.card_id)
            if code_id is not None:
                yield CODES.at(self.app_id, code_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        is_ignored = self._custody_rule(rows) is CustodyRule.IGNORE
        for line in self.request.lines:
            code = self._code(rows, line)
            if code is not None:
                yield CAMPAIGNS.at(self.app_id, code.campaign)
                if not is_ignored and code.batch is not None and code.pack is not None:
                    yield PACKS.at(self.app_id, code.batch, code.pack)
                if code.sale_id is not None:
                    yield SALES.at(self.app_id, code.sale_id)
                if code.sale_id is not None and code.hold is HoldState.HELD:
                    yield TILLS.at(self.app_id, _till_of(code.sale_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[ReserveAnswer]:
        refusal = (
            self.refusal_of_till(rows)
            or self._refusal_of_seller(rows)
            or self._refusal_of_basket(rows)
            or self._refusal_while_telling(rows)
        )
        if refusal is not None:
            return refuse(refusal)
        refused = [
            card for line in self.request.lines if (card := self._refused(rows, line)) is not None
        ]
        if any(self._may_be_let_go(rows, card) for card in refused):
            return refuse(Refusal.RESTORING)
        if refused:
            return refuse(Refusal.CARDS_REFUSED, *refused)
        codes = [code for line in self.request.lines if (code := self._code(rows, line))]
        if any(code.currency != self.request.currency for code in codes):
            return refuse(Refusal.BASKET_INVALID)
        if sum(code.price_minor for code in codes) > AMOUNT_MAX_MINOR:
            # No payment of so much can be told, so the money must never be taken.
            return refuse(Refusal.BASKET_INVALID)
        return self._held(rows, codes, now_ms)

    def _refusal_of_seller(self, rows: Rows) -> Refusal | None:
        """Say that nobody may sell here now, or None. What is told again was sold before."""
        if self.operator_id is not None:
            return refusal_of_operator(rows, self.app_id, self.operator_id, SELLING)
        till = rows.find(TILLS, self.app_id, self.till_id)
        restoration = rows.find(RESTORATIONS, self.app_id)
        is_telling_till = till is not None and not has_told(till, restoration)
        # Who was taken on after the backup is unknown now: somebody else has to answer for it.
        is_known = self._seller(rows) is not None
        return None if is_telling_till and is_known else Refusal.NO_OPERATOR

    def _refusal_of_basket(self, rows: Rows) -> Refusal | None:
        sale = rows.find(SALES, self.app_id, str(self.sale_id))
        if sale is not None:
            # The key would have brought the stored answer, if a reserve had made this sale.
            return ENDED.get(sale.stage, Refusal.KEY_REUSED)
        cards = [line.card_id for line in self.request.lines]
        return Refusal.BASKET_INVALID if len(set(cards)) != len(cards) else None

    def _refusal_while_telling(self, rows: Rows) -> Refusal | None:
        """A card that looks free may have been sold at a till that has not told it yet."""
        is_new = not self.request.told_again
        return Refusal.RESTORING if is_new and is_telling(rows, self.app_id) else None

    def _may_be_let_go(self, rows: Rows, card: CardRefused) -> bool:
        """Whether what was lost may have freed the card: its holder's till has yet to tell."""
        is_held = card.refusal is CardRefusal.HELD_ELSEWHERE and card.sale_id is not None
        if not is_held or not is_telling(rows, self.app_id):
            return False
        till = rows.find(TILLS, self.app_id, _till_of(str(card.sale_id)))
        if till is None or till.revoked_at is not None:
            return False
        return not has_told(till, rows.find(RESTORATIONS, self.app_id))

    def _code(self, rows: Rows, line: ReserveLine) -> CodeRow | None:
        code_id = code_id_of(line.card_id)
        return None if code_id is None else rows.find(CODES, self.app_id, code_id)

    def _refused(self, rows: Rows, line: ReserveLine) -> CardRefused | None:
        code = self._code(rows, line)
        campaign = sale = None
        if code is not None:
            campaign = rows.find(CAMPAIGNS, self.app_id, code.campaign)
            if code.sale_id is not None:
                sale = rows.find(SALES, self.app_id, code.sale_id)
        refused = refusal_to_sell(line.card_id, code, campaign, sale)
        if refused is not None and code is not None and self._was_sold_before(refused, code, rows):
            refused = None
        if refused is None and code is not None and code.price_minor != line.price_minor:
            return refused_card(code, CardRefusal.PRICE_CHANGED)
        if refused is None and code is not None and self._is_kept_back(rows, code):
            return refused_card(code, CardRefusal.NOT_RECEIVED)
        return refused

    def _was_sold_before(self, refused: CardRefused, code: CodeRow, rows: Rows) -> bool:
        """Whether the till had the card before a restore, and it was stopped or ended since.

        Then it is held as it is: a stop came behind its sale, and where it is dead its price is
        owed once the confirm is refused. Without the sale nobody would know that it was paid.
        Nobody else may have it.
        """
        is_whole = code.hold is HoldState.FREE and refused.refusal in _MAY_COME_LATER
        return is_whole and self._is_from_before(rows)

    def _is_from_before(self, rows: Rows) -> bool:
        restored_at = restored_at_of(rows)
        is_older = restored_at is not None and self.request.created_at < restored_at
        return self.request.told_again and is_older

    def _custody_rule(self, rows: Rows) -> CustodyRule:
        store = rows.find(STORES, self.app_id, self.store_id)
        return CustodyRule.IGNORE if store is None else store.custody_rule

    def _is_misplaced(self, rows: Rows, code: CodeRow) -> bool:
        """Whether the card's pack was not received at this store, where that matters."""
        if self._custody_rule(rows) is CustodyRule.IGNORE:
            return False
        if code.batch is None or code.pack is None:
            return False
        pack = rows.find(PACKS, self.app_id, code.batch, code.pack)
        return pack is None or not pack.is_received_at(self.store_id)

    def _is_kept_back(self, rows: Rows, code: CodeRow) -> bool:
        """Whether the shop refuses to sell the card here. What was sold before a restore stays."""
        refuses = self._custody_rule(rows) is CustodyRule.REFUSE and not self.request.told_again
        return refuses and self._is_misplaced(rows, code)

    def _held(self, rows: Rows, codes: list[CodeRow], now_ms: int) -> Decision[ReserveAnswer]:
        sale_id = str(self.sale_id)
        sale = self._new_sale(rows, sum(code.price_minor for code in codes), now_ms)
        changes: list[Change] = [Insert(sale), *self._first_since_restore(rows)]
        for position, (line, code) in enumerate(zip(self.request.lines, codes, strict=True)):
            changes.append(
                Insert(
                    SaleLineRow(
                        app_id=self.app_id,
                        sale_id=sale_id,
                        position=position,
                        code_id=code.code_id,
                        last_four=code.last_four,
                        price_minor=code.price_minor,
                        keyed=line.keyed,
                        campaign=code.campaign,
                        misplaced=self._is_misplaced(rows, code),
                    )
                )
            )
            changes.append(move_held(code, HoldEvent.RESERVE, sale_id, now_ms))
        answer = ReserveAnswer(
            sale_id=sale_id,
            lines=[
                HeldLine(
                    card_id=str(code.code_id),
                    last_four=code.last_four,
                    price_minor=code.price_minor,
                )
                for code in codes
            ],
            total_minor=sale.total_minor,
            currency=sale.currency,
            at=now_ms,
        )
        misplaced = [code.code_id for code in codes if self._is_misplaced(rows, code)]
        entry = self.entry(
            "sale.held",
            operator=sale.operator_id,
            **({} if self.operator_id is None else {"signed_in": self.operator_id}),
            cards=[code.code_id for code in codes],
            total=sale.total_minor,
            currency=sale.currency,
            **({"misplaced": misplaced} if misplaced else {}),
        )
        return Decision(answer, changes, (entry,))

    def _new_sale(self, rows: Rows, total_minor: int, now_ms: int) -> SaleRow:
        till = rows.find(TILLS, self.app_id, self.till_id)
        store = None if till is None else rows.find(STORES, self.app_id, self.store_id)
        operator = self._seller(rows)
        if till is None or store is None or operator is None:
            raise LookupError(f"The till, store or operator of {self.sale_id} is unknown.")
        restored_at = restored_at_of(rows)
        is_told_again = restored_at is not None and self.request.created_at < restored_at
        return SaleRow(
            app_id=self.app_id,
            sale_id=str(self.sale_id),
            receipt_number=self.sale_id.receipt_number,
            till_id=till.till_id,
            till_name=till.name,
            store_id=store.store_id,
            store_name=store.name,
            operator_id=operator.operator_id,
            operator_name=operator.name,
            stage=SaleStage.HELD,
            currency=self.request.currency,
            total_minor=total_minor,
            created_at=self.request.created_at,
            held_at=now_ms,
            day_at=self.request.created_at if is_told_again else now_ms,
        )

    def _seller(self, rows: Rows) -> OperatorRow | None:
        """Who sold: whom the till names, though somebody else may be signed in by now."""
        if self.request.decided_by is not None:
            decider = rows.find(OPERATORS, self.app_id, self.request.decided_by)
            if decider is not None:
                return decider
        if self.operator_id is None:
            return None
        return rows.find(OPERATORS, self.app_id, self.operator_id)

    def _first_since_restore(self, rows: Rows) -> list[Change]:
        """Note the till's first new sale after a restore: from its number on nothing was lost."""
        till, restored_at = rows.find(TILLS, self.app_id, self.till_id), restored_at_of(rows)
        if till is None or restored_at is None or till.first_sale_since is not None:
            return []
        if self.request.told_again or self.request.created_at <= restored_at:
            return []
        return [changed(till, first_sale_since=str(self.sale_id))]


def _till_of(sale_id: str) -> TillId:
    return TillId(SaleId.parse(sale_id).till)
