"""Measures the live camera: ``camera.py [--seconds N]``.

A video of a card that is held before a camera (1280x720, 30 frames a second) is played in place of
the camera, shown in the panel and read in its thread, as in the till. Printed are frames shown and
dropped, the share of one core that reading and the whole process take, and the memory.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication

from pos_terminal.scanning.camera_feeds import FileFeed
from pos_terminal.scanning.camera_panel import CameraPanel, PanelColours, PanelWords
from pos_terminal.scanning.camera_source import CameraSource
from pos_terminal.scanning.demo_frames import CardFace, moving_card_frames
from pos_terminal.scanning.frame_reader import Reading
from pos_terminal.scanning.scan import Scan
from pos_terminal.scanning.scanner_hub import ScannerHub
from pos_terminal.scanning.video_writer import write_video

NUMBER = "970010000010000018"
FRAMES_PER_SECOND = 30
VIDEO_SECONDS = 5


class CountingPanel(CameraPanel):
    """The panel, which also counts the frames that it painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += self._frame is not None
        super().paintEvent(event)


class Count(QObject):
    """Counts what the camera gives."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = 0
        self.read_s: list[float] = []
        self.with_barcode = 0
        self.scans: list[str] = []

    def on_frame(self, _frame: QVideoFrame) -> None:
        self.arrived += 1

    def on_read(self, reading: Reading) -> None:
        self.read_s.append(reading.took_s)
        self.with_barcode += bool(reading.found)

    def on_scan(self, scan: Scan) -> None:
        self.scans.append(scan.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "card.mp4"
        _write_in_other_process(video)
        _measure(application, video, options.seconds)


def _write_in_other_process(video: Path) -> None:
    """Write the video elsewhere, so that its pictures do not count as the till's memory."""
    import subprocess

    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import camera; from pathlib import Path;"
        "camera.write_demo_video(Path(sys.argv[2]))"
    )
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", code, here, str(video)], check=True)


def write_demo_video(video: Path) -> None:
    application = QApplication.instance() or QApplication([])
    count = VIDEO_SECONDS * FRAMES_PER_SECOND
    write_video(video, moving_card_frames(CardFace(number=NUMBER), count=count, seed=3))
    assert application is not None


def _measure(application: QApplication, video: Path, seconds: int) -> None:
    assert application is not None
    camera, hub, count = CameraSource(FileFeed(video)), ScannerHub(), Count()
    words = PanelWords(live="Camera live", seen="Barcode seen, reading")
    panel = CountingPanel(PanelColours(), words)
    panel.resize(716, 551)
    panel.show()
    camera.frame_arrived.connect(panel.show_frame)
    camera.read.connect(panel.show_reading)
    camera.scanned.connect(hub.take)
    camera.frame_arrived.connect(count.on_frame)
    camera.read.connect(count.on_read)
    hub.scanned.connect(count.on_scan)
    camera.start()
    _wait(1)
    count.arrived, count.read_s, count.with_barcode, panel.painted = 0, [], 0, 0
    wall, cpu = time.monotonic(), time.process_time()
    _wait(seconds)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    memory_mb = _memory_mb()
    camera.stop()
    _show(count, panel.painted, wall, cpu, memory_mb)


def _show(count: Count, painted: int, wall_s: float, cpu_s: float, memory_mb: float) -> None:
    expected = wall_s * FRAMES_PER_SECOND
    times = sorted(count.read_s)
    print(f"frames expected          {expected:8.0f}   in {wall_s:.1f} s")
    print(f"frames arrived           {count.arrived:8d}")
    print(f"pictures painted         {painted:8d}   {painted / wall_s:.1f} a second")
    print(f"pictures dropped         {max(0, round(expected) - painted):8d}")
    print(f"frames read              {len(times):8d}   with a barcode {count.with_barcode}")
    print(f"reading, ms CPU a frame  {times[len(times) // 2] * 1000:8.1f}   median")
    print(f"                         {times[len(times) * 95 // 100] * 1000:8.1f}   p95")
    print(f"reading, of one core     {sum(times) / wall_s:8.0%}")
    print(f"whole process            {cpu_s / wall_s:8.0%}   of one core")
    print(f"memory (RSS)             {memory_mb:8.0f}   MB")
    print(f"scans                    {len(count.scans):8d}   {sorted(set(count.scans))}")


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _memory_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    for line in status.read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    main()
