"""The acts behind the first start: a server's command as a child process, and enrolment.

The till makes its key itself; only the public half is sent. Where a server shows a certificate that
no public authority vouches for, the very certificate is pinned, once a person has compared it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from card_contract.messages import EnrolAnswer, EnrolRequest
from card_contract.outcomes import Refusal
from pos_terminal.embedded_server import (
    SERVER_COMMAND,
    EmbeddedServer,
    ServerFailedError,
    ServerStage,
    ServerState,
    make_demo_shop,
)
from pos_terminal.first_start.model import (
    Administrator,
    Failed,
    Home,
    RecoverySheet,
    ServerSeen,
    SheetLine,
    ShopDetails,
)
from pos_terminal.first_start.next_steps import next_commands
from pos_terminal.first_start.unfinished import Unfinished
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.gateway import ask_health, enrol
from pos_terminal.gateway.till_key import make_key
from pos_terminal.gateway.wire import CONNECT_TIMEOUT_S, ServerAddress, Wire
from pos_terminal.identity import Identity, IdentityFile, KeyLostError
from pos_terminal.words import Message

INIT_TIMEOUT_S: Final = 120.0
READY_TIMEOUT_S: Final = 30.0
_HTTPS_PORT: Final = 443
_DETAILS_MAX: Final = 300
_NAME_DIFFERS: Final = frozenset({62, 64})  # OpenSSL's numbers for a host name, an address
_REFUSED: Final = {
    Refusal.ENROLMENT_CODE_INVALID: "code_refused",
    Refusal.THROTTLED: "throttled",
    Refusal.READ_ONLY: "read_only",
}


class _Made(Struct):
    """What ``redemption-server init --json`` says about a new shop."""

    enrolment_code: str
    recovery_sheet_text: str


class RealSetup:
    """``server_data`` is the folder of the till's own server; ``identity`` keeps who it is.

    The demo is made in ``demo_data``, apart from the shop's folder, which stays free for the shop.
    """

    def __init__(
        self,
        server_data: Path,
        identity: IdentityFile,
        unfinished: Unfinished,
        *,
        demo_data: Path,
        command: Sequence[str] = SERVER_COMMAND,
    ) -> None:
        self._server_data = server_data
        self._identity = identity
        self._unfinished = unfinished
        self._demo_data = demo_data
        self._command = command
        # By enrolment code: after a lost answer the same key comes again, and is let in.
        self._keys: dict[str, tuple[bytes, str]] = {}

    async def make_demo(self) -> Home | Failed:
        try:
            await asyncio.to_thread(make_demo_shop, self._demo_data, command=self._command)
        except ServerFailedError as error:
            return _failed(str(error))
        return Home.DEMO

    async def make_shop(
        self, shop: ShopDetails, administrator: Administrator
    ) -> tuple[Home, RecoverySheet] | Failed:
        try:
            await asyncio.to_thread(self._unfinished.put_aside)
            await asyncio.to_thread(self._unfinished.begin, shop.shop_name, shop.currency)
            joined = await self._make_and_join(shop, administrator)
            if isinstance(joined, Failed):
                await asyncio.to_thread(self._unfinished.put_aside)
                return joined
        except OSError as error:
            return _failed(str(error))
        return Home.OWN_SERVER, RecoverySheet(shop.shop_name, sheet_lines(joined))

    async def read_sheet(self) -> tuple[Home, RecoverySheet] | Failed:
        read = await asyncio.to_thread(self._server_says, ["recovery-sheet"])
        if isinstance(read, Failed):
            return read
        name = self._unfinished.sheet_owed or ""
        return Home.OWN_SERVER, RecoverySheet(name, sheet_lines(read.decode()))

    def next_commands(self) -> tuple[str, ...]:
        return next_commands(self._server_data, currency=self._unfinished.currency)

    def sheet_kept(self) -> None:
        with contextlib.suppress(OSError):  # it is asked back once more at the next start
            self._unfinished.end()

    async def _make_and_join(self, shop: ShopDetails, administrator: Administrator) -> str | Failed:
        """The text of the recovery sheet, once the till belongs to the new shop."""
        made = await asyncio.to_thread(self._init, shop, administrator)
        if isinstance(made, Failed):
            return made
        server = _Running(self._server_data, self._command)
        try:
            url = await asyncio.to_thread(server.start)
            if url is None:
                return _failed(server.said)
            joined = await self._enrol(ServerAddress(url=url), made.enrolment_code, None)
        finally:
            await asyncio.to_thread(server.stop)
        return joined if isinstance(joined, Failed) else made.recovery_sheet_text

    async def find_server(self, address: str) -> ServerSeen | Failed:
        try:
            plain = ServerAddress(url=address)
        except ValueError:
            return Failed(Message("needs_https"))
        try:
            await _health(plain)
            return ServerSeen(url=address, fingerprint=None)
        except NoAnswerError:
            certificate = await _shown_certificate(address)
            if certificate is None:
                raise
        seen = ServerSeen(
            url=address, fingerprint=fingerprint_of(certificate), certificate=certificate
        )
        with tempfile.TemporaryDirectory() as folder:
            try:
                await _health(_pinned(address, certificate, Path(folder)))
            except NoAnswerError as error:
                return Failed(Message("other_name" if _is_for_another(error) else "not_our_server"))
        return seen

    async def join(self, server: ServerSeen, code: str) -> Home | Failed:
        with tempfile.TemporaryDirectory() as folder:
            address = ServerAddress(url=server.url)
            if server.certificate is not None:
                address = _pinned(server.url, server.certificate, Path(folder))
            joined = await self._enrol(address, code, server.certificate)
        return joined if isinstance(joined, Failed) else Home.OTHER_SERVER

    async def _enrol(
        self, address: ServerAddress, code: str, certificate: bytes | None
    ) -> EnrolAnswer | Failed:
        pem, public_key = self._keys.setdefault(code, make_key())
        wire = Wire(address)
        try:
            answer = await enrol(wire, EnrolRequest(code=code, public_key=public_key))
        finally:
            await wire.close()
        if isinstance(answer, Refused):
            return Failed(Message(_REFUSED.get(answer.code, "not_now")))
        try:
            identity = Identity(
                server_url=address.url,
                app_id=answer.app_id,
                store_id=answer.store_id,
                till_id=answer.till_id,
                till_name=answer.till_name,
                key_place=await asyncio.to_thread(self._identity.keep_key, answer.till_id, pem),
                ca_pem=ssl.DER_cert_to_PEM_cert(certificate) if certificate is not None else None,
            )
            await asyncio.to_thread(self._identity.save, identity)
        except (OSError, KeyLostError) as error:
            return Failed(Message("not_kept", {"details": str(error)}))
        return answer

    def _init(self, shop: ShopDetails, administrator: Administrator) -> _Made | Failed:
        config = {
            "administrator": {"name": administrator.name, "pin": administrator.pin},
            "shop": shop.shop_name,
            "store": shop.store_name,
            "address": [shop.street, shop.city],
            "currency": shop.currency,
            "time_zone": shop.time_zone,
            "language": shop.language,
            "legal": [shop.legal] if shop.legal else [],
        }
        # The PIN goes in through stdin: other users of the machine can read arguments.
        words = ["init", "--config", "-", "--json"]
        said = self._server_says(words, msgspec.json.encode(config))
        return said if isinstance(said, Failed) else msgspec.json.decode(said, type=_Made)

    def _server_says(self, words: Sequence[str], heard: bytes = b"") -> bytes | Failed:
        """What the server's command answers, told ``heard``."""
        try:
            done = subprocess.run(
                [*self._command, *words, "--data", str(self._server_data)],
                input=heard,
                capture_output=True,
                timeout=INIT_TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return _failed(str(error))
        if done.returncode != 0:
            return _failed(done.stderr.decode("utf-8", "replace"))
        return done.stdout


class _Running:
    """The new shop's server, for as long as the till's enrolment takes."""

    def __init__(self, data: Path, command: Sequence[str]) -> None:
        self._settled = threading.Event()
        self._state: ServerState | None = None
        self._server = EmbeddedServer(data, on_state=self._on_state, command=command)

    def _on_state(self, state: ServerState) -> None:
        self._state = state
        if state.stage is not ServerStage.STARTING:
            self._settled.set()

    def start(self) -> str | None:
        """Its address; None where it does not start."""
        self._server.start()
        self._settled.wait(READY_TIMEOUT_S)
        state = self._state
        ready = state is not None and state.stage is ServerStage.READY
        return state.url if state is not None and ready else None

    @property
    def said(self) -> str:
        return " ".join(self._state.said) if self._state is not None else ""

    def stop(self) -> None:
        self._server.stop()


def sheet_lines(text: str) -> tuple[SheetLine, ...]:
    """The sheet's rows from the server's text, ``KEY: GROUP GROUP ...`` a line."""
    lines = []
    for row in text.splitlines():
        key, colon, groups = row.partition(":")
        if colon and groups.split():
            lines.append(SheetLine(key.strip(), tuple(groups.split())))
    return tuple(lines)


def fingerprint_of(certificate: bytes) -> str:
    """SHA-256 in pairs, as certificate viewers write it."""
    return hashlib.sha256(certificate).digest().hex(":").upper()


async def _health(address: ServerAddress) -> None:
    wire = Wire(address)
    try:
        await ask_health(wire)
    finally:
        await wire.close()


def _pinned(url: str, certificate: bytes, folder: Path) -> ServerAddress:
    file = folder / "server.pem"
    file.write_text(ssl.DER_cert_to_PEM_cert(certificate), "ascii")
    return ServerAddress(url=url, ca_file=file)


async def _shown_certificate(url: str) -> bytes | None:
    """The certificate that a server shows, believed by nobody yet; None where there is none."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return None
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            _, writer = await asyncio.open_connection(
                parts.hostname, parts.port or _HTTPS_PORT, ssl=unchecked
            )
    except (OSError, TimeoutError):
        return None
    tls = writer.get_extra_info("ssl_object")
    certificate: bytes | None = tls.getpeercert(binary_form=True)
    writer.transport.abort()  # nothing was said: there is no good-bye of the server's to wait for
    return certificate


def _is_for_another(error: BaseException | None) -> bool:
    """Whether a server was not believed because its certificate names other addresses."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_code in _NAME_DIFFERS
        error = error.__cause__ or error.__context__
    return False


def _failed(details: str) -> Failed:
    return Failed(Message("setup_failed", {"details": " ".join(details.split())[-_DETAILS_MAX:]}))
