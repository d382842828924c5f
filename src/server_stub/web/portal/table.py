"""The pages of the portal, all of them: what stands here is served, checked and tested."""

from __future__ import annotations

from typing import Final

from server_stub.web.portal.account.pages import ACCOUNT_ROUTES
from server_stub.web.portal.account.passkeys import PASSKEY_ROUTES
from server_stub.web.portal.alarms.cases import CASE_ROUTES
from server_stub.web.portal.alarms.pages import ALARM_ROUTES
from server_stub.web.portal.campaigns.codes import CODE_ROUTES
from server_stub.web.portal.campaigns.editing import CAMPAIGN_EDIT_ROUTES
from server_stub.web.portal.campaigns.jobs import CODE_JOB_ROUTES
from server_stub.web.portal.campaigns.pages import CAMPAIGN_PAGE_ROUTES
from server_stub.web.portal.campaigns.pictures import PICTURE_ROUTES
from server_stub.web.portal.cards.pages import CARD_ROUTES
from server_stub.web.portal.customers.pages import CUSTOMER_ROUTES
from server_stub.web.portal.failed.jobs import FAILED_JOB_ROUTES
from server_stub.web.portal.failed.pages import FAILED_ROUTES
from server_stub.web.portal.health.pages import HEALTH_ROUTES
from server_stub.web.portal.home.pages import HOME_ROUTES
from server_stub.web.portal.ledger.pages import LEDGER_ROUTES
from server_stub.web.portal.live.pages import LIVE_ROUTES
from server_stub.web.portal.recalls.pages import RECALL_ROUTES
from server_stub.web.portal.route import PortalRoute
from server_stub.web.portal.shop.hiring import HIRING_ROUTES
from server_stub.web.portal.shop.holds import HOLD_ROUTES
from server_stub.web.portal.shop.operators import OPERATOR_ROUTES
from server_stub.web.portal.shop.stores import STORE_ROUTES
from server_stub.web.portal.shop.tills import TILL_ROUTES
from server_stub.web.portal.sign_in.pages import SIGN_IN_ROUTES
from server_stub.web.portal.status.pages import STATUS_ROUTES
from server_stub.web.portal.tastes import TASTE_ROUTES
from server_stub.web.portal.webhooks.pages import WEBHOOK_ROUTES

PORTAL_ROUTES: Final[tuple[PortalRoute, ...]] = (
    *HOME_ROUTES,
    *CARD_ROUTES,
    *RECALL_ROUTES,
    *STORE_ROUTES,
    *TILL_ROUTES,
    *OPERATOR_ROUTES,
    *HIRING_ROUTES,
    *HOLD_ROUTES,
    *CASE_ROUTES,
    *ALARM_ROUTES,
    *LEDGER_ROUTES,
    *CUSTOMER_ROUTES,
    *FAILED_ROUTES,
    *FAILED_JOB_ROUTES,
    *STATUS_ROUTES,
    *LIVE_ROUTES,
    *CAMPAIGN_PAGE_ROUTES,
    *PICTURE_ROUTES,
    *CAMPAIGN_EDIT_ROUTES,
    *CODE_ROUTES,
    *WEBHOOK_ROUTES,
    *HEALTH_ROUTES,
    *CODE_JOB_ROUTES,
    *ACCOUNT_ROUTES,
    *PASSKEY_ROUTES,
    *SIGN_IN_ROUTES,
    *TASTE_ROUTES,
)
