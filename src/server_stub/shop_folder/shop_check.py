"""Whether the keys are those of the shop in a database: with others nothing of it can be opened.

Codes made under other keys than the shop's would be sold, and found by nobody afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.storage import selects
from server_stub.storage.interface import Reader, UnavailableError
from server_stub.storage.ledger import Head, checkpoint_bytes
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed


class _App(msgspec.Struct, frozen=True, array_like=True):
    app_id: str
    secret_sealed: bytes
    seal_key_id: str


async def check_shop(
    folder: DataFolder,
    reader: Reader,
    keys: Keys,
    *,
    tell: Callable[[str, Exception], None] = lambda *_: None,
) -> None:
    """Refuse a database without a shop, or with one under other keys; reads one row of it.

    ``tell`` is told of a damaged seal that is passed over.
    """
    apps = await reader.fetch(_App, selects.AN_APP)
    if not apps:
        raise UnavailableError(
            "There is no shop in this database; make one with init, or copy one."
        )
    app = apps[0]
    try:
        keys.unseal(Sealed(app.seal_key_id, app.secret_sealed), about=f"app/{app.app_id}")
    except KeysUnreadableError as error:
        raise _not_these(folder) from error
    except SealBrokenError as error:
        # One row that is damaged does not keep a shop closed, where its ledger knows the keys.
        if not await _has_signed(reader, keys):
            raise _not_these(folder) from error
        tell(f"seal of secret app/{app.app_id}", error)


def _not_these(folder: DataFolder) -> KeysUnreadableError:
    return KeysUnreadableError(
        f"The key file {folder.keys} is not that of the shop in this database. Put the shop's own"
        " there; or take this one away, and write the shop's with restore-keys from its recovery"
        " sheet."
    )


async def _has_signed(reader: Reader, keys: Keys) -> bool:
    """Whether the last checkpoint was signed with these keys."""
    return any(
        keys.verifies(
            row.key_id, row.signature, checkpoint_bytes(Head(row.position, row.hash), row.signed_at)
        )
        for row in await reader.fetch(CheckpointRow, selects.LAST_CHECKPOINT)
    )
