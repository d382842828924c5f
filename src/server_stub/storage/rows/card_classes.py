"""Cards by the class that they are in: what becomes of one of a class becomes of all.

A hundred thousand cards are in a handful of classes, so that the table of what is done to them is
asked a handful of times. Both databases gather the same: the keys (an app, ids as a JSON array) are
not carried through the grouping, because they are as long as all the rest.
"""

# ruff: noqa: S608 -- a fragment from this file only; every value is bound.

from __future__ import annotations

from typing import ClassVar, Final

from card_contract.states import CodeState, HoldState, StopReason
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.table import Gathering, Index, Row

# One array of ids, which an index takes: joined with the ids one by one, the table is read whole as
# long as PostgreSQL has not yet counted what is in it.
_ASKED: Final = """
    (SELECT k.c0 AS app_id, k.c1 AS asked, ARRAY(
         SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(k.c1 AS JSON)) AS i (value)
     ) AS ids FROM <keys> OFFSET 0) AS k
"""
_GATHERED: Final = Gathering(
    sqlite="""
        WITH keys AS MATERIALIZED (
            SELECT key AS at, value->>0 AS app_id, value->>1 AS asked FROM json_each(?)
        ), classes AS (
            SELECT k.at, c.state, c.hold, c.stop, c.recall_id IS NOT NULL AS recalled,
                   json_group_array(c.code_id) AS code_ids,
                   json_group_array(c.sale_id) FILTER (WHERE c.sale_id IS NOT NULL) AS sale_ids
            FROM keys AS k CROSS JOIN json_each(k.asked) AS i
            CROSS JOIN codes AS c ON c.app_id = k.app_id AND c.code_id = i.value
            WHERE c.is_card
            GROUP BY k.at, c.state, c.hold, c.stop, recalled
        )
        SELECT * FROM classes JOIN keys USING (at)
    """,
    postgres=f"""
        SELECT k.app_id, k.asked, g.* FROM {_ASKED} CROSS JOIN LATERAL (
            SELECT c.state, c.hold, c.stop, c.recall_id IS NOT NULL AS recalled,
                   CAST(json_agg(c.code_id) AS TEXT) AS code_ids,
                   coalesce(
                       CAST(json_agg(c.sale_id) FILTER (WHERE c.sale_id IS NOT NULL) AS TEXT), '[]'
                   ) AS sale_ids
            FROM codes AS c
            WHERE c.app_id = k.app_id AND c.code_id = ANY (k.ids) AND c.is_card
            GROUP BY c.state, c.hold, c.stop, recalled
        ) AS g
    """,
    locks=f"""
        SELECT l.* FROM {_ASKED} CROSS JOIN LATERAL (
            SELECT 1 FROM codes AS c
            WHERE c.app_id = k.app_id AND c.code_id = ANY (k.ids)
            ORDER BY c.code_id FOR NO KEY UPDATE
        ) AS l
    """,
)


class CardClassRow(Row, frozen=True, kw_only=True, array_like=True):
    """Those of the ``asked`` cards (ids as a JSON array) that are of one class.

    Where the cards of the class are in sales, ``sale_ids`` names each one's.
    """

    TABLE: ClassVar = "codes"
    KEY: ClassVar = ("app_id", "asked", "state", "hold", "stop", "recalled")

    app_id: AppId
    asked: str
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    recalled: bool
    code_ids: list[CodeId]
    sale_ids: list[str]


CARD_CLASSES = Index(CardClassRow, ("app_id", "asked"), gathering=_GATHERED)
