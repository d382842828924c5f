"""What travels through a browser and is to be read by nobody there: sealed, as text."""

from __future__ import annotations

import contextlib
import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final

from server_stub.desks.callers import PortalCaller
from server_stub.queries.portal_people import PortalPeople
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed

SIGNS_PER_SIGN: Final = 6
"""What a sign of a form takes at most once it is sealed: four bytes, as text a third more."""


def seal_text(keys: Keys, content: bytes, *, about: str) -> str:
    sealed = keys.seal(content, about=about)
    return f"{sealed.key_id}.{urlsafe_b64encode(sealed.value).decode()}"


def open_text(keys: Keys, text: str, *, about: str) -> bytes | None:
    """What was sealed about the same thing, or nothing."""
    key_id, _, value = text.partition(".")
    with contextlib.suppress(ValueError, KeysUnreadableError, SealBrokenError):
        return keys.unseal(Sealed(key_id, urlsafe_b64decode(value)), about=about)
    return None


class KeptForms:
    """What somebody typed whose session had ended: for that person alone, whoever is there next."""

    def __init__(self, people: PortalPeople, keys: Keys) -> None:
        self._people = people
        self._keys = keys

    async def keep(self, session_id: str, typed: Mapping[str, str]) -> str:
        """What was typed, sealed for the person of the ended session; "" where that is unknown."""
        found = await self._people.session(session_id)
        if found is None:
            return ""
        content = zlib.compress(json.dumps(dict(typed), ensure_ascii=False).encode())
        return seal_text(self._keys, content, about=_about(found.app_id, found.operator_id))

    def typed_of(self, caller: PortalCaller, kept: str) -> dict[str, str] | None:
        content = open_text(self._keys, kept, about=_about(caller.app_id, caller.operator_id))
        if content is None:
            return None
        typed: dict[str, str] = json.loads(zlib.decompress(content))
        return typed


def _about(app_id: str, operator_id: str) -> str:
    return f"portal-kept/{app_id}/{operator_id}"
