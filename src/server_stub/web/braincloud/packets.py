"""Packets as bytes: what a client or a shop's server sends, and what it is answered. No I/O.

A client signs the bytes that it sends: the hexadecimal MD5, in either case, of the body followed by
its app's secret. So nothing is parsed before it is checked, and nothing is ever serialised again to
be compared. A body that is gzip is signed as the text inside.
"""

from __future__ import annotations

import gzip
import hashlib
import hmac
import zlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from server_stub.commands.requests import ANY_PACKET
from server_stub.web.braincloud.reasons import No, Reason, Said, on_the_wire, refused

PACKET_BYTES_MAX: Final = 256 * 1024
TEXT_BYTES_MAX: Final = 1024 * 1024
"""A packet that is too large is read so far, for its refusal has to name each of its messages."""
MESSAGES_MAX: Final = 100
BUNDLE_MESSAGES_MAX: Final = 10
"""What clients are told, not all of whom keep to it: so many fit into a packet, however large."""
REFUSALS_MAX: Final = 10_000
GZIP_FROM_BYTES: Final = 1_024

_encode: Final = msgspec.json.Encoder().encode


class Message(Struct, frozen=True):
    service: str
    operation: str
    data: dict[str, Any] | None = None


class ClientPacket(Struct, frozen=True, rename="camel"):
    """What comes to ``/dispatcherv2``."""

    messages: list[Message]
    game_id: str = ""
    session_id: str | None = None
    packet_id: int = ANY_PACKET


class ServerPacket(Struct, frozen=True, rename="camel"):
    """What comes to ``/s2sdispatcher`` inside a session, or to open one."""

    messages: list[Message]
    session_id: str | None = None
    packet_id: int = ANY_PACKET


class SingleCall(Struct, frozen=True, rename="camel"):
    """The form of ``/s2sdispatcher`` without a session: one call that carries the secret."""

    app_id: str
    server_name: str
    server_secret: str
    service: str
    operation: str
    data: dict[str, Any] | None = None


class _Glimpse(Struct, frozen=True, rename="camel"):
    """As much of a refused packet as its answer needs."""

    packet_id: int = ANY_PACKET
    messages: list[msgspec.Raw] = []


class UnreadableError(Exception):
    """The packet cannot be taken; ``no`` is why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.no = refused(reason, message)


_client_packet: Final = msgspec.json.Decoder(ClientPacket)
_server_packet: Final = msgspec.json.Decoder(ServerPacket)
_single_call: Final = msgspec.json.Decoder(SingleCall)
_glimpse: Final = msgspec.json.Decoder(_Glimpse)


def plain_text(body: bytes, encoding: str) -> bytes:
    """The text of a body; raises ``UnreadableError``. A gzip bomb is stopped at the limit."""
    if encoding.strip().lower() != "gzip":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(body, TEXT_BYTES_MAX + 1)
    except zlib.error as error:
        raise UnreadableError(Reason.JSON_PARSING_ERROR, "The body is not gzip.") from error
    if len(text) > TEXT_BYTES_MAX:
        raise _too_large()
    if not unpacker.eof:
        raise UnreadableError(Reason.JSON_PARSING_ERROR, "The gzip body is cut off.")
    return text


def is_signed(text: bytes, secret: str, signature: str) -> bool:
    """Say whether ``signature`` is that of ``text`` under an app's secret, in whatever case."""
    # MD5 is what the clients speak; forging one needs the secret all the same.
    wanted = hashlib.md5(text + secret.encode(), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.strip().lower().encode())


def read_client_packet(text: bytes) -> ClientPacket:
    """Read a packet; raises ``UnreadableError``."""
    packet: ClientPacket = _read(_client_packet, text)
    _check(packet)
    return packet


def read_server_packet(text: bytes) -> ServerPacket | SingleCall:
    """Read a packet of a shop's server, in either form; raises ``UnreadableError``."""
    if len(text) > PACKET_BYTES_MAX:
        raise _too_large()
    try:
        return _single_call.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        packet: ServerPacket = _read(_server_packet, text)
        _check(packet)
        return packet


def client_reply(packet_id: int, answers: Sequence[Said]) -> bytes:
    """The answer to a client's packet, one entry a message."""
    return _encode({"packetId": packet_id, "responses": [on_the_wire(said) for said in answers]})


def server_reply(packet_id: int, answers: Sequence[Said]) -> bytes:
    """The answer to a server's packet, one entry a message."""
    entries = [on_the_wire(said) for said in answers]
    return _encode({"packetId": packet_id, "messageResponses": entries})


def single_reply(said: Said) -> bytes:
    """The answer to a call without a session."""
    return _encode(on_the_wire(said))


def client_refusal(text: bytes, no: No) -> bytes:
    """Refuse a whole packet: once for each of its messages, or nobody's callback would fire."""
    packet_id, count = _glimpsed(text)
    return client_reply(packet_id, [no] * count)


def server_refusal(text: bytes, no: No) -> bytes:
    """Refuse a whole packet of a server, at the level where its client looks for it."""
    return _encode({"packetId": _glimpsed(text)[0], **on_the_wire(no)})


def packed(body: bytes, accepted: str) -> tuple[bytes, bool]:
    """The body as it goes out, and whether it is gzip: where that is accepted and worth it."""
    if len(body) < GZIP_FROM_BYTES or "gzip" not in accepted.lower():
        return body, False
    return gzip.compress(body, compresslevel=1, mtime=0), True


def _glimpsed(text: bytes) -> tuple[int, int]:
    try:
        seen = _glimpse.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ANY_PACKET, 1
    return seen.packet_id, min(max(1, len(seen.messages)), REFUSALS_MAX)


def _too_large() -> UnreadableError:
    return UnreadableError(Reason.JSON_PARSING_ERROR, "The packet is too large.")


def _read(decoder: Any, text: bytes) -> Any:
    if len(text) > PACKET_BYTES_MAX:
        raise _too_large()
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(Reason.JSON_PARSING_ERROR, f"The packet: {error}") from error


def _check(packet: ClientPacket | ServerPacket) -> None:
    if not packet.messages:
        raise UnreadableError(Reason.JSON_PARSING_ERROR, "The packet has no messages.")
    if len(packet.messages) > MESSAGES_MAX:
        raise UnreadableError(
            Reason.INVALID_PARAMETER_VALUE, f"A packet may have {MESSAGES_MAX} messages at most."
        )
    if not ANY_PACKET <= packet.packet_id < 2**53:
        raise UnreadableError(Reason.INVALID_PACKET_ID, "The packet id is out of range.")
