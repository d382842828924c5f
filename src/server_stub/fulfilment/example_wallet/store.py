"""The example wallet's file: one row for each redemption, which is what makes it happen once.

It is not the server's database: a real wallet would be some other system altogether.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import apsw

_BUSY_MS: Final = 10_000
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS credits (
        game TEXT NOT NULL,
        redemption TEXT NOT NULL,
        profile TEXT NOT NULL,
        coins INTEGER NOT NULL,
        arrives_at INTEGER NOT NULL,
        PRIMARY KEY (game, redemption)
    ) STRICT, WITHOUT ROWID
"""


class Credit(NamedTuple):
    """The coins of one redemption; they are the player's from ``arrives_at`` on."""

    game: str
    redemption: str
    profile: str
    coins: int
    arrives_at: int


class Balance(NamedTuple):
    game: str
    profile: str
    coins: int
    redemptions: int


class WalletStore:
    """An open wallet; to be used as a context manager."""

    def __init__(self, path: Path) -> None:
        self._connection = apsw.Connection(str(path))
        self._connection.set_busy_timeout(_BUSY_MS)
        self._connection.execute(_SCHEMA)

    def order(
        self, game: str, redemption: str, *, profile: str, coins: int, arrives_at: int
    ) -> Credit:
        """Take an order, or find that it was taken before: then the first one stands."""
        self._connection.execute(
            "INSERT INTO credits VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (game, redemption, profile, coins, arrives_at),
        )
        found = self.order_of(game, redemption)
        if found is None:
            raise AssertionError("What was just stored is there.")
        return found

    def order_of(self, game: str, redemption: str) -> Credit | None:
        rows: list[Any] = self._connection.execute(
            "SELECT * FROM credits WHERE game = ? AND redemption = ?", (game, redemption)
        ).fetchall()
        return Credit(*rows[0]) if rows else None

    def balance(self, game: str, profile: str, *, now_ms: int) -> int:
        found = [one.coins for one in self.balances(now_ms=now_ms) if one[:2] == (game, profile)]
        return found[0] if found else 0

    def balances(self, *, now_ms: int) -> list[Balance]:
        """What every player has by now."""
        rows: Any = self._connection.execute(
            "SELECT game, profile, sum(coins), count(*) FROM credits WHERE arrives_at <= ?"
            " GROUP BY game, profile ORDER BY game, profile",
            (now_ms,),
        )
        return [Balance(*row) for row in rows]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
