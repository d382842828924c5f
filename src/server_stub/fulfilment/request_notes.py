"""What requests to redeem come to, noted for staff: gathered, and written a few times a second.

Nobody who redeems waits for it. It is no record of anything (the ledger and the attempts are): of a
flood only so many are kept, and those of the last moment before a crash are not.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from itertools import count
from typing import Final

from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import AttemptAnswer, Meant, RedeemAnswer
from server_stub.commands.redemption_requests import NoteRequests
from server_stub.domain.code_generation import last_signs
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.submits import Pledge, Submits
from server_stub.storage.rows.requests import RequestRow

WRITE_EVERY_S: Final = 0.25
WAITING_MAX: Final = 250
"""So many each time, a thousand a second: of a long flood no more than minutes are kept anyway."""
_OF_NO_SESSION: Final = frozenset(
    {
        RedemptionOutcome.NO_SESSION,
        RedemptionOutcome.SESSION_EXPIRED,
        RedemptionOutcome.OLD_PACKET,
    }
)
"""What a packet comes to that its session does not take: nobody has asked for anything."""
_NOT_KNOWN: Final = Meant(campaign="", redemption_id=None)


class RequestNotes:
    """``write`` is to be called again and again."""

    def __init__(self, engine: Submits) -> None:
        self._engine = engine
        self._process = secrets.token_hex(4)
        self._numbers = count()
        self._waiting: list[tuple[RequestRow, Pledge | None]] = []

    def note(
        self, asked: Redeem, answer: RedeemAnswer | AttemptAnswer, pledge: Pledge | None = None
    ) -> None:
        """Note what a request was answered, once that is on disk."""
        if len(self._waiting) >= WAITING_MAX or answer.outcome in _OF_NO_SESSION:
            return
        about = answer.about if isinstance(answer, RedeemAnswer) else None
        meant = about or answer.meant or _NOT_KNOWN
        request = RequestRow(
            app_id=asked.app_id,
            at=answer.at,
            request=f"{self._process}{next(self._numbers):010}",
            profile_id=asked.profile_id,
            profile_name=asked.profile_name,
            campaign=meant.campaign,
            last_four=last_signs(asked.scan_code),
            redemption_id=meant.redemption_id,
            outcome=answer.outcome,
        )
        self._waiting.append((request, pledge))

    async def write(self) -> None:
        waiting, self._waiting = self._waiting, []
        of_apps: defaultdict[AppId, list[RequestRow]] = defaultdict(list)
        for request, pledge in waiting:
            if pledge is not None and pledge.is_open:
                self._waiting.append((request, pledge))
            elif pledge is None or pledge.is_on_disk:
                of_apps[request.app_id].append(request)
        for app_id, requests in of_apps.items():
            await self._engine.submit(NoteRequests(app_id=app_id, requests=requests))
