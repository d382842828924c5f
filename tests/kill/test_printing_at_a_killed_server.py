"""``kill -9`` of the server while cards are printed: each is printed once, or replaced, and no code is
printed twice. The till is a real one, the printer is paper in memory.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pyrage
import pytest

import support.dying_export as dying
from card_contract.print_messages import OpenPrintRunRequest, PrintState, Sequences
from pos_terminal.bootstrap.core import SystemClock
from pos_terminal.gateway.answers import Refused, ReplyLost
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.gateway.till_key import till_key
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.printing.model import Feed, NotPrintedError, Printed
from pos_terminal.printing.printer_run import PrinterRun
from pos_terminal.printing.run import PrintRun
from pos_terminal.printing.run_notes import RunNotes, new_note
from support.forked_program import run_program
from support.server_process import ServedCopy, ServerProcess, run_command
from support.stored_rows import read_rows

CARDS = 12
SLOTS = 4


@pytest.fixture
def server(served_copy: ServedCopy, template: Path, tmp_path: Path):
    with served_copy(template, tmp_path / "data") as running:
        yield running


class Deadly:
    """The server as a till sees it; it dies before (``-CALL``) or after (``+CALL``) a call."""

    def __init__(self, gateway: Gateway, server: ServerProcess, step: str) -> None:
        self._gateway = gateway
        self._server = server
        self._step = step

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._gateway, name)

        async def called(*arguments: Any, **named: Any) -> Any:
            if self._step == f"-{name}":
                self._server.kill()
            answer = await call(*arguments, **named)
            if self._step == f"+{name}":
                self._server.kill()
                raise ReplyLost("the server is dead")
            return answer

        return called


class PrintingTill:
    """Each command of it is a new life of the till, at a server that lives again."""

    def __init__(self, server: ServerProcess, folder: Path, batch: int) -> None:
        self.server = server
        self.batch = batch
        self.notes = RunNotes(folder / "till")
        self.file = folder / "cards.pdf"
        self.papers: list[list[str]] = []

    # What a printer run wants of its sheets.
    slots = SLOTS
    start = 0

    def proved(self, cards: Any, _start: int, _watch: Any) -> Any:
        codes = [card.code for card in cards]
        return lambda sheet: self.papers.append(codes[(sheet - 1) * SLOTS : sheet * SLOTS])

    def draw(self, file: Path, cards: Any, _watch: Any) -> None:
        file.write_text(" ".join(card.code for card in cards))

    def on_file(self, step: str = "") -> Printed:
        return asyncio.run(self._on_file(step))

    async def _on_file(self, step: str) -> Printed:
        gateway, known = await self._signed_in(), self.notes.load()
        run = PrintRun(
            server=Deadly(gateway, self.server, step),
            notes=self.notes,
            draw=self.draw,
            sign=_nobody,
            note=known or new_note(self._request(1), self.file),
        )
        return await _closing(gateway, run.print(is_new=known is None))

    def on_printer(self, step: str = "", good: int | None = None) -> Feed | Printed:
        return asyncio.run(self._on_printer(step, good))

    async def _on_printer(self, step: str, good: int | None) -> Feed | Printed:
        gateway, known = await self._signed_in(), self.notes.load()
        run = PrinterRun(
            server=Deadly(gateway, self.server, step),
            notes=self.notes,
            paper=self,
            sign=_nobody,
            note=known or new_note(self._request(CARDS + 1), printer="Office"),
        )

        async def work() -> Feed | Printed:
            if good is not None:
                await run.settle(good)
            return await run.print(is_new=known is None)

        return await _closing(gateway, work())

    def dies(self, what: Any, step: str, **more: Any) -> None:
        """The server dies at the step, and is started again; the run is noted."""
        with pytest.raises(NotPrintedError, match="noted"):
            what(step, **more)
        self.server.start()

    def _request(self, first: int) -> OpenPrintRunRequest:
        cards = Sequences(first=first, last=first + CARDS - 1)
        return OpenPrintRunRequest(batch=self.batch, cards=cards, reason="winter cards")

    async def _signed_in(self) -> Gateway:
        till = self.server.demo["till"]
        key = till_key(till["id"], _read(till["key_file"]))
        gateway = Gateway(Wire(ServerAddress(url=self.server.url)), key, SystemClock())
        assert not isinstance(await gateway.sign_in("sam", self.pin), Refused)
        return gateway

    @property
    def pin(self) -> str:
        people = self.server.demo["operators"]
        return str(next(person["pin"] for person in people if person["id"] == "sam"))

    def states(self) -> Counter[str]:
        sql = "SELECT state FROM print_cards WHERE batch = ?"
        rows = read_rows(self.server.data, sql, self.batch)
        return Counter(state for (state,) in rows)


def _read(file: str) -> bytes:
    return Path(file).read_bytes()


async def _nobody(*_: Any) -> str:
    raise NotPrintedError("nobody signs", authority=True)


async def _closing(gateway: Gateway, work: Any) -> Any:
    try:
        return await work
    finally:
        await gateway.close()


def test_prints_and_an_export_outlive_a_server_that_is_killed_in_the_middle_of_them(
    server: ServerProcess, tmp_path: Path
) -> None:
    till = PrintingTill(server, tmp_path, batch=_generated(server, 2 * CARDS))
    _print_into_a_file(till)
    _print_on_a_printer(till)
    identity, out = pyrage.x25519.Identity.generate(), tmp_path / "cards.age"
    exporting = PrintingTill(server, tmp_path, batch=_generated(server, CARDS))
    _export(exporting, identity, out, "+export-cards")
    server.kill()  # it is dead; this looks after what is left of it
    server.start()
    assert _export(exporting, identity, out, "") == 0
    lines = pyrage.decrypt(out.read_bytes(), [identity]).decode().split()[1:]
    assert len({line.split(",")[1] for line in lines}) == len(lines) == CARDS
    assert exporting.states() == {PrintState.PRINTED: CARDS}
    assert [each for each in tmp_path.iterdir() if each.name.startswith(".cards")] == []


def _print_into_a_file(till: PrintingTill) -> None:
    for step in ("+give_cards", "+report_print"):
        till.dies(till.on_file, step)
    assert till.on_file().cards == CARDS
    codes = till.file.read_text().split()
    assert len(set(codes)) == len(codes) == CARDS
    assert till.states() == {PrintState.PRINTED: CARDS}
    assert till.notes.load() is None


def _print_on_a_printer(till: PrintingTill) -> None:
    """The last of three sheets came out badly, and is printed as other cards."""
    till.on_printer()
    till.dies(till.on_printer, "+report_print", good=2)
    stands = till.on_printer()
    assert isinstance(stands, Feed)
    assert (stands.first, stands.last) == (3, 3)
    done = till.on_printer(good=3)
    assert isinstance(done, Printed)
    assert done.cards == CARDS
    codes = [code for paper in till.papers for code in paper]
    codes += till.file.read_text().split()
    assert len(set(codes)) == len(codes) == 2 * CARDS + SLOTS
    assert till.states() == {PrintState.PRINTED: 2 * CARDS, PrintState.SPOILED: SLOTS}


def _generated(server: ServerProcess, cards: int) -> int:
    made = run_command("generate", "game-25", "--quantity", str(cards), "--data", str(server.data))
    assert made.returncode == 0, made.stderr
    return int(made.stdout)


def _export(till: PrintingTill, identity: pyrage.x25519.Identity, out: Path, step: str) -> int:
    """Export, and kill the server at a step. A command that finds none does the work itself."""
    arguments = (
        *("batch", "export", str(till.batch), "--recipient", str(identity.to_public())),
        *("--out", str(out), "--operator", "sam", "--data", str(till.server.data)),
    )
    victim = till.server.pid
    done = run_program(dying.run, step, 1, victim, *arguments, stdin=f"{till.pin}\n")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode
