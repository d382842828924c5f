"""The pages of the portal, all of them: what stands here is served, checked and tested."""

from __future__ import annotations

from typing import Final

from server_stub.web.portal.account.pages import ACCOUNT_ROUTES
from server_stub.web.portal.campaigns.codes import CODE_ROUTES
from server_stub.web.portal.campaigns.editing import CAMPAIGN_EDIT_ROUTES
from server_stub.web.portal.campaigns.jobs import CODE_JOB_ROUTES
from server_stub.web.portal.campaigns.pages import CAMPAIGN_PAGE_ROUTES
from server_stub.web.portal.cards.pages import CARD_ROUTES
from server_stub.web.portal.home.pages import HOME_ROUTES
from server_stub.web.portal.route import PortalRoute
from server_stub.web.portal.sign_in.pages import SIGN_IN_ROUTES
from server_stub.web.portal.tastes import TASTE_ROUTES

PORTAL_ROUTES: Final[tuple[PortalRoute, ...]] = (
    *HOME_ROUTES,
    *CARD_ROUTES,
    *CAMPAIGN_PAGE_ROUTES,
    *CAMPAIGN_EDIT_ROUTES,
    *CODE_ROUTES,
    *CODE_JOB_ROUTES,
    *ACCOUNT_ROUTES,
    *SIGN_IN_ROUTES,
    *TASTE_ROUTES,
)
