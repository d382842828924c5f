"""Sends the mails that are due: a link to the codes of a job, never a code."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import msgspec

from server_stub.commands.job_mails import EndTry, TryMail
from server_stub.domain.ids import AppId
from server_stub.domain.mail_machine import farthest_due
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.mail.sending import NotSentError, Sender
from server_stub.mail.settings import MailSettings, read_mail_settings
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.sealing import Keys

LIST_PATH: Final = "/v1/code-list"
LOOK_EVERY_S: Final = 5.0
MAILS_READ_MAX: Final = 20
_LINK: Final = re.compile(r"([A-Za-z0-9_-]{1,64})\.([1-9][0-9]{0,14})\.([0-9a-f]{64})", re.ASCII)
_PURPOSE: Final = "code-list"
_SUBJECT: Final = "Your codes are ready"
_TEXT: Final = """\
{made} You find the list here:

{link}

The link serves once. An administrator's id and PIN are asked for.
"""


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class ListOfJob(NamedTuple):
    """The job whose list a link leads to."""

    app_id: AppId
    job_id: int


class _Place(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    job_id: int


def link_key(keys: Keys, app_id: AppId, job_id: int) -> str:
    """What a mail's link carries; it can be made by who has the server's keys only."""
    return f"{app_id}.{job_id}.{keys.token_hash(_PURPOSE, f'{app_id}/{job_id}')}"


def list_of(keys: Keys, key: str) -> ListOfJob | None:
    """The list that a link leads to, mailed before a rotation or since; None for none of ours."""
    found = _LINK.fullmatch(key)
    if found is None:
        return None
    app_id, job_id = AppId(found[1]), int(found[2])
    ours = keys.token_hashes(_PURPOSE, f"{app_id}/{job_id}")
    if not any(hmac.compare_digest(each, found[3]) for each in ours):
        return None
    return ListOfJob(app_id, job_id)


class Postman:
    """The mails of one process. ``settings`` are read anew for each mail."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        keys: Keys,
        settings: Path,
        sender: Sender,
        now_ms: Callable[[], int],
        log: TellsFaults,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._settings = settings
        self._sender = sender
        self._now_ms = now_ms
        self._log = log
        self._look_every_s = look_every_s

    @property
    def has_server(self) -> bool:
        """Whether it is said by now how mails go out."""
        try:
            return read_mail_settings(self._settings) is not None
        except (OSError, ValueError):
            return False

    async def run(self) -> None:
        """Work for ever; to be cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  # the postman outlives what goes wrong
                self._log.fault("mail", error)
            await asyncio.sleep(self._look_every_s)

    async def look(self) -> None:
        """Try every mail that is due, once."""
        now_ms = self._now_ms()
        due = await self._reader.fetch(
            _Place, selects.DUE_MAILS, now_ms, farthest_due(now_ms), MAILS_READ_MAX
        )
        for place in due:
            await self._try(place.app_id, place.job_id)

    async def _try(self, app_id: AppId, job_id: int) -> None:
        mail = await self._engine.submit(TryMail(app_id=app_id, job_id=job_id))
        if isinstance(mail, Refused) or mail.address is None:
            return
        error, is_final = None, False
        try:
            settings = self._usable_settings()
            link = f"{settings.link_base.rstrip('/')}{LIST_PATH}#"
            link += link_key(self._keys, app_id, job_id)
            made = f"{mail.codes} codes have been made."
            if mail.codes == 1:
                made = "One code has been made."
            text = _TEXT.format(made=made, link=link)
            await self._sender.send(settings, mail.address, _SUBJECT, text)
        except NotSentError as not_sent:
            error, is_final = str(not_sent), not_sent.is_final
        await self._engine.submit(
            EndTry(app_id=app_id, job_id=job_id, error=error, is_final=is_final)
        )

    def _usable_settings(self) -> MailSettings:
        try:
            settings = read_mail_settings(self._settings)
        except (OSError, ValueError) as error:
            raise NotSentError("The mail settings cannot be read.") from error
        if settings is None:
            raise NotSentError("No mail server is set.")
        return settings
