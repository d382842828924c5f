"""What the command line asks about apps, their servers and scripts, single codes, and jobs."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, Id, Name, Pin
from card_contract.states import CodeState, HoldState, StopReason
from card_contract.studio_messages import CodeForm
from server_stub.domain.attempt_rules import AttemptPhase, AttemptState
from server_stub.domain.campaign_rules import CAMPAIGN_NAME_MAX, INFO_BYTES_MAX
from server_stub.jobs.service import JobListed
from server_stub.queries.shop import AppListed
from server_stub.web.control_api.messages import OfApp

CampaignName = Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
AnyCampaign = Annotated[str, Meta(min_length=1, max_length=CAMPAIGN_NAME_MAX)]
"""One that there is: customers' servers name theirs as they like."""

_NOT_BLANK: Final = r"\S"
ScanCode = Annotated[str, Meta(max_length=100, pattern=_NOT_BLANK)]
Reason = Annotated[str, Meta(max_length=500, pattern=_NOT_BLANK)]
InfoText = Annotated[str, Meta(max_length=INFO_BYTES_MAX)]
Language = Annotated[str, Meta(pattern="^(en|de)$")]
IDLE_LOCK_S_MIN: Final = 30
IDLE_LOCK_S_MAX: Final = 7_200
"""As a till lets its own people choose."""
ScriptName = Annotated[str, Meta(pattern="^/[A-Za-z0-9_./-]{1,200}$")]


# --- Apps, servers, scripts ----------------------------------------------------------------------


class NewApp(OfApp, frozen=True, kw_only=True):
    """``app`` is the new app's id; drawn where it is left out."""

    app: Annotated[str, Meta(pattern="^([a-z0-9][a-z0-9-]{0,31})?$")] = ""
    name: Name
    store: Name
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] = "EUR"
    time_zone: Annotated[str, Meta(max_length=64)] = "Europe/Berlin"
    language: Language = "en"


class AppSwitch(OfApp, frozen=True, kw_only=True):
    disabled: bool


class AppSettings(OfApp, frozen=True, kw_only=True):
    """What is null stays as it is."""

    name: Name | None = None
    language: Language | None = None
    idle_lock_s: Annotated[int, Meta(ge=IDLE_LOCK_S_MIN, le=IDLE_LOCK_S_MAX)] | None = None


class AppShown(Answer, frozen=True, kw_only=True):
    """A shop as it is set up; of its secret nothing."""

    app_id: str
    name: str
    demo: bool
    language: str
    idle_lock_s: int
    disabled_at: int | None
    recall_signed_above: int
    print_signed_above: int
    proof_demanded: int
    code_acts_signed: bool


class AppChanged(Answer, frozen=True, kw_only=True):
    """Which settings have changed; none where all was so before."""

    changed: list[str]


class PrintRules(OfApp, frozen=True, kw_only=True):
    """How many cards one person prints alone, and how many of a batch are read back."""

    signed_above: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    proof_demanded: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None


class RecallSignedAbove(OfApp, frozen=True, kw_only=True):
    cards: Annotated[int, Meta(ge=0, le=1_000_000_000)]


class CodeActsSigned(OfApp, frozen=True, kw_only=True):
    signed: bool


class OfServer(OfApp, frozen=True, kw_only=True):
    server: Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class SecretAnswer(Answer, frozen=True, kw_only=True):
    """A secret, told this once."""

    name: str
    secret: str


class Apps(Answer, frozen=True, kw_only=True):
    apps: list[AppListed]


class ServerListed(msgspec.Struct, frozen=True, array_like=True):
    server_name: str
    created_at: int
    revoked_at: int | None


class Servers(Answer, frozen=True, kw_only=True):
    servers: list[ServerListed]


class OfScript(OfApp, frozen=True, kw_only=True):
    script: ScriptName


class NewScript(OfScript, frozen=True, kw_only=True):
    """What is not said stays as it was, and so does the secret unless a new one is wanted."""

    url: Annotated[str, Meta(max_length=500)]
    answers_status: bool | None = None
    limit_s: Annotated[float, Meta(ge=0.1, le=20.0)] | None = None
    new_secret: bool = False


class ScriptAdded(Answer, frozen=True, kw_only=True):
    """``secret`` is none where the script keeps the one that it had."""

    secret: str | None


class ShutScript(OfScript, frozen=True, kw_only=True):
    """``is_meant`` where campaigns that name it may be left without a script."""

    is_meant: bool = False


class StillNamed(Answer, frozen=True, kw_only=True):
    """The campaigns for whose sake the script was not shut; none where it was."""

    campaigns: list[str]


class ScriptListed(msgspec.Struct, frozen=True, array_like=True):
    """A webhook; or one in Python, which has no address, and says for itself what it answers."""

    script: str
    url: str = "(Python)"
    answers_status: bool | None = None
    limit_ms: int | None = None
    shut_at: int | None = None


