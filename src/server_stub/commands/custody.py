"""Custody: what a scanned label stands on is shipped to a store, or received there.

It is kept pack by pack; a carton's label stands for its packs, each of which is moved by the table
and told as it was found. Nothing is refused for where a pack was known to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeAlias

import msgspec

from card_contract.custody_messages import (
    LISTED_LABELS_MAX,
    CustodyAnswer,
    CustodyRequest,
    CustodyRow,
)
from card_contract.outcomes import Refusal
from card_contract.scan_text import LabelKind
from card_contract.states import CustodyAct, CustodyFinding, CustodyState
from server_stub.commands.askers import refusal_of_operator, till_in_service
from server_stub.commands.proofs import is_proven
from server_stub.commands.unstored import Unstored
from server_stub.domain.custody_machine import event_of, move_custody
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, LedgerEntry, changed
from server_stub.storage.rows.cards import (
    BATCHES,
    CARTONS_BY_LABEL,
    PACKS_BY_LABEL,
    PACKS_OF_CARTON,
    CartonRow,
    PackRow,
)
from server_stub.storage.rows.printing import PRINT_BATCHES, PrintBatchRow
from server_stub.storage.rows.shop import APPS, STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS
from server_stub.storage.rows.unprinted import UNPRINTED
from server_stub.storage.table import Need

_Place: TypeAlias = tuple[CustodyFinding, StoreId | None, int | None]
_Found: TypeAlias = dict[_Place, list[PackRow]]
_VERBS: Final = {CustodyAct.SHIP: "pack.shipped", CustodyAct.RECEIVE: "pack.received"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """The packs under one label, and the store that they are shipped to or received at."""

    app_id: AppId
    act: CustodyAct
    label: str
    store_id: StoreId

    def needs(self) -> Iterable[Need]:
        yield STORES.at(self.app_id, self.store_id)
        yield APPS.at(self.app_id)
        index = CARTONS_BY_LABEL if self._is_carton else PACKS_BY_LABEL
        yield index.at(self.app_id, self.label)
        yield UNPRINTED.at(self.app_id, self.label)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        """The packs in a carton, and whether the batch may leave the warehouse."""
        parcel: CartonRow | PackRow | None
        if self._is_carton:
            parcel = rows.find(CARTONS_BY_LABEL, self.app_id, self.label)
            if parcel is not None:
                yield PACKS_OF_CARTON.at(self.app_id, parcel.batch, parcel.carton)
        else:
            parcel = rows.find(PACKS_BY_LABEL, self.app_id, self.label)
        if parcel is not None:
            yield BATCHES.at(self.app_id, parcel.batch)
            yield PRINT_BATCHES.at(self.app_id, parcel.batch)

    def moved(self, rows: Rows, now_ms: int, by: str, **detail: Any) -> Decision[CustodyAnswer]:
        """Move the packs, in the name of ``by``."""
        if rows.find(STORES, self.app_id, self.store_id) is None:
            return refuse(Refusal.STORE_UNKNOWN)
        packs = self._packs(rows)
        if not packs:
            return refuse(Refusal.LABEL_UNKNOWN)
        unready = self._unready(rows, packs)
        if unready is not None:
            return refuse(unready)
        changes: list[Change] = []
        found: _Found = {}
        for pack in packs:
            event = event_of(self.act, is_same_store=pack.store_id == self.store_id)
            move = move_custody(pack.custody, event)
            found.setdefault((move.finding, pack.store_id, pack.moved_at), []).append(pack)
            if move.finding is not CustodyFinding.ALREADY_DONE:
                changes.append(
                    changed(pack, custody=move.state, store_id=self.store_id, moved_at=now_ms)
                )
        answer = CustodyAnswer(
            act=self.act,
            label=self.label,
            store_id=self.store_id,
            packs=len(packs),
            cards=sum(pack.last_sequence - pack.first_sequence + 1 for pack in packs),
            rows=[_row(place, alike) for place, alike in found.items()],
            at=now_ms,
        )
        if not changes:
            return Decision(answer)
        return Decision(answer, changes, (self._entry(found, by, detail),))

    @property
    def _is_carton(self) -> bool:
        return self.label.startswith(LabelKind.CARTON)

    def _packs(self, rows: Rows) -> list[PackRow]:
        if not self._is_carton:
            return rows.all(PACKS_BY_LABEL, self.app_id, self.label)
        carton = rows.find(CARTONS_BY_LABEL, self.app_id, self.label)
        if carton is None:
            return []
        return rows.all(PACKS_OF_CARTON, self.app_id, carton.batch, carton.carton)

    def _unready(self, rows: Rows, packs: list[PackRow]) -> Refusal | None:
        """Say why packs must not leave the warehouse yet, if they would; or None.

        A store that receives what nobody has shipped takes it from there, too, and may sell it. An
        excused batch was printed where no run knows of it; what a run was given is in doubt.
        """
        leaves = self.act is CustodyAct.SHIP or any(
            pack.custody is CustodyState.WAREHOUSE for pack in packs
        )
        number = packs[0].batch
        app, batch = rows.find(APPS, self.app_id), rows.find(BATCHES, self.app_id, number)
        if not leaves or app is None or batch is None:
            return None
        prints = rows.find(PRINT_BATCHES, self.app_id, number)
        prints = prints or PrintBatchRow(app_id=self.app_id, batch=number)
        if not is_proven(app, batch, prints):
            return Refusal.NOT_PROVEN
        unprinted = rows.find(UNPRINTED, self.app_id, self.label)
        if unprinted is None:
            return None
        left = unprinted.touched + (0 if prints.excused else unprinted.untouched)
        return Refusal.NOT_PRINTED if left else None

    def _entry(self, found: _Found, by: str, detail: dict[str, Any]) -> LedgerEntry:
        packs: dict[str, list[int]] = {}
        for (finding, _, _), alike in found.items():
            packs.setdefault(finding, []).extend(pack.pack for pack in alike)
        batch = next(iter(found.values()))[0].batch
        return LedgerEntry(
            app_id=self.app_id,
            kind=_VERBS[self.act],
            actor=by,
            subject=self.label,
            detail={"store": self.store_id, "batch": batch, "packs": packs, **detail},
        )


def _row(place: _Place, alike: list[PackRow]) -> CustodyRow:
    finding, store_id, since = place
    return CustodyRow(
        finding=finding,
        packs=len(alike),
        store_id=store_id,
        since=since,
        labels=[pack.label for pack in alike[:LISTED_LABELS_MAX]],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePacks(Unstored):
    """Ship or receive packs from the command line; a repeat finds it done."""

    answer_type: ClassVar = CustodyAnswer

    consignment: Consignment
    moved_by: str

    def needs(self) -> Iterable[Need]:
        return self.consignment.needs()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return self.consignment.needs_also(rows)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CustodyAnswer]:
        return self.consignment.moved(rows, now_ms, self.moved_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePacksAtTill:
    """Ship or receive packs at a till, once under one id; what is received is received there."""

    answer_type: ClassVar = CustodyAnswer

    app_id: AppId
    till_id: TillId
    store_id: StoreId
    operator_id: OperatorId
    move_id: str
    request: CustodyRequest

    @property
    def key(self) -> str | None:
        return f"{self.move_id}/CUSTODY"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        yield TILLS.at(self.app_id, self.till_id)
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield from self._consignment.needs()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return self._consignment.needs_also(rows)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CustodyAnswer]:
        if till_in_service(rows, self.app_id, self.till_id) is None:
            return refuse(Refusal.TILL_REVOKED)
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        if (self.request.store_id is None) is (self.request.act is CustodyAct.SHIP):
            return refuse(Refusal.MALFORMED)
        by = f"operator:{self.operator_id}"
        return self._consignment.moved(rows, now_ms, by, till=self.till_id, request=self.move_id)

    @property
    def _consignment(self) -> Consignment:
        return Consignment(
            app_id=self.app_id,
            act=self.request.act,
            label=self.request.label,
            store_id=StoreId(self.request.store_id or self.store_id),
        )
