"""The managers who hand back what is due, out of a drawer of their store, once the case is theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from card_contract.states import CaseKind, MoneyWay, SaleStage
from server_stub.domain.sale_refunds import doubt_of, is_of_denied_sale
from server_stub.storage.rows.sales import CaseRow, SaleLineRow, SaleRow, VoidRow
from simulation.cast import STORE_OF
from simulation.counter import makes_up_their_mind
from simulation.line import Line
from simulation.managers import CHARGED_BACK
from simulation.people import Scene, settled_and_untold
from simulation.truth import HandedOut

SIGNATURES_LOOKED_FOR_S: Final = 180
COMES_BACK_S: Final = 2400
PAID_FOR_A_TILL: Final = 0.2
"""So often a customer whose money a till still owes goes to a manager instead."""


async def case_rounds(scene: Scene, wires: Mapping[str, Line]) -> None:
    """A manager hands back what is due after a settlement or a recall, or for a card out of use.

    That is at a till where the customer has come. What a till owes it mostly hands back itself, unless
    it has been shut out.
    """
    while True:
        await asyncio.sleep(scene.chance.uniform(30, 900))
        for case in _open(scene, CaseKind.REFUND_DUE):
            # Some customers have not come yet.
            if scene.chance.happens(_part_that_comes(scene, case)):
                scene.spawn(_pay(scene, wires, case))
        for case in _open(scene, CaseKind.PAYMENT_DIFFERS):
            if is_of_denied_sale(case.case_id) and not scene.chance.happens(0.8):
                await _find_out(scene, wires, case)


def _part_that_comes(scene: Scene, case: CaseRow) -> float:
    """So often somebody stands before the manager for it. For what nobody paid for nobody comes."""
    if case.sale_id in scene.truth.paid and case.sale_id in settled_and_untold(scene):
        return 0.8
    if _is_managers(scene, case):
        return 0.2
    return PAID_FOR_A_TILL if case.sale_id in scene.truth.paid else 0


async def owed_signature_rounds(scene: Scene, wires: Mapping[str, Line]) -> None:
    """Now and then a manager pays what waits for a signature, at a till of the store.

    After a restore that may be a signature which was lost, and money that is back: its till has told
    so before any case is closed, or what it has written is read where it has been shut out.
    """
    while True:
        await asyncio.sleep(SIGNATURES_LOOKED_FOR_S)
        for case in _open(scene, CaseKind.SIGNATURE_OWED):
            if not _was_paid_where_nobody_tells(scene, case):
                await _pay(scene, wires, case)


def _was_paid_where_nobody_tells(scene: Scene, case: CaseRow) -> bool:
    given, sale_id = scene.truth.handed_back, case.sale_id or ""
    is_untold = _home_of(scene, case) in scene.shut_out
    return is_untold and any(given[sale_id, card] for card in _cards_of(scene, case))


def _open(scene: Scene, kind: CaseKind) -> list[CaseRow]:
    cases: list[CaseRow] = scene.disk.rows(CaseRow)
    return [case for case in cases if case.kind is kind and case.closed_at is None]


def _is_managers(scene: Scene, case: CaseRow) -> bool:
    """Whether no till hands this money back by itself."""
    if _home_of(scene, case) in scene.deserted or doubt_of(case.case_id) is not None:
        return True
    if case.void_id is not None and _is_denied(scene, case):
        return True
    if case.void_id is not None or not case.case_id.startswith(f"{CaseKind.REFUND_DUE}:"):
        return False
    settled = {sale.sale_id: sale for sale in scene.disk.rows(SaleRow) if sale.settled_by}
    if case.sale_id in settled:
        if settled[case.sale_id].stage is SaleStage.CANCELLED:
            return False  # its till was paid all the same, and has the money
        return case.sale_id in scene.truth.paid or _is_denied(scene, case)
    return case.detail.startswith(("recall", CHARGED_BACK))


def _is_denied(scene: Scene, case: CaseRow) -> bool:
    """Whether the till has told that what a manager settled as paid was not."""
    cases: list[CaseRow] = scene.disk.rows(CaseRow)
    return any(
        other.sale_id == case.sale_id
        and other.kind is CaseKind.PAYMENT_DIFFERS
        and (other.closed_at is None or is_of_denied_sale(other.case_id))
        for other in cases
    )


async def _find_out(scene: Scene, wires: Mapping[str, Line], case: CaseRow) -> None:
    """A manager counts the drawer: the till was right, and nobody had paid for these live cards."""
    store = STORE_OF[_seller_of(scene, case)]
    here = [till for till in wires if STORE_OF[till] == store and till not in scene.shut_out]
    is_unpaid = case.sale_id not in scene.truth.paid
    scene.note(f"the manager finds out what {case.case_id} is about: unpaid is {is_unpaid}")
    await wires[scene.chance.choice(here)].close_case(case.case_id, unpaid=is_unpaid)


async def _pay(scene: Scene, wires: Mapping[str, Line], case: CaseRow) -> None:
    """Close a case at a till of a store that has it; pay only where it was this that closed it.

    Who has the money already does not come, and nobody is at two counters.
    """
    if case.sale_id is None or case.sale_id in scene.at_a_counter or _has_come_before(scene, case):
        return
    scene.at_a_counter.add(case.sale_id)
    try:
        await _close_and_pay(scene, wires, case)
    finally:
        scene.at_a_counter.discard(case.sale_id)


def _has_come_before(scene: Scene, case: CaseRow) -> bool:
    """Whether its till has handed the money out, and the server has yet to hear that."""
    given, sale_id = scene.truth.handed_back, case.sale_id or ""
    is_tills = not _is_managers(scene, case)
    return is_tills and any(given[sale_id, card] for card in _cards_of(scene, case))


async def _close_and_pay(scene: Scene, wires: Mapping[str, Line], case: CaseRow) -> None:
    sale_id = case.sale_id or ""
    stores = {STORE_OF[till] for till in (_home_of(scene, case), _seller_of(scene, case))}
    stores |= {case.store_id} if case.store_id is not None else set()
    here = [till for till in wires if STORE_OF[till] in stores and till not in scene.shut_out]
    way = MoneyWay.of(_sale_of(scene, case).payment_kind)
    # Whoever asks for it before the sale's own till was heard is told to come back later.
    is_untold = sale_id in settled_and_untold(scene)
    await makes_up_their_mind(scene, COMES_BACK_S if is_untold else 5)
    is_doubted = doubt_of(case.case_id) is not None or _is_denied(scene, case)
    unpaid = is_doubted and not _is_owed(scene, case)
    wire = wires[scene.chance.choice(here)]
    out_of = await wire.close_case(case.case_id, unpaid=unpaid, way=None if unpaid else way)
    if out_of is None:
        return
    cards = _cards_of(scene, case)
    if sale_id in scene.truth.paid:
        scene.note(f"the manager hands back what {case.case_id} is about at {out_of.drawer}")
        scene.truth.money_goes_back(case.case_id, sale_id, cards, out_of)
        handed = HandedOut(case.case_id, sale_id, out_of.at_ms, way)
        scene.truth.handed_out.append(handed)
    else:
        scene.note(f"the manager squares what {case.case_id} is about with {out_of.drawer}")
        scene.truth.drawers_are_squared(sale_id, cards, out_of)


def _is_owed(scene: Scene, case: CaseRow) -> bool:
    """What a manager finds out: whether it was paid, and whether the money has gone back."""
    given, sale_id = scene.truth.handed_back, case.sale_id or ""
    return any(
        scene.truth.was_paid(sale_id, card) and not given[sale_id, card]
        for card in _cards_of(scene, case)
    )


def _sale_of(scene: Scene, case: CaseRow) -> SaleRow:
    sales: list[SaleRow] = scene.disk.rows(SaleRow)
    return next(sale for sale in sales if sale.sale_id == case.sale_id)


def _seller_of(scene: Scene, case: CaseRow) -> str:
    return _sale_of(scene, case).till_id


def _home_of(scene: Scene, case: CaseRow) -> str:
    """The till whose books have the money as going back: that which voided, or else that sold."""
    void = _void_of(scene, case)
    return _seller_of(scene, case) if void is None else void.till_id


def _void_of(scene: Scene, case: CaseRow) -> VoidRow | None:
    """The void that a case is of; none where it was refused, and its till had been paid."""
    voids: list[VoidRow] = scene.disk.rows(VoidRow)
    return next((void for void in voids if void.void_id == case.void_id), None)


def _cards_of(scene: Scene, case: CaseRow) -> list[str]:
    """The card that a case names, or what its void has voided, or all of its sale."""
    if case.code_id is not None:
        return [str(case.code_id)]
    if case.void_id is not None and _void_of(scene, case) is None:
        return [*scene.truth.paid[case.sale_id or ""]]
    lines: list[SaleLineRow] = scene.disk.rows(SaleLineRow)
    return [
        str(line.code_id)
        for line in lines
        if line.sale_id == case.sale_id and line.void_id == case.void_id
    ]
