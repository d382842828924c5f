"""The answers of the redemption service's commands: an outcome, and what is told beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from server_stub.code_snapshot import CodeSnapshot
from server_stub.domain.ids import CodeId
from server_stub.domain.redemption_outcomes import NOT_FINAL, RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.storage.change import Change, LedgerEntry
from server_stub.storage.rows.cards import CodeSecretRow, UseType


class Outcome(Struct, frozen=True, kw_only=True):
    """An outcome alone."""

    outcome: RedemptionOutcome
    at: int
    replayed: bool = False


A = TypeVar("A", bound=Outcome)


def told(
    answer: A, changes: Sequence[Change] = (), entries: Sequence[LedgerEntry] = ()
) -> Decision[A]:
    """Decide on this answer; one that is not final is not kept."""
    return Decision(answer, changes, entries, kept=answer.outcome not in NOT_FINAL)


class Meant(Struct, frozen=True, kw_only=True):
    """What a request was about, for staff alone: of a refused one its player learns nothing.

    ``redemption_id`` is None where the campaign is all that is known.
    """

    campaign: str
    redemption_id: CodeId | None


class CodeAnswer(Outcome, frozen=True, kw_only=True):
    """An outcome and, where it is a yes, the code as it is now."""

    code: CodeSnapshot | None = None

    @property
    def code_id(self) -> CodeId | None:
        return None if self.code is None else self.code.redemption_id

    @property
    def meant(self) -> Meant | None:
        """What was asked for, as far as the answer says."""
        if self.code is None:
            return None
        return Meant(campaign=self.code.campaign, redemption_id=self.code.redemption_id)


class ScriptCall(Struct, frozen=True, kw_only=True):
    """What a script has to be called with. The scan code of a personal code is put in by who calls.

    Redemption id and attempt name the call for ever. ``operation`` and the rest of the input follow
    from the attempt's phase. ``asks_first`` where nobody knows what the attempt of before has done.
    """

    redemption_id: CodeId
    attempt: int
    script: str
    is_async: bool
    campaign: str
    use_type: UseType
    profile_id: str
    custom_code_info: str
    custom_redemption_info: str
    shared_scan_code: str | None
    deadline_at: int
    asks_first: bool = False


class RedeemAnswer(CodeAnswer, frozen=True, kw_only=True, omit_defaults=True):
    """A redemption's answer.

    BEGUN comes with the ``call`` to make, after which the attempt is reported. A replayed BEGUN is
    not called again: the attempt's row says how far it has come. A refusal may have ``about``. A
    fresh answer about a personal code has its ``secret``, as it was found.
    """

    call: ScriptCall | None = None
    about: Meant | None = None
    secret: CodeSecretRow | None = None


class AttemptAnswer(CodeAnswer, frozen=True, kw_only=True):
    """What an attempt came to.

    REDEEMED, CONTINUES, SCRIPT_REFUSED, SCRIPT_BROKEN or TIMED_OUT; IN_PROGRESS while it is in
    doubt. ``replayed`` says that it had ended before.
    """
