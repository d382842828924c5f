"""How many cards under a label are not printed yet: they wait, or an open run was given them.

A card that no run has touched waits as long as its code may still be printed. The new cards that
stand for spoiled ones lie in their pack too, though not in its range of sequences.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import ClassVar, Final

from server_stub.domain.ids import AppId
from server_stub.storage.rows.printing import PrintCardRow
from server_stub.storage.table import Gathering, Index, Row

# A stored number is the issuer, the batch and the sequence, one after the other.
_FIRST: Final = "(CAST(b.issuer AS BIGINT) * 100000 + p.batch) * 1000000"
_FRESH: Final = "c.state = 'Inactive' AND c.hold = 'free'"
_UNTOUCHED: Final = f"""
    SELECT count(*) FROM codes AS c
    WHERE c.app_id = p.app_id AND {_FRESH}
        AND c.number BETWEEN {_FIRST} + p.first_sequence AND {_FIRST} + p.last_sequence
        AND NOT EXISTS (
            SELECT 1 FROM print_cards AS d
            WHERE d.app_id = p.app_id AND d.batch = p.batch AND d.sequence = c.number - {_FIRST}
        )
"""
_TOUCHED: Final = f"""
    print_cards AS d JOIN codes AS c ON c.app_id = d.app_id AND c.code_id = d.code_id
    WHERE d.app_id = p.app_id AND d.batch = p.batch
        AND (d.state = 'given' OR (d.state = 'waiting' AND {_FRESH}))
"""
_PACKS: Final = """
    SELECT k.app_id, k.label, p.batch, p.pack, p.first_sequence, p.last_sequence
    FROM k JOIN packs AS p ON p.app_id = k.app_id AND p.label = k.label
    UNION ALL
    SELECT k.app_id, k.label, p.batch, p.pack, p.first_sequence, p.last_sequence
    FROM k JOIN cartons AS t ON t.app_id = k.app_id AND t.label = k.label
        JOIN packs AS p ON p.app_id = t.app_id AND p.batch = t.batch AND p.carton = t.carton
"""
_COUNTED: Final = f"""
    SELECT p.app_id, p.label, CAST(sum(({_UNTOUCHED})) AS BIGINT) AS untouched, CAST(sum((
        SELECT count(*) FROM {_TOUCHED} AND d.replaces IS NULL
            AND d.sequence BETWEEN p.first_sequence AND p.last_sequence
    ) + (
        SELECT count(*) FROM {_TOUCHED} AND d.replaces IS NOT NULL AND d.pack = p.pack
    )) AS BIGINT) AS touched
    FROM ({_PACKS}) AS p JOIN batches AS b ON b.app_id = p.app_id AND b.batch = p.batch
    GROUP BY p.app_id, p.label
"""
_GATHERED: Final = Gathering(
    sqlite=f"""
        WITH k AS MATERIALIZED (
            SELECT value->>0 AS app_id, value->>1 AS label FROM json_each(?)
        ) {_COUNTED}
    """,
    postgres=f"WITH k AS (SELECT c0 AS app_id, c1 AS label FROM <keys>) {_COUNTED}",
    # Whoever spoils a card counts it at its batch, and waits there.
    locks=f"""
        WITH k AS (SELECT c0 AS app_id, c1 AS label FROM <keys>)
        SELECT 1 FROM print_batches AS r WHERE (r.app_id, r.batch) IN (
            SELECT p.app_id, p.batch FROM ({_PACKS}) AS p
        ) ORDER BY r.app_id, r.batch FOR NO KEY UPDATE OF r
    """,
    over=(PrintCardRow,),
)


class UnprintedRow(Row, frozen=True, kw_only=True, array_like=True):
    """The cards under a label that are not printed: no run has ``touched`` them, or one has."""

    TABLE: ClassVar = "print_cards"
    KEY: ClassVar = ("app_id", "label")

    app_id: AppId
    label: str
    untouched: int
    touched: int


UNPRINTED = Index(UnprintedRow, ("app_id", "label"), gathering=_GATHERED)
