"""The two dispatchers: a packet comes in as bytes and goes out as bytes.

Whatever is decided goes out as JSON under HTTP 200. Only where nothing can be decided now (the disk
is full, too many wait) the answer is HTTP 503, upon which clients send the same packet again; its
messages that were carried out already are then answered as before. Packets of one session are
handled one after the other, so that a repeat waits for the first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from server_stub.commands.requests import ANY_PACKET
from server_stub.domain.ids import AppId
from server_stub.storage.interface import StorageError
from server_stub.web.braincloud import packets
from server_stub.web.braincloud.asked import PacketSoFar, PlayerAsks, ServerAsks, Tools
from server_stub.web.braincloud.callers import Callers, CustomerServer, Player, session_id_of
from server_stub.web.braincloud.operations import PLAYER_OPERATIONS, SERVER_OPERATIONS
from server_stub.web.braincloud.packet_replies import (
    NOT_NOW,
    PLAYER_NOT_NOW,
    packed_reply,
    player_reply,
)
from server_stub.web.braincloud.packets import (
    ClientPacket,
    Message,
    ServerPacket,
    SingleCall,
    UnreadableError,
)
from server_stub.web.braincloud.parameters import ParameterError, Parameters
from server_stub.web.braincloud.reasons import No, Reason, Said, Yes, refused
from server_stub.web.braincloud.repeats import SignInRepeats
from server_stub.web.braincloud.signing_in import PlayerDoor, ServerDoor, SignedIn
from server_stub.web.braincloud.submitting import NotNowError
from server_stub.web.braincloud.turns import Turns
from server_stub.web.replies import Reply

CLIENT_PATH: Final = "/dispatcherv2"
SERVER_PATH: Final = "/s2sdispatcher"
_SIGN_IN: Final = ("authenticationV2", "AUTHENTICATE")
_SIGN_OUT: Final = ("playerState", "LOGOUT")
_REDEEM: Final = ("redemptionCode", "REDEEM_CODE")
_OF_SESSION: Final = (Reason.NO_SESSION, Reason.SESSION_EXPIRED, Reason.INVALID_PACKET_ID)
_DISABLED: Final = "The app is disabled."
S = TypeVar("S")
NoteFault = Callable[[str, BaseException], None]


class _Signed(Struct, frozen=True):
    """A player's packet whose signature fits, and the address that it came from."""

    app_id: AppId
    text: bytes
    packet: ClientPacket
    client: str


