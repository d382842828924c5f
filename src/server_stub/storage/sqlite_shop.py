"""Whether a file holds a shop, asked before anything is done with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import apsw

from server_stub.storage.interface import DamagedError
from server_stub.storage.sqlite_connection import open_reader, translated

_AN_APP: Final = "SELECT 1 FROM apps LIMIT 1"


def refuse_without_shop(path: Path) -> None:
    """Raise ``DamagedError`` where a file holds no shop; it is left as it is.

    ``init`` puts the file there with its shop in it: one without lost what it had.
    """
    with translated():
        connection = open_reader(path)
        try:
            has_shop = connection.execute(_AN_APP).fetchall() != []
        except apsw.SQLError:
            has_shop = False
        finally:
            connection.close()
    if not has_shop:
        raise DamagedError(f"There is no shop in {path}: it is damaged; restore a backup.")
