"""What a player may ask of the redemption service: redeem a code, and see the own ones."""

from __future__ import annotations

from functools import partial
from typing import Final

from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.domain.campaign_rules import CAMPAIGN_NAME_MAX
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.scan_codes import lookup_of
from server_stub.engine.command import Refused
from server_stub.engine.submits import Pledge
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
)
from server_stub.web.braincloud.asked import PlayerAsks
from server_stub.web.braincloud.meanings import no_of
from server_stub.web.braincloud.reasons import Reason, Said, Yes, refused
from server_stub.web.braincloud.submitting import refusal_of
from server_stub.web.braincloud.wire_objects import code_object

WRONG_CODES: Final = frozenset({RedemptionOutcome.NOT_FOUND, RedemptionOutcome.OTHER_SCAN_CODE})
"""What a guesser comes to."""


async def redeem_code(asked: PlayerAsks) -> Said:
    data, player, tools = asked.data, asked.caller, asked.tools
    scan_code = data.scan_code()
    campaign = data.text_or_none("codeType", length_max=CAMPAIGN_NAME_MAX) or None
    command = Redeem(
        app_id=player.app_id,
        request=asked.request,
        profile_id=player.profile_id,
        profile_name=player.name,
        code_hashes=tools.hashes(player.app_id, scan_code),
        scan_code=scan_code,
        lookup=lookup_of(scan_code, names_campaign=campaign is not None),
        campaign=campaign,
        custom_redemption_info=data.info_or_none("customRedemptionInfo") or "{}",
        is_throttled=tools.guessing.is_too_often(asked.client, player),
    )
    answer = await tools.redeeming.redeem(command, asked.pledge)
    if isinstance(answer, Refused):
        return refusal_of(answer)
    asked.packet.is_taken = True
    asked.packet.is_repeat = asked.packet.is_repeat or answer.replayed
    if answer.outcome in WRONG_CODES and not answer.replayed:
        note = partial(tools.guessing.note_wrong, asked.client, player)
        (asked.pledge or Pledge()).when_on_disk(note)
    if answer.outcome is RedemptionOutcome.BEGUN:
        return refused(Reason.REDEMPTION_IN_PROGRESS, "The redemption is still running.")
    refusal = no_of(answer.outcome)
    if refusal is not None:
        return refusal
    if answer.code is None:
        raise AssertionError("A redemption that went well has a code.")
    secret = answer.secret if isinstance(answer, RedeemAnswer) else None
    told = await tools.scan_code(answer.code, secret=secret, sent=scan_code)
    return Yes(code_object(answer.code, told))


async def get_redeemed_codes(asked: PlayerAsks) -> Said:
    player, tools = asked.caller, asked.tools
    campaign = asked.data.text_or_none("codeType", length_max=CAMPAIGN_NAME_MAX) or None
    if campaign is not None and not await tools.reader.find(CAMPAIGNS.at(player.app_id, campaign)):
        return refused(Reason.REDEMPTION_CODE_TYPE_NOT_FOUND, "There is no such code type.")
    codes = await tools.redemptions.redeemed_by(player.app_id, player.profile_id, campaign)
    return Yes({"codes": [code_object(code, await tools.scan_code(code)) for code in codes]})
