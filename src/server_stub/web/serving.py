"""Runs the application under uvicorn until a signal, or its parent's death, ends it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import os
import re
import signal
import socket
import ssl
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import uvicorn

from server_stub.web.connection import Departures, LimitedHttpProtocol
from server_stub.web.proxies import Proxies

GRACE_S: Final = 10
KEEP_ALIVE_S: Final = 75
PARENT_LOOK_S: Final = 1.0
_HTTPS: Final = re.compile(r"https://[A-Za-z0-9.:\[\]-]+/?", re.ASCII)


class PlainHttpError(ValueError):
    """Plain http was asked for on an address that other machines can reach."""


class AddressError(Exception):
    """Nothing can listen at the address; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where to listen. Without certificate the host must be this machine itself.

    ``public_url`` is where browsers find it, if that is a proxy that speaks TLS; of requests that
    come from ``trusted_proxies`` their address is believed that the proxy names.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    public_url: str | None = None
    trusted_proxies: tuple[str, ...] = ()

    @property
    def proxies(self) -> Proxies:
        return Proxies.named(self.trusted_proxies)

    def check(self) -> None:
        """Refuse plain http on any address but loopback, and a certificate without its key.

        Browsers that come through a proxy come over TLS as well. Raises ``ProxyAddressError`` where
        a proxy's address is none.
        """
        _ = self.proxies
        if self.public_url is not None and not _HTTPS.fullmatch(self.public_url):
            raise PlainHttpError("--public-url takes an address with https, and no path.")
        if (self.certificate is None) != (self.key is None):
            raise PlainHttpError("TLS takes both a certificate and its key.")
        if self.certificate is None and not is_loopback(self.host):
            raise PlainHttpError(
                f"Plain http is spoken on this machine only, not on {self.host}: "
                "give --tls-cert and --tls-key."
            )

    @property
    def is_secure(self) -> bool:
        """Whether browsers come over TLS: to this server, or to a proxy in front of it."""
        return self.certificate is not None or self.public_url is not None

    @property
    def scheme(self) -> str:
        return "http" if self.certificate is None else "https"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(listening: Listening) -> tuple[socket.socket, str]:
    """Bind the socket and name the URL; port 0 picks a free one."""
    listening.check()
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((listening.host, listening.port))
    except OSError as error:
        bound.close()
        raise AddressError(_why_not(error, listening)) from error
    host = f"[{listening.host}]" if family == socket.AF_INET6 else listening.host
    return bound, f"{listening.scheme}://{host}:{bound.getsockname()[1]}"


def _why_not(error: OSError, listening: Listening) -> str:
    where = f"{listening.host}, port {listening.port}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"Another program listens on {where} already; give another --port."
        case errno.EACCES:
            return f"This account may not listen on {where}; give a --port above 1023."
        case errno.EADDRNOTAVAIL:
            return f"This computer has no address {listening.host}; give another --host."
        case _:
            return f"Nothing can listen on {where}: {error.strerror}."


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, which would raise the signal again at the end."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(
    app: Any,
    listening: Listening,
    bound: socket.socket,
    *,
    ready: Callable[[], None],
    fault: Callable[[str, BaseException], None],
    parent_pid: int | None,
    renew: Callable[[ssl.SSLContext], None] | None = None,
) -> None:
    """Serve until a signal or the parent's end; requests under way are answered first.

    A hang-up is the word to ``renew`` the certificate, where there is one.
    """
    config = uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", partial(LimitedHttpProtocol, departures=Departures())),
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        backlog=1024,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )
    server = _Server(config, ready)

    def end() -> None:
        server.should_exit = True

    config.load()
    heed_signals(
        end, hang_up=None if renew is None or config.ssl is None else partial(renew, config.ssl)
    )
    watch = asyncio.create_task(_watch_parent(parent_pid, end)) if parent_pid else None
    if watch is not None:
        watch.add_done_callback(partial(_tell_fault, fault))
    try:
        await server.serve(sockets=[bound])
    finally:
        if watch is not None:
            watch.cancel()


def heed_signals(end: Callable[[], None], *, hang_up: Callable[[], None] | None = None) -> None:
    """End at a signal. A hang-up is an end too, where it is not the word for something else.

    Whoever was started to outlive its terminal (``nohup``) goes on.
    """
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, AttributeError):  # neither is there on Windows
        loop.add_signal_handler(signal.SIGTERM, end)
        loop.add_signal_handler(signal.SIGINT, end)
        if hang_up is not None or signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            loop.add_signal_handler(signal.SIGHUP, hang_up or end)


def _tell_fault(fault: Callable[[str, BaseException], None], watch: asyncio.Task[None]) -> None:
    error = None if watch.cancelled() else watch.exception()
    if error is not None:
        fault("watch-parent", error)


async def _watch_parent(parent_pid: int, end: Callable[[], None]) -> None:
    """End when the parent is gone: its pipe to us is closed, or its process is no more."""
    loop = asyncio.get_running_loop()
    if _stdin_is_pipe():
        os.set_blocking(sys.stdin.fileno(), False)
        loop.add_reader(sys.stdin.fileno(), _read_pipe, loop, end)
    # A killed parent that nobody has waited for still has its pid, but no children any more.
    is_ours = os.getppid() == parent_pid
    while _alive(parent_pid) and (not is_ours or os.getppid() == parent_pid):  # noqa: ASYNC110 - no event tells of another process's end
        await asyncio.sleep(PARENT_LOOK_S)
    end()


def _read_pipe(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    try:
        content = os.read(sys.stdin.fileno(), 1024)
    except BlockingIOError:
        return
    except OSError:
        content = b""
    if not content:
        loop.remove_reader(sys.stdin.fileno())
        end()


def _stdin_is_pipe() -> bool:
    try:
        return sys.platform != "win32" and stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _alive_on_windows(pid: int) -> bool:
    import ctypes

    synchronize, wait_timeout = 0x00100000, 0x102
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined] # exists on Windows only
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return False
    state = kernel.WaitForSingleObject(handle, 0)
    kernel.CloseHandle(handle)
    return bool(state == wait_timeout)
