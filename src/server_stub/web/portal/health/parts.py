"""The parts of the server, each with a sentence of what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from server_stub.desks.health_desk import HealthFound
from server_stub.queries.portal_home import LedgerEnd
from server_stub.queries.portal_server import Restoring
from server_stub.shop_folder.served_certificate import WARNED_BEFORE_MS
from server_stub.web.portal.route import Visit

_CALLS_LATE_MS: Final = 60_000
_JOBS_QUIET_MS: Final = 5 * 60_000
_MAILS_LATE_MS: Final = 30 * 60_000
_SIGNED_LATE_MS: Final = 20 * 60_000
_SLOW_MS: Final = 500
_GIB: Final = 2**30
_DISK_FREE_MIN: Final = 2 * _GIB
_DISK_FREE_SHARE_MIN: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the server; ``wrong`` says what is wrong and what to do, or nothing."""

    title: str
    icon: str
    value: str
    note: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The parts, the ledger last; it is not as it was written from ``broken_at`` on."""

    parts: list[Part]
    ledger: LedgerEnd
    broken_at: int | None

    @property
    def wrong(self) -> list[Part]:
        return [part for part in self.parts if part.wrong]


async def health_of(visit: Visit) -> Health:
    """Look at every part."""
    portal, app_id = visit.services.portal, visit.caller.app_id
    found = await portal.health.look(app_id)
    end = await portal.home.ledger_end()
    unsigned_since = await portal.ledger.unsigned_since(end.signed_to)
    broken_at = visit.services.checkpoints.broken_at
    found_at = _untold_change(visit) or await portal.ledger.changed_at(app_id)
    closed = [_restore(visit, found.restoring)] if found.restoring else []
    if found.switched_off_at is not None:
        closed.append(_switched_off(visit, found.switched_off_at))
    is_late = _is_late(visit, unsigned_since, _SIGNED_LATE_MS)
    ledger = _ledger(visit, end, found_at=found_at, is_unsigned=is_late)
    return Health(
        parts=[*closed, *_machine(visit, found), *_queues(visit, found), ledger],
        ledger=end,
        broken_at=broken_at or found_at,
    )


def _untold_change(visit: Visit) -> int | None:
    """Where a person found the ledger changed, which it could not be told yet."""
    untold = visit.services.portal.ledger_check.untold
    return next((each.broken_at for each in untold if each.broken_at is not None), None)


def _restore(visit: Visit, restoring: Restoring) -> Part:
    say, words = visit.words.say, visit.words
    telling = say(
        "No card is sold and no code redeemed until every till has told what it knows. Still to"
        " tell: {tills}. Start these tills; an administrator can excuse one that is lost.",
        tills=", ".join(f"{till.name} ({till.till_id})" for till in restoring.tills) or "–",
    )
    checking = say(
        "Cards are sold, but no code is redeemed until an administrator opens redemption:"
        " redemption-server redemption open."
    )
    return Part(
        title=say("Restored from a backup"),
        icon="database",
        value=say("Tills are telling") if restoring.is_telling else say("Redemption is closed"),
        note=say("Restored {time}", time=words.time(restoring.restored_at)),
        wrong=telling if restoring.is_telling else checking,
    )


def _switched_off(visit: Visit, since: int) -> Part:
    say = visit.words.say
    return Part(
        title=say("Customers"),
        icon="stop",
        value=say("Switched off"),
        note=say("Since {time}", time=visit.words.time(since)),
        wrong=say(
            "Customers redeem nothing, in the shop's app as on its page, while tills go on selling."
            " An administrator lets them in again: redemption-server app enable."
        ),
    )


def _machine(visit: Visit, found: HealthFound) -> Iterator[Part]:
    words, machine = visit.words, found.machine
    say = words.say
    why_not = visit.services.health.why_not_writable
    slow = say(
        "It answers slowly ({ms} ms). Look what else works on its machine and disk.",
        ms=found.answered_in_ms,
    )
    read_only = say(
        "It takes no changes: {why}. Nothing can be sold. Make room on its disk, or start it"
        " again; the server tries by itself every few seconds.",
        why=why_not,
    )
    yield Part(
        title=say("Database"),
        icon="database",
        value=say("Read only") if why_not else say("Takes changes"),
        note=say("A file of {size}", size=_size(visit, machine.database_bytes or 0))
        if machine.in_file
        else say("PostgreSQL, which may serve several processes"),
        wrong=read_only if why_not else slow if found.answered_in_ms > _SLOW_MS else "",
    )
    share = machine.disk_free / machine.disk_total
    is_full = machine.disk_free < _DISK_FREE_MIN or share < _DISK_FREE_SHARE_MIN
    yield Part(
        title=say("Disk"),
        icon="box",
        value=say("{size} free", size=_size(visit, machine.disk_free)),
        note=say("of {size}, where the server's folder is", size=_size(visit, machine.disk_total)),
        wrong=say("It is nearly full. Make room before the database can take no more changes.")
        if is_full
        else "",
    )
    if found.certificate_ends_at is not None:
        yield _certificate(visit, found.certificate_ends_at)
    yield Part(
        title=say("This process"),
        icon="pulse",
        value=say("Version {version}", version=visit.services.version),
        note=say(
            "Number {process}, since {time}",
            process=machine.process,
            time=words.time(machine.started_at),
        ),
    )


def _certificate(visit: Visit, ends_at: int) -> Part:
    say, words, now_ms = visit.words.say, visit.words, visit.services.clock.now_ms()
    wrong = ""
    if ends_at <= now_ms + WARNED_BEFORE_MS:
        ends = say("It has ended: no till and no browser comes in that looks at it.")
        if ends_at > now_ms:
            ends = say(
                "It ends at {time}: then no till and no browser comes in any more.",
                time=words.time(ends_at),
            )
        to_do = say(
            "Put a new one in its place, and send the server SIGHUP or start it again. Tills that"
            " joined by its fingerprint take no other: each has to join anew then, so choose the"
            " time."
        )
        wrong = f"{ends} {to_do}"
    return Part(
        title=say("Certificate"),
        icon="key",
        value=say("Ended") if ends_at <= now_ms else say("In use"),
        note=say("It is good until {time}", time=words.time(ends_at)),
        wrong=wrong,
    )


def _size(visit: Visit, size: int) -> str:
    if size >= _GIB:
        return f"{visit.words.number(size // _GIB)} GB"
    return f"{visit.words.number(max(1, size // 2**20))} MB"


def _queues(visit: Visit, found: HealthFound) -> Iterator[Part]:
    queues, words = found.queues, visit.words
    say = words.say

    yield Part(
        title=say("Deliveries that are due"),
        icon="gift",
        value=words.number(queues.due),
        note=say(
            "{leases} in the hands of {workers} workers",
            leases=words.number(queues.leases),
            workers=words.number(queues.workers),
        ),
        wrong=say(
            "The oldest has waited since {time}: no worker comes to it. Start another one with"
            " redemption-server work, and look into the log.",
            time=words.time(queues.waiting_since),
        )
        if _is_late(visit, queues.waiting_since, _CALLS_LATE_MS)
        else "",
    )
    yield Part(
        title=say("Jobs under way"),
        icon="job",
        value=words.number(queues.jobs),
        note=say("This process works on them, calls webhooks and sends mails.")
        if found.machine.leads
        else say("Another process works on them, calls webhooks and sends mails."),
        wrong=say(
            "One has not moved since {time}. Look into the log of the process that works on jobs,"
            " and start it again.",
            time=words.time(queues.jobs_quiet_since),
        )
        if _is_late(visit, queues.jobs_quiet_since, _JOBS_QUIET_MS)
        else "",
    )
    yield Part(
        title=say("Mails to be sent"),
        icon="ledger",
        value=words.number(queues.mails),
        wrong=say(
            "The oldest has waited since {time}. Look at the mail server's settings with"
            " redemption-server mail.",
            time=words.time(queues.mails_since),
        )
        if _is_late(visit, queues.mails_since, _MAILS_LATE_MS)
        else "",
    )
    yield Part(
        title=say("Webhooks that fail"),
        icon="hook",
        value=words.number(queues.webhooks_failing),
        wrong=say("A receiver does not take what it is sent. Webhooks says which, and why.")
        if queues.webhooks_failing
        else "",
    )


def _is_late(visit: Visit, since: int | None, limit_ms: int) -> bool:
    return since is not None and since < visit.services.clock.now_ms() - limit_ms


def _ledger(visit: Visit, end: LedgerEnd, *, found_at: int | None, is_unsigned: bool) -> Part:
    say, words = visit.words.say, visit.words
    broken_at = visit.services.checkpoints.broken_at
    wrong = ""
    if broken_at:
        wrong = say(
            "It was changed from entry {position} on, past the server. Keep the newest backup and"
            " find out who can reach the database; Ledger shows the entry.",
            position=words.number(broken_at),
        )
    elif found_at:
        wrong = say(
            "It was verified and found changed at entry {position}. Keep the newest backup and find"
            " out who can reach the database; Ledger shows the entry.",
            position=words.number(found_at),
        )
    elif is_unsigned:
        wrong = say("Its end was not signed lately. Look into the log, and start the server again.")
    return Part(
        title=say("Ledger"),
        icon="check",
        value=say("Signed up to entry {position}", position=words.number(end.signed_to or 0)),
        note=say(
            "{time}; the last entry is {position}",
            time=words.time(end.signed_at) or "–",
            position=words.number(end.position),
        ),
        wrong=wrong,
    )
