"""Measures CONFIRM on PostgreSQL over HTTP against pgbench, and two processes against one.

``confirm_postgres.py [--sales N] [--rounds R]``. A PostgreSQL of its own with its disk settings as
they come (every commit waits for the disk). pgbench runs the statements of one operation as one
transaction each, prepared, with 16 clients: what the server would do without rounds. The server is
a real process, or two, with all of it on; 32 connections each send their next request when the last
is answered. The rounds alternate, and their ratios are what counts.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import uvloop

from confirm import APP, ENDS, FIRST_CODE, PRICE, SAYS, Ground, HttpServer, make_ground
from load import CONNECTIONS, Result, run_http
from own_server import server

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.postgres import PostgresServer, binaries, postgres_server, query, run

CLIENTS = 16
ON_DISK = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "256MB"}

# The statements of a round of one CONFIRM, as the server sends them; what the client computes (the
# answer, the entry, the hash) is a constant here.
SCRIPT = """
\\set i :i + 1
\\set n :first + :client_id * :each + :i
BEGIN;
SELECT {sale} FROM sales WHERE app_id = '{app}' AND sale_id = {sale_id} FOR NO KEY UPDATE;
SELECT {line} FROM sale_lines WHERE app_id = '{app}' AND sale_id = {sale_id} FOR NO KEY UPDATE;
SELECT {till} FROM tills WHERE app_id = '{app}' AND till_id = '{till_id}' FOR SHARE;
SELECT {answer} FROM answers WHERE app_id = '{app}' AND key = {sale_id} || '/CONFIRM';
SELECT {code} FROM codes WHERE app_id = '{app}' AND code_id = {first_code} + :n FOR NO KEY UPDATE;
UPDATE sales SET stage = 'confirmed', paid_at = 1, confirmed_at = 1, payment_kind = 'cash',
    payment_minor = {price}, given_minor = {price}, version = 2
    WHERE app_id = '{app}' AND sale_id = {sale_id} AND version = 1;
UPDATE codes SET state = 'Available', hold = 'sold', activated_at = 1, updated_at = 1, version = 3
    WHERE app_id = '{app}' AND code_id = {first_code} + :n AND version = 2;
INSERT INTO answers VALUES ('{app}', {sale_id} || '/CONFIRM', '{fingerprint}', FALSE, '{body}', 1);
SELECT schema, position, hash FROM database_state FOR UPDATE \\gset
INSERT INTO ledger VALUES (:position + 1, '{app}', '{entry}', '{hash}');
UPDATE database_state SET position = :position + 1, hash = '{hash}';
COMMIT;
"""


def script(ground: Ground) -> str:
    from server_stub.storage.rows.cards import CodeRow
    from server_stub.storage.rows.sales import AnswerRow, SaleLineRow, SaleRow
    from server_stub.storage.rows.staff import TillRow

    sale = str(ground.sale(0))
    digits = f"{1:06d}"
    assert digits in sale
    before, _, after = sale.partition(digits)
    types = {
        "sale": SaleRow, "line": SaleLineRow, "till": TillRow, "answer": AnswerRow, "code": CodeRow,
    }  # fmt: skip
    columns = {name: ", ".join(kind.__struct_fields__) for name, kind in types.items()}
    return SCRIPT.format(
        **columns,
        app=APP,
        till_id=ground.till,
        sale_id=f"('{before}' || lpad((:n + 1)::text, 6, '0') || '{after}')",
        first_code=FIRST_CODE,
        price=PRICE,
        fingerprint="0" * 64,
        body="x" * 180,
        # Indexes look into an entry, so it is JSON; a colon before a letter were a variable's.
        entry=f'{{"kind": "sale.confirmed", "subject": "x", "detail": "{"x" * 150}"}}',
        hash="0" * 64,
    )


class Pgbench:
    def __init__(self, postgres: PostgresServer, url: str, ground: Ground) -> None:
        self._url = url
        self._script = ground.folder.parent / "confirm.pgbench"
        self._script.write_text(script(ground))

    def run(self, numbers: range) -> float:
        """Confirm these sales; returns how many a second."""
        folder = binaries()
        assert folder is not None
        each = len(numbers) // CLIENTS
        done = subprocess.run(
            [str(folder / "pgbench"), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2",
             "-t", str(each), "-D", "i=-1", "-D", f"first={numbers.start}", "-D", f"each={each}",
             "-f", str(self._script), self._url],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert "number of failed transactions: 0" in done.stdout, done.stdout + done.stderr
        assert done.returncode == 0, done.stderr
        line = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
        return float(line.split()[2])


def confirm(servers: list[HttpServer], requests: list[bytes]) -> Result:
    queues = [iter(requests)] * CONNECTIONS
    ports = [each.port for each in servers]
    return uvloop.run(run_http(ports, queues, ends=ENDS, says=SAYS))


def measure(postgres: PostgresServer, ground: Ground, rounds: int) -> None:
    url = postgres.database(empty=True)
    subprocess.run(server("copy", "--from", str(ground.folder), "--to", url), check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    bare = postgres.copy_of(url)
    run(lambda: _analyse(url))
    run(lambda: _analyse(bare))
    pgbench = Pgbench(postgres, bare, ground)
    one, other = HttpServer(ground), HttpServer(ground)
    size = ground.sales // (2 * rounds) // CLIENTS * CLIENTS
    print("round pgbench/s   one/s   two/s  ratio  two:one  p99 ms")
    ratios, gains = [], []
    try:
        for number in range(rounds):
            first = range(2 * number * size, (2 * number + 1) * size)
            second = range(first.stop, first.stop + size)
            base = pgbench.run(first)
            single = confirm([one], one.requests(first))
            double = confirm([one, other], one.requests(second))
            ratios.append(single.rate / base)
            gains.append(double.rate / single.rate)
            print(
                f"{number + 1:>5} {base:>9.0f} {single.rate:>7.0f} {double.rate:>7.0f}"
                f" {ratios[-1]:>6.2f} {gains[-1]:>8.2f} {single.p99_ms:>7.1f}",
                flush=True,
            )
    finally:
        one.close()
        other.close()
    sold = query(url, "SELECT count(*) FROM codes WHERE hold = 'sold' AND code_id >= 1000000")
    assert sold == [(2 * rounds * size,)], sold
    print(
        f"median: {statistics.median(ratios):.2f} of pgbench,"
        f" two processes {statistics.median(gains):.2f} of one"
    )


async def _analyse(url: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sales", type=int, default=20_000, help="in all rounds together")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="confirm-"))
    try:
        with postgres_server(**ON_DISK) as postgres:
            measure(postgres, make_ground(root, given.sales), given.rounds)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
