"""All row types, in the order in which a round inserts them.

Their fields are the columns that the migrations make; every row belongs to one app.
"""

from __future__ import annotations

from server_stub.storage.rows.books import (
    CheckpointRow,
    CounterRow,
    LedgerWalkRow,
    MetaRow,
    RestorationRow,
)
from server_stub.storage.rows.cards import (
    BatchRow,
    CampaignRow,
    CartonRow,
    CodeRow,
    CodeSecretRow,
    PackRow,
)
from server_stub.storage.rows.days import DayCloseRow
from server_stub.storage.rows.figures import FIGURE_ROW_TYPES
from server_stub.storage.rows.jobs import JOB_ROW_TYPES
from server_stub.storage.rows.portal import PORTAL_ROW_TYPES
from server_stub.storage.rows.printing import PRINT_ROW_TYPES
from server_stub.storage.rows.profiles import PROFILE_ROW_TYPES
from server_stub.storage.rows.recalls import RECALL_ROW_TYPES
from server_stub.storage.rows.redemption import REDEMPTION_ROW_TYPES
from server_stub.storage.rows.requests import RequestRow
from server_stub.storage.rows.sales import AnswerRow, CaseRow, SaleLineRow, SaleRow, VoidRow
from server_stub.storage.rows.scripts import ScriptRow
from server_stub.storage.rows.shop import AppRow, ArtworkRow, ServerRow, StoreRow
from server_stub.storage.rows.staff import (
    ApprovalRow,
    EnrolmentCodeRow,
    OperatorRow,
    OperatorSessionRow,
    PinFailuresRow,
    TillRow,
    TillSessionRow,
)
from server_stub.storage.rows.webhooks import WebhookCallRow, WebhookRow
from server_stub.storage.rows.wrong_tries import WrongTriesRow
from server_stub.storage.table import Row

# Those that others refer to come first: a round inserts in this order.
ROW_TYPES: tuple[type[Row], ...] = (
    AppRow,
    ServerRow,
    StoreRow,
    ArtworkRow,
    CampaignRow,
    BatchRow,
    CartonRow,
    PackRow,
    CodeRow,
    CodeSecretRow,
    TillRow,
    TillSessionRow,
    OperatorRow,
    PinFailuresRow,
    OperatorSessionRow,
    EnrolmentCodeRow,
    ApprovalRow,
    SaleRow,
    SaleLineRow,
    VoidRow,
    CaseRow,
    AnswerRow,
    CounterRow,
    CheckpointRow,
    MetaRow,
    RestorationRow,
    *REDEMPTION_ROW_TYPES,
    *PROFILE_ROW_TYPES,
    ScriptRow,
    *JOB_ROW_TYPES,
    *RECALL_ROW_TYPES,
    *PRINT_ROW_TYPES,
    WebhookRow,
    WebhookCallRow,
    DayCloseRow,
    *PORTAL_ROW_TYPES,
    RequestRow,
    LedgerWalkRow,
    *FIGURE_ROW_TYPES,
    WrongTriesRow,
)
