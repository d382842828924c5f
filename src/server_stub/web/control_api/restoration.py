"""What the command line does for an app whose database was restored from a backup."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, Done, Id, Name
from card_contract.outcomes import Refusal
from card_contract.support_code import SupportCode
from server_stub.commands.readmission import ReadmitTill
from server_stub.commands.redeemed_before import NoteRedeemed
from server_stub.commands.restoration import ExcuseTill, OpenRedemption
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Refused
from server_stub.queries.shop import TillToTell, UnsignedVoid
from server_stub.storage.rows.books import RESTORATIONS, RestorationRow
from server_stub.web.control_api.codes import find_code_row
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.redemption_messages import OutcomeAnswer, Reason, ScanCode
from server_stub.web.control_api.staff import app_of, store_of
from server_stub.web.route import Call, Route

ENTRIES_MAX: Final = 500


class Restoration(Answer, frozen=True, kw_only=True):
    """How far the app has come since its restore, and what it waits for.

    That are the tills that have yet to tell, and the voids that were not taken again.
    """

    stage: RestoreStage
    tills: list[TillToTell]
    unsigned: list[UnsignedVoid]


class Decided(OfApp, frozen=True, kw_only=True):
    """Who decides, and why; both stand in the ledger."""

    operator: Id
    reason: Reason


class Excuse(Decided, frozen=True, kw_only=True):
    till: Id


class Readmit(Decided, frozen=True, kw_only=True):
    """``store`` may be left out where the app has one store only."""

    support_code: Annotated[str, Meta(max_length=200)]
    till_name: Name
    store: str = ""


class RedeemedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One code, by its id or by itself, and the profile that has redeemed it, if it is known."""

    redemption: Annotated[int, Meta(ge=1)] | None = None
    code: ScanCode | None = None
    profile: Id | None = None


class RedeemedBefore(OfApp, frozen=True, kw_only=True):
    operator: Id
    entries: Annotated[list[RedeemedEntry], Meta(max_length=ENTRIES_MAX)]


class RedeemedOutcomes(Answer, frozen=True, kw_only=True):
    """One outcome an entry, in their order."""

    outcomes: list[str]


async def restoration(call: Call) -> Restoration | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found: list[RestorationRow] = await call.services.reader.find(RESTORATIONS.at(app_id))
    if not found:
        return Restoration(stage=RestoreStage.OPEN, tills=[], unsigned=[])
    shop = call.services.shop
    return Restoration(
        stage=found[0].stage,
        tills=await shop.tills_to_tell(app_id, found[0].epoch),
        unsigned=await shop.unsigned_voids(app_id),
    )


async def excuse_till(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        ExcuseTill(
            app_id=app_id,
            till_id=TillId(call.request.till),
            operator_id=OperatorId(call.request.operator),
            reason=call.request.reason,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def open_redemption(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found: list[RestorationRow] = await call.services.reader.find(RESTORATIONS.at(app_id))
    is_closed = any(one.stage is not RestoreStage.OPEN for one in found)
    if is_closed and await call.services.shop.unsigned_voids(app_id):
        return Refusal.RESTORING  # cards would be redeemed whose money may be back
    answer = await call.services.engine.submit(
        OpenRedemption(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            reason=call.request.reason,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def readmit_till(call: Call) -> OutcomeAnswer | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    store = None if app_id is None else await store_of(call, app_id)
    if app_id is None or store is None:
        return Refusal.NOT_FOUND
    try:
        code = SupportCode.parse(request.support_code)
    except ValueError:
        return Refusal.MALFORMED
    answer = await call.services.engine.submit(
        ReadmitTill(
            app_id=app_id,
            till_id=TillId(code.till_id),
            public_key=code.public_key,
            till_name=request.till_name,
            store_id=StoreId(store),
            operator_id=OperatorId(request.operator),
            reason=request.reason,
        )
    )
    return answer if isinstance(answer, Refused) else OutcomeAnswer(outcome=answer.outcome)


async def redeemed_before(call: Call) -> RedeemedOutcomes | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    outcomes: list[str] = []
    for entry in call.request.entries:
        outcome = await _noted(call, app_id, entry)
        if isinstance(outcome, Refused):
            return outcome
        outcomes.append(outcome)
    return RedeemedOutcomes(outcomes=outcomes)


async def _noted(call: Call, app_id: AppId, entry: RedeemedEntry) -> RedemptionOutcome | Refused:
    code = await find_code_row(call, app_id, redemption=entry.redemption, text=entry.code)
    if code is None:
        return RedemptionOutcome.NOT_FOUND
    answer = await call.services.engine.submit(
        NoteRedeemed(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            redemption_id=code.code_id,
            profile_id=entry.profile,
        )
    )
    return answer if isinstance(answer, Refused) else answer.outcome


def _done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())


RESTORATION_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("restoration", "How far a restore has come.", restoration, OfApp, Restoration),
    control("excuse-till", "Do not wait for a till.", excuse_till, Excuse, Done),
    control("open-redemption", "Redeem again.", open_redemption, Decided, Done),
    control("readmit-till", "Let a till in again.", readmit_till, Readmit, OutcomeAnswer),
    control(
        "redeemed-before", "Redeemed meanwhile.", redeemed_before, RedeemedBefore, RedeemedOutcomes
    ),
)
