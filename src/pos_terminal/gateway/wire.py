"""One HTTP exchange: bytes out, an answer in, and every way it can fail told apart.

Nothing is repeated here, no redirect is followed, no proxy of the environment is used, and an
answer that comes too slowly, is too long, or is not the JSON that was asked for is no answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from pos_terminal.gateway.answers import NoAnswerError, ReplyLost, Unreachable

if TYPE_CHECKING:
    import httpx

CONNECT_TIMEOUT_S: Final = 3.0
SILENCE_TIMEOUT_S: Final = 25.0
"""A stream gives a sign of life every ten seconds; without one for so long it is dead."""
ANSWER_BYTES_MAX: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """Where the server is. Plain HTTP is for this machine alone; elsewhere the shop's own CA is
    pinned.
    """

    url: str
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme == "https" and parts.hostname:
            return
        if parts.scheme != "http" or not _is_loopback(parts.hostname or ""):
            raise ValueError("A server on another machine is reached by https only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole HTTP answer."""

    status: int
    media_type: str
    body: bytes


class Line(Protocol):
    """The way to the server: a wire, or what stands around one."""

    async def exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes,
        headers: dict[str, str],
        read_timeout_s: float,
    ) -> Reply:
        """Send one request and read its whole answer.

        Raises ``Unreachable`` where it was surely not sent and ``ReplyLost`` where that is not
        known.
        """

    def lines(self, target: str, *, headers: dict[str, str]) -> AsyncIterator[str]:
        """Read an answer that goes on, line by line, until it ends."""

    async def move_to(self, address: ServerAddress) -> None:
        """The server is there from now on."""

    async def close(self) -> None:
        """Drop the connections."""


class TurnedAwayError(Unreachable):
    """The server does not give the stream that was asked for."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The server answers {status}.")
        self.status = status


class Wire:
    """A connection pool to one server; used on one event loop.

    Without an address (the till's own server is still starting) everything is ``Unreachable``.
    """

    def __init__(self, address: ServerAddress | None) -> None:
        self._address = address
        self._client: httpx.AsyncClient | None = None

    async def exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes,
        headers: dict[str, str],
        read_timeout_s: float,
    ) -> Reply:
        """Send one request and read its whole answer.

        Raises ``Unreachable`` where it was surely not sent and ``ReplyLost`` where that is not
        known. Nothing else leaves here once the request is on its way, whatever went wrong: a
        client that was closed in the middle, because the server has moved, raises what it likes.
        """
        import httpx

        client = self._open_client()
        request = client.build_request(
            method,
            target,
            content=body,
            headers={"Content-Type": "application/json", **headers} if body else headers,
            timeout=httpx.Timeout(
                connect=CONNECT_TIMEOUT_S,
                read=read_timeout_s,
                write=read_timeout_s,
                pool=CONNECT_TIMEOUT_S,
            ),
        )
        if request.url.raw_path.decode() != target:
            raise ValueError(f"The path {target} would be sent in another form than it is signed.")
        try:
            # The client's own limit is for each read; a byte a second would never meet it.
            async with asyncio.timeout(CONNECT_TIMEOUT_S + read_timeout_s):
                return await _send(client, request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(str(error)) from error
        except ReplyLost:
            raise
        except Exception as error:
            raise ReplyLost(str(error)) from error

    async def lines(self, target: str, *, headers: dict[str, str]) -> AsyncIterator[str]:
        """Read an answer that goes on, line by line, until it ends.

        Raises ``Unreachable`` where it cannot be had (``TurnedAwayError`` where the server will
        not give it) and ``ReplyLost`` where it broke off.
        """
        import httpx

        client = self._open_client()
        silence = httpx.Timeout(CONNECT_TIMEOUT_S, read=SILENCE_TIMEOUT_S)
        try:
            async with client.stream("GET", target, headers=headers, timeout=silence) as response:
                if response.status_code != httpx.codes.OK:
                    raise TurnedAwayError(response.status_code)
                async for line in response.aiter_lines():
                    yield line
        except NoAnswerError:
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(str(error)) from error
        except (httpx.HTTPError, httpx.StreamError, OSError, RuntimeError) as error:
            raise ReplyLost(str(error)) from error

    async def move_to(self, address: ServerAddress) -> None:
        """The server is there from now on: it has started, or come back on another port."""
        if address != self._address:
            self._address = address
            await self.close()

    async def close(self) -> None:
        """Drop the connections. Whoever asks meanwhile gets a new client, not the dying one."""
        dropped, self._client = self._client, None
        if dropped is not None:
            with contextlib.suppress(Exception):  # it is gone in any case
                await dropped.aclose()

    def _open_client(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            if self._address is None:
                raise Unreachable("The server has not started yet.")
            verify: ssl.SSLContext | bool = False
            if self._address.url.startswith("https"):
                try:
                    verify = ssl.create_default_context(cafile=self._address.ca_file)
                except OSError as error:
                    raise Unreachable("The server's certificate cannot be read.") from error
                verify.minimum_version = ssl.TLSVersion.TLSv1_2
                # A till that joined by fingerprint has the server's own certificate pinned: just
                # this one is believed, whatever name or address the server is reached at.
                verify.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
                is_pinned = self._address.ca_file is not None
                verify.check_hostname = not is_pinned or verify.cert_store_stats()["x509_ca"] > 0
            self._client = httpx.AsyncClient(
                base_url=self._address.url,
                verify=verify,
                trust_env=False,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=16, keepalive_expiry=20),
            )
        return self._client


async def _send(client: httpx.AsyncClient, request: httpx.Request) -> Reply:
    response = await client.send(request, stream=True)
    try:
        body = bytearray()
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > ANSWER_BYTES_MAX:
                raise ReplyLost("The answer is far longer than any of the server's.")
    finally:
        await response.aclose()
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Reply(status=response.status_code, media_type=media_type, body=bytes(body))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
