"""All that a serving process does from time to time by itself."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from server_stub.desks.checkpoint_desk import SIGN_EVERY_S
from server_stub.fulfilment.request_notes import WRITE_EVERY_S
from server_stub.notify.alarm_bell import RING_EVERY_S, AlarmBell
from server_stub.notify.recall_bell import LOOK_EVERY_S
from server_stub.notify.request_watch import LOOK_EVERY_S as LIVE_EVERY_S
from server_stub.upkeep.alarm_watch import WATCH_EVERY_S
from server_stub.upkeep.every import every
from server_stub.upkeep.sweeps import EVERY_MINUTE_S, HOURLY_S
from server_stub.upkeep.till_notes import SEEN_EVERY_S, NotesOfTills
from server_stub.web.services import Services


def chores_of(services: Services) -> tuple[Coroutine[Any, Any, None], ...]:
    """Notes, signatures, bells and sweeps, each at its own interval."""
    log, sweeps = services.observer, services.sweeps
    till_notes = NotesOfTills(services.engine, services.sessions.seen)
    return (
        every(SEEN_EVERY_S, till_notes.write, "note-seen", log),
        every(SIGN_EVERY_S, services.checkpoints.sign, "sign-checkpoint", log),
        every(WATCH_EVERY_S, services.watch.look, "watch", log),
        every(RING_EVERY_S, AlarmBell(services.reader, services.feed).look, "alarm-bell", log),
        every(LOOK_EVERY_S, services.recall_bell.look, "recall-bell", log),
        every(HOURLY_S, sweeps.sessions.sweep, "sweep-sessions", log),
        every(HOURLY_S, sweeps.lists.sweep, "sweep-lists", log),
        every(EVERY_MINUTE_S, sweeps.requests.sweep, "sweep-requests", log),
        every(EVERY_MINUTE_S, sweeps.tries.sweep, "sweep-tries", log),
        every(WRITE_EVERY_S, services.fulfilment.redeeming.notes.write, "note-requests", log),
        every(LIVE_EVERY_S, services.portal.watch.look, "watch-requests", log),
    )
