"""The pages for customers, all of them: what stands here is served, checked and tested."""

from __future__ import annotations

from typing import Final

from server_stub.web.customer.redeeming import REDEEMING_ROUTES
from server_stub.web.customer.route import CustomerRoute
from server_stub.web.customer.scanning import SCANNING_ROUTES
from server_stub.web.customer.signing import SIGNING_ROUTES
from server_stub.web.customer.tastes import TASTE_ROUTES

CUSTOMER_ROUTES: Final[tuple[CustomerRoute, ...]] = (
    *REDEEMING_ROUTES,
    *SCANNING_ROUTES,
    *SIGNING_ROUTES,
    *TASTE_ROUTES,
)
