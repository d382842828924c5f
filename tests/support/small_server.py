"""A stand-in for ``redemption-server`` that keeps its manners: says where it listens, ends when told.

Run as a command by the tests of the till's process keeping: starting the real server takes seconds
there, and it cannot be told to misbehave. The real one is run by the tests that are about it.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--host")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--parent-pid", type=int)
    parser.add_argument("--demo", action="store_true")
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    if given.command == "init":
        (given.data / "demo.json").write_text("{}")
        return
    other = given.data / "other-url"
    if other.exists():
        say(f"listening on {other.read_text()}")
        return
    if (given.data / "slow").exists():
        say("opening the database")
        time.sleep(float((given.data / "slow").read_text()))
    if (given.data / "broken").exists():
        say("The database cannot be opened.")
        sys.exit(1)
    serve(given.data, given.port)


def leave_after_input(data: Path) -> None:
    sys.stdin.read()
    leave(data)


def serve(data: Path, port: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: leave(data))
    server = socket.create_server(("127.0.0.1", port))
    threading.Thread(target=leave_after_input, args=(data,), daemon=True).start()
    with (data / "pids").open("a") as file:
        file.write(f"{os.getpid()}\n")
    say(f"listening on http://127.0.0.1:{server.getsockname()[1]}")
    while True:
        connection, _ = server.accept()
        connection.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def leave(data: Path) -> None:
    (data / "ended-cleanly").touch()
    os._exit(0)


if __name__ == "__main__":
    main()
