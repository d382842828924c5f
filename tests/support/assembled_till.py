"""The whole till as it is assembled, in this process, on a real server; and people at it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from PySide6.QtWidgets import QApplication

from pos_terminal.bootstrap.pages import Pages
from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start
from pos_terminal.bootstrap.station_room import StationRoom
from pos_terminal.demo_day.clerk import Clerk


class AssembledTill:
    """A till of the demo shop with its data in ``root``; with ``url`` it starts no server."""

    def __init__(
        self, application: QApplication, root: Path, *, url: str | None = None, demo: bool = True
    ) -> None:
        self.root = root
        self._application = application
        self._start = Start(data=root / "data", server=url, demo=demo, camera_off=True)
        self.open()

    def open(self) -> None:
        """Open the window; after ``close`` again."""
        root = self.root
        places = Places(root=root / "data", keys=root / "keys", cache=root / "cache")
        self.program = Program(self._application, self._start, places)
        self.program.open()
        self.clerk = Clerk(self.program, root)
        self._is_open = True

    def wait_for_staff(self) -> Self:
        self.wait(
            "the staff",
            lambda: (
                self.program.room is not None
                and self.room.is_furnished
                and bool(self.room.sign_in.state.tiles)
            ),
            limit_s=60,
        )
        return self

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self.program.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- Parts -----------------------------------------------------------------------------------

    @property
    def room(self) -> StationRoom:
        assert self.program.room is not None
        return self.program.room

    @property
    def pages(self) -> Pages:
        return self.room.furniture.pages

    @property
    def demo(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.program.places.server / "demo.json").read_text())
        return found

    def person(self, role: str) -> dict[str, str]:
        return next(one for one in self.demo["operators"] if one["role"] == role)

    def number(self, place: int, campaign: int = 0) -> str:
        return self.demo["campaigns"][campaign]["sample_numbers"][place]

    # --- Acts ------------------------------------------------------------------------------------

    def wait(self, what: str, until: Callable[[], bool], *, limit_s: float = 60) -> None:
        self.clerk.wait(what, until, limit_s=limit_s)

    def sign_in(self, role: str) -> None:
        """Scan the badge and type the PIN."""
        person = self.person(role)
        self.clerk.scan(person["badge"])
        self.wait("the badge", lambda: self.room.sign_in.state.badge_read)
        self.clerk.type_pin(person["pin"])
        self.wait(f"the {role}", lambda: self.room.on_duty.operator is not None)

    def sign_out(self) -> None:
        self.room.sign_in.sign_out()

    def scan_into_basket(self, number: str) -> None:
        before = len(self.pages.checkout.state.lines)
        self.clerk.scan(number)
        self.wait("the row", lambda: len(self.pages.checkout.state.lines) == before + 1)


def demo_till_folder(template: Path, root: Path) -> Path:
    """A till's folder with a copy of a demo shop that another process serves."""
    (root / "data" / "server").mkdir(parents=True)
    shutil.copy(template / "demo.json", root / "data" / "server" / "demo.json")
    return root
