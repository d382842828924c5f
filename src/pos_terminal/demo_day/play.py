"""Plays the demo day: a real server process, real pictures, real widgets, and a summary."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from pos_terminal.bootstrap.demo_shop import DemoShop, read_demo_shop
from pos_terminal.bootstrap.places import DEMO_FILE, Places
from pos_terminal.bootstrap.program import Program, Start
from pos_terminal.demo_day.clerk import NothingHappenedError
from pos_terminal.demo_day.faulty_line import FaultyLine
from pos_terminal.demo_day.stage import NotAsPromisedError, Scene
from pos_terminal.demo_day.story import STEPS, Day
from pos_terminal.demo_material import write_demo_pictures
from pos_terminal.embedded_server import EmbeddedServer, ServerStage, ServerState, make_demo_shop
from pos_terminal.scanning.demo_frames import CardFace, moving_card_frames
from pos_terminal.scanning.video_writer import write_video

if TYPE_CHECKING:
    from PIL import Image

_SERVER_START_S: Final = 60.0
_FRAMES_A_CARD: Final = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One step as the summary has it."""

    step: str
    held: bool
    outcome: str
    seconds: float


def play(out: Path) -> int:
    """Play the day, writing to ``out``; 0 only if every step held."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101  # nothing else makes one here
    with tempfile.TemporaryDirectory(prefix="demo-day-") as folder:
        root = Path(folder)
        places = Places(root=root / "till", keys=root / "keys", cache=root / "cache")
        with _shop(places) as (shop, line):
            video = root / "two-cards.mp4"
            write_video(video, _two_cards(shop))

            def open_program() -> Program:
                start = Start(data=places.root, server=line.url, demo=True, camera_file=video)
                program = Program(application, start, places)
                program.open()
                return program

            played = _play_steps(Scene(out=out, shop=shop, line=line, open_program=open_program))
    held = len(played) == len(STEPS) and all(step.held for step in played)
    summary = {"held": held, "steps": [asdict(step) for step in played]}
    (out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", "utf-8")
    _say(f"{sum(step.held for step in played)} of {len(STEPS)} steps held; see {out}.")
    return 0 if held else 1


def _play_steps(scene: Scene) -> list[Played]:
    day = Day(scene)
    played: list[Played] = []
    try:
        for step in STEPS:
            played.append(_play_step(day, step.__name__))
            if not played[-1].held:
                break
    finally:
        day.close()
    return played


def _play_step(day: Day, name: str) -> Played:
    begun_s = time.monotonic()
    try:
        outcome, held = getattr(day, name)(), True
    except (NothingHappenedError, NotAsPromisedError) as fault:
        outcome, held = str(fault), False
        day.look_at_failure()
    seconds = round(time.monotonic() - begun_s, 1)
    _say(f"{'held  ' if held else 'FAILED'}  {name.replace('_', ' ')}: {outcome} ({seconds} s)")
    return Played(step=name, held=held, outcome=outcome, seconds=seconds)


@contextmanager
def _shop(places: Places) -> Iterator[tuple[DemoShop, FaultyLine]]:
    """A demo shop with its server, and the line to it."""
    make_demo_shop(places.server)
    shop = read_demo_shop(places.server)
    assert shop is not None  # noqa: S101  # just made
    write_demo_pictures(places.server / DEMO_FILE, places.demo_cards)
    ready = threading.Event()
    ports: list[int] = []

    def told(state: ServerState) -> None:
        if state.stage is ServerStage.READY and state.url is not None:
            ports.append(int(state.url.rsplit(":", 1)[1]))
            ready.set()

    server = EmbeddedServer(places.server, on_state=told)
    server.start()
    try:
        if not ready.wait(_SERVER_START_S):
            raise NothingHappenedError("The redemption server did not start.")
        line = FaultyLine(server_port=ports[0])
        line.start()
        try:
            yield shop, line
        finally:
            line.stop()
    finally:
        server.stop()


def _two_cards(shop: DemoShop) -> Iterator[Image.Image]:
    """A gift card, then a game card, each brought before the camera and taken away."""
    samples = {campaign.name: campaign.sample_numbers for campaign in shop.campaigns}
    gift = CardFace(
        number=samples["gift-50"][0],
        title="Gift card",
        dark="#c2410c",
        bright="#fb7a3c",
        accent="#ffd7a8",
    )
    yield from moving_card_frames(gift, count=_FRAMES_A_CARD, seed=5)
    game = CardFace(number=samples["game-25"][0])
    yield from moving_card_frames(game, count=_FRAMES_A_CARD, seed=8)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
