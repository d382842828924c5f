"""Redemption, its status and the history, for a player over REST.

A refusal says nothing of why: whether the code exists, is somebody else's, or is not sold yet would
help whoever guesses. What is the player's own is told, so that a repeat and a retry make sense.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from card_contract.code_text import stored_form
from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import CodeState
from server_stub.code_snapshot import CodeSnapshot
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import AttemptAnswer, RedeemAnswer
from server_stub.commands.requests import Keyed
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.scan_codes import Lookup, lookup_of
from server_stub.engine.command import Refused
from server_stub.web.braincloud.callers import Player
from server_stub.web.redemption_api.messages import (
    RedeemRequest,
    RedemptionsAnswer,
    RedemptionState,
    RedemptionView,
)
from server_stub.web.route import Call, Endpoint, Said

NOT_REDEEMABLE: Final = "This code cannot be redeemed."
_SENTENCES: Final = {
    Refusal.NO_SESSION: "Sign the player in first.",
    Refusal.SESSION_EXPIRED: "The player's session has ended; sign the player in again.",
    Refusal.NOT_ALLOWED: "The app is disabled.",
    Refusal.NOT_FOUND: NOT_REDEEMABLE,
    Refusal.THROTTLED: "Too many codes were wrong; try again later.",
    Refusal.MALFORMED: f"The info of a redemption has {INFO_BYTES_MAX} bytes at most.",
    Refusal.NOT_NOW: "Codes cannot be redeemed just now; try again later.",
}
NOT_NOW_S: Final = 60
_STATES: Final = {
    CodeState.REDEEMED: RedemptionState.REDEEMED,
    CodeState.IN_PROGRESS: RedemptionState.IN_PROGRESS,
    CodeState.FAILED: RedemptionState.FAILED,
}
COUNTS_AS_WRONG: Final = frozenset(
    {
        RedemptionOutcome.NOT_FOUND,
        RedemptionOutcome.OTHER_SCAN_CODE,
        RedemptionOutcome.OTHER_CAMPAIGN,
        RedemptionOutcome.CAMPAIGN_NOT_FOUND,
        RedemptionOutcome.NOT_ACTIVE,
        RedemptionOutcome.CARD_STOPPED,
    }
)
"""What counts as a wrong code against the address."""

ForPlayer = Callable[[Call, Player], Awaitable[Said]]


def for_player(endpoint: ForPlayer) -> Endpoint:
    """Let an endpoint see a player's requests only."""

    async def guarded(call: Call) -> Said:
        player = await call.services.players.of(call.authorization)
        if isinstance(player, Refusal):
            return _refusal(call, player)
        return await endpoint(call, player)

    return guarded


async def redeem(call: Call, player: Player) -> Said:
    request, services = call.request, call.services
    if len(msgspec.json.encode(request.info)) > INFO_BYTES_MAX:
        return _refusal(call, Refusal.MALFORMED)
    answer = await services.fulfilment.redeeming.redeem(_command(call, player))
    if isinstance(answer, Refused):
        return answer
    if answer.outcome is RedemptionOutcome.TOO_MANY_WRONG_CODES:
        return _refusal(call, Refusal.THROTTLED, retry_after_s=await _wait_s(call, player))
    if answer.outcome is RedemptionOutcome.NOT_NOW:
        return _refusal(call, Refusal.NOT_NOW, retry_after_s=NOT_NOW_S)
    if answer.outcome in COUNTS_AS_WRONG and not answer.replayed:
        services.guessing.note_wrong(call.client, player)
    own = answer.code or await _own(call, player, request)
    if own is None or own.state not in _STATES:
        return _refusal(call, Refusal.NOT_FOUND, replayed=answer.replayed)
    return await _shown(call, own, replayed=answer.replayed and _was_kept(answer))


