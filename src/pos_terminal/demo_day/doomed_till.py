"""A till in a process of its own that takes the money and is killed before the card is activated.

It signs in with the PIN from its standard input, sells one card, prints ``paid SALE`` once the
payment is in its journal, and then waits to be killed.

With ``--shut-out`` it is a new till, which joins with the code from its standard input. Once the
server has told it that it is shut out it takes a picture, prints ``told``, and waits likewise.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start
from pos_terminal.checkout.model import Mode
from pos_terminal.demo_day.clerk import Clerk, NothingHappenedError
from pos_terminal.journal.sale_machine import SaleState

_WAITS_TO_DIE_S = 60.0
_SHUT_OUT = "not_known_yet.till_revoked"


def main() -> None:
    """Sell one card up to the money."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--operator", required=True)
    parser.add_argument("--card", required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--shut-out", metavar="PICTURE")
    wanted = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="doomed-till-") as folder:
        places = Places(root=wanted.data, keys=Path(folder) / "keys", cache=Path(folder) / "cache")
        is_new = wanted.shut_out is not None
        start = Start(data=wanted.data, server=wanted.server, demo=not is_new, camera_off=True)
        program = Program(application, start, places)
        program.open()
        clerk = Clerk(program, wanted.pictures)
        try:
            if is_new:
                clerk.type(sys.stdin.readline().strip())
                clerk.press(Qt.Key.Key_F12)
            sale_id = _sell(
                program, clerk, wanted.operator, sys.stdin.readline().strip(), wanted.card
            )
            _say(f"paid {sale_id}")
            if is_new:
                _wait_to_be_told(program, clerk)
                clerk.look(wanted.shut_out)
                _say("told")
            clerk.pause(_WAITS_TO_DIE_S)
        except NothingHappenedError as fault:
            clerk.look("failed-till")
            sys.exit(str(fault))


def _sell(program: Program, clerk: Clerk, operator: str, pin: str, card: str) -> str:
    clerk.wait("the till", lambda: program.room is not None and program.room.is_furnished)
    room = program.room
    assert room is not None  # noqa: S101  # just waited for
    clerk.wait("the staff", lambda: bool(room.sign_in.state.tiles))
    room.sign_in.choose(operator)
    clerk.type_pin(pin)
    clerk.wait("the checkout", lambda: room.on_duty.operator is not None)
    checkout = room.furniture.pages.checkout
    clerk.scan(card)
    clerk.wait("the basket row", lambda: len(checkout.state.lines) == 1)
    checkout.take_payment()
    clerk.wait("the payment", lambda: checkout.state.mode is Mode.PAYMENT)
    checkout.pay_cash(checkout.state.total_minor)

    def sale_is_paid() -> bool:
        sale = room.core.journal.sale(checkout.on_screen or "")
        return sale is not None and sale.state is SaleState.PAID

    clerk.wait("the payment in the journal", sale_is_paid)
    return checkout.on_screen or ""


def _wait_to_be_told(program: Program, clerk: Clerk) -> None:
    room = program.room
    assert room is not None  # noqa: S101  # it has just sold
    checkout = room.furniture.pages.checkout

    def is_told() -> bool:
        part = checkout.state.not_known
        return part is not None and part.sentence.id == _SHUT_OUT

    clerk.wait("the server's word that this till is shut out", is_told, limit_s=_WAITS_TO_DIE_S)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
