"""How a terminal becomes a till and proves itself: enrolment, till sessions, revocation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from msgspec import Struct

from card_contract.messages import JournalEnd
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from server_stub.commands.alarms import alarm
from server_stub.commands.askers import AskedFor
from server_stub.commands.restoration import needs_of_telling, stage_without
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import ALL_APPS, AppId, StoreId, TillId
from server_stub.domain.names import turns_letters
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS, RESTORATIONS, CounterRow
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import (
    ENROLMENT_CODES,
    TILL_SESSIONS,
    TILLS,
    EnrolmentCodeRow,
    TillRow,
    TillSessionRow,
)
from server_stub.storage.table import Need

ENROLMENT_CODE_MS: Final = 15 * 60 * 1000


class Issued(Struct, frozen=True, kw_only=True):
    expires_at: int


class Enrolled(Struct, frozen=True, kw_only=True):
    till_id: str
    till_name: str
    store_id: str
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEnrolmentCode(AskedFor):
    """Let one new till into a store; only the code's hash comes here."""

    answer_type: ClassVar = Issued

    store_id: StoreId
    till_name: str
    code_hash: str
    created_by: str

    def needs(self) -> Iterable[Need]:
        return (STORES.at(self.app_id, self.store_id), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[Issued]:
        refusal = self.refusal_of_asker(rows, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        if rows.find(STORES, self.app_id, self.store_id) is None:
            return refuse(Refusal.NOT_FOUND)
        if turns_letters(self.till_name):
            return refuse(Refusal.MALFORMED)
        expires_at = now_ms + ENROLMENT_CODE_MS
        row = EnrolmentCodeRow(
            code_hash=self.code_hash,
            app_id=self.app_id,
            store_id=self.store_id,
            till_name=self.till_name,
            created_by=self.created_by,
            created_at=now_ms,
            expires_at=expires_at,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="enrolment.issued",
            actor=self.created_by,
            subject=self.till_name,
            detail={"store": self.store_id, "expires_at": expires_at},
        )
        return Decision(Issued(expires_at=expires_at), (Insert(row),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolTill:
    """A till comes with a code and its public key.

    The code is the idempotency key and the public key the fingerprint: a till whose answer was lost
    gets it again, and a second till with the same code is told that the key was used.
    """

    answer_type: ClassVar = Enrolled

    app_id: AppId
    code_hash: str
    public_key: bytes

    @property
    def key(self) -> str:
        return f"ENROL/{self.code_hash}"

    def fingerprint(self) -> bytes:
        return self.public_key

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def needs(self) -> Iterable[Need]:
        return (
            ENROLMENT_CODES.at(self.code_hash),
            COUNTERS.at(ALL_APPS, "till"),
            RESTORATIONS.at(self.app_id),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Enrolled]:
        code = rows.find(ENROLMENT_CODES, self.code_hash)
        if code is None or code.till_id is not None or now_ms >= code.expires_at:
            return refuse(Refusal.ENROLMENT_CODE_INVALID)
        counter = rows.find(COUNTERS, ALL_APPS, "till")
        number = 1 if counter is None else counter.value + 1
        till_id = TillId(f"T{number:02d}")
        restoration = rows.find(RESTORATIONS, self.app_id)
        till = TillRow(
            app_id=code.app_id,
            till_id=till_id,
            store_id=code.store_id,
            name=code.till_name,
            public_key=self.public_key,
            enrolled_by=code.created_by,
            enrolled_at=now_ms,
            last_seen_at=now_ms,
            told_epoch=0 if restoration is None else restoration.epoch,  # it knows of nothing yet
        )
        counted: Change = (
            Insert(CounterRow(app_id=ALL_APPS, name="till", value=number))
            if counter is None
            else changed(counter, value=number)
        )
        entry = LedgerEntry(
            app_id=code.app_id,
            kind="till.enrolled",
            actor=code.created_by,
            subject=till_id,
            detail={"name": till.name, "store": till.store_id, "key": self.public_key.hex()},
        )
        changes = (changed(code, used_at=now_ms, till_id=till_id), counted, Insert(till))
        return Decision(_enrolled(till), changes, (entry,))


def _enrolled(till: TillRow) -> Enrolled:
    return Enrolled(till_id=till.till_id, till_name=till.name, store_id=till.store_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTillSession(Unstored):
    """A till has signed a challenge; the session's id is made of it, so it serves once.

    What it presents is kept. A journal that ends before it once did was put back or made from a
    copy; one of a new generation has lost what the one before it did not tell. Either is an alarm.
    """

    answer_type: ClassVar = Noted

    till_id: TillId
    session_id: str
    mac_key_sealed: bytes
    seal_key_id: str
    expires_at: int
    journal: JournalEnd | None = None
    checkpoint_position: int | None = None
    checkpoint_fits: bool = True

    def needs(self) -> Iterable[Need]:
        return (TILLS.at(self.app_id, self.till_id), TILL_SESSIONS.at(self.session_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is None or rows.find(TILL_SESSIONS, self.session_id) is not None:
            return refuse(Refusal.BAD_SIGNATURE)
        if till.revoked_at is not None:
            return refuse(Refusal.TILL_REVOKED)
        row = TillSessionRow(
            session_id=self.session_id,
            app_id=self.app_id,
            till_id=self.till_id,
            mac_key_sealed=self.mac_key_sealed,
            seal_key_id=self.seal_key_id,
            opened_at=now_ms,
            expires_at=self.expires_at,
        )
        presented = (
            {}
            if self.journal is None
            else {
                "journal_generation": self.journal.generation,
                "journal_sequence": self.journal.sequence,
            }
        )
        if self.checkpoint_position is not None:
            presented |= {
                "checkpoint_position": self.checkpoint_position,
                "checkpoint_at": now_ms,
                "checkpoint_fits": self.checkpoint_fits,
            }
        seen = changed(till, last_seen_at=now_ms, **presented)
        raised = self._alarm_of_gap(till, now_ms)
        if raised is None:
            return Decision(Noted(), (Insert(row), seen))
        case, entry = raised
        return Decision(Noted(), (Insert(row), seen, case), (entry,))

    def _alarm_of_gap(self, till: TillRow, now_ms: int) -> tuple[Insert, LedgerEntry] | None:
        if self.journal is None or till.journal_generation is None:
            return None
        was = (till.journal_generation, till.journal_sequence or 0)
        now = (self.journal.generation, self.journal.sequence)
        if now[0] == was[0] and now[1] >= was[1]:
            return None
        return alarm(
            self.app_id,
            CaseKind.TILL_GAP,
            f"{CaseKind.TILL_GAP}:{self.till_id}:{now_ms}",
            now_ms,
            actor=f"till:{self.till_id}",
            till_id=till.till_id,
            store_id=till.store_id,
            detail=f"{was[0]}-{was[1]:06d} {now[0]}-{now[1]:06d}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTillSeen(Unstored):
    """A till was heard of; noted now and then, so that a manager knows which tills are silent."""

    answer_type: ClassVar = Noted

    till_id: TillId
    seen_at: int

    def needs(self) -> Iterable[Need]:
        return (TILLS.at(self.app_id, self.till_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is None or (till.last_seen_at or 0) >= self.seen_at:
            return Decision(Noted())
        return Decision(Noted(), (changed(till, last_seen_at=self.seen_at),))


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTill(AskedFor):
    """Call a till otherwise from now on."""

    answer_type: ClassVar = Noted

    till_id: TillId
    name: str
    renamed_by: str

    def needs(self) -> Iterable[Need]:
        return (TILLS.at(self.app_id, self.till_id), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.refusal_of_asker(rows, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is None:
            return refuse(Refusal.NOT_FOUND)
        if turns_letters(self.name):
            return refuse(Refusal.MALFORMED)
        if till.name == self.name:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="till.renamed",
            actor=self.renamed_by,
            subject=self.till_id,
            detail={"name": self.name, "was": till.name},
        )
        return Decision(Noted(), (changed(till, name=self.name),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeTill(AskedFor):
    """Shut a till out for good; its open sales are settled elsewhere."""

    answer_type: ClassVar = Noted

    till_id: TillId
    revoked_by: str
    reason: str

    def needs(self) -> Iterable[Need]:
        return (
            TILLS.at(self.app_id, self.till_id),
            *needs_of_telling(self.app_id),
            *self.asker(),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.refusal_of_asker(rows, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is None:
            return refuse(Refusal.NOT_FOUND)
        if till.revoked_at is not None:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="till.revoked",
            actor=self.revoked_by,
            subject=self.till_id,
            detail={"reason": self.reason},
        )
        change = changed(till, revoked_at=now_ms, revoked_by=self.revoked_by)
        # Nobody waits for what it has not told since a restore: it is never heard of again.
        more = stage_without(rows, self.app_id, self.till_id)
        return Decision(Noted(), (change, *more), (entry,))
