"""Both dispatchers over a real shop in this process: two apps, told scripts, a clock to push on."""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry

from server_stub.desks.code_press import CodePress
from server_stub.domain.ids import AppId
from server_stub.engine.submits import is_on_disk
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.shop import APPS, ServerRow
from server_stub.storage.sealing import Keys, new_key_file
from server_stub.web.braincloud.asked import Tools
from server_stub.web.braincloud.dispatchers import CLIENT_PATH, SERVER_PATH
from server_stub.web.braincloud.doors import braincloud_doors, player_door
from server_stub.web.observer import Observer, make_logger
from server_stub.web.redemption_api.players import Guessing
from server_stub.web.replies import Reply
from support.core_shop import APP, NOW, CoreShop, open_shop
from support.failing_reader import FailingReader
from support.fulfilment_desk import Fulfilment, ToldScripts
from support.job_floor import JobFloor
from support.redemption_desk import PLAIN, ids_from, personal

OTHER_APP: Final = AppId("other")
SECRETS: Final = {APP: "secret-of-demo", OTHER_APP: "secret-of-other"}
SERVER: Final = "shop"
SERVER_SECRETS: Final = {APP: "server-of-demo", OTHER_APP: "server-of-other"}
# The cheapest that there is: what is tested is not how long a hash takes.
_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class DispatcherDesk:
    """The dispatchers of one process, and the shop behind them."""

    def __init__(self, shop: CoreShop, scripts: ToldScripts) -> None:
        self.shop = shop
        self.scripts = scripts
        self.client = "192.0.2.1"
        self.reader = FailingReader(shop.reader)
        self.fulfilment = Fulfilment(shop, scripts, caller_limit_s=5.0)
        observer = Observer(make_logger(io.StringIO()), CollectorRegistry())
        tools = Tools(
            engine=shop.engine,
            reader=self.reader,
            keys=shop.keys,
            clock=self,
            press=CodePress(shop.engine, shop.reader, shop.keys),
            redeeming=self.fulfilment.redeeming,
            guessing=Guessing(self),
            redemptions=RedemptionQueries(self.reader),
            jobs=JobFloor(shop).jobs,
            log=observer,
        )
        players = player_door(shop.engine, self.reader, self, shop.keys, hasher=_HASHER)
        self.doors = braincloud_doors(tools, players=players, observer=observer)

    def now_ms(self) -> int:
        return self.shop.clock()

    def monotonic(self) -> float:
        return self.shop.clock() / 1000

    def pass_time(self, seconds: float) -> None:
        self.shop.clock.now_ms += round(seconds * 1000)

    async def player_packet(self, app_id: AppId, packet: dict[str, Any]) -> Any:
        reply = await self.player_reply(app_id, packet)
        assert reply.status == 200
        return json.loads(reply.body)

    async def player_reply(self, app_id: AppId, packet: dict[str, Any]) -> Reply:
        """What leaves, when it does."""
        reply = await self.reply_made(app_id, packet)
        if reply.withheld is None:
            return reply
        await asyncio.wait({reply.withheld.commit})
        return reply if is_on_disk(reply.withheld.commit) else reply.withheld.otherwise

    async def reply_made(self, app_id: AppId, packet: dict[str, Any]) -> Reply:
        """What is to leave, as soon as it is made."""
        body = json.dumps({"gameId": app_id, **packet}).encode()
        signed = body + SECRETS[app_id].encode()
        signature = hashlib.md5(signed, usedforsecurity=False).hexdigest()
        headers = {"x-appid": app_id, "x-sig": signature}
        return await self.doors[CLIENT_PATH].answer(headers, body, self.client)

    async def server_packet(self, packet: dict[str, Any]) -> Any:
        reply = await self.server_reply(packet)
        assert reply.status == 200
        return json.loads(reply.body)

    async def server_reply(self, packet: dict[str, Any]) -> Reply:
        return await self.doors[SERVER_PATH].answer({}, json.dumps(packet).encode(), self.client)

    async def server(self, app_id: AppId = APP) -> DeskServer:
        server = DeskServer(self, app_id)
        await server.sign_in()
        return server

    async def player(self, name: str, app_id: AppId = APP) -> DeskPlayer:
        player = DeskPlayer(self, app_id)
        await player.sign_in(name)
        return player

    async def close(self) -> None:
        await self.fulfilment.close()


