"""Pictures of the page *Import*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from card_contract.studio_messages import LineOutcome
from pos_terminal.card_import.model import ImportPicture, Report, ReportLine, Stage
from pos_terminal.words import ON, Message, off

CAMPAIGNS = (("game-25", "Game card"), ("gift-50", "Gift card"))
REFUSED = (
    (14, LineOutcome.NUMBER_INVALID),
    (15, LineOutcome.CODE_MISSING),
    (120, LineOutcome.PACKS_OVERLAP),
    (1077, LineOutcome.BATCH_OF_SERVER),
    (2410, LineOutcome.NUMBER_TAKEN),
)


def state(**changes: Any) -> ImportPicture:
    shown = ImportPicture(
        campaigns=CAMPAIGNS,
        campaign="gift-50",
        file="winter-cards.csv",
        key_wanted=False,
        key="",
        passphrase="",
        stage=Stage.CHOOSING,
        done=0,
        of=0,
        report=None,
        only_refused=True,
        sentence=Message("stage.choosing"),
        fault=None,
        act=ON,
        act_word=Message("act.check", {"count": 0}),
        can_leave_off=False,
    )
    return replace(shown, **changes)


def nothing_chosen() -> ImportPicture:
    return state(campaign="", file="", act=off("off.campaign_first"))


def encrypted() -> ImportPicture:
    return state(
        file="winter-cards.csv.age", key_wanted=True, passphrase="correct horse",
        fault=Message("read.key_wrong"),
    )  # fmt: skip


def checking() -> ImportPicture:
    return state(
        stage=Stage.CHECKING,
        done=1200,
        of=5000,
        sentence=Message("stage.checking"),
        act=off("off.working"),
        can_leave_off=True,
    )


def report_of(*lines: tuple[int, LineOutcome], accepted: int, there: int, more: int = 0) -> Report:
    refused = sum(
        outcome not in (LineOutcome.ACCEPTED, LineOutcome.ALREADY_THERE) for _, outcome in lines
    )
    return Report(
        accepted=accepted,
        already_there=there,
        refused=refused + more,
        lines=tuple(ReportLine(line=line, outcome=outcome) for line, outcome in lines),
        more=more,
    )


def refused() -> ImportPicture:
    return state(
        stage=Stage.CHECKED,
        report=report_of(*REFUSED, accepted=4900, there=80, more=15),
        sentence=Message("stage.refused", {"count": 20}),
        act=off("off.refused"),
        act_word=Message("act.take_in", {"count": 4900}),
    )


def sound() -> ImportPicture:
    lines = [(line, LineOutcome.ACCEPTED) for line in range(2, 202)]
    return state(
        stage=Stage.CHECKED,
        only_refused=False,
        report=replace(report_of(*lines, accepted=5000, there=0), more=4800),
        sentence=Message("stage.sound", {"count": 5000}),
        act_word=Message("act.take_in", {"count": 5000}),
    )


def taking_in() -> ImportPicture:
    return state(
        stage=Stage.TAKING_IN,
        done=3300,
        of=5000,
        sentence=Message("stage.taking_in"),
        act=off("off.working"),
        act_word=Message("act.take_in", {"count": 5000}),
        can_leave_off=True,
    )


def paused() -> ImportPicture:
    return state(
        stage=Stage.PAUSED,
        file="winter-cards.csv.age",
        key_wanted=True,
        sentence=Message("stage.paused_shut"),
        act=off("off.key_first"),
        act_word=Message("act.go_on"),
        can_leave_off=True,
    )


def done() -> ImportPicture:
    return state(
        stage=Stage.DONE,
        report=report_of(accepted=4700, there=300),
        sentence=Message("stage.done"),
        act_word=Message("act.another"),
    )


PICTURES: dict[str, Callable[[], ImportPicture]] = {
    "i1-nothing-chosen": nothing_chosen,
    "i2-encrypted": encrypted,
    "i3-checking": checking,
    "i4-refused": refused,
    "i5-sound": sound,
    "i6-taking-in": taking_in,
    "i7-paused": paused,
    "i8-done": done,
}
PICTURES_SAID = {
    name: lambda _say, picture=picture: picture() for name, picture in PICTURES.items()
}
