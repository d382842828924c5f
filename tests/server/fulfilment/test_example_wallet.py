"""The example wallet: coins arrive once for each redemption, however often it is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server_stub.fulfilment.example_wallet import wallet
from server_stub.fulfilment.example_wallet.store import WalletStore

NOW = 1_700_000_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WalletStore]:
    with WalletStore(tmp_path / "wallet.db") as opened:
        yield opened


def asked(operation: str = "redeem", redemption: str = "7", **more: Any) -> dict[str, Any]:
    return {
        "operation": operation,
        "gameId": "demo",
        "redemptionCodeId": redemption,
        "attempt": 0,
        "async": False,
        "customCodeInfo": {"coins": 50},
        "profileId": "ann",
    } | more


def test_coins_arrive_once_for_each_redemption(store: WalletStore):
    for _ in range(3):
        told = wallet.answer(asked(), store, now_ms=NOW)
        assert told["customRedemptionInfo"] == {"coins": 50, "balance": 50}
    assert wallet.answer(asked(attempt=1), store, now_ms=NOW)["success"] is True
    other = wallet.answer(asked(redemption="8"), store, now_ms=NOW)
    assert other["customRedemptionInfo"] == {"coins": 50, "balance": 100}


@pytest.mark.parametrize("operation", ["redeem", "async", "status"])
def test_another_player_is_told_nothing_about_an_order(store: WalletStore, operation: str):
    wallet.answer(asked(), store, now_ms=NOW)
    told = wallet.answer(asked(operation, profileId="bob"), store, now_ms=NOW)
    assert (told["success"], told["errorCode"]) == (False, wallet.OTHER_PLAYER)
    assert "customRedemptionInfo" not in told
    assert [(one.profile, one.coins) for one in store.balances(now_ms=NOW)] == [("ann", 50)]


def test_it_says_what_it_did(store: WalletStore):
    assert wallet.answer(asked("status"), store, now_ms=NOW)["known"] is False
    wallet.answer(asked(), store, now_ms=NOW)
    assert wallet.answer(asked("status"), store, now_ms=NOW)["complete"] is True


def test_in_an_asynchronous_campaign_coins_arrive_later(store: WalletStore):
    later = NOW + wallet.ARRIVES_AFTER_MS
    is_async = {"async": True}
    assert wallet.answer(asked(**is_async), store, now_ms=NOW)["complete"] is False
    assert wallet.answer(asked("async", **is_async), store, now_ms=later - 1)["complete"] is False
    assert store.balances(now_ms=later - 1) == []
    arrived = wallet.answer(asked("async", **is_async), store, now_ms=later)
    assert arrived["customRedemptionInfo"]["balance"] == 50


@pytest.mark.parametrize("coins", [0, -1, "many", None])
def test_a_code_without_coins_is_refused(store: WalletStore, coins: Any):
    told = wallet.answer(asked(customCodeInfo={"coins": coins}), store, now_ms=NOW)
    assert (told["success"], told["errorCode"]) == (False, wallet.NO_COINS)


def test_many_at_once_on_one_redemption_are_one_credit(tmp_path: Path):
    path = tmp_path / "wallet.db"

    def ask() -> None:
        with WalletStore(path) as store:
            wallet.answer(asked(), store, now_ms=NOW)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with WalletStore(path) as store:
        assert [balance.coins for balance in store.balances(now_ms=NOW)] == [50]


def test_what_it_answers_is_json(store: WalletStore):
    json.dumps(wallet.answer(asked(), store, now_ms=NOW))
