"""The page that a mailed link leads to, and the one download behind it.

What makes the link good stands behind its ``#``, which browsers keep to themselves: it is in no
log. An administrator proves with id and PIN who asks, and says why; where there are more codes than
one person may have alone, a second one signs with id and PIN. Then the list goes out, once.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import Role
from server_stub.commands.code_lists import SecondPerson, TakeList
from server_stub.commands.staff import PinToCheck
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.engine.command import Refused
from server_stub.mail.postman import LIST_PATH, ListOfJob, list_of
from server_stub.web.replies import Reply
from server_stub.web.services import Services

PLACE: Final = TillId("mailed-list")
"""Where wrong PINs are counted, as if it were a till."""
_FIELDS_MAX: Final = 8
_REASON_MAX: Final = 500
_TAKEN: Final = "The list was downloaded before; the link serves once."
_FOR_TWO: Final = "So many codes take a second person: let them give their id and PIN as well."
_PLAIN: Final = b"text/plain; charset=utf-8"
_SCRIPT: Final = "if (location.hash) document.forms[0].link.value = location.hash.slice(1);"
_STYLE: Final = """
  :root { color-scheme: light dark; }
  body { font: 1.1rem system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; }
  input, button { font: inherit; width: 100%; padding: .6rem; margin: .2rem 0 1rem; }
  input, button { box-sizing: border-box; }
  [role=alert] { font-weight: 600; border-left: .3rem solid #d63939; padding-left: .8rem; }
"""
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>List of codes</title>
<style>{style}</style>
<h1>List of codes</h1>
<p>The list is given once, to an administrator.</p>
{why}<form method="post" action="{path}" autocomplete="off">
  <label>Key of the link<input name="link" required maxlength="150" value="{link}"></label>
  <label>Operator<input name="operator" required maxlength="64" value="{operator}"></label>
  <label>PIN<input name="pin" type="password" required maxlength="12"></label>
  <label>Why you need it
    <input name="reason" required maxlength="{reason_max}" value="{reason}"></label>
  <p>More codes than one person may have alone take a second person.</p>
  <label>Second operator<input name="second" maxlength="64" value="{second}"></label>
  <label>Their PIN<input name="second_pin" type="password" maxlength="12"></label>
  <button>Download</button>
</form>
<script>{script}</script>
</html>
"""


def _hash_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_hash_of(_STYLE)}'; form-action 'self';"
    f" frame-ancestors 'none'; script-src 'sha256-{_hash_of(_SCRIPT)}'"
)
_TYPED: Final = {"link": 150, "operator": 64, "reason": _REASON_MAX, "second": 64}
"""What is typed and is no secret, and how much of it."""


def code_list_page() -> Reply:
    return _page(200, "ok", "", {})


def _page(status: int, code: str, why: str, form: Mapping[str, str]) -> Reply:
    """The form with what was typed but the PINs, and why it came to nothing."""
    typed = {name: escape(form.get(name, "")[:signs]) for name, signs in _TYPED.items()}
    page = _PAGE.format(
        style=_STYLE,
        script=_SCRIPT,
        path=LIST_PATH,
        reason_max=_REASON_MAX,
        why=f'<p role="alert">{escape(why)}</p>\n' if why else "",
        **typed,
    )
    return Reply(
        status,
        page.encode(),
        b"text/html; charset=utf-8",
        code,
        headers=(
            (b"content-security-policy", _POLICY.encode()),
            (b"referrer-policy", b"no-referrer"),
            (b"cache-control", b"no-store"),
        ),
    )


class _No(NamedTuple):
    status: int
    code: str
    sentence: str


class CodeListDoor:
    """``POST /v1/code-list``: what the page's form sends."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, _headers: Mapping[str, str], body: bytes, _client: str) -> Reply:
        try:
            form = dict(parse_qsl(body.decode("ascii"), max_num_fields=_FIELDS_MAX))
        except ValueError:
            return _page(400, "MALFORMED", "The form cannot be read.", {})
        said = await self._answer(form)
        return said if isinstance(said, Reply) else _page(*said, form)

    async def _answer(self, form: Mapping[str, str]) -> Reply | _No:
        wanted = list_of(self._services.keys, form.get("link", ""))
        if wanted is None:
            return _No(404, "NOT_FOUND", "There is no such list.")
        reason = form.get("reason", "").strip()[:_REASON_MAX]
        if not reason:
            return _No(400, "MALFORMED", "Say why you need the list.")
        taking = await self._proved(form, wanted, reason)
        if isinstance(taking, Refused | Refusal):
            return _refusal(taking)
        return await self._for(taking)

    async def _proved(
        self, form: Mapping[str, str], wanted: ListOfJob, reason: str
    ) -> TakeList | Refused | Refusal:
        """Who takes the list, and who signs for it if anybody does: both by their PINs."""
        person = await self._person(wanted.app_id, form, "operator", "pin")
        if isinstance(person, Refused | Refusal):
            return person
        if person.role is not Role.ADMINISTRATOR:
            return Refusal.NOT_ALLOWED
        taking = TakeList(
            app_id=wanted.app_id,
            till_id=PLACE,
            operator_id=OperatorId(person.operator_id),
            pin_hash=person.pin_hash,
            job_id=wanted.job_id,
            reason=reason,
        )
        if not form.get("second", "").strip():
            return taking
        second = await self._person(wanted.app_id, form, "second", "second_pin")
        if isinstance(second, Refused | Refusal):
            return second
        signing = SecondPerson(OperatorId(second.operator_id), second.pin_hash)
        return replace(taking, second=signing)

    async def _person(
        self, app_id: AppId, form: Mapping[str, str], name: str, pin: str
    ) -> PinToCheck | Refused | Refusal:
        check = self._services.desk.check_pin
        return await check(app_id, PLACE, form.get(name, ""), form.get(pin, ""))

    async def _for(self, taking: TakeList) -> Reply | _No:
        """Gather the list, then use the link up: what fails on the way leaves it good."""
        asked = await self._services.engine.submit(replace(taking, is_asked_only=True))
        if isinstance(asked, Refused):
            return _refusal(asked)
        if not asked.is_first:
            return _No(410, "TAKEN", _TAKEN)
        lines: list[bytes] = []
        after, is_last = 0, False
        while not is_last:
            page = await self._services.jobs.give_codes(
                taking.app_id,
                taking.job_id,
                after=after,
                operator_id=taking.operator_id,
                reason=taking.reason,
            )
            if isinstance(page, Refused):
                return _refusal(page)
            lines.append("".join(f"{code}\n" for code in page.codes).encode())
            after, is_last = page.after, page.is_last
        taken = await self._services.engine.submit(taking)
        if isinstance(taken, Refused):
            return _refusal(taken)
        if not taken.is_first:
            return _No(410, "TAKEN", _TAKEN)
        name = f'attachment; filename="codes-{taking.job_id}.txt"'
        headers = ((b"content-disposition", name.encode()),)
        return Reply(200, b"".join(lines), _PLAIN, headers=headers)


def _refusal(said: Refused | Refusal) -> _No:
    code = said.refusal if isinstance(said, Refused) else said
    sentence = _FOR_TWO if code is Refusal.APPROVAL_INVALID else MEANINGS[code].sentence
    return _No(MEANINGS[code].http, code.value, sentence)