class ScriptsListed(Answer, frozen=True, kw_only=True):
    scripts: list[ScriptListed]


# --- Campaigns without cards ---------------------------------------------------------------------


class Fulfilment(OfApp, frozen=True, kw_only=True):
    """How the goods of a campaign are delivered."""

    campaign: CampaignName
    info: InfoText = "{}"
    script: ScriptName | None = None
    is_async: bool = False
    retries_max: Annotated[int, Meta(ge=0, le=1_000)] = 0
    timeout_s: Annotated[int, Meta(ge=1, le=31_536_000)] = 3600


class NewPersonal(Fulfilment, frozen=True, kw_only=True):
    title: Name
    form: CodeForm = CodeForm.FIVE_BY_FIVE


class NewShared(Fulfilment, frozen=True, kw_only=True):
    scan_code: Annotated[str, Meta(max_length=20, pattern=_NOT_BLANK)]
    valid_start: Annotated[int, Meta(ge=0, le=2**53)]
    valid_end: Annotated[int, Meta(ge=0, le=2**53)]
    description: Annotated[str, Meta(max_length=1_000)] = ""
    redemptions_max: Annotated[int, Meta(ge=1, le=2**31)] | None = None


class Switch(OfApp, frozen=True, kw_only=True):
    campaign: AnyCampaign
    disabled: bool


# --- Single codes --------------------------------------------------------------------------------


class OfCode(OfApp, frozen=True, kw_only=True):
    campaign: AnyCampaign
    code: ScanCode


class AddOne(OfCode, frozen=True, kw_only=True):
    available: bool = False
    info: InfoText | None = None


class InformOne(OfCode, frozen=True, kw_only=True):
    info: InfoText


class InvalidateOne(OfCode, frozen=True, kw_only=True):
    reason: Reason


class FindCode(OfApp, frozen=True, kw_only=True):
    """By the code itself, by a card number, or by the id of a code or redemption."""

    code: ScanCode | None = None
    redemption: Annotated[int, Meta(ge=1)] | None = None


class AttemptListed(msgspec.Struct, frozen=True, array_like=True):
    attempt: int
    state: AttemptState
    phase: AttemptPhase
    profile_id: str
    script: str
    failure: str | None
    attempted_at: int
    ended_at: int | None


class CodeShown(Answer, frozen=True, kw_only=True):
    """A code as support may see it; of the code itself the last signs.

    ``info`` is its customCodeInfo, which ``code inform`` replaces whole.
    """

    redemption: int
    campaign: str
    state: CodeState
    info: str
    last_four: str | None = None
    batch: int | None = None
    hold: HoldState | None = None
    sale: str | None = None
    stop: StopReason | None = None
    redeemed_by: str | None = None
    invalidation_reason: str | None = None
    created_at: int
    activated_at: int | None = None
    redeemed_at: int | None = None
    invalidated_at: int | None = None
    version: int
    attempts: list[AttemptListed]


class OutcomeAnswer(Answer, frozen=True, kw_only=True):
    """What an act on a code came to, in the commands' word; and the code's id where it is a yes."""

    outcome: str
    redemption: int | None = None


class Recovery(OfApp, frozen=True, kw_only=True):
    """``second`` signs as well; then both prove who they are with their PINs."""

    redemption: Annotated[int, Meta(ge=1)]
    operator: Id
    reason: Reason
    act: Annotated[str, Meta(pattern="^(retry|release|fulfil)$")]
    key: Id
    pin: Pin | None = None
    second: Id | None = None
    second_pin: Pin | None = None


# --- Jobs ----------------------------------------------------------------------------------------


class NewCodes(OfApp, frozen=True, kw_only=True):
    campaign: AnyCampaign
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]
    form: CodeForm = CodeForm.FIVE_BY_FIVE
    include_check: bool = False
    prefix: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{0,32}\Z")] = ""
    available: bool = False
    info: InfoText | None = None
    key: Id


class JobBegun(OutcomeAnswer, frozen=True, kw_only=True):
    job: int | None = None


class OfJob(OfApp, frozen=True, kw_only=True):
    job: Annotated[int, Meta(ge=1)]


class CodesOfJob(OfJob, frozen=True, kw_only=True):
    """A page of a job's codes, after the one with this id."""

    after: Annotated[int, Meta(ge=0)] = 0
    operator: Id
    reason: Reason


class JobShown(Answer, frozen=True, kw_only=True):
    job: int
    state: str
    done: int
    total: int


class JobsShown(Answer, frozen=True, kw_only=True):
    jobs: list[JobListed]


class CodesShown(Answer, frozen=True, kw_only=True):
    codes: list[str]
    after: int
    is_last: bool


class Left(Answer, frozen=True, kw_only=True):
    """So many rows still name an old key; ``broken`` are those that no key opens, by name.

    Where many are left not all of them are looked at.
    """

    rows: int
    broken: list[str]
