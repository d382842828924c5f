"""The page that a mailed link leads to, and the one download behind it.

What makes the link good stands behind its ``#``, which browsers keep to themselves: it is in no
log. An administrator proves with id and PIN who asks, and says why; then the list goes out, once.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import Role
from server_stub.commands.job_mails import TakeList
from server_stub.commands.staff import PinToCheck
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.mail_machine import MailState
from server_stub.engine.command import Refused
from server_stub.mail.postman import LIST_PATH, ListOfJob, list_of
from server_stub.storage.rows.jobs import JOB_MAILS
from server_stub.web.replies import Reply
from server_stub.web.services import Services

PLACE: Final = TillId("mailed-list")
"""Where wrong PINs are counted, as if it were a till."""
_FIELDS_MAX: Final = 8
_REASON_MAX: Final = 500
_PLAIN: Final = b"text/plain; charset=utf-8"
_SCRIPT: Final = "document.forms[0].link.value = location.hash.slice(1);"
_PAGE: Final = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>List of codes</title>
<style>
  body {{ font: 1.1rem system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; }}
  input, button {{ font: inherit; width: 100%; padding: .6rem; margin: .2rem 0 1rem; }}
</style>
<h1>List of codes</h1>
<p>The list is given once, to an administrator.</p>
<form method="post" action="{LIST_PATH}" autocomplete="off">
  <label>Key of the link<input name="link" required maxlength="150"></label>
  <label>Operator<input name="operator" required maxlength="64"></label>
  <label>PIN<input name="pin" type="password" required maxlength="12"></label>
  <label>Why you need it<input name="reason" required maxlength="{_REASON_MAX}"></label>
  <button>Download</button>
</form>
<script>{_SCRIPT}</script>
</html>
"""
_SCRIPT_HASH: Final = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
    f" script-src 'sha256-{_SCRIPT_HASH}'"
)


def code_list_page() -> Reply:
    return Reply(
        200,
        _PAGE.encode(),
        b"text/html; charset=utf-8",
        headers=(
            (b"content-security-policy", _POLICY.encode()),
            (b"referrer-policy", b"no-referrer"),
        ),
    )


class CodeListDoor:
    """``POST /v1/code-list``: what the page's form sends."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, _headers: Mapping[str, str], body: bytes, _client: str) -> Reply:
        try:
            form = dict(parse_qsl(body.decode("ascii"), max_num_fields=_FIELDS_MAX))
        except ValueError:
            return _no(400, "MALFORMED", "The form cannot be read.")
        wanted = list_of(self._services.keys, form.get("link", ""))
        if wanted is None:
            return _no(404, "NOT_FOUND", "There is no such list.")
        reason = form.get("reason", "").strip()[:_REASON_MAX]
        if not reason:
            return _no(400, "MALFORMED", "Say why you need the list.")
        person = await self._services.desk.check_pin(
            wanted.app_id, PLACE, form.get("operator", ""), form.get("pin", "")
        )
        if isinstance(person, Refused):
            return _refusal(person.refusal)
        if isinstance(person, Refusal):
            return _refusal(person)
        return await self._for(person, wanted, reason)

    async def _for(self, person: PinToCheck, wanted: ListOfJob, reason: str) -> Reply:
        """Gather the list, then use the link up: what fails on the way leaves it good."""
        if person.role is not Role.ADMINISTRATOR:
            return _refusal(Refusal.NOT_ALLOWED)
        mails = await self._services.reader.find(JOB_MAILS.at(*wanted))
        if not mails or mails[0].state is MailState.TAKEN:
            return await self._taken(person, wanted, reason, b"")
        lines: list[bytes] = []
        after, is_last = 0, False
        while not is_last:
            page = await self._services.jobs.give_codes(
                wanted.app_id,
                wanted.job_id,
                after=after,
                operator_id=OperatorId(person.operator_id),
                reason=reason,
            )
            if isinstance(page, Refused):
                return _refusal(page.refusal)
            lines.append("".join(f"{code}\n" for code in page.codes).encode())
            after, is_last = page.after, page.is_last
        return await self._taken(person, wanted, reason, b"".join(lines))

    async def _taken(
        self, person: PinToCheck, wanted: ListOfJob, reason: str, content: bytes
    ) -> Reply:
        answer = await self._services.engine.submit(
            TakeList(
                app_id=wanted.app_id,
                till_id=PLACE,
                operator_id=OperatorId(person.operator_id),
                pin_hash=person.pin_hash,
                job_id=wanted.job_id,
                reason=reason,
            )
        )
        if isinstance(answer, Refused):
            return _refusal(answer.refusal)
        if not answer.is_first:
            return _no(410, "TAKEN", "The list was downloaded before; the link serves once.")
        name = f'attachment; filename="codes-{wanted.job_id}.txt"'
        return Reply(200, content, _PLAIN, headers=((b"content-disposition", name.encode()),))


def _refusal(code: Refusal) -> Reply:
    meaning = MEANINGS[code]
    return _no(meaning.http, code.value, meaning.sentence)


def _no(status: int, code: str, sentence: str) -> Reply:
    return Reply(status, f"{sentence}\n".encode(), _PLAIN, code)
