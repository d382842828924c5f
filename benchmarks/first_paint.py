"""First paint: the sign-in screen against a bare Qt window, in the same run.

    ./run -- python benchmarks/first_paint.py [--rounds 7]

Each round starts both as processes of their own, one after the other, and takes the time from the
start of the process to the first painted frame. What counts is the ratio of the medians (target: 3
at most), since the machine's own speed cancels out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

TARGET = 3.0

BARE = """
import time
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.time_ns(), flush=True)
        QApplication.instance().exit()
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

SIGN_IN = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from card_contract.states import Role
from pos_terminal.look.station import Station
from pos_terminal.look.theme import Theme
from pos_terminal.look.window import Window
from pos_terminal.sign_in.model import SignInMode, SignInState, StaffTile
from pos_terminal.sign_in.view import SignInView
from pos_terminal.words import Message, off
NAMES = ("Mia Kern", "Jonas Weber", "Anna Lindt", "Sam Okafor", "Lea Brandt", "Admin")
class Intents:
    state = SignInState(
        mode=SignInMode.SIGN_IN, shop_name="Harbour", store_name="Street 12", till_name="Till 1",
        demo=True, sentence=Message("who_is_working"), note=Message("choose_or_scan"),
        tiles=tuple(
            StaffTile(operator_id=name, name=name, initials=name[:1], role=Role.CLERK,
                      chosen=False, demo_pin="135790")
            for name in NAMES
        ),
        chosen_name=None, badge_read=False, digits=0, checking=False, fault=None,
        enter=off("choose_first"), signed_in=None,
    )
    def watch(self, show): show(self.state)
    def __getattr__(self, name): return lambda *values: None
class Painted(Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        # The children paint in the same pass; the timer fires after all of them.
        QTimer.singleShot(0, done)
def done():
    print(time.time_ns(), flush=True)
    application.exit()
application = QApplication([])
theme = Theme()
window = Painted(theme)
view = SignInView(theme, Intents())
view.show_station(Station())
view.set_time(time.time_ns() // 1_000_000)
window.add_screen("sign_in", view)
window.show_screen("sign_in")
window.set_demo(True)
window.show()
application.exec()
"""


def first_paint_ms(program: str, bytecode: str) -> float:
    """The time from the process's start to its first frame."""
    # As installed: with compiled modules, whatever the shell says about writing them.
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time_ns()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return (int(done.stdout.split()[0]) - began) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    programs = {"bare window": BARE, "sign-in screen": SIGN_IN}
    times: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as bytecode:
        for program in programs.values():
            first_paint_ms(program, bytecode)  # compiles, fills the page cache; not counted
        for _ in range(rounds):
            for name, program in programs.items():
                times[name].append(first_paint_ms(program, bytecode))
    for name, found in times.items():
        print(
            f"{name}: median {statistics.median(found):.0f} ms, "
            f"from {min(found):.0f} to {max(found):.0f} ms"
        )
    bare, sign_in = (statistics.median(found) for found in times.values())
    print(f"ratio {sign_in / bare:.2f} (target {TARGET:.0f} at most)")
    return 0 if sign_in / bare <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
