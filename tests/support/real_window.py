"""A till in a real window: a screen of its own (Xvfb), and xdotool for scanner and fingers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from PIL.Image import Image

PATIENCE_S = 40.0
_STILL = 4  # pictures that are alike, one after the other
_CARET_PX = 1200
TOOLS = ("Xvfb", "xdotool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]


def wait_until(what: str, holds: Callable[[], bool], *, limit_s: float = PATIENCE_S) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end, f"waited {limit_s:.0f} s for: {what}"
        time.sleep(0.05)


class Screen:
    """An X server on a free display; ``-noreset`` keeps it when its last window goes."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height

    def __enter__(self) -> Self:
        self._pixels = tempfile.TemporaryDirectory(prefix="screen-")
        read, write = os.pipe()
        size = f"{self.width}x{self.height}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-noreset",
             "-nolisten", "tcp", "-fbdir", self._pixels.name],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(10)
        self._pixels.cleanup()

    def do(self, *arguments: str) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    def picture(self, path: Path) -> Image:
        """Save what the screen shows as PNG."""
        from PIL import Image

        # Xvfb keeps its screen as a file that every tool of X can read: a head, colours, pixels.
        shot = (Path(self._pixels.name) / "Xvfb_screen0").read_bytes()
        head = [int.from_bytes(shot[at : at + 4], "big") for at in range(0, 100, 4)]
        pixels = shot[head[0] + 12 * head[19] :]
        image = Image.frombuffer("RGB", (head[4], head[5]), pixels, "raw", "BGRX", head[12], 1)
        image.save(path, compress_level=1)
        return image

    def be_still(self, path: Path, *, after: Image | None = None) -> Image:
        """Wait until nothing but a caret blinks any more, and keep the picture.

        Where something is to come of what was done, the picture is another than ``after``.
        """
        still, before = 0, self.picture(path)
        end = time.monotonic() + PATIENCE_S
        while still < _STILL:
            assert time.monotonic() < end, "the screen does not come to rest"
            time.sleep(0.15)
            now = self.picture(path)
            is_at_rest = alike(before, now) and (after is None or not alike(after, now))
            still = still + 1 if is_at_rest else 0
            before = now
        return before


class WindowTill:
    """``pos-terminal`` as a process with its window on a screen."""

    def __init__(self, screen: Screen, home: Path, *arguments: str) -> None:
        self.screen = screen
        self._home = home
        self._arguments = arguments
        self.log = home / "till.log"

    def __enter__(self) -> Self:
        self._home.mkdir(parents=True, exist_ok=True)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [str(Path(sys.executable).with_name("pos-terminal")), *self._arguments],
                env={
                    **{key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
                    "DISPLAY": self.screen.display,
                    "QT_QPA_PLATFORM": "xcb",
                    "XDG_DATA_HOME": str(self._home / "share"),
                    "XDG_CONFIG_HOME": str(self._home / "config"),
                    "XDG_CACHE_HOME": str(self._home / "cache"),
                },
                stdout=log, stderr=log,
            )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def come_up(self) -> None:
        """Wait for the window, fill the screen with it, and give it the keys, as a desktop does."""
        wait_until("the window", lambda: bool(self._window()))
        window = self._window()
        self.screen.do("windowmove", window, "0", "0")
        self.screen.do("windowsize", window, str(self.screen.width), str(self.screen.height))
        self.screen.do("windowfocus", window)

    def scan(self, text: str) -> None:
        """Pull the trigger: the scanner types its text in a burst and presses Return."""
        self.screen.do("key", "--delay", "3", *text, "Return")

    def type(self, text: str) -> None:
        """Type as a hand does."""
        self.screen.do("type", "--delay", "90", text)

    def press(self, key: str) -> None:
        self.screen.do("key", key)

    def hold(self, key: str, seconds: float) -> None:
        """Hold a key down."""
        self.screen.do("keydown", key)
        time.sleep(seconds)
        self.screen.do("keyup", key)

    def quit(self) -> None:
        """End the till as the system's shutdown does; it closes in order."""
        self.process.terminate()
        assert self.process.wait(20) == 0

    def _window(self) -> str:
        found = self.screen.do("search", "--onlyvisible", "--pid", str(self.process.pid))
        return found.splitlines()[-1] if found else ""


def alike(one: Image, other: Image) -> bool:
    """Whether two pictures differ by a blinking caret at most."""
    from PIL import ImageChops

    box = ImageChops.difference(one, other).getbbox()
    return box is None or (box[2] - box[0]) * (box[3] - box[1]) <= _CARET_PX
