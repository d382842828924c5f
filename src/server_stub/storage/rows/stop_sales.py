"""Whether a stop-sale is in force for a card whose stop does not say so, because it was probed.

What recalls have decided of the card is the only record of it. Every recall of a card locks the
card, so that what is gathered here is what the last one has left; one that decides in the same
round is seen as one that runs.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import ClassVar, Final

from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.table import Gathering, Index, Row

# A piece of an array is looked for as text first: that is quick, and an array may be long.
_RUNS_AND_RECALLS: Final = """
    recall_runs AS n JOIN recalls AS r ON r.app_id = n.app_id AND r.recall_id = n.recall_id
    WHERE n.app_id = k.app_id AND r.act IN ('stop-sale', 'lift')
        AND n.code_ids LIKE '%' || CAST(k.code_id AS TEXT) || '%'
"""
# Of two that were decided at the same time, the one that stops.
_NEWEST: Final = "ORDER BY n.decided_at DESC, r.act DESC LIMIT 1"
_RUNNING: Final = """
    EXISTS (
        SELECT 1 FROM jobs AS j JOIN recalls AS r
            ON r.app_id = j.app_id AND r.recall_id = j.job_id
        WHERE j.app_id = k.app_id AND j.state = 'running' AND r.act IN ('stop-sale', 'lift')
    ) AS is_changing
"""
_GATHERED: Final = Gathering(
    sqlite=f"""
        WITH keys AS MATERIALIZED (
            SELECT value->>0 AS app_id, value->>1 AS code_id FROM json_each(?)
        )
        SELECT k.app_id, k.code_id, coalesce((
            SELECT r.act = 'stop-sale' FROM {_RUNS_AND_RECALLS}
                AND EXISTS (SELECT 1 FROM json_each(n.code_ids) WHERE value = k.code_id)
            {_NEWEST}
        ), FALSE) AS is_in_force, {_RUNNING} FROM keys AS k
    """,
    postgres=f"""
        SELECT k.app_id, k.code_id, coalesce((
            SELECT r.act = 'stop-sale' FROM {_RUNS_AND_RECALLS}
                AND EXISTS (
                    SELECT 1 FROM json_array_elements_text(CAST(n.code_ids AS JSON)) AS i (value)
                    WHERE CAST(i.value AS BIGINT) = k.code_id
                )
            {_NEWEST}
        ), FALSE) AS is_in_force, {_RUNNING}
        FROM (SELECT c0 AS app_id, c1 AS code_id FROM <keys>) AS k
    """,
    locks="""
        SELECT 1 FROM <keys> JOIN codes AS c ON c.app_id = k.c0 AND c.code_id = k.c1
        ORDER BY c.code_id FOR NO KEY UPDATE OF c
    """,
)


class StopSaleRow(Row, frozen=True, kw_only=True, array_like=True):
    """Whether the last that met a card was a stop-sale, not a lift, and whether one runs now."""

    TABLE: ClassVar = "recall_runs"
    KEY: ClassVar = ("app_id", "code_id")

    app_id: AppId
    code_id: CodeId
    is_in_force: bool
    is_changing: bool


STOP_SALES = Index(StopSaleRow, ("app_id", "code_id"), gathering=_GATHERED)
