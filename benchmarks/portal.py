"""Measures every page of the portal over HTTP in a large shop, against its first page.

``portal.py [--codes N] [--entries N] [--rounds R] [--long]``. A real server over a shop with a
million cards and a ledger as long; with ``--long`` it is PostgreSQL with five million cards and ten
million entries, its disk settings as they come. What an administrator may look at is walked as the
table of pages has it, round by round: where a page needs a subject, one that another page links to;
of a list the first page, the next and the last. Told are the median and the 95th percentile of each
page, and the ratio of its median to the first page's in the same rounds: milliseconds are those of
the machine and its neighbours.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode

import apsw
import msgspec

from at_scale import PIECE_ROWS, copy
from card_contract.card_number import CardNumber
from card_contract.states import CaseKind, CodeState, HoldState, Role, SaleStage
from confirm import now_ms, server
from redeem import Server
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.storage.change import LedgerEntry
from server_stub.storage.ledger import append
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow, SaleLineRow, SaleRow
from server_stub.storage.rows.staff import OperatorRow, TillRow
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_ledger import head_of
from server_stub.web.portal.route import ROOT, Found, PortalRoute, PortalTable
from server_stub.web.portal.table import PORTAL_ROUTES

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.postgres import postgres_server, put_into_postgres

APP: Final = AppId("demo")
CAMPAIGN: Final = "gift-50"
FIRST: Final = 1_000_001
SOLD_OF: Final = 20
CASES: Final = 20_000
TILLS: Final = 500
PEOPLE: Final = 500
LEDGER_PIECE: Final = 50_000
WARM_UPS: Final = 2
LIMIT_MS: Final = 300
ON_DISK: Final = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "512MB"}
RECEIPT: Final = f"T01-7-{FIRST:07d}"


# --- A large shop ---------------------------------------------------------------------------------


def make_shop(folder: Path, codes: int, entries: int) -> None:
    """Make the demo shop, and put so many cards and entries of the ledger beside its own."""
    at = ("--data", str(folder))
    for command in (
        ("init", "--demo"),
        ("webhook", "add", "books", "https://127.0.0.1:9/hook"),
        ("webhook", "pause", "books"),
    ):
        subprocess.run(server(*command, *at), check=True, stdout=subprocess.DEVNULL)
    database = open_writer(folder / "redemption.db")
    database.pragma("foreign_keys", False)
    database.pragma("synchronous", "off")
    for start in range(FIRST, FIRST + codes, PIECE_ROWS):
        with database:
            fill_piece(database, range(start, min(start + PIECE_ROWS, FIRST + codes)))
    with database:
        fill_shop(database)
    fill_ledger(database, entries)
    database.pragma("optimize")
    database.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    database.close()


def fill_piece(database: apsw.Connection, ids: range) -> None:
    """Cards that were redeemed, sold or not, and sales of some of them."""
    number = CardNumber.build(issuer="970010", batch=70_000, sequence=1).stored - FIRST
    copy(
        database,
        CARD,
        ids,
        number=f"{number} + id",
        last_four="printf('%04d', id % 10000)",
        state="CASE id % 4 WHEN 0 THEN 'Redeemed' WHEN 3 THEN 'Inactive' ELSE 'Available' END",
        hold="CASE id % 4 WHEN 3 THEN 'free' ELSE 'sold' END",
        sale_id=f"CASE id % 4 WHEN 3 THEN NULL ELSE {SALE_ID} END",
        activated_at=f"CASE id % 4 WHEN 3 THEN NULL ELSE {HOURS} END",
        redeemed_at=f"CASE id % 4 WHEN 0 THEN {HOURS} END",
        redeemed_by_id="CASE id % 4 WHEN 0 THEN 'p' || id % 10000 END",
        redeemed_by_name="CASE id % 4 WHEN 0 THEN 'Player' END",
    )
    sold = range(ids.start, ids.start + max(1, len(ids) // SOLD_OF))
    copy(database, SALE, sold, sale_id=SALE_ID, receipt_number="printf('T01-7-%07d', id)")
    copy(database, LINE, sold, sale_id=SALE_ID)


HOURS: Final = f"{now_ms()} - id % 1000 * 3600000"
"""Some hour of the last six weeks."""
SALE_ID: Final = f"printf('T01.7.%07d.{'0' * 26}', id)"


def fill_shop(database: apsw.Connection) -> None:
    ids = range(FIRST, FIRST + CASES)
    opened = f"{CASE.opened_at} - id"
    for kind, closed in (("probed", "CASE WHEN id % 4 THEN 1 END"), ("refund-due", "NULL")):
        case_id = f"'{kind}:' || {SALE_ID if kind == 'refund-due' else 'id'} || ':' || id"
        columns = {"kind": f"'{kind}'", "case_id": case_id, "opened_at": opened}
        copy(database, CASE, ids, closed_at=closed, **columns)
    copy(database, TILL, range(1, TILLS), till_id="printf('T%04d', id)")
    copy(database, PERSON, range(1, PEOPLE), operator_id="printf('p%04d', id)")


def fill_ledger(database: apsw.Connection, entries: int) -> None:
    """Chain entries of sales behind those that there are."""
    kinds = ("sale.held", "sale.confirmed", "sale.held", "sale.confirmed", "code.redeemed")
    head, at_ms = head_of(database), now_ms()
    for start in range(0, entries, LEDGER_PIECE):
        numbers = range(start, min(start + LEDGER_PIECE, entries))
        piece = [
            LedgerEntry(
                app_id=APP,
                kind=kinds[number % len(kinds)],
                actor="till:T01",
                subject=f"T01.7.{FIRST + number // 2:07d}.{'0' * 26}",
                detail={"cards": [FIRST + number // 2], "total": 5000, "operator": "mia"},
            )
            for number in numbers
        ]
        links = append(head, piece, at_ms)
        head = type(head)(links[-1].position, links[-1].hash)
        with database:
            database.executemany(
                "INSERT INTO ledger (position, app_id, entry, hash) VALUES (?, ?, ?, ?)",
                map(msgspec.structs.astuple, links),
            )


CARD: Final = CodeRow(
    app_id=APP,
    code_id=CodeId(0),
    campaign=CAMPAIGN,
    batch=None,
    pack=None,
    number=0,
    last_four="",
    is_card=True,
    price_minor=5000,
    currency="EUR",
    state=CodeState.AVAILABLE,
    hold=HoldState.SOLD,
    created_at=now_ms(),
    updated_at=now_ms(),
)
SALE: Final = SaleRow(
    app_id=APP,
    sale_id="",
    receipt_number="",
    till_id=TillId("T01"),
    till_name="Till 1",
    store_id=StoreId("harbour-12"),
    store_name="Harbour Street 12",
    operator_id="mia",
    operator_name="Mia Kern",
    stage=SaleStage.CONFIRMED,
    currency="EUR",
    total_minor=5000,
    created_at=now_ms(),
    held_at=now_ms(),
    paid_at=now_ms(),
    confirmed_at=now_ms(),
    day_at=now_ms(),
)
LINE: Final = SaleLineRow(
    app_id=APP,
    sale_id="",
    position=0,
    code_id=CodeId(0),
    last_four="0000",
    price_minor=5000,
    keyed=False,
    campaign=CAMPAIGN,
)
CASE: Final = CaseRow(
    app_id=APP,
    case_id="",
    kind=CaseKind.PROBED,
    sale_id=None,
    void_id=None,
    code_id=CodeId(0),
    detail="",
    opened_at=now_ms(),
)
TILL: Final = TillRow(
    app_id=APP,
    till_id=TillId(""),
    store_id=StoreId("harbour-12"),
    name="Till",
    public_key=bytes(32),
    enrolled_by="system",
    enrolled_at=now_ms(),
)
PERSON: Final = OperatorRow(
    app_id=APP,
    operator_id=OperatorId(""),
    name="Somebody",
    role=Role.CLERK,
    pin_hash="none",
    created_at=now_ms(),
)


# --- Which pages there are ------------------------------------------------------------------------


SEEDS: Final = ("/portal/cards?last_four=0007", f"/portal/cards?receipt={RECEIPT}")
"""Pages that no other page links to."""
LINK: Final = re.compile(r'href="(/portal[^"#]*)"')
NEXT: Final = re.compile(r'href="(/portal[^"]*)" rel="next"')
LAST: Final = {
    "/portal/alarms": {"before": f"{CASE.opened_at - FIRST - CASES + 40}.probed:1:1"},
    "/portal/cases": {"after": f"{CASE.opened_at - FIRST - 40}.probed:1:1"},
    "/portal/cards": {"before": str(FIRST + 100_000)},
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
    _to_see: list[str] = field(default_factory=list)

    def find(self) -> None:
        """Look at every page, and at one that each of the others leads to."""
        rows = [row for row in PORTAL_ROUTES if is_walked(row)]
        self._to_see = [*(row.path for row in rows if not row.subject), *SEEDS]
        while self._to_see:
            self._look(self._to_see.pop(0))

    def missed(self) -> list[str]:
        """The rows of the table that no page has led to."""
        seen = {name.partition(" ")[0] for name in self.pages}
        return [row.path for row in PORTAL_ROUTES if is_walked(row) and row.path not in seen]

    def _look(self, path: str) -> None:
        found = self.table.find("GET", unquote(path.partition("?")[0]))
        if not isinstance(found, Found) or not is_walked(found.route):
            return
        name = " ".join([found.route.path, *sorted(dict(parse_qsl(path.partition("?")[2])))])
        if name in self.pages:
            return
        answer = self.browser.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        self.pages[name] = path
        if not answer.headers["content-type"].startswith("text/html"):
            return
        self._to_see += [html.unescape(link) for link in LINK.findall(answer.text)]
        onward = NEXT.search(answer.text)
        if onward is not None:
            self._pages_of(found.route.path, html.unescape(onward[1]))

    def _pages_of(self, path: str, onward: str) -> None:
        """The next page of a list, and its last one."""
        query = dict(parse_qsl(onward.partition("?")[2]))
        self.pages.setdefault(f"{path} (next)", onward)
        last = LAST.get(path, {"before": "40"} if "before" in query else {})
        if last:
            self.pages.setdefault(f"{path} (last)", f"{path}?{urlencode(query | last)}")


def is_walked(row: PortalRoute) -> bool:
    return row.method == "GET" and Role.ADMINISTRATOR in row.roles


# --- Measuring ------------------------------------------------------------------------------------


def measure(walk: Walk, rounds: int) -> dict[str, list[float]]:
    """The time from request to answer (ms), round by round."""
    times: dict[str, list[float]] = {name: [] for name in walk.pages}
    for number in range(rounds + WARM_UPS):
        for name, path in walk.pages.items():
            began = time.perf_counter()
            answer = walk.browser.http.get(path)
            took = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
            if number >= WARM_UPS:
                times[name].append(took)
    return times


def report(times: dict[str, list[float]], missed: list[str]) -> bool:
    """Print what was measured; says whether every page kept within the limit."""
    home = statistics.median(times[ROOT])
    worst = {name: p95(measured) for name, measured in times.items()}
    print(f"{'page':<48} {'p50 ms':>8} {'p95 ms':>8} {'to Home':>8}")
    for name in sorted(times, key=lambda each: -worst[each]):
        median = statistics.median(times[name])
        over = "  over" if worst[name] > LIMIT_MS else ""
        print(f"{name:<48} {median:>8.1f} {worst[name]:>8.1f} {median / home:>8.2f}{over}")
    for path in missed:
        print(f"{path:<48} was not reached: no page leads to it")
    print(f"(at most {LIMIT_MS} ms at p95)")
    return max(worst.values()) <= LIMIT_MS


def p95(measured: list[float]) -> float:
    return sorted(measured)[min(len(measured) - 1, len(measured) * 95 // 100)]


def happen(url: str, folder: Path) -> None:
    """What the pages of recalls and held sales need: one of each."""
    demo = json.loads((folder / "demo.json").read_text())
    demo["till"]["key_file"] = str(folder / Path(demo["till"]["key_file"]).name)
    shop = PortalShop(url, demo)
    shop.held_by_a_dead_till()
    shop.stop_sale(*(next(shop.numbers) for _ in range(5)))
    shop.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="on PostgreSQL, as large as it gets")
    parser.add_argument("--codes", type=int, help="1,000,000; long: 5,000,000")
    parser.add_argument("--entries", type=int, help="of the ledger; as many, long: 10,000,000")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    codes = given.codes or (5_000_000 if given.long else 1_000_000)
    entries = given.entries or (2 * codes if given.long else codes)
    root = Path(tempfile.mkdtemp(prefix="portal-"))
    try:
        with ExitStack() as opened:
            folder, began = root / "shop", time.perf_counter()
            make_shop(folder, codes, entries)
            if given.long:
                postgres = opened.enter_context(postgres_server(**ON_DISK))
                shutil.copytree(folder, template := root / "template")
                put_into_postgres(postgres, folder, template)
            took = time.perf_counter() - began
            print(f"{codes} codes, {entries} entries made in {took:.0f} s", file=sys.stderr)
            running = Server(folder)
            opened.callback(running.close)
            happen(running.url, folder)
            browser = PortalClient(running.url)
            opened.callback(browser.close)
            browser.sign_in("admin")
            walk = Walk(browser)
            walk.find()
            is_within = report(measure(walk, given.rounds), walk.missed())
    finally:
        shutil.rmtree(root)
    sys.exit(0 if is_within else 1)


if __name__ == "__main__":
    main()
