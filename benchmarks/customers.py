"""Measures the customer's page over HTTP among many profiles, against a bare page of the same run.

``customers.py [--profiles N] [--codes N] [--rounds R] [--postgres]``. A real server over a shop of
so many accounts with so many redeemed codes; one account has redeemed a thousand. Round by round
another customer signs in, looks at the page, redeems a code and looks at the first and the last
page of *My codes*; between them a page is asked for that reads nothing but the shop. Told are the
median and the 95th percentile of each, and the ratio of its median to the bare page's: milliseconds
are those of the machine and its neighbours. What is over 300 ms, or costs too many bare pages,
fails. Signing in, whose hash is slow on purpose, is judged by the hashes that it costs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, TypeVar

import httpx

from confirm import now_ms
from large_shop import PIECE, InFile, series
from own_server import server
from portal import LIMIT_MS, ON_DISK, p95
from server_stub.bootstrap import PIN_HASHER
from server_stub.storage.rows.profiles import IdentityKind, IdentityRow, ProfileRow
from server_stub.storage.table import Row
from shop_rows import APP, CARD, FIRST, HOURS

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.customer_client import PASSWORD, CustomerClient
from support.postgres import postgres_server, put_into_postgres
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess

T = TypeVar("T")
WARM_UPS: Final = 2
COLLECTOR: Final = 0
COLLECTED: Final = 1_000
BARE: Final = "a bare page"
HASH: Final = "a hash"
SIGN_IN: Final = "sign in"
BARE_PAGES_MAX: Final = {"the page": 6.0, "redeem": 12.0, "my codes": 6.0, "my codes (last)": 6.0}
"""What each may cost, in bare pages."""
HASHES_MAX: Final = 3.0


# --- A shop with many customers -------------------------------------------------------------------


PROFILE: Final = ProfileRow(app_id=APP, profile_id="", name="", created_at=now_ms())
IDENTITY: Final = IdentityRow(
    app_id=APP,
    kind=IdentityKind.UNIVERSAL,
    external_id="",
    profile_id="",
    password_hash=PIN_HASHER.hash(PASSWORD),
    created_at=now_ms(),
)


def make_shop(folder: Path, profiles: int, codes: int) -> None:
    at = ("--data", str(folder))
    subprocess.run(server("init", "--demo", *at), check=True, stdout=subprocess.DEVNULL)
    database = InFile(folder / "redemption.db")
    owner = (
        f"CASE WHEN id < {FIRST + COLLECTED} THEN 'p{COLLECTOR}' ELSE 'p' || id % {profiles} END"
    )
    redeemed = {
        "code_id": "id",
        "number": "9700107000000000 + id",
        "last_four": "printf('%04d', id % 10000)",
        "state": "'Redeemed'",
        "sale_id": "printf('T01.7.%07d', id)",
        "activated_at": HOURS,
        "redeemed_at": HOURS,
        "redeemed_by_id": owner,
    }
    profile = {"profile_id": "'p' || id"}
    with database.without_indexes():
        for ids in pieces(0, profiles):
            add(database, PROFILE, ids, profile)
            add(database, IDENTITY, ids, profile | {"external_id": "'c' || id"})
        for ids in pieces(FIRST, codes):
            add(database, CARD, ids, redeemed)


def add(database: InFile, row: Row, ids: range, columns: dict[str, str]) -> None:
    database.run(series(row, ids, 1, columns, database.numbers))


def pieces(first: int, many: int) -> Iterator[range]:
    for start in range(first, first + many, PIECE):
        yield range(start, min(start + PIECE, first + many))


# --- Measuring ------------------------------------------------------------------------------------


class Stopwatch:
    """Times by what was done (ms)."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)

    def take(self, what: str, act: Callable[[], T]) -> T:
        began = time.perf_counter()
        done = act()
        self.times[what].append((time.perf_counter() - began) * 1000)
        return done

    def ask(self, what: str, ask: Callable[[], httpx.Response], status: int = 200) -> None:
        answer = self.take(what, ask)
        if answer.status_code != status:
            raise SystemExit(f"{what} answered {answer.status_code}")


def measure(url: str, codes: list[str], profiles: int) -> dict[str, list[float]]:
    """One customer a round, every third time the one who has most; each redeems one code."""
    watch = Stopwatch()
    for number, code in enumerate(codes):
        if number == WARM_UPS:
            watch = Stopwatch()
        who = COLLECTOR if number % 3 == 0 else number * 997 % profiles
        customer = CustomerClient(url)
        one_round(watch, customer, f"c{who}", code)
        customer.close()
    return watch.times


def one_round(watch: Stopwatch, customer: CustomerClient, name: str, code: str) -> None:
    watch.take(HASH, lambda: PIN_HASHER.verify(IDENTITY.password_hash or "", PASSWORD))
    customer.get("/redeem")
    watch.ask(BARE, lambda: customer.get("/redeem/register"))
    watch.ask(SIGN_IN, lambda: customer.send("/redeem/sign-in", name=name, password=PASSWORD), 303)
    watch.ask("the page", lambda: customer.get("/redeem"))
    watch.ask("redeem", lambda: customer.resend(code), 303)
    watch.ask("my codes", lambda: customer.get("/redeem/codes"))
    watch.ask("my codes (last)", lambda: customer.get(f"/redeem/codes?before={now_ms()}-{FIRST}"))


def report(times: dict[str, list[float]]) -> bool:
    """Print what was measured; says whether everything kept within its limits."""
    medians = {what: statistics.median(measured) for what, measured in times.items()}
    over = [what for what, most in BARE_PAGES_MAX.items() if medians[what] > most * medians[BARE]]
    over += [what for what in BARE_PAGES_MAX if p95(times[what]) > LIMIT_MS]
    over += [SIGN_IN] if medians[SIGN_IN] > HASHES_MAX * medians[HASH] else []
    print(f"{'':<18} {'p50 ms':>8} {'p95 ms':>8} {'bare pages':>11}")
    for what, measured in times.items():
        ratio = medians[what] / medians[BARE]
        said = "  over" if what in over else ""
        print(f"{what:<18} {medians[what]:>8.1f} {p95(measured):>8.1f} {ratio:>11.1f}{said}")
    print(
        f"(at most {LIMIT_MS} ms at p95, {HASHES_MAX} hashes, and in bare pages {BARE_PAGES_MAX})"
    )
    return not over


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=100_000)
    parser.add_argument("--codes", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="customers-"))
    try:
        with ExitStack() as opened:
            folder, began = root / "shop", time.perf_counter()
            make_shop(folder, given.profiles, given.codes)
            if given.postgres:
                postgres = opened.enter_context(postgres_server(**ON_DISK))
                shutil.copytree(folder, template := root / "template")
                put_into_postgres(postgres, folder, template)
            took = time.perf_counter() - began
            print(f"{given.profiles} profiles made in {took:.0f} s", file=sys.stderr)
            running = opened.enter_context(ServerProcess(folder))
            floor = RedemptionFloor(running)
            opened.callback(floor.close)
            codes = floor.codes("plain", given.rounds + WARM_UPS)
            is_within = report(measure(running.url, codes, given.profiles))
    finally:
        shutil.rmtree(root)
    sys.exit(0 if is_within else 1)


if __name__ == "__main__":
    main()
