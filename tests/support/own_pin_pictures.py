"""Pictures of the section *My PIN*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pos_terminal.look.theme import Theme
from pos_terminal.settings_page.model import (
    OwnPinIntents,
    PinPart,
    PinStep,
    Result,
    Section,
    Worth,
)
from pos_terminal.settings_page.view import SettingsView
from pos_terminal.words import ON, Message, off
from support.settings_desk import Desk


def settings_view(theme: Theme, own_pin: OwnPinIntents) -> SettingsView:
    """The settings page with this section open; nothing of it is ever stored."""
    page = Desk(Path("nowhere")).page
    page.open_section(Section.PIN)
    return SettingsView(theme, page, own_pin)


def part(step: PinStep = PinStep.PRESENT, digits: int = 0, **changes: Any) -> PinPart:
    ready = step is PinStep.READY
    made = PinPart(
        step=step,
        digits=digits,
        fault=None,
        enter=off("pin.entered") if ready else ON if digits >= 6 else off("pin.at_least"),
        busy=False,
        act=ON if ready else off("pin.all_first"),
        can_start_over=digits > 0 or step is not PinStep.PRESENT,
        note=Message("pin.note"),
        result=None,
    )
    return replace(made, **changes)


def told(worth: Worth, fact: str, note: str | None = None) -> PinPart:
    said = Result(worth=worth, fact=Message(fact), note=None if note is None else Message(note))
    return part(result=said)


def present() -> PinPart:
    return part(digits=4)


def new() -> PinPart:
    return part(PinStep.FIRST, 6)


def again_long() -> PinPart:
    return part(PinStep.AGAIN, 12)


def differ() -> PinPart:
    return part(PinStep.FIRST, fault=Message("pin.differ"))


def the_same() -> PinPart:
    return part(PinStep.FIRST, fault=Message("pin.same"), note=Message("pin.note_demo"))


def ready() -> PinPart:
    return part(PinStep.READY)


def asking() -> PinPart:
    waits = off("pin.asking")
    return part(busy=True, enter=waits, act=waits)


def changed() -> PinPart:
    return told(Worth.GOOD, "pin.changed", "pin.changed.note")


def wrong() -> PinPart:
    return told(Worth.BAD, "refused.wrong_pin")


def locked() -> PinPart:
    return told(Worth.BAD, "refused.pin_locked")


def not_known() -> PinPart:
    return told(Worth.CAUTION, "fault.not_known", "fault.not_known.note")


PICTURES: dict[str, Callable[[], PinPart]] = {
    "p1-present": present,
    "p2-new": new,
    "p2-differ": differ,
    "p2-the-same": the_same,
    "p3-again-long": again_long,
    "p4-ready": ready,
    "p5-asking": asking,
    "p6-changed": changed,
    "p7-wrong": wrong,
    "p7-locked": locked,
    "p8-not-known": not_known,
}

# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
