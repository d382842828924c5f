"""A whole till in its window that prints a batch of a real server, and how it lives meanwhile."""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_design.template_file import Template
from pos_terminal.look.rail import PRINT
from pos_terminal.print_page.jobs import Stage
from pos_terminal.print_page.model import PrintPicture
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess, run_command

LIMIT_S = 900
SAMPLE_S = 0.25
TICK_MS = 5
_PICTURE = re.compile(rb"/Subtype\s*/Image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a whole run took."""

    cards: int
    drawn_s: float
    read_s: float
    gap_ms: float
    idle_mb: float
    memory_mb: float
    file_mb: float
    pictures: int


class PrintingTill:
    """The till of a demo shop with a batch of ``count`` cards, somebody of the studio at it."""

    def __init__(self, folder: Path, template: Template, count: int) -> None:
        self._folder = folder
        self._file = folder / "cards.pdf"
        self._template = template
        self._count = count
        self._application = QApplication([])
        self._spent: dict[Stage | None, float] = {}
        self._stage: Stage | None = None
        self._since_s = 0.0

    def __enter__(self) -> Self:
        # As programs of their own: nothing of the server is to be in the process that is measured.
        data = str(self._folder / "served")
        made = run_command("init", "--data", data, "--demo", stdin="")
        assert made.returncode == 0, made.stderr
        self._server = ServerProcess(Path(data)).start(stdin=subprocess.PIPE)
        alone, quantity = str(10 * self._count), str(self._count)
        run_command("app", "print-signed-above", alone, "--data", data, stdin="")
        made = run_command("generate", "game-25", "--quantity", quantity, "--data", data, stdin="")
        root = demo_till_folder(self._server.data, self._folder)
        self._till = AssembledTill(self._application, root, url=self._server.url)
        DesignShelf(self._till.program.places.designs).save(self._template)
        self._open(int(made.stdout.strip()))
        return self

    def __exit__(self, *_: object) -> None:
        self._till.close()
        self._server.stop()

    def _open(self, batch: int) -> None:
        till = self._till
        till.wait_for_staff()
        till.sign_in("studio")
        self._page = till.pages.print
        till.pages.show_page(PRINT.page)
        self._page.choose(batch)
        till.wait("the batch", lambda: self._page.state.sight is not None, limit_s=LIMIT_S)
        design = f"free:{self._template.design.name}"
        till.wait("the designs", lambda: any(one.key == design for one in self._page.state.designs))
        self._page.choose_design(design)
        till.wait("the design", lambda: self._page.state.act.enabled, limit_s=LIMIT_S)
        self._page.watch(self._looked)

    def _looked(self, state: PrintPicture) -> None:
        now = time.perf_counter()
        self._spent[self._stage] = self._spent.get(self._stage, 0.0) + now - self._since_s
        self._stage = state.running.stage if state.running else None
        self._since_s = now

    def _press_print(self) -> None:
        self._till.wait("the button", lambda: self._page.state.act.enabled, limit_s=LIMIT_S)
        dialog: Any = QFileDialog
        dialog.getSaveFileName = lambda *_, **__: (str(self._file), "")
        for _ in range(2):
            self._till.clerk.press(Qt.Key.Key_F12)

    def stopped_s(self) -> float:
        """Print, stop it once it is read back, and tell how long that took."""
        self._press_print()
        self._till.wait("reading", lambda: self._stage is Stage.READING, limit_s=LIMIT_S)
        began = time.perf_counter()
        self._page.stop()
        self._till.wait("the end", lambda: self._page.state.running is None, limit_s=LIMIT_S)
        took = time.perf_counter() - began
        assert not self._file.exists()
        self._page.end_cut_off()
        self._page.answer(yes=True)
        self._till.wait("its end", lambda: self._page.state.cut_off is None, limit_s=LIMIT_S)
        return took

    def printed(self) -> Took:
        """Print the batch from the press to its end."""
        self._spent.clear()
        idle_mb, gaps, memory = _held_kb("self") / 1024, _Gaps(), _Memory()
        told = self._page.state.toast
        self._press_print()
        self._till.wait("its end", lambda: self._page.state.toast != told, limit_s=LIMIT_S)
        gap_ms, memory_mb = gaps.ended_ms(), memory.ended_mb()
        toast = self._page.state.toast
        assert toast is not None
        content = self._file.read_bytes()
        return Took(
            cards=int(toast.fact.values.get("count", 0)),
            drawn_s=self._spent[Stage.DRAWING],
            read_s=self._spent[Stage.READING],
            gap_ms=gap_ms,
            idle_mb=idle_mb,
            memory_mb=memory_mb,
            file_mb=len(content) / 2**20,
            pictures=len(_PICTURE.findall(content)),
        )


class _Gaps:
    """The longest time that the window did nothing else."""

    def __init__(self) -> None:
        self._longest_s = 0.0
        self._last_s = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest_s = max(self._longest_s, now - self._last_s)
        self._last_s = now

    def ended_ms(self) -> float:
        self._timer.stop()
        return self._longest_s * 1000


class _Memory:
    """The most memory that this process and those that read for it had together. Another, that
    decodes what is scanned, is there all day.
    """

    def __init__(self) -> None:
        self._most_kb = 0
        self._others = set(multiprocessing.active_children())
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(SAMPLE_S):
            readers = set(multiprocessing.active_children()) - self._others
            pids = ["self", *(str(each.pid) for each in readers)]
            self._most_kb = max(self._most_kb, sum(map(_held_kb, pids)))

    def ended_mb(self) -> float:
        self._ended.set()
        self._thread.join()
        return self._most_kb / 1024


def _held_kb(pid: str) -> int:
    """What a process holds of the memory for itself: files that are mapped, such as Qt's libraries,
    are the system's, which drops them when it wants the room.
    """
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has just ended
        return 0
    found = re.search(r"^Pss_Anon:\s+(\d+)", rollup, re.MULTILINE)
    return int(found[1]) if found else 0
