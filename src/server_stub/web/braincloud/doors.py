"""Puts the two dispatchers together; the web application hangs them under their paths."""

from __future__ import annotations

from argon2 import PasswordHasher

from server_stub.desks.limits import SlowChecks
from server_stub.desks.password_brake import PasswordBrake
from server_stub.desks.ports import Clock
from server_stub.desks.wrong_tries import WrongTries
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.sealing import Keys
from server_stub.web.app import Door
from server_stub.web.braincloud.asked import Tools
from server_stub.web.braincloud.callers import Callers
from server_stub.web.braincloud.dispatchers import (
    CLIENT_PATH,
    SERVER_PATH,
    ClientDispatcher,
    ServerDispatcher,
)
from server_stub.web.braincloud.packet_replies import PREFLIGHT, refuse_player, refuse_server
from server_stub.web.braincloud.repeats import SignInRepeats
from server_stub.web.braincloud.signing_in import PlayerDoor, ServerDoor
from server_stub.web.observer import Observer


def player_door(
    engine: Submits, reader: Reader, clock: Clock, keys: Keys, *, hasher: PasswordHasher
) -> PlayerDoor:
    """Where players sign in, by the dispatcher and on the customer's page: under one limit."""
    return PlayerDoor(
        engine=engine,
        reader=reader,
        clock=clock,
        hasher=hasher,
        checks=SlowChecks(running_max=2, waiting_max=64),
        tries=PasswordBrake(WrongTries(engine, reader, keys, clock)),
    )


def braincloud_doors(tools: Tools, *, players: PlayerDoor, observer: Observer) -> dict[str, Door]:
    """The dispatchers by their paths."""
    callers = Callers(tools.reader, tools.keys, tools.clock)
    servers = ServerDoor(tools.engine, callers, tools.clock)
    repeats = SignInRepeats(tools.reader, tools.keys, tools.clock)
    return {
        CLIENT_PATH: Door(
            ClientDispatcher(
                callers=callers,
                door=players,
                repeats=repeats,
                tools=tools,
                note_fault=observer.fault,
            ),
            PREFLIGHT,
            refuse_player,
        ),
        SERVER_PATH: Door(
            ServerDispatcher(
                callers=callers,
                door=servers,
                repeats=repeats,
                tools=tools,
                note_fault=observer.fault,
            ),
            refuse=refuse_server,
        ),
    }
