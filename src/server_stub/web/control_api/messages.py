"""What the command line asks a running server. Not part of the terminal's interface."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from card_contract.messages import Answer, Done, Id, Name, Pin, Request
from card_contract.staff_messages import LockReason
from card_contract.states import CustodyRule, Role
from card_contract.studio_messages import IMPORT_CARDS_MAX, BatchFault, CodeForm
from server_stub.commands.imported_rows import MadeCard
from server_stub.queries.shop import CampaignListed, OperatorListed, TillListed
from server_stub.settings import Lines


class OfApp(Request, frozen=True, kw_only=True):
    """``app`` may be left out where the server has one app only."""

    app: str = ""


class IssueCode(OfApp, frozen=True, kw_only=True):
    """``store`` may be left out where the app has one store only."""

    till_name: Name
    store: str = ""


class SetStore(OfApp, frozen=True, kw_only=True):
    """What is null stays as it is; ``store`` may be left out where the app has one store only."""

    store: str = ""
    name: Name | None = None
    address: Lines | None = None
    header: Lines | None = None
    legal: Lines | None = None
    custody_rule: CustodyRule | None = None


class TakeOn(OfApp, frozen=True, kw_only=True):
    operator: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,31}$")]
    name: Name
    role: Role
    pin: Pin
    badge: Annotated[str, Meta(pattern="^B[0-9]{17}$")] | None = None


class Unlock(OfApp, frozen=True, kw_only=True):
    """With a ``reason`` a lock by hand is lifted, too."""

    operator: Id
    pin: Pin | None = None
    reason: LockReason | None = None


class Lock(OfApp, frozen=True, kw_only=True):
    operator: Id
    reason: LockReason


class WasSo(Done, frozen=True, kw_only=True):
    """``was_so`` before anybody asked for it now: then nothing has changed."""

    was_so: bool = False


class InviteToPortal(OfApp, frozen=True, kw_only=True):
    operator: Id


class PortalInvitation(Answer, frozen=True, kw_only=True):
    """What stands behind the # of the link to set a first password, and until when it is good."""

    invitation: str
    expires_at: int


class GiveRole(OfApp, frozen=True, kw_only=True):
    operator: Id
    role: Role


class Disable(OfApp, frozen=True, kw_only=True):
    operator: Id


class Enable(OfApp, frozen=True, kw_only=True):
    operator: Id
    reason: LockReason


class Revoke(OfApp, frozen=True, kw_only=True):
    till: Id
    reason: LockReason


class NewCampaign(OfApp, frozen=True, kw_only=True):
    """A campaign of cards: with card numbers of ``issuer``, or with the code as barcode."""

    campaign: Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    title: Name
    price_minor: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    issuer: Annotated[str, Meta(pattern="^9[0-8][0-9]{4}$")] | None = None
    form: CodeForm = CodeForm.FIVE_BY_FIVE


class NewBatch(OfApp, frozen=True, kw_only=True):
    campaign: Id
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]
    cards_per_pack: Annotated[int, Meta(ge=1, le=10_000)] = 10
    packs_per_carton: Annotated[int, Meta(ge=1, le=10_000)] = 10
    name: Annotated[str, Meta(max_length=80)] = ""


class BatchBegun(Answer, frozen=True, kw_only=True):
    """A batch and the job that makes it; or why there is none."""

    batch: int
    job: int
    faults: tuple[BatchFault, ...] = ()


class MadeElsewhere(OfApp, frozen=True, kw_only=True):
    """A piece of a file of cards; ``dry_run`` only asks what would become of it."""

    campaign: Id
    cards: Annotated[list[MadeCard], Meta(min_length=1, max_length=IMPORT_CARDS_MAX)]
    dry_run: bool = False


class OfBatch(OfApp, frozen=True, kw_only=True):
    batch: Annotated[int, Meta(ge=1)]


class BatchesFrom(OfApp, frozen=True, kw_only=True):
    before: int | None = None


class EndBatch(OfBatch, frozen=True, kw_only=True):
    operator: Id


class LabelsFrom(OfBatch, frozen=True, kw_only=True):
    of_cartons: bool = False
    after: Annotated[int, Meta(ge=0)] = 0


class Operators(Answer, frozen=True, kw_only=True):
    operators: list[OperatorListed]


class Tills(Answer, frozen=True, kw_only=True):
    tills: list[TillListed]


class Campaigns(Answer, frozen=True, kw_only=True):
    campaigns: list[CampaignListed]