async def status(call: Call, player: Player) -> Said:
    """One redemption of the player by its id; of others there is nothing here."""
    own = await call.services.redemptions.own(player.app_id, player.profile_id, int(call.subject))
    return _refusal(call, Refusal.NOT_FOUND) if own is None else await _shown(call, own)


async def history(call: Call, player: Player) -> Said:
    campaign = call.query.get("campaign")
    found = await call.services.redemptions.redeemed_by(player.app_id, player.profile_id, campaign)
    return RedemptionsAnswer(redemptions=[_view(code) for code in found])


def _command(call: Call, player: Player) -> Redeem:
    request: RedeemRequest = call.request
    return Redeem(
        app_id=player.app_id,
        request=Keyed(f"rest:{player.profile_id}:{request.key}"),
        profile_id=player.profile_id,
        profile_name=player.name,
        code_hashes=_hashes(call, player.app_id, request.code),
        scan_code=stored_form(request.code),
        lookup=lookup_of(request.code, names_campaign=request.campaign is not None),
        campaign=request.campaign,
        custom_redemption_info=msgspec.json.encode(request.info).decode(),
        is_throttled=call.services.guessing.is_too_often(call.client, player),
    )


def _hashes(call: Call, app_id: AppId, text: str) -> list[bytes]:
    return [found.value for found in call.services.keys.code_hashes(app_id, text)]


def _was_kept(answer: RedeemAnswer | AttemptAnswer) -> bool:
    return answer.outcome is not RedemptionOutcome.IN_PROGRESS


async def _own(call: Call, player: Player, request: RedeemRequest) -> CodeSnapshot | None:
    """The redemption that the code stands for, if it is this player's own."""
    lookup = lookup_of(request.code, names_campaign=request.campaign is not None)
    # A personal code may read as a shared one does that was meant.
    is_shared = lookup is Lookup.SHARED
    return await call.services.redemptions.own_of_code(
        player.app_id,
        player.profile_id,
        code_hashes=() if is_shared else _hashes(call, player.app_id, request.code),
        scan_code=stored_form(request.code),
        campaign=request.campaign,
    )


async def _wait_s(call: Call, player: Player) -> int:
    """Until the first of the wrong codes that were too many is an hour old; nothing of whose."""
    services = call.services
    of_profile_ms = await services.redemptions.guess_wait_ms(
        player.app_id, player.profile_id, services.clock.now_ms()
    )
    others_s = services.guessing.wait_s(call.client, player)
    return max(1, math.ceil(max(of_profile_ms / 1000, others_s)))


async def _shown(call: Call, code: CodeSnapshot, *, replayed: bool = False) -> RedemptionView:
    """The redemption; of a failed one, whether there is another try by now."""
    may_retry = code.state is CodeState.FAILED and await call.services.redemptions.may_retry(
        code.app_id, code.redemption_id, call.services.clock.now_ms()
    )
    return _view(code, replayed=replayed, may_retry=may_retry)


def _view(code: CodeSnapshot, *, replayed: bool = False, may_retry: bool = False) -> RedemptionView:
    return RedemptionView(
        redemption_id=str(code.redemption_id),
        campaign=code.campaign,
        state=_STATES[code.state],
        code_info=_object(code.custom_code_info),
        redemption_info=_object(code.custom_redemption_info),
        redeemed_at=code.redeemed_at,
        updated_at=code.updated_at,
        may_retry=may_retry,
        replayed=replayed,
    )


def _object(text: str) -> dict[str, Any]:
    found = msgspec.json.decode(text)
    return found if isinstance(found, dict) else {"value": found}


def _refusal(
    call: Call, code: Refusal, *, replayed: bool = False, retry_after_s: int | None = None
) -> RefusalAnswer:
    meaning = MEANINGS[code]
    return RefusalAnswer(
        code=code,
        sentence=_SENTENCES[code],
        final=meaning.final,
        server_time=call.services.clock.now_ms(),
        replayed=replayed,
        retry_after_s=retry_after_s,
    )
