"""Ending the runs that stand in the way of a batch: those that the server names, or a fault."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchPrint
from pos_terminal.bootstrap.print_room import PrintingRoom
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.printing.run_notes import RunNotes
from pos_terminal.words import Message
from support.gateway_answers import refused


class BarringServer:
    """Knows the open runs of one batch; one that is ``kept`` is not ended."""

    def __init__(self, *open_runs: str, kept: str = "") -> None:
        self.open_runs = list(open_runs)
        self.kept = kept

    async def batch_print(self, batch: int) -> Any:
        return BatchPrint(
            batch=batch,
            waiting=1,
            given=0,
            printed=0,
            spoiled=0,
            replacing=0,
            first_new=None,
            open_runs=[*self.open_runs],
        )

    async def end_print_run(self, run_id: str) -> Any:
        if run_id == self.kept:
            return refused(Refusal.BATCH_FULL)
        self.open_runs.remove(run_id)
        return None


def end_open(server: Any, folder: Path) -> Message | None:
    room = PrintingRoom(
        server=server,
        shelf=DesignShelf(folder),
        notes=RunNotes(folder),
        redeem_page=str,
        language=lambda: "en",
        fits=dict,
        dots=dict,
        sheets=dict,
        keep_fit=lambda _printer, _fit: True,
        keep_dots=lambda _printer, _dots: True,
        keep_sheet=lambda _name, _layout: True,
    )
    return asyncio.run(room.end_open(7))


def test_every_open_run_of_the_batch_is_ended(tmp_path: Path) -> None:
    server = BarringServer("Q-1", "Q-2")
    assert end_open(server, tmp_path) is None
    assert server.open_runs == []


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (BarringServer(), "refused.run_ended"),
        (BarringServer("Q-1", kept="Q-1"), "refused.batch_full"),
    ],
)
def test_where_nothing_is_ended_nobody_is_told_that_it_was(
    server: BarringServer, sentence: str, tmp_path: Path
) -> None:
    assert end_open(server, tmp_path) == Message(sentence)
