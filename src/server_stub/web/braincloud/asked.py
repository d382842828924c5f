"""What an operation is given: who asks, what for, and what it works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from server_stub.code_snapshot import CodeSnapshot
from server_stub.commands.requests import Keyed, PlayerMessage, Request, ServerMessage
from server_stub.desks.code_press import CodePress
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.engine.command import Command
from server_stub.engine.submits import Pledge, Submits
from server_stub.fulfilment.redeeming import Redeeming
from server_stub.jobs.service import Jobs
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import (
    CODE_SECRETS,
    CodeSecretRow,
)
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError
from server_stub.web.braincloud.callers import (
    PLAYER_SESSION_S,
    SERVER_SESSION_S,
    CustomerServer,
    Player,
)
from server_stub.web.braincloud.parameters import Parameters
from server_stub.web.braincloud.reasons import No
from server_stub.web.braincloud.submitting import answered
from server_stub.web.redemption_api.players import Guessing

A = TypeVar("A", bound=Struct)


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What operations work with; the bootstrap builds it."""

    engine: Submits
    reader: Reader
    keys: Keys
    clock: Clock
    press: CodePress
    redeeming: Redeeming
    guessing: Guessing
    redemptions: RedemptionQueries
    jobs: Jobs
    log: TellsFaults

    async def submit(self, command: Command[A]) -> A | No:
        return await answered(self.engine, command)

    def hashes(self, app_id: AppId, scan_code: str) -> list[bytes]:
        """A code's keyed hashes, the current key's first."""
        return [found.value for found in self.keys.code_hashes(app_id, scan_code)]

    async def scan_code(
        self, code: CodeSnapshot, *, secret: CodeSecretRow | None = None, sent: str = ""
    ) -> str:
        """The stored form of a code: a shared one's, or a personal one's from its sealed copy.

        That is read where it was not found already, as ``secret``. Of one that does not open, what
        was ``sent`` is told: what was done to it is done.
        """
        if code.shared_scan_code is not None:
            return code.shared_scan_code
        if secret is None:
            secret = (await self.reader.find(CODE_SECRETS.at(code.app_id, code.redemption_id)))[0]
        try:
            return self.press.opened(secret)
        except (SealBrokenError, KeysUnreadableError) as error:
            place = f"code {code.redemption_id} of {code.campaign} (app {code.app_id})"
            self.log.fault(f"seal of {place}", error)
            return sent


class PacketSoFar(Struct, kw_only=True):
    """One packet, as far as its messages are answered.

    Its first command takes it into its session, which is what ``is_taken`` says; ``is_repeat`` that
    one of them was answered before. ``name`` is for those behind a sign-in (``repeats``). The reply
    is withheld until what ``pledge`` was given for is on disk.
    """

    packet_id: int
    name: str | None = None
    is_taken: bool = False
    is_repeat: bool = False
    pledge: Pledge = msgspec.field(default_factory=Pledge)


class PlayerAsks(Struct, frozen=True, kw_only=True):
    """One message of a player; ``client`` is the address that it came from.

    Only the last of a packet has a ``pledge``: those behind a command wait until it is on disk.
    """

    caller: Player
    data: Parameters
    packet: PacketSoFar
    index: int
    client: str
    tools: Tools
    pledge: Pledge | None = None

    @property
    def request(self) -> Request:
        return PlayerMessage(
            session_id=self.caller.session_id,
            packet_id=self.packet.packet_id,
            index=self.index,
            expires_at=self.tools.clock.now_ms() + PLAYER_SESSION_S * 1000,
            packet_name=self.packet.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAsks:
    """One message of a customer's server."""

    caller: CustomerServer
    data: Parameters
    packet: PacketSoFar
    index: int
    tools: Tools

    @property
    def request(self) -> Request:
        return self._request(self.packet.name)

    @property
    def request_to_make_codes(self) -> Request:
        """Behind a sign-in each packet is a new one here, however like the one before.

        Codes that nobody gets after a lost reply do no harm; the same ones for two customers do.
        """
        return self._request(None)

    async def submit(self, command: Command[A]) -> A | No:
        answer = await self.tools.submit(command)
        if not isinstance(answer, No):
            self.packet.is_taken = True
        return answer

    def _request(self, packet_name: str | None) -> Request:
        if self.caller.session_id is None:
            return Keyed(None)
        return ServerMessage(
            session_id=self.caller.session_id,
            packet_id=self.packet.packet_id,
            index=self.index,
            expires_at=self.tools.clock.now_ms() + SERVER_SESSION_S * 1000,
            packet_name=packet_name,
        )
