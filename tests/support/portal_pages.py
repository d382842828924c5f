"""Every page of the portal over a demo shop in which enough happened for each to have something to show.

The pages come from the table of pages: a new one is there by itself, and asks here for what it is about.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from card_contract.sale_id import SaleId
from server_stub.mail.postman import LIST_PATH
from server_stub.web.portal.route import PortalRoute
from server_stub.web.portal.table import PORTAL_ROUTES
from support.failed_jobs import add_failed_job
from support.portal_client import PortalClient
from support.portal_passkeys import ACCOUNT, PASSKEYS, made
from support.portal_shop import PortalShop
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess, run_command
from support.stored_rows import change_rows, read_rows

SCRIPTED = '"><script>ran()</script>'
PASSWORD = "demo-portal-admin"
NOBODYS = (LIST_PATH, "/portal/nowhere")
"""Pages beside the table that are open to everybody."""
ALSO = {
    "/portal/alarms": ("?state=closed",),
    "/portal/cards": ("?last_four={last_four}", "?receipt={receipt}"),
    "/portal/cases": ("?recall={recall}",),
    "/portal/customers": ("?name=ann",),
    "/portal/failed-jobs": ("?state=looked-at",),
    "/portal/ledger": ("?kind=sale.confirmed",),
    "/portal/live": ("?outcome=refused",),
    "/portal/recalls/{}": ("?effect=refund-due",),
    "/portal/status": ("?campaign=sync-fail",),
}
"""What pages are asked besides."""
_COUNTED_WITHIN_S = 60.0


def is_looked_at(route: PortalRoute) -> bool:
    """Whether it is a page that is looked at, and neither a file nor a stream."""
    return route.method == "GET" and not route.is_stream and not route.path.endswith(FILES)


FILES = (".csv", "/status/table", "/artworks/{}")
LOOKED_AT = tuple(filter(is_looked_at, PORTAL_ROUTES))


class PortalPages:
    """What happened; an administrator has signed in at ``staff``."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.staff = PortalClient(server.url)
        self._shop = PortalShop(server.url, server.demo)
        self._floor = RedemptionFloor(server)
        assert self.staff.sign_in("admin").status_code == 303
        self.subjects = dict(self._happened())

    def close(self) -> None:
        for each in (self.staff, self._shop, self._floor):
            each.close()

    def addresses(self, route: PortalRoute) -> Iterator[str]:
        """Where the page of a row is, and what it is asked besides."""
        at = route.path
        if route.subject:
            before = at.partition("{}")[0]
            at = at.replace("{}", self.subjects[before])
        yield at
        yield from (at + each.format_map(self.subjects) for each in ALSO.get(route.path, ()))

    def cookies(self) -> list[dict[str, str]]:
        """What lets a browser in, as the person at ``staff``."""
        return [
            {"name": each.name, "value": each.value or "", "url": self.server.url}
            for each in self.staff.http.cookies.jar
        ]

    def rename(self, text: str) -> None:
        """Give everything and everybody a name that begins so, as long as names may be, in one word."""
        data = self.server.data
        name, title = text.ljust(80, "W"), text.ljust(100, "W")
        for table, column in _NAMED:
            named = ("UPDATE", table, "SET", column, "= ? WHERE", column, "IS NOT NULL")
            change_rows(data, " ".join(named), name)
        change_rows(data, "UPDATE campaigns SET title = ?", title)
        columns = [row[1] for row in read_rows(data, "PRAGMA table_info(campaigns)")]
        copied = ("?" if each == "campaign" else each for each in columns)
        another = ("INSERT INTO campaigns (", ", ".join(columns), ") SELECT ", ", ".join(copied))
        change_rows(data, "".join((*another, " FROM campaigns WHERE campaign = 'plain'")), name)
        self.subjects["/portal/campaigns/"] = quote(quote(name, safe=""))

    # --- What happened ---------------------------------------------------------------------------

    def _happened(self) -> Iterator[tuple[str, str]]:
        yield from self._at_tills()
        yield from self._to_codes()
        yield from self._to_the_server()
        yield "/portal/campaigns/", "gift-25"
        yield "/portal/ledger/", "7"
        yield "/portal/operators/", "anna"
        yield "/portal/stores/", "harbour-12"
        yield "/portal/tills/", "T01"
        self._until_counted()

    def _at_tills(self) -> Iterator[tuple[str, str]]:
        shop, staff = self._shop, self.staff
        yield "/portal/holds/", shop.held_by_a_dead_till()
        sold, held, *rest = [next(shop.numbers) for _ in range(5)]
        sale = shop.till.sell(sold)
        recall = str(shop.recall_sold(sold, held, *rest))
        yield "/portal/recalls/", recall
        yield "recall", recall
        staff.wait_for(f"/portal/recalls/{recall}", "5 of 5")
        found = staff.get(f"/portal/cases?recall={recall}").text
        yield "/portal/cases/", _first(found, r"/portal/cases/(refund-due[^\"]+)")
        yield (
            "/portal/alarms/",
            _first(staff.get("/portal/alarms").text, r"/portal/alarms/([^\"]+)"),
        )
        yield "last_four", sold[-4:]
        yield "receipt", SaleId.parse(sale).receipt_number

    def _to_codes(self) -> Iterator[tuple[str, str]]:
        floor, staff = self._floor, self.staff
        ann = floor.customer("ann@example.com")
        for code in floor.codes("sync-fail", 2):
            ann.redeem(code)
        for code in (*floor.codes("plain", 2), "ABCDE-FGHJK"):
            ann.redeem(code)
        yield "/portal/customers/", ann.profile_id
        yield "/portal/cards/", _first(staff.get("/portal/failed").text, r"/portal/cards/(\d+)")
        begun = staff.fill("/portal/campaigns/plain/codes", quantity="3").headers["location"]
        staff.wait_for(begun, f"{begun}/list")
        yield "/portal/code-jobs/", begun.rpartition("/")[2]

    def _to_the_server(self) -> Iterator[tuple[str, str]]:
        data, staff = self.server.data, self.staff
        added = run_command(
            "webhook", "add", "books", "https://127.0.0.1:9/hook", "--data", str(data)
        )
        assert added.returncode == 0, added.stderr
        yield "/portal/webhooks/", "books"
        now_ms = int(time.time() * 1000)
        unseen = add_failed_job(self.server, 901, "recall", now_ms)
        looked = f"/portal/failed-jobs/{add_failed_job(self.server, 902, 'make-batch', now_ms)}"
        staff.submit(looked, f"{looked}/look", note="Begun anew once there was room")
        yield "/portal/failed-jobs/", unseen
        made(staff, "the key on my ring", password=PASSWORD)
        passkey = _first(staff.get(ACCOUNT).text, rf"{PASSKEYS}/([0-9a-f]{{64}})/remove")
        yield f"{PASSKEYS}/", passkey

    def _until_counted(self) -> None:
        counted = "/portal/status?campaign=sync-fail"
        self.staff.wait_for(counted, "/portal/status/table", limit_s=_COUNTED_WITHIN_S)


_NAMED: Sequence[tuple[str, str]] = (
    ("apps", "name"),
    ("attempts", "profile_name"),
    ("batches", "name"),
    ("codes", "redeemed_by_name"),
    ("operators", "name"),
    ("portal_passkeys", "name"),
    ("profiles", "name"),
    ("recalls", "note"),
    ("redemption_requests", "profile_name"),
    ("sales", "operator_name"),
    ("sales", "store_name"),
    ("sales", "till_name"),
    ("stores", "name"),
    ("stores", "address"),
    ("tills", "name"),
)


def _first(page: str, pattern: str) -> str:
    found: Any = re.search(pattern, page)
    assert found, f"{pattern} is not there"
    return str(found[1])
