"""Measures the portal's live list: what open browsers cost, and how soon a request is shown.

``live_list.py [--browsers N] [--seconds S]``. A real server over the demo shop; each browser is a
line to its stream of events. First nobody looks, then all do and nothing happens, then a customer
asks once a second. The server's share of a core is what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.portal_client import PortalClient
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess, demo_template

EVENTS = {"accept": "text/event-stream"}
Shown = queue.Queue[tuple[str, float]]


def cpu_s(pid: int) -> float:
    """How much of a core's time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watch(lea: PortalClient, opened: threading.Barrier, shown: Shown) -> None:
    """One browser: note each request that it is told."""
    after = {"after": str(int(time.time() * 1000))}
    with (
        httpx.Client(base_url=lea.http.base_url, cookies=lea.http.cookies, timeout=60) as client,
        client.stream("GET", "/portal/live/news", params=after, headers=EVENTS) as answer,
    ):
        opened.wait()
        for line in answer.iter_lines():
            if line.startswith('data: {"id'):
                shown.put((json.loads(line.removeprefix("data: "))["code"], time.time()))


def ask(server: ServerProcess, seconds: int) -> dict[str, float]:
    """Ask once a second; when each answer came, by what the list shows of the code."""
    floor = RedemptionFloor(server)
    customer, answered = floor.customer(), {}
    for number in range(seconds):
        until = time.monotonic() + 1.0
        customer.redeem(f"AAAAA-BBBBB-CCCCC-DDDDD-E{number:04}")
        answered[f"…{number:04}"] = time.time()
        time.sleep(max(0.0, until - time.monotonic()))
    floor.close()
    return answered


def measure(server: ServerProcess, browsers: int, seconds: int) -> None:
    lea, shown = PortalClient(server.url), Shown()
    lea.sign_in("lea")
    opened = threading.Barrier(browsers + 1)

    def used(label: str, began: float, before: float) -> None:
        share = (cpu_s(server.pid) - before) / (time.monotonic() - began)
        print(f"{label:32} {share:6.2%} of a core")

    began, before = time.monotonic(), cpu_s(server.pid)
    time.sleep(seconds)
    used("nobody looks", began, before)
    for _ in range(browsers):
        threading.Thread(target=watch, args=(lea, opened, shown), daemon=True).start()
    opened.wait()
    began, before = time.monotonic(), cpu_s(server.pid)
    time.sleep(seconds)
    used(f"{browsers} browsers", began, before)
    began, before = time.monotonic(), cpu_s(server.pid)
    answered = ask(server, seconds)
    used(f"{browsers} browsers, 1 request a second", began, before)
    time.sleep(1.0)
    waits = sorted(at - answered[code] for code, at in list(shown.queue) if code in answered)
    print(
        f"shown {len(waits)} of {len(answered) * browsers},"
        f" median {waits[len(waits) // 2]:.2f} s, slowest {waits[-1]:.2f} s after the answer"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        with ServerProcess.of_demo(demo_template(base), base / "data") as server:
            measure(server, wanted.browsers, wanted.seconds)


if __name__ == "__main__":
    main()
