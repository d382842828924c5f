"""What custody promises, looked at from outside: where each pack is, and what that means for a sale.

The ledger tells in which order things were done, also within one round. Where the packs are is
followed through it, by a table of the rules' own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from card_contract.states import CustodyAct, CustodyFinding, CustodyRule, CustodyState
from server_stub.domain.ids import CodeId, StoreId
from server_stub.queries.custody import MisplacedSale
from server_stub.storage.change import LedgerEntry
from server_stub.storage.rows.cards import CodeRow, PackRow
from server_stub.storage.rows.sales import SaleLineRow, SaleRow
from server_stub.storage.rows.shop import StoreRow
from server_stub.storage.table import Row
from simulation.cast import APP
from simulation.disk import Disk, Table

ACTS: Final = {"pack.shipped": CustodyAct.SHIP, "pack.received": CustodyAct.RECEIVE}
FOUND: Final = {
    (CustodyAct.SHIP, CustodyState.WAREHOUSE, False): CustodyFinding.SHIPPED,
    (CustodyAct.SHIP, CustodyState.SHIPPED, False): CustodyFinding.REDIRECTED,
    (CustodyAct.SHIP, CustodyState.SHIPPED, True): CustodyFinding.ALREADY_DONE,
    (CustodyAct.SHIP, CustodyState.RECEIVED, False): CustodyFinding.PASSED_ON,
    (CustodyAct.SHIP, CustodyState.RECEIVED, True): CustodyFinding.ALREADY_DONE,
    (CustodyAct.RECEIVE, CustodyState.WAREHOUSE, False): CustodyFinding.NEVER_SHIPPED,
    (CustodyAct.RECEIVE, CustodyState.SHIPPED, False): CustodyFinding.SENT_ELSEWHERE,
    (CustodyAct.RECEIVE, CustodyState.SHIPPED, True): CustodyFinding.RECEIVED,
    (CustodyAct.RECEIVE, CustodyState.RECEIVED, False): CustodyFinding.HELD_ELSEWHERE,
    (CustodyAct.RECEIVE, CustodyState.RECEIVED, True): CustodyFinding.ALREADY_DONE,
}
"""How a pack is found: by what is done, where it was, and whether the store is the known one."""

Pack = tuple[int | None, int | None]
"""A batch, and a pack in it."""


class Place(NamedTuple):
    """Where a pack is."""

    custody: CustodyState
    store_id: StoreId | None


class RulesOfCustody:
    """Looks at a server's disk, and follows its packs."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._misplaced: set[tuple[str, CodeId]] = set()
        self.forget()

    def forget(self) -> None:
        """Begin with the disk as it is: before the play, or after it was put back to an older one."""
        self._told = len(self._disk.ledger)
        self._places = self._stored()
        self._goods = self._goods_now()

    def broken_now(self) -> Iterator[str]:
        entries = self._disk.ledger[self._told :]
        self._told = len(self._disk.ledger)
        for entry in entries:
            if entry.kind in ACTS:
                yield from self._moved(entry)
            elif entry.kind == "sale.held":
                yield from self._held(entry)
        if self._places != self._stored():
            yield f"4: the ledger says {self._places} of the packs, and they are {self._stored()}"
        before, self._goods = self._goods, self._goods_now()
        if entries and all(entry.kind in ACTS for entry in entries) and before != self._goods:
            yield f"4: {entries} has changed a card or a sale"

    def broken_at_the_end(self, listed: Iterable[MisplacedSale]) -> Iterator[str]:
        """What is listed as sold elsewhere is what was: no card less, and no other."""
        told = sorted((one.sale_id, one.card_id) for one in listed)
        confirmed = {sale.sale_id for sale in self._disk.rows(SaleRow) if sale.confirmed_at}
        lines: list[SaleLineRow] = self._disk.rows(SaleLineRow)
        sold = sorted(
            (line.sale_id, line.code_id)
            for line in lines
            if (line.sale_id, line.code_id) in self._misplaced
            and line.sale_id in confirmed
            and line.refusal is None
        )
        if told != sold:
            yield f"5: {sold} were sold without being received, and {told} are listed"

    def _moved(self, entry: LedgerEntry) -> Iterator[str]:
        """A pack goes only where the table lets it, and it is told as it was found."""
        act, store = ACTS[entry.kind], entry.detail["store"]
        after = CustodyState.SHIPPED if act is CustodyAct.SHIP else CustodyState.RECEIVED
        for told, packs in entry.detail["packs"].items():
            for number in packs:
                pack = (entry.detail["batch"], number)
                place = self._places[pack]
                found = FOUND[act, place.custody, place.store_id == store]
                if told != found:
                    yield f"5: pack {pack} was {place}, and {entry.subject} is told {told}"
                if found is not CustodyFinding.ALREADY_DONE:
                    self._places[pack] = Place(after, store)

    def _held(self, entry: LedgerEntry) -> Iterator[str]:
        """No store that refuses holds what it has not received; one that flags notes it."""
        sale = self._row(SaleRow, entry.subject)
        rule = self._row(StoreRow, sale.store_id).custody_rule
        here = Place(CustodyState.RECEIVED, sale.store_id)
        codes = [self._row(CodeRow, code_id) for code_id in entry.detail["cards"]]
        elsewhere = {c.code_id for c in codes if self._places[c.batch, c.pack] != here}
        if elsewhere and rule is CustodyRule.REFUSE:
            yield f"4: {sale.store_id} refuses what it has not received, and holds {elsewhere}"
        noted = {
            line.code_id
            for line in self._disk.rows(SaleLineRow)
            if line.sale_id == sale.sale_id and line.misplaced
        }
        flagged = set() if rule is CustodyRule.IGNORE else elsewhere
        if noted != flagged:
            yield f"5: {sale.sale_id} holds {flagged} without a receipt, and notes {noted}"
        self._misplaced |= {(sale.sale_id, code_id) for code_id in flagged}

    def _stored(self) -> dict[Pack, Place]:
        packs: list[PackRow] = self._disk.rows(PackRow)
        return {(pack.batch, pack.pack): Place(pack.custody, pack.store_id) for pack in packs}

    def _goods_now(self) -> list[Table]:
        """The cards and sales. Rows never change, so that copies of their tables are enough."""
        return [dict(self._disk.table(kind)) for kind in (CodeRow, SaleRow, SaleLineRow)]

    def _row(self, kind: type[Row], name: str | int) -> Any:
        return self._disk.table(kind)[APP, name]
