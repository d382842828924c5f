"""How the command line has things done: by the server that runs, or by itself where none does."""

from __future__ import annotations

import ssl
import time
from typing import Any, Final, TypeVar

import httpx
import msgspec

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.signing import MAC_HEADER, SESSION_HEADER, TIME_HEADER, request_mac
from server_stub.bootstrap import services_of
from server_stub.engine.command import Refused
from server_stub.shop_folder.data_folder import TLS_AUTHORITY_FILE, DataFolder
from server_stub.storage.file_lock import AlreadyLockedError
from server_stub.storage.sealing import Keys
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.route import Call, Route
from server_stub.web.sessions import CONTROL_SESSION, control_key

TIMEOUT_S: Final = 30.0
_IN_DOUBT: Final = (
    "The server at {url} was asked and has not answered: it may be done. See how it stands before"
    " you run the command again."
)
_ROUTES: Final[dict[str, Route]] = {
    route.path.removeprefix("/control/"): route for route in CONTROL_ROUTES
}
A = TypeVar("A")


class NotDoneError(Exception):
    """What was asked for was refused or could not be reached; the message is a sentence."""

    def __init__(self, sentence: str, refusal: Refusal | None = None) -> None:
        super().__init__(sentence if refusal is None else f"{sentence} ({refusal})")
        self.refusal = refusal


async def ask(folder: DataFolder, name: str, request: OfApp, answer_type: type[A]) -> A:
    """Have one control route answered; raises ``NotDoneError``."""
    missing = folder.missing()
    if missing is not None:
        raise NotDoneError(missing)
    try:
        answer = await _by_ourselves(folder, name, request)
    except AlreadyLockedError:
        answer = await _by_server(folder, name, request, answer_type)
    if isinstance(answer, Refused):
        answer = answer.refusal
    if isinstance(answer, Refusal):
        raise NotDoneError(MEANINGS[answer].sentence, answer)
    if not isinstance(answer, answer_type):
        raise TypeError(f"{name} answered {type(answer).__name__}.")
    return answer


async def _by_ourselves(folder: DataFolder, name: str, request: OfApp) -> Any:
    async with services_of(folder) as services:
        call = Call(
            services=services,
            subject="",
            query={},
            request=request,
            caller=None,
            signed_in=None,
            operator_token="",
            client="",
        )
        return await _ROUTES[name].endpoint(call)


async def _by_server(folder: DataFolder, name: str, request: OfApp, answer_type: type[A]) -> A:
    running = folder.running()
    if running is None:
        raise NotDoneError("Another process uses this folder and does not say where it listens.")
    body = msgspec.json.encode(request)
    target, now = f"/control/{name}", str(time.time_ns() // 1_000_000)
    mac = request_mac(
        control_key(Keys.read(folder.keys)),
        method="POST",
        target=target,
        session=CONTROL_SESSION,
        operator="",
        time_ms=now,
        body=body,
    )
    headers = {SESSION_HEADER: CONTROL_SESSION, TIME_HEADER: now, MAC_HEADER: mac}
    try:
        async with httpx.AsyncClient(verify=trust(folder), timeout=TIMEOUT_S) as client:
            reply = await client.post(running.url + target, content=body, headers=headers)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise NotDoneError(f"The server at {running.url} does not answer.") from error
    except httpx.HTTPError as error:
        raise NotDoneError(_IN_DOUBT.format(url=running.url)) from error
    if reply.status_code == httpx.codes.OK:
        return msgspec.json.decode(reply.content, type=answer_type)
    refused = msgspec.json.decode(reply.content, type=RefusalAnswer)
    raise NotDoneError(refused.sentence, refused.code)


def trust(folder: DataFolder) -> ssl.SSLContext:
    """Whom to believe over TLS: the machine's authorities, and the folder's own."""
    context = ssl.create_default_context()
    authority = folder.root / TLS_AUTHORITY_FILE
    if authority.exists():
        context.load_verify_locations(authority)
    return context
