"""The routes of the command line: for whoever holds the server's keys, and for nobody else."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Done, EnrolmentCodeAnswer
from card_contract.studio_messages import (
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    ImportAnswer,
    LabelsAnswer,
)
from server_stub.web.control_api import batches, staff
from server_stub.web.control_api.alarms import ALARM_CONTROL_ROUTES
from server_stub.web.control_api.campaigns import CAMPAIGN_CONTROL_ROUTES
from server_stub.web.control_api.cases import CASE_CONTROL_ROUTES
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.custody import CUSTODY_CONTROL_ROUTES
from server_stub.web.control_api.customers import CUSTOMER_CONTROL_ROUTES
from server_stub.web.control_api.exports import EXPORT_CONTROL_ROUTES
from server_stub.web.control_api.fulfilment import FULFILMENT_CONTROL_ROUTES
from server_stub.web.control_api.holds import HOLD_CONTROL_ROUTES
from server_stub.web.control_api.ledger import LEDGER_CONTROL_ROUTES
from server_stub.web.control_api.messages import (
    BatchBegun,
    BatchesFrom,
    Campaigns,
    Disable,
    Enable,
    EndBatch,
    GiveRole,
    InviteToPortal,
    IssueCode,
    LabelsFrom,
    Lock,
    MadeElsewhere,
    NewBatch,
    OfApp,
    OfBatch,
    Operators,
    PortalInvitation,
    Revoke,
    SetStore,
    TakeOn,
    Tills,
    Unlock,
    WasSo,
)
from server_stub.web.control_api.recalls import RECALL_CONTROL_ROUTES
from server_stub.web.control_api.redemption_table import REDEMPTION_CONTROL_ROUTES
from server_stub.web.control_api.restoration import RESTORATION_CONTROL_ROUTES
from server_stub.web.control_api.webhooks import WEBHOOK_CONTROL_ROUTES
from server_stub.web.route import Route

CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("issue-code", "Let a new till in.", staff.issue_code, IssueCode, EnrolmentCodeAnswer),
    control("set-store", "Say what receipts say.", staff.set_store, SetStore, Done),
    control("campaigns", "All campaigns.", batches.campaigns, OfApp, Campaigns),
    control("open-batch", "Begin a batch.", batches.open_batch, NewBatch, BatchBegun),
    control("batches", "The batches.", batches.batches, BatchesFrom, BatchesAnswer),
    control("batch", "One batch.", batches.show_batch, OfBatch, BatchDetail),
    control("cancel-batch", "Cancel a batch.", batches.cancel_batch, EndBatch, BatchAnswer),
    control("labels", "Labels of a batch.", batches.labels, LabelsFrom, LabelsAnswer),
    control("import-cards", "Take cards in.", batches.import_cards, MadeElsewhere, ImportAnswer),
    control("tills", "All tills.", staff.tills, OfApp, Tills),
    control("revoke", "Shut a till out.", staff.revoke, Revoke, WasSo),
    control("operators", "All operators.", staff.operators, OfApp, Operators),
    control("take-on", "Take a person on.", staff.take_on, TakeOn, Done),
    control("lock", "Lock a person by hand.", staff.lock, Lock, WasSo),
    control("unlock", "Forgive wrong PINs; set a new PIN.", staff.unlock, Unlock, Done),
    control(
        "portal-invite",
        "Let a person set a password for the portal.",
        staff.invite_to_portal,
        InviteToPortal,
        PortalInvitation,
    ),
    control("give-role", "Give a person another role.", staff.give_role, GiveRole, WasSo),
    control("disable", "Let nobody sign in as this person.", staff.disable, Disable, WasSo),
    control("enable", "Let a person sign in again.", staff.enable, Enable, WasSo),
    *CAMPAIGN_CONTROL_ROUTES,
    *REDEMPTION_CONTROL_ROUTES,
    *WEBHOOK_CONTROL_ROUTES,
    *FULFILMENT_CONTROL_ROUTES,
    *RESTORATION_CONTROL_ROUTES,
    *CUSTODY_CONTROL_ROUTES,
    *ALARM_CONTROL_ROUTES,
    *LEDGER_CONTROL_ROUTES,
    *EXPORT_CONTROL_ROUTES,
    *RECALL_CONTROL_ROUTES,
    *HOLD_CONTROL_ROUTES,
    *CASE_CONTROL_ROUTES,
    *CUSTOMER_CONTROL_ROUTES,
)
