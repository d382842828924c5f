"""The server's own mark under a hold: what it once answered it knows again after a restore.

A till keeps the mark in its journal. Shown again with the very request, it proves that somebody who
may sell was signed in when the cards were held, though the restored database has forgotten it. The
mark is made with a key of its own, which is in no backup of the database and is never rotated.
"""

from __future__ import annotations

import hmac

from server_stub.commands.reserving import Reserve
from server_stub.storage.sealing import Keys


def hold_proof(keys: Keys, held: Reserve) -> str:
    """The mark under what was held: app, sale, till, cards, prices, seller and time."""
    of_sale = f"{held.app_id}/{held.sale_id}/".encode()
    return keys.hold_mark(of_sale + held.fingerprint())


def is_proved(keys: Keys, told: Reserve, proof: str) -> bool:
    """Whether this server has held exactly that before."""
    return hmac.compare_digest(hold_proof(keys, told).encode(), proof.encode())
