"""Measures every page of the portal over HTTP in a large shop, against its first page.

``portal.py [--codes N] [--entries N] [--rounds R] [--long]``. A real server over a shop with a
million cards and a ledger as long; with ``--long`` it is PostgreSQL with five million cards and ten
million entries, its disk settings as they come. What an administrator may look at is walked as the
table of pages has it, round by round: where a page needs a subject, one that another page links to;
of a list the first page, the next and the last; what is sought by a form; of a file its beginning.
A stop-sale and a recall have decided a whole batch of 100,000 cards each. Told are the median and
the 95th percentile of each page, the ratio of its median to the first page's in the same rounds,
for milliseconds are those of the machine and its neighbours, and on PostgreSQL how many statements
the page takes.
"""

from __future__ import annotations

import argparse
import html
import math
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode

import httpx

from card_contract.card_number import CardNumber
from card_contract.states import Role
from large_shop import InFile, InPostgres, fill, make_shop
from own_server import Server
from server_stub.storage.sealing import Keys
from server_stub.web.portal.route import ROOT, Found, PortalRoute, PortalTable
from server_stub.web.portal.status.pages import TABLE
from server_stub.web.portal.table import PORTAL_ROUTES
from shop_rows import (
    CAMPAIGN,
    CASES,
    FIRST,
    FIRST_BATCH,
    ISSUER,
    NOW,
    OF_BATCH,
    PEOPLE,
    REQUEST_EVERY_MS,
    REQUESTS,
    TILLS,
    receipt,
)

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.postgres import postgres_server, put_into_postgres, query
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess

WARM_UPS: Final = 2
TRIES: Final = 3
COUNTED_WITHIN_S: Final = 1800
RECALLED_WITHIN_S: Final = 1800
LIMIT_MS: Final = 300
STATEMENTS_MAX: Final = 15
"""A handful, those by which any page knows who looks at it, and what the server does meanwhile."""
ON_DISK: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "shared_preload_libraries": "pg_stat_statements",
}


# --- Which pages there are ------------------------------------------------------------------------


