"""What people in the portal do to codes: their second person signs, the command decides.

A list of codes goes out piece by piece, each noted before it is opened. How long it is, is told
first, so that a list which breaks off is known to be none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from card_contract.outcomes import Refusal
from server_stub.commands.approvals import Act
from server_stub.commands.code_care import InformCode, InvalidateCode, RevealCode
from server_stub.commands.code_lists import OpenList, act_of_list
from server_stub.commands.code_signatures import act_on_code
from server_stub.commands.recovery import FulfilByHand, ReleaseRedemption, RetryFulfilment
from server_stub.commands.redemption_answers import Outcome
from server_stub.desks.callers import PortalCaller
from server_stub.desks.export_desk import Signature
from server_stub.desks.portal_signatures import PortalSignatures
from server_stub.domain.code_acts import CodeAct
from server_stub.domain.ids import AppId, CodeId, OperatorId
from server_stub.engine.command import Command, Refused
from server_stub.engine.submits import Submits

_RECOVERIES: Final[Mapping[CodeAct, Callable[..., Command[Outcome]]]] = {
    CodeAct.RETRY: RetryFulfilment,
    CodeAct.RELEASE: ReleaseRedemption,
    CodeAct.FULFIL: FulfilByHand,
}
_CARE: Final[Mapping[CodeAct, Callable[..., Command[Outcome]]]] = {
    CodeAct.INVALIDATE: InvalidateCode,
    CodeAct.INFORM: InformCode,
    CodeAct.REVEAL: RevealCode,
}


class PageOfCodes(Protocol):
    @property
    def codes(self) -> list[str]: ...
    @property
    def after(self) -> int: ...
    @property
    def is_last(self) -> bool: ...


class GivesCodes(Protocol):
    """The codes of a job, a page at a time, each page noted first."""

    async def give_codes(
        self, app_id: AppId, job_id: int, *, after: int, operator_id: OperatorId, reason: str
    ) -> PageOfCodes | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWish:
    """What somebody wants done to a code, as they saw it; ``key`` is of this one wish.

    ``info`` is what the code is to carry, where that is the wish.
    """

    act: CodeAct
    code_id: CodeId
    version: int
    reason: str
    key: str
    second: Signature | None
    info: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list on its way out: how many bytes it has, and its pieces."""

    size: int
    pieces: AsyncIterator[bytes]


class PortalActs:
    def __init__(self, engine: Submits, signatures: PortalSignatures, codes: GivesCodes) -> None:
        self._engine = engine
        self._signatures = signatures
        self._codes = codes

    async def on_code(self, caller: PortalCaller, wish: CodeWish) -> Outcome | Refused | Refusal:
        signed = act_on_code(wish.act, wish.code_id, wish.key)
        approval = await self._approval(caller, signed, wish.second)
        if isinstance(approval, Refused | Refusal):
            return approval
        common: dict[str, Any] = {
            "app_id": caller.app_id,
            "request_key": wish.key,
            "operator_id": caller.operator_id,
            "reason": wish.reason,
            "version": wish.version,
            "approval": approval,
        }
        if wish.act in _RECOVERIES:
            recovery = _RECOVERIES[wish.act](redemption_id=wish.code_id, **common)
            return await self._engine.submit(recovery)
        if wish.act is CodeAct.INFORM:
            common["custom_code_info"] = wish.info
        care = _CARE[wish.act](code_id=wish.code_id, **common)
        return await self._engine.submit(care)

    async def open_list(
        self,
        caller: PortalCaller,
        job_id: int,
        *,
        reason: str,
        key: str,
        second: Signature | None,
    ) -> CodeList | Refused | Refusal | None:
        """The list, or None where this wish has been granted before: nothing goes out twice."""
        approval = await self._approval(caller, act_of_list(job_id, key), second)
        if isinstance(approval, Refused | Refusal):
            return approval
        opened = await self._engine.submit(
            OpenList(
                app_id=caller.app_id,
                request_key=key,
                operator_id=caller.operator_id,
                job_id=job_id,
                reason=reason,
                approval=approval,
            )
        )
        if isinstance(opened, Refused):
            return opened
        if opened.replayed:
            return None
        first = await self._page(caller, job_id, 0, reason)
        if isinstance(first, Refused):
            return first
        # The codes of one job all have one length.
        size = opened.codes * len(_lines(first.codes[:1]))
        return CodeList(size=size, pieces=self._pieces(caller, job_id, first, reason))

    async def _pieces(
        self, caller: PortalCaller, job_id: int, page: PageOfCodes, reason: str
    ) -> AsyncIterator[bytes]:
        yield _lines(page.codes)
        while not page.is_last:
            following = await self._page(caller, job_id, page.after, reason)
            if isinstance(following, Refused):
                return
            page = following
            yield _lines(page.codes)

    async def _page(
        self, caller: PortalCaller, job_id: int, after: int, reason: str
    ) -> PageOfCodes | Refused:
        return await self._codes.give_codes(
            caller.app_id, job_id, after=after, operator_id=caller.operator_id, reason=reason
        )

    async def _approval(
        self, caller: PortalCaller, act: Act, second: Signature | None
    ) -> str | Refused | Refusal | None:
        """The second person's signature for the act, where somebody signs."""
        if second is None:
            return None
        return await self._signatures.sign(caller, act, second)


def _lines(codes: list[str]) -> bytes:
    return "".join(f"{code}\n" for code in codes).encode()