class ClientDispatcher:
    """``POST /dispatcherv2``: players' packets, signed with their app's secret."""

    def __init__(
        self,
        *,
        callers: Callers,
        door: PlayerDoor,
        repeats: SignInRepeats,
        tools: Tools,
        note_fault: NoteFault,
    ) -> None:
        self._callers = callers
        self._door = door
        self._repeats = repeats
        self._tools = tools
        self._note_fault = note_fault
        self._turns = Turns()

    async def __call__(self, headers: Mapping[str, str], body: bytes, client: str) -> Reply:
        text = b""
        try:
            text = packets.plain_text(body, headers.get("content-encoding", ""))
            app_id = await self._app_of(headers, text)
            packet = _packet_of(app_id, text)
            so_far = PacketSoFar(packet_id=packet.packet_id)
            answers = await self._answers(_Signed(app_id, text, packet, client), so_far)
        except UnreadableError as error:
            return player_reply(packets.client_refusal(text, error.no), headers)
        except NotNowError:
            return PLAYER_NOT_NOW
        except StorageError as error:
            self._note_fault(CLIENT_PATH, error)
            return PLAYER_NOT_NOW
        said = packets.client_reply(packet.packet_id, answers)
        return player_reply(said, headers, so_far.pledge)

    async def _app_of(self, headers: Mapping[str, str], text: bytes) -> AppId:
        """The app whose secret has signed, if it is enabled; raises ``UnreadableError``."""
        app_id = headers.get("x-appid", "")
        app = await self._callers.app(app_id)
        if app is None or app.secret is None:
            raise UnreadableError(Reason.INVALID_GAME_ID, "There is no such app.")
        if not packets.is_signed(text, app.secret, headers.get("x-sig", "")):
            raise UnreadableError(Reason.BAD_SIGNATURE, "The signature does not fit the packet.")
        if app.is_disabled:
            raise UnreadableError(Reason.APP_DISABLED, _DISABLED)
        return AppId(app_id)

    async def _answers(self, signed: _Signed, so_far: PacketSoFar) -> list[Said]:
        packet = signed.packet
        session_id = session_id_of(packet.session_id) if packet.session_id else ""
        async with self._turns.turn(session_id or f"sign-in {self._name_of(signed)}"):
            known = self._known(signed, session_id)
            player = known or await self._looked_up(signed, session_id)
            answers: list[Said] = []
            for index, message in enumerate(packet.messages):
                said: Said | SignedIn = await guarded(
                    message, self._answer(signed, player, so_far, index), self._note_fault
                )
                if isinstance(said, SignedIn):
                    player, said = said.player, said.said
                    self._callers.remember(player)
                    behind = range(index + 1, len(packet.messages))
                    so_far.name = await self._repeats.name_of(signed.app_id, signed.text, behind)
                elif _is(message, _SIGN_OUT) and isinstance(said, Yes):
                    player = refused(Reason.NO_SESSION, "The player has signed out.")
                if known is not None and (so_far.is_repeat or _is_about_session(said)):
                    # Not as this process knew it: so the session is looked at now.
                    known, player = None, await self._looked_up(signed, session_id)
                    said = player if isinstance(player, No) else said
                answers.append(said)
            if isinstance(player, Player) and not player.is_over:
                await self._go_on(player, so_far)
            return answers

    async def _go_on(self, player: Player, so_far: PacketSoFar) -> None:
        """Have the session live on, and take its packet in where no command has."""
        if so_far.is_taken:
            last = max(player.last_packet_id, so_far.packet_id)
            self._callers.remember(replace(player, last_packet_id=last))
        else:
            await self._door.keep(player, so_far.packet_id)

    async def _answer(
        self, signed: _Signed, player: Player | No, so_far: PacketSoFar, index: int
    ) -> Said | SignedIn:
        message = signed.packet.messages[index]
        if _is(message, _SIGN_IN):
            return await self._door.authenticate(
                signed.app_id,
                Parameters(message.data or {}),
                packet_id=signed.packet.packet_id,
                packet_key=f"{signed.app_id}:{self._name_of(signed)}:{index}",
                client=signed.client,
            )
        if isinstance(player, No):
            return player
        if player.is_over and not _is(message, _SIGN_OUT, _REDEEM):
            return refused(Reason.NO_SESSION, "The player has signed out.")
        return await self._answer_player(signed, player, so_far, index)

    def _known(self, signed: _Signed, session_id: str) -> Player | None:
        """The player of a packet of redemptions, each of which looks at the session itself."""
        if all(_is(message, _REDEEM) for message in signed.packet.messages):
            return self._callers.known_player(signed.app_id, session_id, signed.packet.packet_id)
        return None

    async def _looked_up(self, signed: _Signed, session_id: str) -> Player | No:
        if not session_id:
            return refused(Reason.NO_SESSION, "Sign in first.")
        return await self._callers.player(signed.app_id, session_id, signed.packet.packet_id)

    def _name_of(self, signed: _Signed) -> str:
        """The packet's keyed fingerprint.

        The signature is no name for it: whoever read it in a database, and knows the app's secret,
        could try passwords on it far faster than on their hashes.
        """
        return self._tools.keys.fingerprint(signed.text)

    async def _answer_player(
        self, signed: _Signed, player: Player, so_far: PacketSoFar, index: int
    ) -> Said:
        messages = signed.packet.messages
        message = messages[index]
        match (message.service, message.operation):
            case ("heartbeat", "READ"):
                so_far.is_taken = True
                return await self._door.heartbeat(player, so_far.packet_id)
            case ("playerState", "READ"):
                return await self._door.user_state(player)
            case ("playerState", "LOGOUT"):
                return await self._door.log_out(player, so_far.packet_id)
            case ("time", "READ"):
                return _time(self._tools)
        operation = PLAYER_OPERATIONS.get((message.service, message.operation))
        if operation is None:
            return _no_operation(message)
        return await operation(
            PlayerAsks(
                caller=player,
                data=Parameters(message.data or {}),
                packet=so_far,
                index=index,
                client=signed.client,
                tools=self._tools,
                pledge=so_far.pledge if index + 1 == len(messages) else None,
            )
        )


