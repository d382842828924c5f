"""Who takes sold cards out of use: a manager at the portal, signed by another, or a shop's server."""

from __future__ import annotations

import asyncio

from card_contract.sale_id import crockford
from card_contract.states import CodeState, HoldState
from pos_terminal.gateway.answers import NoAnswerError
from server_stub.commands.code_care import InvalidateCode
from server_stub.commands.code_signatures import act_on_code
from server_stub.commands.requests import Keyed
from server_stub.commands.server_codes import InvalidateByServer
from server_stub.domain.code_acts import CodeAct
from server_stub.storage.rows.cards import CodeRow
from simulation.cast import ADMINISTRATOR, APP, MANAGER
from simulation.line import Line
from simulation.managers import CHARGED_BACK, LOOKS_MAX, TRIES_MAX
from simulation.people import Scene, settled_and_untold, sign
from simulation.scene import code_hash


async def portal_rounds(scene: Scene, wire: Line) -> None:
    """Now and then the payment of a sold card was charged back, and nobody is to redeem it."""
    chance = scene.chance
    while True:
        waits = chance.happens(0.5)
        await asyncio.sleep(chance.uniform(60, 600) if waits else chance.uniform(600, 3600))
        if not scene.is_day:
            return
        for _ in range(LOOKS_MAX if waits else 0):
            if _settled_and_untold(scene):
                break
            await asyncio.sleep(chance.uniform(1, 60))
        sold = _settled_and_untold(scene) or _sold(scene)
        if not sold:
            continue
        code = chance.choice(sold)
        by_server = chance.happens(0.5)
        command = _of_server(scene, code) if by_server else _signed(scene, code)
        who = "a server" if by_server else "the manager"
        scene.note(f"{who} takes card {code.code_id} out of use")
        for _ in range(TRIES_MAX):
            try:
                await wire.ask(command)
            except NoAnswerError:
                continue
            break


def _sold(scene: Scene) -> list[CodeRow]:
    return [
        code
        for code in scene.disk.rows(CodeRow)
        if code.hold is HoldState.SOLD and code.state is not CodeState.INVALIDATED
    ]


def _settled_and_untold(scene: Scene) -> list[CodeRow]:
    """Sold cards whose own till does not know yet that a manager has settled their sale."""
    untold = settled_and_untold(scene)
    return [code for code in _sold(scene) if code.sale_id in untold]


def _of_server(scene: Scene, code: CodeRow) -> InvalidateByServer:
    return InvalidateByServer(
        app_id=APP,
        request=Keyed(f"server:{crockford(scene.chance.randbytes(17))}"),
        server_name="web-shop",
        campaign=code.campaign,
        code_hashes=[code_hash(str(code.code_id))],
        reason=CHARGED_BACK,
    )


def _signed(scene: Scene, code: CodeRow) -> InvalidateCode:
    request_key = f"portal:{MANAGER}:{crockford(scene.chance.randbytes(17))}"
    act = act_on_code(CodeAct.INVALIDATE, code.code_id, request_key)
    approval = sign(
        scene,
        act.till_id,
        act.purpose,
        act.subject,
        sale_id=act.sale_id,
        cards=[],
        approver=ADMINISTRATOR,
    )
    return InvalidateCode(
        app_id=APP,
        request_key=request_key,
        operator_id=MANAGER,
        code_id=code.code_id,
        version=code.version,
        reason=CHARGED_BACK,
        approval=approval,
    )
