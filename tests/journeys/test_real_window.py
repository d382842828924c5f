"""A card is sold in a real window, with nothing but a hand scanner and the keyboard."""

import contextlib
import json

import pytest
from PySide6.QtPdf import QPdfDocument

from support.real_window import MISSING, Screen, WindowTill, alike, wait_until
from support.server_process import ServerProcess
from support.tills import Tills

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=["small", "large"])
def test_a_card_is_sold_with_scanner_and_keyboard_alone(tmp_path, size):
    data, shots = tmp_path / "data", tmp_path / "shots"
    shots.mkdir()
    arguments = ("--demo", "--data", str(data), "--camera", "none")
    with Screen(*size) as screen, WindowTill(screen, tmp_path / "home", *arguments) as till:
        till.come_up()
        told = data / "server" / "server.json"
        wait_until("the embedded server", told.exists, limit_s=90)
        demo = json.loads((data / "server" / "demo.json").read_text())
        clerk = next(one for one in demo["operators"] if one["role"] == "clerk")
        number = demo["campaigns"][0]["sample_numbers"][5]
        with contextlib.ExitStack() as stack:
            server = another_till(stack, data / "server", clerk)
            sign_in(till, clerk, shots)
            sell(till, server, number, shots)
            till.press("F12")  # prints the receipt
            wait_until("the receipt", lambda: any((data / "receipts").glob("*.pdf")))
            refuse(till, demo, number, shots)
        till.quit()
        log = till.log.read_text()
        assert "Traceback" not in log, log
        assert number not in log
    assert words_of(next((data / "receipts").glob("*.pdf"))) >= {"DEMO", "Gift", "50.00"}


def another_till(stack, folder, person):
    """Somebody at another till of the shop, who sees what the server knows of a card."""
    served = ServerProcess(folder)
    served.url = json.loads((folder / "server.json").read_text())["url"]
    return Tills(stack).enrolled(served, person["id"], person["pin"])


def sign_in(till, clerk, shots):
    """Scan the badge and type the PIN; the till has asked its server for the staff by then."""
    first = till.screen.be_still(shots / "1-sign-in.png")
    till.scan(clerk["badge"])
    till.type(clerk["pin"])
    typed = till.screen.be_still(shots / "2-pin.png", after=first)
    till.press("Return")
    till.screen.be_still(shots / "3-ready.png", after=typed)


def sell(till, server, number, shots):
    """Scan, take the payment, pay exactly, and see the card alive at the server."""
    ready = till.screen.be_still(shots / "3-ready.png")
    till.scan(number)
    basket = till.screen.be_still(shots / "4-basket.png", after=ready)
    till.press("F12")
    wait_until("the card is held", lambda: card(server, number)["hold_state"] == "held")
    payment = till.screen.be_still(shots / "5-payment.png", after=basket)
    till.type("50")
    given = till.screen.be_still(shots / "6-given.png", after=payment)
    till.press("F12")
    wait_until("the card is alive", lambda: card(server, number)["code_state"] == "Available")
    till.screen.be_still(shots / "7-activated.png", after=given)


def card(server, number):
    return server.look_up(number).raise_for_status().json()


def refuse(till, demo, number, shots):
    """The card is scanned once more: no key of a scanner closes the refusal, holding F9 does."""
    activated = till.screen.be_still(shots / "7-activated.png")
    till.press("F12")
    following = till.screen.be_still(shots / "next.png", after=activated)
    till.scan(number)
    refused = till.screen.be_still(shots / "8-refused.png", after=following)
    till.scan(demo["campaigns"][1]["sample_numbers"][5])
    till.press("Escape")
    assert alike(refused, till.screen.be_still(shots / "9-refused-still.png"))
    till.hold("F9", 1.6)
    till.screen.be_still(shots / "10-next.png", after=refused)


def words_of(receipt):
    paper = QPdfDocument()
    assert paper.load(str(receipt)) is QPdfDocument.Error.None_
    words = paper.getAllText(0).text().replace("€", "").split()
    paper.close()
    return set(words)
