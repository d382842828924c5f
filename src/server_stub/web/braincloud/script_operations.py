"""``script`` / ``RUN``: a customer's server runs one of its scripts, for no redemption."""

from __future__ import annotations

from typing import Final

import msgspec

from server_stub.commands.script_runs import BeginRun, KeepRun, RunAnswer
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.fulfilment.scripts import Operation, ScriptAnswer
from server_stub.web.braincloud.asked import ServerAsks
from server_stub.web.braincloud.meanings import no_of
from server_stub.web.braincloud.parameters import ParameterError
from server_stub.web.braincloud.reasons import No, Reason, Said, Yes, refused

_SCRIPT_NAME_MAX: Final = 250


async def run_script(asked: ServerAsks) -> Said:
    caller, tools = asked.caller, asked.tools
    script = asked.data.text("scriptName", length_max=_SCRIPT_NAME_MAX)
    # Whatever the data says: a script knows by these two that it fulfils nothing, and for whom.
    data = asked.data.mapping_or_none("scriptData") or {}
    body = msgspec.json.encode(data | {"operation": Operation.RUN, "gameId": caller.app_id})
    if len(body) > INFO_BYTES_MAX:
        raise ParameterError(Reason.INVALID_PARAMETER_VALUE, "scriptData", "is too large")
    if not await tools.redeeming.knows(caller.app_id, script):
        return refused(Reason.MISSING_SCRIPT, "There is no such script.")
    begin = BeginRun(
        app_id=caller.app_id,
        request=asked.request,
        server_name=caller.name,
        script=script,
        body=body,
    )
    begun = await asked.submit(begin)
    if isinstance(begun, No):
        return begun
    refusal = no_of(begun.outcome)
    if refusal is not None:
        return refusal
    if begun.replayed:
        # Keeping an empty answer gives the one that is there, or makes sure that none comes later.
        kept = await _kept(asked, begin, RedemptionOutcome.DONE, None)
        return _told(kept)
    answer = await tools.redeeming.run(caller.app_id, script, begin.body)
    if isinstance(answer, ScriptAnswer):
        said = msgspec.json.encode(answer.fields).decode()
        return _told(await _kept(asked, begin, RedemptionOutcome.DONE, said))
    return _told(await _kept(asked, begin, RedemptionOutcome.SCRIPT_BROKEN, None))


async def _kept(
    asked: ServerAsks, begin: BeginRun, outcome: RedemptionOutcome, said: str | None
) -> RunAnswer | No:
    if begin.key is None:  # without a session nothing tells a repeat from another call
        return RunAnswer(outcome=outcome, at=asked.tools.clock.now_ms(), said=said)
    return await asked.submit(
        KeepRun(app_id=begin.app_id, run_key=begin.key, outcome=outcome, said=said)
    )


def _told(kept: RunAnswer | No) -> Said:
    if isinstance(kept, No):
        return kept
    refusal = no_of(kept.outcome)
    if refusal is not None:
        return refusal
    if kept.said is None:
        return refused(
            Reason.MISSING_LAST_PACKET_RESPONSE, "The script was called; its answer is lost."
        )
    return Yes({"response": msgspec.Raw(kept.said.encode()), "success": True, "reasonCode": None})