A_CARD: Final = CardNumber.build(issuer=ISSUER, batch=FIRST_BATCH, sequence=1).digits
A_DAY: Final = time.strftime("%Y-%m-%d", time.gmtime(NOW // 1000))
SEEDS: Final = (
    "/portal/cards?last_four=0007",
    f"/portal/cards?receipt={receipt(FIRST)}",
    "/portal/customers?name=player 10",
    "/portal/customers/p0",
    "/portal/live?customer=p0",
    "/portal/live?customer=nobody",
    "/portal/live?outcome=refused",
    "/portal/live?campaign=gift-50",
    f"/portal/ledger?card={A_CARD}",
    f"/portal/ledger?receipt={receipt(FIRST)}",
    "/portal/ledger?kind=sale.confirmed",
    "/portal/ledger?kind=store.set",
    "/portal/ledger?operator=mia",
    "/portal/ledger?operator=nobody",
    "/portal/ledger?till=T0042",
    "/portal/ledger?till=T01",
    f"/portal/ledger?from={A_DAY}&to={A_DAY}&till=T0042",
    "/portal/ledger?from=2020-01-01&to=2020-01-02",
)
"""Pages that no other page links to: with much to find, with little, and with nothing."""
LINK: Final = re.compile(r'href="(/portal[^"#]*)"')
NEXT: Final = re.compile(r'href="(/portal[^"]*)" rel="next"')
LAST: Final = {
    "/portal/alarms": {"before": f"{NOW - FIRST - CASES + 40}.probed:1:1"},
    "/portal/cases": {"after": f"{NOW - FIRST - 40}.probed:1:1"},
    "/portal/cards": {"before": str(FIRST + 100_000)},
    "/portal/live": {"before": f"{NOW - (REQUESTS - 400) * REQUEST_EVERY_MS}-a"},
    "/portal/tills": {"after": f"T{TILLS - 20:04}"},
    "/portal/operators": {"after": f"p{PEOPLE - 20:04}"},
}
"""Where the last page of a list begins; of others that count back it is with the number 40."""


@dataclass(slots=True)
class Walk:
    """The pages that were found, by what they are called in the report."""

    browser: PortalClient
    table: PortalTable = field(default_factory=lambda: PortalTable(PORTAL_ROUTES))
    pages: dict[str, str] = field(default_factory=dict)
    searches: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Where something is sought that stands in no address, and what; each leads to a page."""
    _to_see: list[str] = field(default_factory=list)

    def find(self, also: list[str]) -> None:
        """Look at every page, at one that each of the others leads to, and at these."""
        rows = [row for row in PORTAL_ROUTES if is_walked(row)]
        self._to_see = [*SEEDS, *also, *(row.path for row in rows if not row.subject)]
        while self._to_see:
            self._look(self._to_see.pop(0))
        self.browser.get(ROOT)  # its token serves for all forms

    def missed(self) -> list[str]:
        """The rows of the table that no page has led to."""
        seen = {name.partition(" ")[0] for name in self.pages}
        return [row.path for row in PORTAL_ROUTES if is_walked(row) and row.path not in seen]

    def ask(self, name: str) -> None:
        """Look at a page, or seek something: it has to be there."""
        if name in self.searches:
            path, what = self.searches[name]
            answer = self.browser.send(path, what=what)
        else:
            answer = self._open(self.pages[name])
        if answer.status_code != (303 if name in self.searches else 200):
            raise SystemExit(f"{name} answered {answer.status_code}")

    def _open(self, path: str) -> httpx.Response:
        """Take a page as a whole, and of a file what comes first."""
        with self.browser.http.stream("GET", path) as answer:
            if "content-disposition" in answer.headers:
                next(answer.iter_raw(), b"")
            else:
                answer.read()
        return answer

    @property
    def names(self) -> list[str]:
        return [*self.pages, *self.searches]

    def _look(self, path: str) -> None:
        found = self.table.find("GET", unquote(path.partition("?")[0]))
        if not isinstance(found, Found) or not is_walked(found.route):
            return
        asked = path.partition("?")[2]
        seed = [unquote(asked)] if path in SEEDS else sorted(dict(parse_qsl(asked)))
        name = " ".join([found.route.path, *seed])
        if name in self.pages:
            return
        answer = self._open(path)
        if answer.status_code == 404 and path == found.route.path:
            return  # it is a page of something, which a link to it says
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        self.pages[name] = path
        if not answer.headers["content-type"].startswith("text/html"):
            return
        self._to_see += [html.unescape(link) for link in LINK.findall(answer.text)]
        onward = NEXT.search(answer.text)
        if onward is not None:
            self._pages_of(name, html.unescape(onward[1]))

    def _pages_of(self, name: str, onward: str) -> None:
        """The next page of a list, and its last one."""
        path, _, asked = onward.partition("?")
        query = dict(parse_qsl(asked))
        self.pages.setdefault(f"{name} (next)", onward)
        last = LAST.get(path, {"before": "40"} if "before" in query else {})
        if last:
            self.pages.setdefault(f"{name} (last)", f"{path}?{urlencode(query | last)}")


def is_walked(row: PortalRoute) -> bool:
    return row.method == "GET" and Role.ADMINISTRATOR in row.roles and not row.is_stream


# --- Measuring ------------------------------------------------------------------------------------


def measure(walk: Walk, rounds: int) -> dict[str, list[float]]:
    """The time from request to answer (ms), round by round."""
    times: dict[str, list[float]] = {name: [] for name in walk.names}
    for number in range(rounds + WARM_UPS):
        for name in walk.names:
            began = time.perf_counter()
            walk.ask(name)
            took = (time.perf_counter() - began) * 1000
            if number >= WARM_UPS:
                times[name].append(took)
    return times


def counted(walk: Walk, url: str) -> dict[str, int]:
    """How many statements each page takes: the fewest of a few times, for the server has more to do
    meanwhile than to show a page.
    """
    said = "SELECT sum(calls)::bigint FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat%'"
    query(url, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    statements = {}
    for name in walk.names:
        found = []
        for _ in range(TRIES):
            ((before,),) = query(url, said)
            walk.ask(name)
            ((after,),) = query(url, said)
            found.append(after - before)
        statements[name] = min(found)
    return statements


def report(
    times: dict[str, list[float]], statements: dict[str, int], missed: list[str]
) -> list[str]:
    """Print what was measured; returns the pages that did not keep within the limits."""
    home = statistics.median(times[ROOT])
    worst = {name: p95(measured) for name, measured in times.items()}
    over = [name for name in times if worst[name] > LIMIT_MS]
    over += [name for name, number in statements.items() if number > STATEMENTS_MAX]
    width = max(map(len, times))
    print(f"{'page':<{width}} {'p50 ms':>8} {'p95 ms':>8} {'to Home':>8} {'statements':>10}")
    for name in sorted(times, key=lambda each: -worst[each]):
        median, number = statistics.median(times[name]), statements.get(name, "")
        said = f"{median:>8.1f} {worst[name]:>8.1f} {median / home:>8.2f} {number:>10}"
        print(f"{name:<{width}} {said}{'  over' if name in over else ''}")
    for path in missed:
        print(f"{path:<{width}} was not reached: no page leads to it")
    print(f"(at most {LIMIT_MS} ms at p95, and {STATEMENTS_MAX} statements)")
    return sorted(set(over))


def p95(measured: list[float]) -> float:
    """What 95 of 100 were at most."""
    return sorted(measured)[math.ceil(len(measured) * 0.95) - 1]


def happen(url: str, folder: Path, batches: list[int]) -> tuple[list[str], str]:
    """What some pages need: recalls, a held sale, a job, a failed redemption; where these lead, and
    the code that failed.
    """
    served = ServerProcess(folder)
    served.url = url
    shop, floor = PortalShop(url, served.demo), RedemptionFloor(served)
    shop.held_by_a_dead_till()
    shop.stop_sale(*(next(shop.numbers) for _ in range(5)))
    (code,) = floor.codes("sync-fail")
    floor.customer().redeem(code)
    staff = PortalClient(url)
    staff.sign_in("admin")
    card = staff.submit("/portal/cards", "/portal/cards", what=code).headers["location"]
    begun = staff.fill("/portal/campaigns/plain/codes", quantity="1").headers["location"]
    staff.wait_for(begun, f"{begun}/list")
    recall_batches(shop, staff, batches)
    for each in (shop, floor, staff):
        each.close()
    acts = ("retry", "release", "fulfil", "reveal")
    return [begun, f"{begun}/list", *(f"{card}/{act}" for act in acts)], code


def recall_batches(shop: PortalShop, staff: PortalClient, batches: list[int]) -> None:
    """Stop the sale of a whole batch, and recall another with its sold cards."""
    began = time.perf_counter()
    whole = f"{OF_BATCH:,} of {OF_BATCH:,}"
    decided = [
        shop.recall_batch(batch, act, sold=act == "recall")
        for batch, act in zip(batches, ("stop-sale", "recall"), strict=False)
    ]
    for recall in decided:
        staff.wait_for(f"/portal/recalls/{recall}", whole, limit_s=RECALLED_WITHIN_S)
    took = time.perf_counter() - began
    print(f"{len(decided)} batches stopped or recalled in {took:.0f} s", file=sys.stderr)


def searches_of(code: str) -> dict[str, tuple[str, str]]:
    return {
        "POST /portal/cards number": ("/portal/cards", A_CARD),
        "POST /portal/cards receipt": ("/portal/cards", receipt(FIRST)),
        "POST /portal/cards code": ("/portal/cards", code),
        "POST /portal/customers name": ("/portal/customers", "player 10"),
    }


@contextmanager
def kept_in_postgres(folder: Path) -> Iterator[str]:
    """Move the shop, small as it is yet, to a server of its own; its address."""
    shutil.copytree(folder, template := folder.with_name("template"))
    with postgres_server(**ON_DISK) as postgres:
        yield put_into_postgres(postgres, folder, template)


@contextmanager
def large_shop(codes: int, entries: int, *, in_postgres: bool) -> Iterator[tuple[Path, str]]:
    """The folder of a shop as large as that, and where its database is if it is PostgreSQL."""
    with ExitStack() as opened:
        root = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="portal-")))
        folder, began = root / "shop", time.perf_counter()
        make_shop(folder)
        url = opened.enter_context(kept_in_postgres(folder)) if in_postgres else ""
        database = InPostgres(url) if url else InFile(folder / "redemption.db")
        fill(database, Keys.read(folder / "keys.json"), codes, entries)
        took = time.perf_counter() - began
        print(f"{codes} codes, {entries} entries made in {took:.0f} s", file=sys.stderr)
        yield folder, url


def wait_until_counted(browser: PortalClient) -> None:
    """The charts of a campaign have something to show once its codes were counted."""
    began = time.perf_counter()
    browser.wait_for(f"/portal/status?campaign={CAMPAIGN}", TABLE, limit_s=COUNTED_WITHIN_S)
    print(f"all codes counted in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="on PostgreSQL, as large as it gets")
    parser.add_argument("--codes", type=int, help="1,000,000; long: 5,000,000")
    parser.add_argument("--entries", type=int, help="of the ledger; as many, long: 10,000,000")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    codes = given.codes or (5_000_000 if given.long else 1_000_000)
    entries = given.entries or (2 * codes if given.long else codes)
    with ExitStack() as opened:
        shop = large_shop(codes, entries, in_postgres=given.long)
        folder, url = opened.enter_context(shop)
        running = Server(folder)
        opened.callback(running.close)
        batches = [FIRST_BATCH + place for place in range(codes // OF_BATCH)][-2:]
        also, code = happen(running.url, folder, batches)
        browser = PortalClient(running.url)
        opened.callback(browser.close)
        browser.sign_in("admin")
        wait_until_counted(browser)
        walk = Walk(browser, searches=searches_of(code))
        walk.find(also)
        times = measure(walk, given.rounds)
        over = report(times, counted(walk, url) if url else {}, walk.missed())
    if over:
        sys.exit(f"over the limit: {', '.join(over)}")


if __name__ == "__main__":
    main()
