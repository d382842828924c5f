"""An example of a fulfilment script: a wallet of coins that credits each redemption once.

A campaign whose script it is gives the coins that its code's ``customCodeInfo`` names. In an
asynchronous campaign they arrive a little later, so that there is something to wait for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from server_stub.fulfilment.declaring import FOLDER_VARIABLE, answers_status
from server_stub.fulfilment.example_wallet.store import Credit, WalletStore

COINS: Final = 100
ARRIVES_AFTER_MS: Final = 2_000
WALLET_FILE: Final = "wallet.db"
NO_COINS: Final = 1
OTHER_PLAYER: Final = 2


@answers_status
def credit(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Credit the player of a redemption, or say how far that is."""
    with WalletStore(Path(os.environ[FOLDER_VARIABLE]) / WALLET_FILE) as store:
        return answer(asked, store, now_ms=time.time_ns() // 1_000_000)


def answer(asked: Mapping[str, Any], store: WalletStore, *, now_ms: int) -> Mapping[str, Any]:
    place = (asked["gameId"], asked["redemptionCodeId"])
    if asked["operation"] == "redeem":
        coins = asked["customCodeInfo"].get("coins", COINS)
        if not isinstance(coins, int) or coins <= 0:
            return _refused("This code carries no coins.")
        arrives_at = now_ms + (ARRIVES_AFTER_MS if asked["async"] else 0)
        known = store.order(*place, profile=asked["profileId"], coins=coins, arrives_at=arrives_at)
    else:
        found = store.order_of(*place)
        if found is None:
            # Asked for its status it says so; a poll for something never ordered cannot succeed.
            return {"known": False} | _refused("This redemption is not known here.")
        known = found
    if known.profile != asked["profileId"]:
        return _refused("These coins are another player's.", OTHER_PLAYER)
    return _told(known, store, now_ms)


def _told(order: Credit, store: WalletStore, now_ms: int) -> Mapping[str, Any]:
    if now_ms < order.arrives_at:
        return {"success": True, "complete": False}
    balance = store.balance(order.game, order.profile, now_ms=now_ms)
    info = {"coins": order.coins, "balance": balance}
    return {"success": True, "complete": True, "customRedemptionInfo": info}


def _refused(why: str, code: int = NO_COINS) -> dict[str, Any]:
    return {"success": False, "complete": True, "errorCode": code, "errorMsg": why}
