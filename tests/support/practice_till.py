"""A practice till in a process of its own whose power is cut in the middle of a paid sale.

The same command sells in its first life and looks on in its second, in which it prints what its
sheet says of the cut, and what the server says of the card. What is printed goes to one output.
"""

from __future__ import annotations

import argparse
import atexit
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from card_contract.messages import CardView
from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.practice import PracticeProgram
from pos_terminal.bootstrap.program import Start
from pos_terminal.bootstrap.residence import Residence
from pos_terminal.checkout.model import Mode
from pos_terminal.demo_day.clerk import Clerk
from pos_terminal.practice.model import Recovery
from pos_terminal.practice.troubles import Trouble

_LIMIT_S = 60.0


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Life:
    """One life of the till, from its start to its end or to the cut."""

    def __init__(self, root: Path) -> None:
        application = QApplication(sys.argv[:1])
        places = Places(root=root / "data", keys=root / "keys", cache=root / "cache")
        residence = Residence(places)
        if not residence.move_in():
            say("the folder is taken")
        start = Start(data=places.root, practice=True, camera_off=True)
        self.program = PracticeProgram(application, start, places, residence)
        self.program.open()
        self.clerk = Clerk(self.program, root)
        self.clerk.wait("the staff", self._sees_staff, limit_s=_LIMIT_S)
        assert self.program.room is not None
        self.room = self.program.room
        self.demo = json.loads((places.server / "demo.json").read_text())
        self.number: str = self.demo["campaigns"][0]["sample_numbers"][0]

    def _sees_staff(self) -> bool:
        room = self.program.room
        return room is not None and room.is_furnished and bool(room.sign_in.state.tiles)

    def _sign_in(self) -> None:
        person = next(one for one in self.demo["operators"] if one["role"] == "clerk")
        self.room.sign_in.choose(person["id"])
        self.clerk.type_pin(person["pin"])
        self.clerk.wait("the clerk", lambda: self.room.on_duty.operator is not None)

    def sell(self) -> None:
        """Sell one card; the power goes with its money in the till."""
        self._sign_in()
        checkout = self.room.furniture.pages.checkout
        self.clerk.scan(self.number)
        self.clerk.wait("the row", lambda: len(checkout.state.lines) == 1)
        self.program.practice.press(Trouble.POWER_CUT)
        checkout.take_payment()
        self.clerk.wait("the payment", lambda: checkout.state.mode is Mode.PAYMENT)
        say(f"sells {checkout.on_screen}")
        checkout.pay_cash(checkout.state.total_minor)
        self.clerk.pause(_LIMIT_S)
        say("outlived the cut")

    def look_on(self) -> None:
        """Say what the sheet shows, and whether the card is alive."""
        practice = self.program.practice
        say("sheet open" if practice.state.open else "no sheet")

        def recovered() -> bool:
            cut = practice.state.after_cut
            return cut is not None and cut.recovery is not Recovery.ASKING

        self.clerk.wait("the recovery", recovered, limit_s=_LIMIT_S)
        cut = practice.state.after_cut
        assert cut is not None
        say(f"recovered {cut.recovery}")
        practice.close()
        self._sign_in()
        asked = self.room.core.loop.submit(
            lambda: self.room.core.gateway.look_up_card(self.number)
        ).result(10)
        say(f"card {asked.code_state if isinstance(asked, CardView) else asked}")
        say(f"trouble {self.program.troubles.setting.trouble}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    root: Path = parser.parse_args().root
    atexit.register(say, "ended in order")
    life = Life(root)
    if life.program.practice.state.after_cut is None:
        life.sell()
    else:
        life.look_on()
    life.program.close()


if __name__ == "__main__":
    main()