class DeskServer:
    """A customer's server in its session."""

    def __init__(self, desk: DispatcherDesk, app_id: AppId) -> None:
        self.desk = desk
        self.app_id = app_id
        self.session = ""
        self.packets = itertools.count()

    async def sign_in(self) -> None:
        secret = SERVER_SECRETS[self.app_id]
        data = {"appId": self.app_id, "serverName": SERVER, "serverSecret": secret}
        said = await self.packet(message("authenticationV2", "AUTHENTICATE", data))
        self.session = said["messageResponses"][0]["data"]["sessionId"]

    async def packet(self, *messages: dict[str, Any], packet_id: int | None = None) -> Any:
        number = next(self.packets) if packet_id is None else packet_id
        packet = {"packetId": number, "sessionId": self.session, "messages": list(messages)}
        return await self.desk.server_packet(packet)

    async def call(
        self, operation: str, data: Any = None, *, service: str = "redemptionCode", **more: Any
    ) -> Any:
        said = await self.packet(message(service, operation, data), **more)
        return said["messageResponses"][0]

    async def beat(self) -> Any:
        return await self.packet(message("heartbeat", "HEARTBEAT"))


class DeskPlayer:
    """A player in its session."""

    def __init__(self, desk: DispatcherDesk, app_id: AppId) -> None:
        self.desk = desk
        self.app_id = app_id
        self.session = ""
        self.packets = itertools.count(100)

    async def sign_in(self, name: str) -> None:
        data = {"externalId": name, "authenticationType": "Anonymous", "forceCreate": True}
        said = await self.call("AUTHENTICATE", data, service="authenticationV2")
        self.session = said["data"]["sessionId"]

    async def packet(self, *messages: dict[str, Any], packet_id: int | None = None) -> Any:
        number = next(self.packets) if packet_id is None else packet_id
        packet = {"packetId": number, "sessionId": self.session, "messages": list(messages)}
        return await self.desk.player_packet(self.app_id, packet)

    async def call(
        self, operation: str, data: Any = None, *, service: str = "redemptionCode"
    ) -> Any:
        return (await self.packet(message(service, operation, data)))["responses"][0]

    async def beat(self) -> Any:
        return await self.call("READ", service="heartbeat")


def _secret(keys: Keys, app_id: AppId) -> dict[str, Any]:
    sealed = keys.seal(SECRETS[app_id].encode(), about=f"app/{app_id}")
    return {"secret_sealed": sealed.value, "seal_key_id": sealed.key_id}


def _server(keys: Keys, app_id: AppId) -> ServerRow:
    sealed = keys.seal(SERVER_SECRETS[app_id].encode(), about=f"server/{app_id}/{SERVER}")
    return ServerRow(
        app_id=app_id,
        server_name=SERVER,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        created_at=NOW,
    )


def message(service: str, operation: str, data: Any = None) -> dict[str, Any]:
    return {"service": service, "operation": operation, "data": data}


def play(
    tmp_path: Path,
    story: Callable[[DispatcherDesk], Awaitable[None]],
    *,
    scripts: ToldScripts | None = None,
    keys: Keys | None = None,
) -> None:
    """Run a story at the dispatchers of a shop with two apps, each with a campaign ``plain``."""
    keys = keys or Keys(new_key_file())

    async def run() -> None:
        shop = await open_shop(tmp_path / "shop.db", cards=1, keys=keys)
        app = await shop.find(APPS.at(APP))
        await shop.change(changed(app, **_secret(keys, APP)))
        await shop.sow(
            msgspec.structs.replace(app, app_id=OTHER_APP, **_secret(keys, OTHER_APP)),
            *(_server(keys, app_id) for app_id in SECRETS),
            personal(PLAIN),
            msgspec.structs.replace(personal(PLAIN), app_id=OTHER_APP),
            ids_from(),
            msgspec.structs.replace(ids_from(), app_id=OTHER_APP),
        )
        desk = DispatcherDesk(shop, scripts or ToldScripts(says=[{"success": True}]))
        try:
            await story(desk)
        finally:
            await desk.close()
            await shop.close()
        assert shop.watch.failures == []

    asyncio.run(run())
