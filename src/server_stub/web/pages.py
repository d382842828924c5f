"""The fixed pages: health, figures, the interface's description."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from card_contract.messages import Health
from server_stub.web.docs_page import docs_page
from server_stub.web.openapi import openapi
from server_stub.web.replies import JSON, Reply, encode
from server_stub.web.route import Route
from server_stub.web.services import Services


def fixed_pages(services: Services, routes: tuple[Route, ...]) -> dict[str, Callable[[], Reply]]:
    """Make the pages that need no session, by their paths.

    Those that describe the interface are written when they are first asked for: a till waits for
    its server to start.
    """

    @cache
    def description() -> Reply:
        return Reply(200, openapi(routes, version=services.version), JSON)

    @cache
    def documents() -> Reply:
        return Reply(
            200,
            docs_page(routes, version=services.version),
            b"text/html; charset=utf-8",
            headers=(
                (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
                (b"referrer-policy", b"no-referrer"),
            ),
        )

    return {
        "/healthz": partial(_health, services),
        "/metrics": partial(_figures, services),
        "/v1/openapi.json": description,
        "/v1/docs": documents,
    }


def _health(services: Services) -> Reply:
    reason = services.health.why_not_writable
    health = Health(
        writable=reason is None,
        version=services.version,
        server_time=services.clock.now_ms(),
        reason=reason,
        ledger_broken_at=services.checkpoints.broken_at,
    )
    return Reply(200 if reason is None else 503, encode(health), JSON)


def _figures(services: Services) -> Reply:
    page = services.observer.page(writable=services.health.why_not_writable is None)
    return Reply(200, page, b"text/plain; version=0.0.4; charset=utf-8")
