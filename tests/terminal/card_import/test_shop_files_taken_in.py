"""A file for a print shop can be taken in where its cards are sold: it reads as any card file."""

from __future__ import annotations

from pathlib import Path

import pyrage

from card_contract.card_file import CardFile, CardLine
from card_contract.card_number import CardNumber
from card_contract.print_messages import GivenCard
from pos_terminal.printing.shop_file import ShopFile
from pos_terminal.printing.watch import Watch


def test_a_file_for_a_print_shop_is_a_card_file_with_its_heading(tmp_path: Path) -> None:
    numbers = [CardNumber.build(issuer="970010", batch=4, sequence=each) for each in (1, 2)]
    cards = [
        GivenCard(sequence=number.sequence, pack=1, number=number.digits, code=f"CODE-{at}")
        for at, number in enumerate(numbers)
    ]
    key, file = pyrage.x25519.Identity.generate(), tmp_path / "cards.age"
    ShopFile(str(key.to_public()))(file, cards, Watch())
    plain = pyrage.decrypt(file.read_bytes(), [key])
    taken = CardFile(plain)
    assert taken.bad == {}
    assert [line.number for line in taken.lines if isinstance(line, CardLine)] == numbers
    assert CardFile(plain.replace(b"number,", b"serial,", 1)).bad.keys() == {1}
