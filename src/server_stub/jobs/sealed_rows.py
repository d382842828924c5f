"""The rows that hold something sealed: what older keys have made, and what opens with no key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from server_stub.desks.second_factor import about_factor
from server_stub.domain.ids import AppId
from server_stub.fulfilment.script_book import secret_of as secret_of_script
from server_stub.notify.following import secret_of as secret_of_webhook
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CodeSecretRow
from server_stub.storage.rows.portal import PORTAL_ACCOUNTS, PortalAccountRow
from server_stub.storage.rows.scripts import SCRIPTS, ScriptRow
from server_stub.storage.rows.shop import APPS, SERVERS, AppRow, ServerRow
from server_stub.storage.rows.webhooks import WEBHOOKS, WebhookRow
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed
from server_stub.storage.table import Index, Row

BROKEN: Final = (SealBrokenError, KeysUnreadableError)
"""What a sealed copy says that no key opens."""
PAGE_ROWS: Final = 500
START: Final = (AppId(""), 0)
_NO_KEYS: Final = ("", "")


@dataclass(frozen=True, slots=True)
class Secret:
    """A row with a secret; ``about`` is what it is sealed with."""

    index: Index[Any]
    row: Any
    about: str

    def opened(self, keys: Keys) -> bytes:
        return keys.unseal(Sealed(self.row.seal_key_id, self.row.secret_sealed), about=self.about)


def opened_code(row: CodeSecretRow, keys: Keys) -> str:
    return keys.reveal_code(row.app_id, row.code_hash, Sealed(row.seal_key_id, row.sealed))


def name_of(row: CodeSecretRow) -> str:
    """A code by what is no secret of it."""
    return f"code {row.code_id} of {row.campaign} (app {row.app_id})"


async def secrets_besides(reader: Reader, seal_key_id: str) -> list[Secret]:
    """The secrets that another key than this one has sealed; few, so all of them at once."""

    async def sealed(row_type: type[Row], sql: str) -> list[Any]:
        return await reader.fetch(row_type, sql, seal_key_id)

    apps = await sealed(AppRow, selects.OLD_APPS)
    servers = await sealed(ServerRow, selects.OLD_SERVERS)
    scripts = await sealed(ScriptRow, selects.OLD_SCRIPTS)
    webhooks = await sealed(WebhookRow, selects.OLD_WEBHOOKS)
    accounts = await sealed(PortalAccountRow, selects.OLD_PORTAL_ACCOUNTS)
    return [
        *(Secret(APPS, row, f"app/{row.app_id}") for row in apps),
        *(Secret(SERVERS, row, f"server/{row.app_id}/{row.server_name}") for row in servers),
        *(Secret(SCRIPTS, row, secret_of_script(row.app_id, row.script)) for row in scripts),
        *(Secret(WEBHOOKS, row, secret_of_webhook(row.app_id, row.webhook)) for row in webhooks),
        *(
            Secret(PORTAL_ACCOUNTS, row, about_factor(row.app_id, row.operator_id))
            for row in accounts
        ),
    ]


async def codes_besides(
    reader: Reader, current: tuple[str, str], after: tuple[AppId, int]
) -> list[CodeSecretRow]:
    """The next codes that other keys than these have hashed or sealed, by their ids."""
    return await reader.fetch(CodeSecretRow, selects.OLD_CODES, *after, *current, PAGE_ROWS)


async def broken_seals(
    reader: Reader,
    keys: Keys,
    *,
    besides: tuple[str, str] = _NO_KEYS,
    codes_max: int | None = None,
) -> list[str]:
    """Name what opens with no key, of all that other keys have made than ``besides``."""
    secrets = await secrets_besides(reader, besides[1])
    found = [f"secret {each.about}" for each in secrets if not _opens(each.opened, keys)]
    after, looked_at = START, 0
    while codes_max is None or looked_at < codes_max:
        rows = await codes_besides(reader, besides, after)
        found += [name_of(row) for row in rows if not _opens(partial(opened_code, row), keys)]
        looked_at += len(rows)
        if len(rows) < PAGE_ROWS:
            break
        after = (rows[-1].app_id, rows[-1].code_id)
    return found


def _opens(opened: Callable[[Keys], object], keys: Keys) -> bool:
    try:
        opened(keys)
    except BROKEN:
        return False
    return True
