"""Finding a personal code by the keyed hashes of what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.cards import (
    CODE_SECRETS_BY_HASH,
    CODES,
    CodeRow,
    CodeSecretRow,
)


def secret_of(rows: Rows, app_id: AppId, code_hashes: Sequence[bytes]) -> CodeSecretRow | None:
    """Find a personal code by the first of its keyed hashes that is known."""
    for value in code_hashes:
        secret = rows.find(CODE_SECRETS_BY_HASH, app_id, value)
        if secret is not None:
            return secret
    return None


def code_of_secret(rows: Rows, secret: CodeSecretRow) -> CodeRow:
    code = rows.find(CODES, secret.app_id, secret.code_id)
    if code is None:
        raise LookupError(f"Code {secret.code_id} has no row.")
    return code
