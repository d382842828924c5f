"""The rows of fulfilment scripts that are webhooks."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId
from server_stub.storage.table import Index, Row, primary


class ScriptRow(Row, frozen=True, kw_only=True, array_like=True):
    """A script by its full path name: where it is called, and the secret that signs the calls."""

    TABLE: ClassVar = "scripts"
    KEY: ClassVar = ("app_id", "script")

    app_id: AppId
    script: str
    url: str
    secret_sealed: bytes
    seal_key_id: str
    answers_status: bool
    limit_ms: int
    created_at: int
    disabled_at: int | None = None
    version: int = 1


SCRIPTS = primary(ScriptRow)
SCRIPTS_OF_APP = Index(ScriptRow, ("app_id",))
