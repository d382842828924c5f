"""Long work that did not come to its end: a test cannot wait until a disk is full."""

from __future__ import annotations

from support.server_process import ServerProcess
from support.stored_rows import change_rows


def add_failed_job(server: ServerProcess, job_id: int, kind: str, failed_at: int) -> str:
    """Write down a failed job of the demo shop; how its failure is named in addresses."""
    change_rows(
        server.data,
        "INSERT INTO jobs (app_id, job_id, kind, state, parameters, done, total, asked_by,"
        " error, created_at, updated_at, ended_at, version)"
        " VALUES (?, ?, ?, 'failed', '{}', 1, 2, 'operator:anna', ?, 1, 1, ?, 1)",
        *(server.demo["app_id"], job_id, kind, "The disk is full: no room", failed_at),
    )
    return f"work-{job_id}-{failed_at}"
