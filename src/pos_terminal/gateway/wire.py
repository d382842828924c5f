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
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Pool:
    """The connections to one address, and the limits of the requests that are under way in it."""

    client: httpx.AsyncClient
    under_way: set[asyncio.Timeout] = field(default_factory=set)

    async def close(self) -> None:
        with contextlib.suppress(Exception):  # it is gone in any case
            await self.client.aclose()


class Wire:
    """A connection pool to one server; used on one event loop.

    Without an address (the till's own server is still starting) everything is ``Unreachable``.
    """

    def __init__(self, address: ServerAddress | None) -> None:
        self._address = address
        self._pool: _Pool | None = None

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
        known. Nothing else leaves here once the request is on its way, whatever went wrong: one
        that is cut off, because the server has moved, may have reached the old one.
        """
        import httpx

        pool = self._open_pool()
        client = pool.client
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
            async with self._under_way(pool, CONNECT_TIMEOUT_S + read_timeout_s):
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

        pool = self._open_pool()
        silence = httpx.Timeout(CONNECT_TIMEOUT_S, read=SILENCE_TIMEOUT_S)
        request = pool.client.build_request("GET", target, headers=headers, timeout=silence)
        try:
            # Once it is there it lies in the pool, and breaks off when that is closed.
            async with self._under_way(pool, None):
                response = await pool.client.send(request, stream=True)
            async with contextlib.aclosing(response):
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
        """Drop the connections. Whoever asks meanwhile gets a new pool, not the dying one."""
        dropped, self._pool = self._pool, None
        if dropped is None:
            return
        for limit in dropped.under_way:
            if not limit.expired():
                limit.reschedule(0)
        if not dropped.under_way:
            await dropped.close()

    @contextlib.asynccontextmanager
    async def _under_way(self, pool: _Pool, limit_s: float | None) -> AsyncIterator[None]:
        """A request that is cut off at its limit, or where the connections are dropped.

        A connection that is being made lies in no pool yet: one that was closed meanwhile would
        leave it open for good. So the last to be cut off closes it.
        """
        try:
            async with asyncio.timeout(limit_s) as limit:
                pool.under_way.add(limit)
                try:
                    yield
                finally:
                    pool.under_way.discard(limit)
        finally:
            if pool is not self._pool and not pool.under_way:
                await pool.close()

    def _open_pool(self) -> _Pool:
        if self._pool is None:
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
            client = httpx.AsyncClient(
                base_url=self._address.url,
                verify=verify,
                trust_env=False,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=16, keepalive_expiry=20),
            )
            self._pool = _Pool(client)
        return self._pool


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
