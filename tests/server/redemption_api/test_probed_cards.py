"""A card that was not sold and is asked for: its manager sees it at once, its seller is refused."""

from __future__ import annotations

import asyncio
from typing import Any

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.open_database import open_reader
from server_stub.storage.rows.cards import CODE_SECRETS, CODES
from server_stub.storage.sealing import Keys, Sealed
from support.ear import Ear
from support.server_process import ServerProcess
from support.till_client import TillClient


async def code_of(server: ServerProcess, number: int) -> str:
    """The secret of a card, as only a print run knows it."""
    async with open_reader(DataFolder(server.data)) as reader:
        secret = (await reader.find(CODE_SECRETS.at("demo", number)))[0]
        assert (await reader.find(CODES.at("demo", number)))[0].state == "Inactive"
    keys = Keys.read(server.data / "keys.json")
    return keys.reveal_code(
        secret.app_id, secret.code_hash, Sealed(secret.seal_key_id, secret.sealed)
    )


def alarms(manager: TillClient) -> list[Any]:
    answer = manager.get("/v1/alarms")
    assert answer.status_code == 200, answer.text
    return [alarm for alarm in answer.json()["alarms"] if alarm["kind"] == "probed"]


def test_a_redemption_of_an_unsold_card_is_an_alarm_at_once_and_once_only(
    server: ServerProcess, ann: Any, bob: Any
) -> None:
    code = asyncio.run(code_of(server, 17))
    with TillClient.of_demo(server.url, server.demo) as manager:
        manager.sign_in("anna", "333333")
        before = {alarm["case_id"] for alarm in alarms(manager)}
        assert ann.redeem(code).status_code == 404
        assert bob.redeem(code).status_code == 404
        (alarm,) = (one for one in alarms(manager) if one["case_id"] not in before)
        assert alarm["card_id"] == "17"
        assert code not in str(alarm)
        closing = {"reason": "taken off the shelf"}
        assert manager.post(f"/v1/cases/{alarm['case_id']}/close", closing).status_code == 200
        assert alarm["case_id"] not in {one["case_id"] for one in alarms(manager)}


def test_every_till_that_listens_hears_of_the_alarms_there_are_and_of_each_new_one(
    server: ServerProcess, ann: Any
) -> None:
    with TillClient.of_demo(server.url, server.demo) as till:
        till.sign_in("anna", "333333")
        ear = Ear(till, "alarms")
        assert ear.next() == {}, "the demo shop has an alarm from the beginning"
        before = len(alarms(till))
        assert ann.redeem(asyncio.run(code_of(server, 18))).status_code == 404
        assert ear.next() == {}
        assert len(alarms(till)) == before + 1
