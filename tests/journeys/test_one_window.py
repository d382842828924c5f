"""While the till is built there is one window: nothing else flashes up and takes the focus."""

import os
import subprocess
import sys

SCRIPT = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start

class Windows(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            print("shown", type(watched).__name__, flush=True)
        return False

application = QApplication([])
windows = Windows()
application.installEventFilter(windows)
root = Path(sys.argv[1])
places = Places(root=root / "data", keys=root / "keys", cache=root / "cache")
program = Program(application, Start(data=places.root, demo=True, camera_off=True), places)
program.open()
for name in ("numpy", "httpx", "zxingcpp", "PIL"):
    assert name not in sys.modules, f"{name} is imported before the first paint"
end = time.monotonic() + 90
while (program.room is None or not program.room.is_furnished
       or not program.room.sign_in.state.tiles) and time.monotonic() < end:
    application.processEvents()
    time.sleep(0.005)
print("staff", len(program.room.sign_in.state.tiles), flush=True)
program.close()
"""


def test_the_till_is_built_in_one_window_and_asks_who_works(tmp_path):
    built = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-3000:]
    assert [line for line in built.stdout.splitlines() if line.startswith("shown")] == [
        "shown Window"
    ]
    assert "staff 6" in built.stdout
