"""First paint: the till with its sign-in screen against a bare Qt window, in the same run.

    ./run -- python benchmarks/first_paint.py [--rounds 7]

Each round starts both as processes of their own, the till on the data of a demo shop, and takes the
time from the start of the process to the first painted frame. What counts is the ratio of the
medians (target: 3 at most), since the machine's own speed cancels out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pos_terminal.embedded_server import make_demo_shop

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
import gc, os, sys, time
from pathlib import Path
gc.disable()  # this and the next line as the command line does
import pos_terminal.bootstrap.before_qt
from pos_terminal.bootstrap.places import places_for
from pos_terminal.bootstrap.program import Program, Start
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        # The children paint in the same pass; the timer fires after all of them.
        if event.type() == QEvent.Type.Paint and watched is program.window:
            QTimer.singleShot(0, done)
        return False
def done():
    print(time.time_ns(), program.window.current_screen(), flush=True)
    os._exit(0)
application = QApplication([])
start = Start(data=Path(sys.argv[1]), camera_off=True)
program = Program(application, start, places_for(start.data, demo=False))
watch = Watch()
program.window.installEventFilter(watch)
program.open()
application.exec()
"""


def first_paint_ms(program: str, folder: Path) -> float:
    """The time from the process's start to its first frame."""
    # As installed: with compiled modules, whatever the shell says about writing them.
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time_ns()
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder / "till")],
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
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_demo_shop(folder / "till" / "server")
        for program in programs.values():
            first_paint_ms(program, folder)  # compiles, fills the page cache; not counted
        for _ in range(rounds):
            for name, program in programs.items():
                times[name].append(first_paint_ms(program, folder))
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
