"""What staff do about redemptions that failed, and which those are."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from server_stub.commands.recovery import FulfilByHand, ReleaseRedemption, RetryFulfilment
from server_stub.commands.redemption_answers import CodeAnswer
from server_stub.domain.ids import AppId, CodeId, OperatorId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage import selects
from server_stub.storage.interface import Reader

LISTED_MAX: Final = 500


class OpenFulfilment(Struct, frozen=True, array_like=True):
    """A redemption that is under way or has failed, with its last attempt."""

    redemption_id: CodeId
    attempt: int
    campaign: str
    profile_id: str
    profile_name: str
    is_shared: bool
    phase: str
    failure: str | None
    attempted_at: int
    deadline_at: int
    response: str | None


class Recovering:
    """Each act has the operator who answers for it, a reason, and a key made by whoever asks."""

    def __init__(self, engine: Submits, reader: Reader) -> None:
        self._engine = engine
        self._reader = reader

    async def open_ones(
        self, app_id: AppId, *, after_at: int = 0, after: int = 0, limit: int = LISTED_MAX
    ) -> list[OpenFulfilment]:
        """A page of those that are under way or have failed, the oldest first.

        It begins behind the last of the page before: when that was attempted, and its id.
        """
        return await self._reader.fetch(
            OpenFulfilment, selects.OPEN_FULFILMENTS, app_id, after_at, after_at, after, limit
        )

    async def retry(
        self, app_id: AppId, redemption_id: CodeId, *, operator: OperatorId, reason: str, key: str
    ) -> CodeAnswer | Refused:
        """Open one more attempt for the player who failed; the worker calls the script."""
        return await self._engine.submit(
            RetryFulfilment(
                app_id=app_id,
                request_key=key,
                operator_id=operator,
                redemption_id=redemption_id,
                reason=reason,
            )
        )

    async def release(
        self, app_id: AppId, redemption_id: CodeId, *, operator: OperatorId, reason: str, key: str
    ) -> CodeAnswer | Refused:
        """Give the code back, with all its retries."""
        return await self._engine.submit(
            ReleaseRedemption(
                app_id=app_id,
                request_key=key,
                operator_id=operator,
                redemption_id=redemption_id,
                reason=reason,
            )
        )

    async def fulfil(
        self, app_id: AppId, redemption_id: CodeId, *, operator: OperatorId, reason: str, key: str
    ) -> CodeAnswer | Refused:
        """Declare the goods delivered."""
        return await self._engine.submit(
            FulfilByHand(
                app_id=app_id,
                request_key=key,
                operator_id=operator,
                redemption_id=redemption_id,
                reason=reason,
            )
        )