class ServerDispatcher:
    """``POST /s2sdispatcher``: packets of customers' servers, in a session or with the secret."""

    def __init__(
        self,
        *,
        callers: Callers,
        door: ServerDoor,
        repeats: SignInRepeats,
        tools: Tools,
        note_fault: NoteFault,
    ) -> None:
        self._callers = callers
        self._door = door
        self._repeats = repeats
        self._tools = tools
        self._note_fault = note_fault
        self._turns = Turns()

    async def __call__(self, headers: Mapping[str, str], body: bytes, _client: str) -> Reply:
        text = b""
        try:
            text = packets.plain_text(body, headers.get("content-encoding", ""))
            packet = packets.read_server_packet(text)
            if isinstance(packet, SingleCall):
                return packed_reply(packets.single_reply(await self._single(packet)), headers)
            return packed_reply(await self._packet(text, packet), headers)
        except UnreadableError as error:
            return packed_reply(packets.server_refusal(text, error.no), headers)
        except NotNowError:
            return NOT_NOW
        except StorageError as error:
            self._note_fault(SERVER_PATH, error)
            return NOT_NOW

    async def _single(self, call: SingleCall) -> Said:
        if not await self._callers.is_server(call.app_id, call.server_name, call.server_secret):
            return refused(Reason.BAD_SIGNATURE, "There is no such server, or its secret is wrong.")
        if await self._callers.is_disabled(call.app_id):
            return refused(Reason.APP_DISABLED, _DISABLED)
        server = CustomerServer(session_id=None, app_id=AppId(call.app_id), name=call.server_name)
        message = Message(call.service, call.operation, call.data)
        return await self._guarded(server, message, PacketSoFar(packet_id=ANY_PACKET), 0)

    async def _packet(self, text: bytes, packet: ServerPacket) -> bytes:
        token = packet.session_id or ""
        keys = self._tools.keys
        turn = session_id_of(token) if token else f"sign-in {keys.fingerprint(text)}"
        async with self._turns.turn(turn):
            server = await self._callers.server(token) if token else None
            # A client that signs in again may still carry the session that has expired.
            if token and server is None and not _is(packet.messages[0], _SIGN_IN):
                expired = refused(Reason.SERVER_SESSION_EXPIRED, "Server session expired")
                return packets.server_refusal(text, expired)
            if server is not None and await self._callers.is_disabled(server.app_id):
                return packets.server_refusal(text, refused(Reason.APP_DISABLED, _DISABLED))
            so_far = PacketSoFar(packet_id=packet.packet_id)
            answers: list[Said] = []
            for index, message in enumerate(packet.messages):
                if _is(message, _SIGN_IN):
                    said, server = await self._sign_in(message, packet.packet_id, server)
                    if server is not None and isinstance(said, Yes):
                        behind = range(index + 1, len(packet.messages))
                        so_far.name = await self._repeats.name_of(server.app_id, text, behind)
                elif server is None:
                    said = refused(Reason.NO_SESSION, "Sign in first.")
                else:
                    said = await self._guarded(server, message, so_far, index)
                answers.append(said)
            if server is not None and not so_far.is_taken:
                await self._door.keep(server)
            return packets.server_reply(packet.packet_id, answers)

    async def _sign_in(
        self, message: Message, packet_id: int, before: CustomerServer | None
    ) -> tuple[Said, CustomerServer | None]:
        try:
            answer = await self._door.authenticate(Parameters(message.data or {}), packet_id)
        except ParameterError as error:
            return error.no, before
        if isinstance(answer, No):
            return answer, before
        server, said = answer
        return said, server

    async def _guarded(
        self, server: CustomerServer, message: Message, so_far: PacketSoFar, index: int
    ) -> Said:
        return await guarded(
            message, self._answer(server, message, so_far, index), self._note_fault
        )

    async def _answer(
        self, server: CustomerServer, message: Message, so_far: PacketSoFar, index: int
    ) -> Said:
        match (message.service, message.operation):
            case ("heartbeat", "HEARTBEAT" | "READ"):
                so_far.is_taken = True
                return await self._door.heartbeat(server, so_far.packet_id)
            case ("time", "READ"):
                return _time(self._tools)
        operation = SERVER_OPERATIONS.get((message.service, message.operation))
        if operation is None:
            return _no_operation(message)
        return await operation(
            ServerAsks(
                caller=server,
                data=Parameters(message.data or {}),
                packet=so_far,
                index=index,
                tools=self._tools,
            )
        )


async def guarded(message: Message, answering: Awaitable[S], note_fault: NoteFault) -> S | No:
    """Answer one message; a fault in it is its own, and the others of the packet go on."""
    try:
        return await answering
    except ParameterError as error:
        return error.no
    except (NotNowError, StorageError):
        raise  # what was carried out already is told when the packet comes again
    except Exception as error:  # noqa: BLE001  # the last gate: no fault may leave otherwise
        note_fault(f"{message.service[:40]}/{message.operation[:40]}", error)
        return refused(Reason.SERVER_FAULT, "The server failed.")


def _packet_of(app_id: AppId, text: bytes) -> ClientPacket:
    packet = packets.read_client_packet(text)
    if packet.game_id not in ("", app_id):
        raise UnreadableError(Reason.INVALID_HEADER_APP_ID, "gameId is not X-APPID.")
    return packet


def _is(message: Message, *operations: tuple[str, str]) -> bool:
    return (message.service, message.operation) in operations


def _is_about_session(said: Said) -> bool:
    """Whether a message was refused for the session or the packet that it came in."""
    return isinstance(said, No) and said.reason in _OF_SESSION


def _time(tools: Tools) -> Said:
    return Yes({"server_time": tools.clock.now_ms()})


def _no_operation(message: Message) -> Said:
    return refused(
        Reason.INVALID_OPERATION, f"No {message.operation[:60]} in {message.service[:60]} for you."
    )
