"""The rows of the redemption service: shared codes once somebody redeems them, and attempts.

A personal code's own row stands in ``rows``. Both kinds take their id from one counter, so an
attempt's ``redemption_id`` names one thing.
"""

from __future__ import annotations

from typing import ClassVar

from card_contract.states import CodeState
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase, AttemptState
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.table import Index, Row, primary


class SharedRow(Row, frozen=True, kw_only=True, array_like=True):
    """One profile's redemption of a shared code. Available means: given back by staff."""

    TABLE: ClassVar = "shared_redemptions"
    KEY: ClassVar = ("app_id", "redemption_id")

    app_id: AppId
    redemption_id: CodeId
    campaign: str
    profile_id: str
    profile_name: str
    state: CodeState
    custom_code_info: str = "{}"
    custom_redemption_info: str = "{}"
    attempt: int | None = None
    first_attempt: int = 0
    created_at: int
    redeemed_at: int | None = None
    updated_at: int
    version: int = 1


class AttemptRow(Row, frozen=True, kw_only=True, array_like=True):
    """One try at delivering the goods, by a script.

    ``profile_id`` is the player, also where ``asked_by`` (an actor as in the ledger) is staff.
    ``answered`` counts the script's answers, ``faults`` the calls that got none. ``due_at`` is when
    a worker has to look; it takes the attempt by a guarded update of ``lease_by`` and
    ``lease_until``, which leaves the version alone.
    """

    TABLE: ClassVar = "attempts"
    KEY: ClassVar = ("app_id", "redemption_id", "attempt")

    app_id: AppId
    redemption_id: CodeId
    attempt: int
    is_shared: bool
    campaign: str
    profile_id: str
    profile_name: str
    asked_by: str
    script: str
    is_async: bool
    state: AttemptState = AttemptState.IN_PROGRESS
    phase: AttemptPhase
    failure: AttemptFailure | None = None
    response: str | None = None
    answered: int = 0
    faults: int = 0
    attempted_at: int
    deadline_at: int
    due_at: int | None
    ended_at: int | None = None
    lease_by: str | None = None
    lease_until: int | None = None
    version: int = 1


SHARED = primary(SharedRow)
SHARED_OF_PROFILE = Index(SharedRow, ("app_id", "campaign", "profile_id"))
ATTEMPTS = primary(AttemptRow)
ATTEMPTS_OF_REDEMPTION = Index(AttemptRow, ("app_id", "redemption_id"))
ATTEMPTS_OF_PROFILE = Index(AttemptRow, ("app_id", "campaign", "profile_id"))

REDEMPTION_ROW_TYPES: tuple[type[Row], ...] = (SharedRow, AttemptRow)
