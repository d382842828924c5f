"""Jobs, put together: what does the work of each kind, the runner, the service."""

from __future__ import annotations

from server_stub.desks.code_press import CodePress
from server_stub.domain.job_machine import JobKind
from server_stub.engine.submits import Submits
from server_stub.jobs.generating import Generating
from server_stub.jobs.pressing import Pressing
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.rotating import Rotating
from server_stub.jobs.runner import JobRunner, TellsFaults
from server_stub.jobs.service import Jobs
from server_stub.notify.recall_bell import RecallBell
from server_stub.storage.interface import Reader
from server_stub.storage.leases import Leads
from server_stub.storage.sealing import Keys


def jobs_of(
    *,
    engine: Submits,
    reader: Reader,
    keys: Keys,
    press: CodePress,
    bell: RecallBell,
    log: TellsFaults,
    leads: Leads,
) -> Jobs:
    rotating = Rotating(engine, reader, keys, log)
    runner = JobRunner(
        engine=engine,
        reader=reader,
        works={
            JobKind.GENERATE_CODES: Generating(engine, press),
            JobKind.MAKE_BATCH: Pressing(press),
            JobKind.ROTATE_KEYS: rotating,
            JobKind.RECALL: Recalling(engine, reader, bell),
        },
        log=log,
        leads=leads,
    )
    return Jobs(engine=engine, reader=reader, press=press, rotating=rotating, runner=runner)
