"""The picture of a product in a shop of one's own, from the studio's form to the till that sells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image
from PySide6.QtCore import QSize

from card_contract.card_number import CardNumber
from card_contract.studio_messages import BatchRequest
from pos_terminal.batches.model import (
    NOTE_FILE,
    BatchNote,
    CampaignCard,
    CampaignField,
    Section,
)
from pos_terminal.batches.picture_files import PictureFiles
from pos_terminal.batches.presenter import BatchesPresenter
from pos_terminal.gateway.answers import Refused
from pos_terminal.look.product_art import Artworks
from pos_terminal.note_file import NoteFile
from support.real_till import RealTill
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient

BLUE = "#2060a0"
SHOP = {
    "shop": "Blumen Müller",
    "store": "Marktplatz 1",
    "address": ["Marktplatz 1", "12345 Musterstadt"],
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "language": "de",
    "legal": ["USt-IdNr. DE1"],
    "administrator": {"name": "Eva Müller", "pin": "424242"},
}


@pytest.mark.usefixtures("qapp")
def test_a_till_shows_the_picture_that_a_product_was_given_in_its_own_shop(tmp_path: Path) -> None:
    code = new_shop(tmp_path / "shop")
    with ServerProcess(tmp_path / "shop") as server:
        till = first_till(server, code, tmp_path)
        try:
            give_a_picture(till, tmp_path)
            artwork = artwork_of_a_card(till)
            artworks = Artworks(lambda name: fetch(till, name, artworks))
            till.wait(lambda: artworks(artwork) is not None)
            card = artworks.card(artwork, QSize(200, 126), 1.0)
            assert card is not None
            assert card.toImage().pixelColor(100, 63).name() == BLUE
        finally:
            till.close()


def new_shop(data: Path) -> str:
    """Make a shop without any demo; the code for its first till."""
    done = run_command(
        "init", "--data", str(data), "--config", "-", "--json", stdin=json.dumps(SHOP)
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["enrolment_code"]


def first_till(server: ServerProcess, code: str, folder: Path) -> RealTill:
    with TillClient(server.url) as client:
        assert client.enrol(code).status_code == 200
        pem = client.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        key_file = folder / "till.pem"
        key_file.write_bytes(pem)
        known: dict[str, Any] = {
            "till": {"id": client.till_id, "key_file": str(key_file)},
            "operators": [{"role": "administrator", "id": "admin", "pin": "424242"}],
        }
    return RealTill(folder / "till", server.url, known)


def give_a_picture(till: RealTill, folder: Path) -> None:
    """Make a product in the studio's form, with a picture from a file."""
    notes = NoteFile(folder / NOTE_FILE, BatchNote)
    page = BatchesPresenter(till.waiting._till, till.gateway, notes=notes, files=PictureFiles())
    till.sign_in_as("administrator")
    page.open()
    page.open_section(Section.CAMPAIGNS)

    def form(is_so: Callable[[CampaignCard], bool]) -> bool:
        card = page.state.campaign
        return card is not None and is_so(card)

    till.wait(lambda: page.state.can_begin)
    till.wait(lambda: page.open_new_campaign() or page.state.campaign is not None)
    for field, text in (
        (CampaignField.CAMPAIGN, "roses-25"),
        (CampaignField.TITLE, "Roses"),
        (CampaignField.PRICE, "25"),
        (CampaignField.ISSUER, "970010"),
        (CampaignField.SELLS, "numbers"),
    ):
        page.edit_campaign(field, text)
    file = folder / "roses.png"
    Image.new("RGB", (3000, 3000), BLUE).save(file)
    page.choose_artwork(file)
    till.wait(lambda: form(lambda card: card.artwork.artwork is not None))
    page.save_campaign()
    till.wait(lambda: form(lambda card: card.campaign == "roses-25"))


def artwork_of_a_card(till: RealTill) -> str | None:
    """What a till is told of a card of the product when it is scanned."""
    request = BatchRequest(
        campaign="roses-25", name="", quantity=1, cards_per_pack=1, packs_per_carton=1
    )
    begun = till.loop.submit(
        lambda: till.gateway.begin_batch("S-0123456789ABCDEFGHJKMNPQRS", request)
    ).result(20)
    batch = begun.batch.batch
    labels = till.loop.submit(lambda: till.gateway.batch(batch)).result(20)
    assert labels.batch.title == "Roses"
    number = CardNumber.build(issuer="970010", batch=batch, sequence=1).digits
    seen: list[Any] = []

    def is_made() -> bool:
        look = till.loop.submit(lambda: till.gateway.look_up_card(number)).result(20)
        seen[:] = [look]
        return not isinstance(look, Refused)

    till.wait(is_made)
    return seen[0].product.artwork


def fetch(till: RealTill, name: str, artworks: Artworks) -> None:
    """As the program fetches them."""

    def put(content: bytes | Refused) -> None:
        assert isinstance(content, bytes)
        artworks.put(name, content)

    till.tasks.run(
        lambda: till.gateway.artwork(name),
        then=put,
        failed=lambda _: artworks.lost(name),
    )
