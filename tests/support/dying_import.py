"""A server's core that takes in cards made elsewhere and kills itself at a chosen step of it.

``run`` gives all pieces, prints ``taken N`` for each that was acknowledged, and dies at the n-th time
that the step comes by.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from card_contract.card_number import CardNumber
from card_contract.studio_messages import LineOutcome
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.card_import import CardsImported, ImportCards
from server_stub.commands.imported_rows import MadeCard
from server_stub.storage.sealing import Keys
from support.core_shop import APP, CAMPAIGN, CoreShop
from support.death import Death
from support.dying_recall import DyingShop

CARDS = 8
PIECE_CARDS = 3
CARDS_OF_PACK = 4
BATCH = 40


def made_card(keys: Keys, sequence: int, *, code: str = "", batch: int = BATCH) -> MadeCard:
    """A card of the file, hashed and sealed as the command line does it."""
    code = code or f"MADE-ELSEWHERE-{sequence:010d}"
    protected = keys.protect_code(APP, code)
    pack = (sequence - 1) // CARDS_OF_PACK + 1
    return MadeCard(
        number=CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits,
        pack=pack,
        pack_first=(pack - 1) * CARDS_OF_PACK + 1,
        pack_last=pack * CARDS_OF_PACK,
        code=NewCode(
            code_hash=protected.code_hash.value,
            hash_key_id=protected.code_hash.key_id,
            sealed=protected.sealed.value,
            seal_key_id=protected.sealed.key_id,
            last_four=code[-4:],
        ),
        known_hashes=[known.value for known in keys.code_hashes(APP, code)],
    )


def import_of(cards: Sequence[MadeCard], *, dry_run: bool = False) -> ImportCards:
    return ImportCards(
        app_id=APP, campaign=CAMPAIGN, cards=cards, imported_by="command-line", dry_run=dry_run
    )


async def import_all(shop: CoreShop) -> list[LineOutcome]:
    """Give the shop the whole file, piece by piece."""
    outcomes: list[LineOutcome] = []
    for first in range(1, CARDS + 1, PIECE_CARDS):
        piece = range(first, min(first + PIECE_CARDS, CARDS + 1))
        answer = await shop.engine.submit(import_of([made_card(shop.keys, each) for each in piece]))
        assert isinstance(answer, CardsImported), answer
        outcomes += answer.outcomes
        sys.stdout.write(f"taken {piece[-1]}\n")
        sys.stdout.flush()
    return outcomes


async def main(folder: Path, step: str, nth: int) -> None:
    await import_all(DyingShop.of(folder, Death(step, nth)))


def run(folder: Path, step: str, nth: int) -> None:
    asyncio.run(main(folder, step, nth))
